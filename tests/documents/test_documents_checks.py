"""Rules of direction and form: what is an error, a warning, a hint."""

from collective.tobaccooa.documents.checks import Addressee
from collective.tobaccooa.documents.checks import check
from collective.tobaccooa.documents.checks import Draft
from collective.tobaccooa.documents.vocabularies import DOCUMENT_TYPES
from collective.tobaccooa.documents.vocabularies import TYPES_BY_TOKEN
from hypothesis import given
from hypothesis import strategies as st

import pytest


SUPERIOR = Addressee("省局", "up", 1, "unit:province")
HIGHER = Addressee("国家局", "up", 2, "unit:state")
COUNTY = Addressee("某县局", "down", 1, "unit:unit01")
PEER = Addressee("邻市局", "level", 1, "unit:other")
OUTSIDE = Addressee("市政府办公室", key="text:市政府办公室")


def draft(kind="notice", **more):
    values = {
        "title": f"关于某事项的{TYPES_BY_TOKEN[kind].suffix}",
        "text": "现将有关事项通知如下。",
        "main": (COUNTY,),
        "contact": "王小明 12345",
    } | more
    return Draft(kind=TYPES_BY_TOKEN[kind], **values)


def found(kind="notice", **more):
    return {(str(f.level), f.rule) for f in check(draft(kind, **more))}


class TestGoodDrafts:
    @pytest.mark.parametrize(
        ("kind", "main"),
        [
            ("notice", (COUNTY, PEER)),
            ("report", (SUPERIOR,)),
            ("letter", (OUTSIDE,)),
            ("reply", (COUNTY,)),
            ("public_notice", ()),
            ("minutes", (COUNTY,)),
        ],
    )
    def test_nothing_is_found(self, kind, main):
        assert found(kind, main=main) == set()


class TestErrors:
    @pytest.mark.parametrize(
        ("kind", "more", "rule"),
        [
            ("notice", {"has_letterhead": False}, "R-13"),
            ("notice", {"main": ()}, "art-9"),
            ("notice", {"text": " "}, "art-9"),
            ("report", {"main": (SUPERIOR,), "copy": (COUNTY,)}, "R-4"),
            ("report", {"main": (SUPERIOR,), "text": "情况如上，妥否，请批示。"}, "R-7"),
            ("request", {"main": (COUNTY,)}, "art-8"),
            ("report", {"main": (COUNTY,)}, "art-8"),
            ("reply", {"main": (SUPERIOR,)}, "art-8"),
            ("decision", {"main": (SUPERIOR,)}, "art-8"),
        ],
    )
    def test_an_error_is_found(self, kind, more, rule):
        assert ("error", rule) in found(kind, **more)

    def test_a_text_may_be_empty_when_there_is_a_file(self):
        assert ("error", "art-9") not in found(text="", attachments=("附件一",))


class TestWarningsAndHints:
    @pytest.mark.parametrize(
        ("kind", "more", "expected"),
        [
            ("report", {"main": (SUPERIOR, OUTSIDE)}, ("warning", "R-3")),
            ("report", {"main": (HIGHER,)}, ("warning", "R-2")),
            ("notice", {"main": (SUPERIOR,)}, ("warning", "art-8")),
            ("letter", {"main": (Addressee("张局长", key="x"),)}, ("warning", "R-8")),
            ("notice", {"copy": (COUNTY,)}, ("warning", "R-9")),
            ("request", {"main": (SUPERIOR,), "contact": ""}, ("warning", "art-9-note")),
            ("request", {"main": (SUPERIOR,)}, ("hint", "R-7")),
            ("notice", {"text": "详见附件。"}, ("warning", "M-10")),
            ("notice", {"openness": "not_open"}, ("warning", "openness")),
            ("notice", {"title": "关于某事项的通知。"}, ("warning", "M-2")),
            ("notice", {"title": "某事项"}, ("warning", "title")),
            ("notice", {"title": "长" * 61 + "通知"}, ("hint", "M-1")),
            ("notice", {"text": "根据某烟办[2026]8号"}, ("hint", "H-6")),
            ("notice", {"text": "（一）、加强管理"}, ("hint", "M-8")),
            ("circular", {}, ("hint", "R-10")),
            ("announcement", {"main": (COUNTY,)}, ("hint", "art-8-public")),
        ],
    )
    def test_it_is_found_and_is_no_error(self, kind, more, expected):
        assert expected in found(kind, **more)

    def test_copying_the_passed_over_superior_settles_it(self):
        assert ("warning", "R-2") not in found("report", main=(HIGHER,), copy=(SUPERIOR,))

    def test_errors_come_first(self):
        levels = [str(f.level) for f in check(draft(main=(), title="某事。", text="附件"))]
        assert levels == sorted(levels, key=["error", "warning", "hint"].index)


@given(
    st.sampled_from(DOCUMENT_TYPES),
    st.lists(st.sampled_from([SUPERIOR, HIGHER, COUNTY, PEER, OUTSIDE]), max_size=4),
    st.lists(st.sampled_from([SUPERIOR, COUNTY, OUTSIDE]), max_size=4),
    st.text(max_size=200),
    st.text(max_size=200),
)
def test_any_draft_is_judged(kind, main, copy, title, text):
    for finding in check(Draft(title, kind, text, tuple(main), tuple(copy))):
        assert finding.message
