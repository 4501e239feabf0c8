"""Pages of administrators' acts: who sees them, what they show and hide, what the forms do."""

from collective.tobaccooa.documents.storage import create_document
from collective.tobaccooa.workflows.kernel import decide
from collective.tobaccooa.workflows.model import Decision
from collective.tobaccooa.workflows.state import kernel_state
from tests.controlpanels.pages import Pages
from tests.controlpanels.pages import text_of
from zExceptions import Forbidden
from zExceptions import Unauthorized

import pytest


SECRET = "第三季度库存数据只供内部研究"


@pytest.fixture
def pages(demo):
    return Pages(demo)


def draft(unit="city", drafter="city-finance-staff", title="关于检查仓库的通知"):
    body = {"title": title, "document_type": "notice", "text": f"<p>{SECRET}</p>"}
    return create_document(unit, "OutgoingDocument", body, drafter)


def holders(document):
    return [holder.principal for holder in kernel_state(document).holders]


class TestAdminister:
    @pytest.mark.parametrize(
        "user", ["city-director", "city-leader", "city-finance-staff", "unit03-director", None]
    )
    def test_only_administrators_open_it(self, pages, user):
        with pytest.raises(Unauthorized):
            pages.get(user, "administer", draft())

    def test_it_shows_where_the_document_is_and_not_what_is_in_it(self, pages):
        document = draft()
        decide(document, Decision("advance", opinion="请尽快审阅"), "city-finance-staff")
        page = text_of(pages.get("city-admin", "administer", document))
        assert "关于检查仓库的通知" in page and "核稿" in page
        assert SECRET not in page and "请尽快审阅" not in page

    def test_the_document_itself_stays_shut(self, pages):
        document = draft()
        act = {"handler": "city-legal-staff", "reason": "调岗"}
        pages.post("city-admin", "administer", document, do="set_holder", **act)
        assert holders(document) == ["city-legal-staff"]
        pages.login("city-admin")
        with pytest.raises(Unauthorized):
            pages.portal.restrictedTraverse(document.getPhysicalPath())

    def test_hand_over_to_who_can_take_the_step(self, pages):
        document = draft()
        act = {"handler": "city-finance-head", "reason": "出差"}
        pages.post("city-admin", "administer", document, do="hand_over", **act)
        assert holders(document) == ["city-finance-head"]
        assert pages.location.endswith("@@administer")

    @pytest.mark.parametrize(
        "form",
        [
            {"do": "hand_over", "handler": "city-finance-head"},
            {"do": "hand_over", "reason": "x"},
            {"do": "set_holder", "handler": "unit03-clerk", "reason": "x"},
            {"do": "correct", "reason": "x"},
        ],
    )
    def test_what_is_missing_or_wrong_is_said_and_changes_nothing(self, pages, form):
        document = draft()
        page = pages.post("city-admin", "administer", document, **form)
        assert 'role="alert"' in page
        assert holders(document) == ["city-finance-staff"]
        assert len(kernel_state(document).trail) == 1

    def test_the_register_entry_is_corrected(self, pages):
        document = draft()
        form = {"field-title": "关于检查全部仓库的通知", "field-notes": "", "reason": "漏字"}
        pages.post("city-admin", "administer", document, do="correct", **form)
        assert document.title == "关于检查全部仓库的通知"
        entry = kernel_state(document).trail[-1]
        assert entry.reason == "漏字；标题：关于检查仓库的通知 → 关于检查全部仓库的通知"

    def test_a_signed_field_is_shown_with_the_reason(self, pages):
        from collective.tobaccooa.workflows.model import Signature

        document = draft()
        state = kernel_state(document)
        state.signature = Signature("city-leader", document.text_digest(), state.trail[0].at)
        page = pages.get("city-admin", "administer", document)
        assert 'name="field-title"' not in page and "属于已签发的内容" in page
        assert 'name="field-department"' in page

    def test_without_a_token_nothing_is_done(self, pages):
        with pytest.raises(Forbidden):
            pages.view("city-admin", "administer", draft(), "POST", do="correct")()


class TestFinding:
    def test_an_administrator_finds_by_words_and_sees_lines_only(self, pages):
        document = draft(title="关于特别检查仓库的通知")
        page = pages.get("city-admin", "oa-documents", unit="city", q="特别检查仓库")
        assert f"{document.absolute_url()}/@@administer" in page and SECRET not in page
        assert "没有符合" in text_of(pages.get("city-admin", "oa-documents", q="无此标题"))

    @pytest.mark.parametrize("user", ["city-director", "city-leader", None])
    def test_others_do_not(self, pages, user):
        with pytest.raises(Unauthorized):
            pages.get(user, "oa-documents", q="通知")


class TestHandOver:
    def test_the_director_hands_over_what_is_ticked(self, pages):
        one, two = draft(), draft(title="关于年终盘点的通知")
        page = text_of(pages.get("city-director", "oa-hand-over"))
        assert "谁离开或换岗" in page
        page = pages.get("city-director", "oa-hand-over", who="city-finance-staff")
        assert one.reference in page and two.reference in page
        form = {"items": [one.reference], "all": "city-finance-head", "reason": "调离"}
        pages.post(
            "city-director", "oa-hand-over", do="hand_over", who="city-finance-staff", **form
        )
        assert (holders(one), holders(two)) == (["city-finance-head"], ["city-finance-staff"])
        batch = pages.location.partition("batch=")[2]
        page = text_of(pages.get("city-director", "oa-hand-over", unit="city", batch=batch))
        assert "已移交 1 份，未能移交 0 份" in page

    def test_each_may_go_to_somebody_else_whatever_the_order_is_by_now(self, pages):
        one, two = draft(), draft(title="关于年终盘点的通知")
        form = {
            "items": [one.reference, two.reference],
            "shown": [two.reference, one.reference],
            "to-0": "city-finance-head",
            "to-1": "city-legal-staff",
            "reason": "调离",
        }
        pages.post(
            "city-director", "oa-hand-over", do="hand_over", who="city-finance-staff", **form
        )
        assert (holders(one), holders(two)) == (["city-legal-staff"], ["city-finance-head"])

    def test_without_reason_what_was_typed_stays(self, pages):
        one = draft()
        form = {"items": [one.reference], "all": "city-finance-head", "reason": ""}
        page = pages.post(
            "city-director", "oa-hand-over", do="hand_over", who="city-finance-staff", **form
        )
        assert 'role="alert"' in page and holders(one) == ["city-finance-staff"]

    def test_a_unit_sees_its_own(self, pages):
        drafts = draft("unit03", "unit03-staff")
        with pytest.raises(Unauthorized):
            pages.get("unit04-director", "oa-hand-over", pages.unit("unit03"))
        with pytest.raises(Unauthorized):
            pages.get("city-director", "oa-hand-over", unit="unit03")
        for user in ("unit03-clerk", "unit03-leader", None):
            with pytest.raises(Unauthorized):
                pages.get(user, "oa-hand-over", pages.unit("unit03"))
        page = pages.get(
            "unit03-director", "oa-hand-over", pages.unit("unit03"), who="unit03-staff"
        )
        assert drafts.reference in page

    def test_what_the_page_does_not_list_can_go_along(self, pages, monkeypatch):
        from collective.tobaccooa.controlpanels import hand_over

        monkeypatch.setattr(hand_over, "SHOWN", 1)
        documents = [draft(), draft(title="关于年终盘点的通知")]
        page = text_of(pages.get("city-director", "oa-hand-over", who="city-finance-staff"))
        assert "未列出的" in page
        form = {"rest": "yes", "all": "city-finance-head", "reason": "调离"}
        form["items"] = [each.reference for each in documents]
        pages.post(
            "city-director", "oa-hand-over", do="hand_over", who="city-finance-staff", **form
        )
        assert [holders(each) for each in documents] == [["city-finance-head"]] * 2

    def test_a_batch_of_another_unit_is_not_shown(self, pages):
        from collective.tobaccooa.supervision.administering.batches import begin
        from collective.tobaccooa.supervision.administering.batches import Line

        one = draft()
        batch = begin(
            "city",
            "city-finance-staff",
            "city-director",
            "调离",
            [Line(one.reference, one.title, "city-finance-head")],
        )
        page = pages.get("unit03-director", "oa-hand-over", pages.unit("unit03"), batch=batch.id)
        assert one.title not in page


class TestActs:
    @pytest.fixture
    def acted(self, pages):
        document = draft()
        act = Decision("set_holder", handlers=("city-legal-staff",), reason="负责人住院")
        decide(document, act, "city-admin")
        return document

    @pytest.mark.parametrize("user", ["city-leader", "city-deputy", "city-director", "city-admin"])
    def test_those_who_lead_the_unit_see_them(self, pages, acted, user):
        page = text_of(pages.get(user, "administrators-acts"))
        assert "指定办理人" in page and "负责人住院" in page

    @pytest.mark.parametrize("user", ["city-clerk", "city-finance-head", "city-legal-staff", None])
    def test_others_do_not(self, pages, acted, user):
        with pytest.raises(Unauthorized):
            pages.get(user, "administrators-acts")

    def test_another_units_leader_sees_their_own_only(self, pages, acted):
        place = pages.unit("unit03")
        assert "负责人住院" not in pages.get("unit03-leader", "administrators-acts", place)
        with pytest.raises(Unauthorized):
            pages.get("unit03-leader", "administrators-acts", place, unit="city")

    def test_only_who_reads_the_document_gets_its_address(self, pages, acted):
        address = acted.absolute_url()
        assert f'href="{address}"' in pages.get("city-leader", "administrators-acts")
        for user in ("city-admin", "city-deputy"):
            assert f'href="{address}"' not in pages.get(user, "administrators-acts")

    def test_the_administrator_compares_and_mends(self, pages, acted):
        from collective.tobaccooa.supervision.administering.acts import KEY
        from plone import api
        from zope.annotation.interfaces import IAnnotations

        page = pages.post("city-admin", "administrators-acts", do="verify")
        assert "与所有公文的流转记录一致" in page
        log = IAnnotations(api.portal.get())[KEY]["city"]
        [(at, key, _row)] = list(log.items())
        log.remove(at, key)
        page = pages.post("city-admin", "administrators-acts", do="verify")
        assert "missing in the log" in page
        pages.post("city-admin", "administrators-acts", do="mend")
        assert len(log) == 1

    def test_leaders_do_not_compare(self, pages, acted):
        page = pages.post("city-leader", "administrators-acts", do="verify")
        assert "与所有公文的流转记录一致" not in page


class TestUnitPage:
    def test_each_finds_there_what_is_theirs(self, pages):
        page = text_of(pages.get("city-director", "oa-unit"))
        assert "流程设置" in page and "批量移交" in page and "管理员操作记录" in page
        page = text_of(pages.get("unit03-leader", "oa-unit", pages.unit("unit03")))
        assert "管理员操作记录" in page and "批量移交" not in page

    @pytest.mark.parametrize("user", ["city-clerk", "unit03-leader", None])
    def test_others_have_none(self, pages, user):
        with pytest.raises(Unauthorized):
            pages.get(user, "oa-unit")

    def test_the_navigation_leads_there(self, pages):
        page = pages.get("unit03-director", "oa-unit", pages.unit("unit03"))
        assert f"{pages.unit('unit03').absolute_url()}/@@oa-unit" in page
        assert "@@oa-unit" not in pages.get("city-clerk", "my-work")
