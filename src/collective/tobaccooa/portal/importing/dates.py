"""Find the day of an article in what old pages write. Pure.

Days without a zone are those of Asia/Shanghai; a day without a time is taken as its midnight.
"""

from __future__ import annotations

from datetime import datetime
from datetime import timedelta
from zoneinfo import ZoneInfo

import re


SHANGHAI = ZoneInfo("Asia/Shanghai")
FIRST_YEAR = 1980
_TIME = r"(?:\s*[T日]?\s*(?P<hour>[01]?\d|2[0-3])[:：时](?P<minute>[0-5]\d)(?:[:：分][0-5]\d)?)?"
_DAY = re.compile(
    r"(?<!\d)(?P<year>19[89]\d|20\d\d)\s*(?:年\s*(?P<month>1[0-2]|0?[1-9])\s*月\s*"
    r"(?P<day>3[01]|[12]\d|0?[1-9])\s*日|"
    r"(?P<sign>[-/.])(?P<month2>1[0-2]|0?[1-9])(?P=sign)(?P<day2>3[01]|[12]\d|0?[1-9])(?!\d))"
    + _TIME
)
_HAN_DAY = re.compile(
    r"(?P<year>[一二][〇○零一二三四五六七八九]{3})年(?P<month>[一二三四五六七八九十]{1,2})月"
    r"(?P<day>[一二三四五六七八九十]{1,3})日"
)
_LABELLED = re.compile(
    r"(?:发布|发表|更新|录入|添加|上传)?(?:时间|日期)\s*[:：]?\s*(?P<rest>.{0,30})", re.DOTALL
)
_HAN_DIGITS = {sign: n for n, sign in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}


def parse_day(text: str) -> datetime | None:
    """Return the first day in a text, as 2004年6月9日, 2004-06-09 15:00, 二〇〇四年六月九日."""
    for match in _DAY.finditer(text):
        year, hour, minute = match["year"], match["hour"] or 0, match["minute"] or 0
        month, day = match["month"] or match["month2"], match["day"] or match["day2"]
        found = _moment(int(year), int(month), int(day), int(hour), int(minute))
        if found is not None:
            return found
    for match in _HAN_DAY.finditer(text):
        year_digits = "".join(str(_HAN_DIGITS[sign]) for sign in match["year"])
        found = _moment(int(year_digits), _han(match["month"]), _han(match["day"]))
        if found is not None:
            return found
    return None


def parse_stamp(text: str) -> datetime | None:
    """Return what a machine wrote: ISO 8601 with its zone, else as `parse_day`."""
    text = text.strip()
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return parse_day(text)
    if not FIRST_YEAR <= found.year < 2100:
        return None
    return found if found.tzinfo is not None else found.replace(tzinfo=SHANGHAI)


def labelled_day(text: str) -> datetime | None:
    """Return the day that a page calls its time of publication (发布时间：…)."""
    for match in _LABELLED.finditer(text):
        found = parse_day(match["rest"])
        if found is not None:
            return found
    return None


def not_after(moment: datetime | None, now: datetime) -> datetime | None:
    """Return a moment unless it lies more than a day ahead: an article is no announcement."""
    return moment if moment is not None and moment <= now + timedelta(days=1) else None


def _moment(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime | None:
    if not FIRST_YEAR <= year < 2100:
        return None
    try:
        return datetime(year, month, day, hour, minute, tzinfo=SHANGHAI)
    except ValueError:
        return None


def _han(number: str) -> int:
    """Return 十 as 10, 二十一 as 21, 三 as 3; 0 for what is no number."""
    tens, ten, ones = number.partition("十")
    if not ten:
        return _HAN_DIGITS.get(number, 0)
    if len(tens) > 1 or len(ones) > 1:
        return 0
    return (_HAN_DIGITS[tens] if tens else 1) * 10 + (_HAN_DIGITS.get(ones, 0))
