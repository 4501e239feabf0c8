"""Filing numbers 备案号: their form, and where the law wants them linked to.

Rules: 《非经营性互联网信息服务备案管理办法》第十三条: the number at the foot of the front
page, linked to the ministry's filing system; 《计算机信息网络国际联网安全保护管理办法》第十二条
with the instructions of the police's filing platform: the number, linked to its entry there.
"""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.exceptions import InvalidInput

import re
import unicodedata


MINISTRY = "https://beian.miit.gov.cn/"
POLICE = "https://beian.mps.gov.cn/#/query/webSearch?code="
#: Short names of the provinces and the first two digits of their area codes (GB/T 2260). The
#: ministry and the police don't always use the same of two short names (蜀 and 川).
PROVINCES = {
    **{"京": 11, "津": 12, "冀": 13, "晋": 14, "蒙": 15, "辽": 21, "吉": 22, "黑": 23, "沪": 31},
    **{"苏": 32, "浙": 33, "皖": 34, "闽": 35, "赣": 36, "鲁": 37, "豫": 41, "鄂": 42, "湘": 43},
    **{"粤": 44, "桂": 45, "琼": 46, "渝": 50, "川": 51, "蜀": 51, "贵": 52, "黔": 52, "云": 53},
    **{"滇": 53, "藏": 54, "陕": 61, "秦": 61, "甘": 62, "陇": 62, "青": 63, "宁": 64, "新": 65},
}
_SHORT = "".join(PROVINCES)
ICP = re.compile(rf"[{_SHORT}]ICP备[0-9]{{6,10}}号(?:-[0-9]{{1,4}})?")
POLICE_NUMBER = re.compile(rf"([{_SHORT}])公网安备(([0-9]{{2}})[0-9]{{12}})号")


def _tidy(text: str) -> str:
    """Return the text without spaces, with narrow digits, letters and hyphens."""
    narrow = unicodedata.normalize("NFKC", text)
    narrow = re.sub(r"\s+", "", narrow).replace("—", "-").replace("–", "-").replace("−", "-")
    return re.sub(r"icp", "ICP", narrow, flags=re.IGNORECASE)


def icp_number(text: str) -> str:
    """Return an ICP number in its form, such as 蜀ICP备12345678号-1; "" for nothing.

    :raises InvalidInput: it has another shape.
    """
    tidy = _tidy(text)
    if tidy and not ICP.fullmatch(tidy):
        raise InvalidInput(
            _(
                "error_icp",
                default="An ICP number looks like 蜀ICP备12345678号-1: province, ICP备, digits, "
                "号. Copy it from the ministry's notice.",
            ),
            field="icp",
        )
    return tidy


def police_number(text: str) -> str:
    """Return a police number in its form, such as 川公网安备51010702000123号; "" for nothing.

    :raises InvalidInput: it has another shape, or its area lies in another province.
    """
    tidy = _tidy(text)
    found = POLICE_NUMBER.fullmatch(tidy)
    if not tidy or (found and PROVINCES[found[1]] == int(found[3])):
        return tidy
    if found:
        message = _(
            "error_police_area",
            default="The police number begins with ${short}, its area code ${area} is another "
            "province's. Check both.",
            mapping={"short": found[1], "area": found[3]},
        )
    else:
        message = _(
            "error_police",
            default="A police number looks like 川公网安备51010702000123号: province, 公网安备, "
            "14 digits, 号.",
        )
    raise InvalidInput(message, field="police")


def police_link(number: str) -> str:
    """Return the address of a police number's entry; "" when there is none in it."""
    found = POLICE_NUMBER.fullmatch(number)
    return f"{POLICE}{found[2]}" if found else ""
