"""Classified markings are found; ordinary sentences about secrets are not."""

from collective.tobaccooa.documents.secrecy import find_marking
from collective.tobaccooa.documents.secrecy import refuse_classified
from collective.tobaccooa.exceptions import InvalidInput

import pytest


class TestFindMarking:
    @pytest.mark.parametrize(
        "text",
        [
            "机密★3年",
            "秘密★",
            "绝密 ★ 长期",
            "机　密★一年",
            "关于某事项的通知（机密）",
            "【秘密】关于某事项的通知",
            "密级：机密",
            "000012\n机密\n特急\n某某文件",
            "秘密 特急",
            "机密：关于某事项的通知",
            "绝密",
        ],
    )
    def test_a_marking_is_found(self, text):
        assert find_marking(text)

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "关于做好保守国家秘密工作的通知",
            "关于加强商业秘密保护的意见",
            "机密文件管理培训班的通知",
            "各单位应当按照绝密、机密、秘密三个等级分别登记。",
            "第一行\n" * 20 + "机密\n",
        ],
    )
    def test_ordinary_text_is_left_alone(self, text):
        assert find_marking(text) is None

    def test_the_refusal_names_the_field_and_the_marking(self):
        with pytest.raises(InvalidInput) as refusal:
            refuse_classified("机密★3年", "title")
        assert refusal.value.field == "title"
        assert refusal.value.message.mapping == {"marking": "机密★"}
