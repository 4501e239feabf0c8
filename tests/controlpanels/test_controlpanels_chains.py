"""The panel of the chains: who may, what is inherited, trying, refusing, saving, the log."""

from collective.tobaccooa.workflows.table import stored_rows
from tests.controlpanels.pages import Pages
from tests.controlpanels.pages import text_of
from zExceptions import Forbidden
from zExceptions import Unauthorized

import pytest


@pytest.fixture
def pages(demo):
    return Pages(demo)


def fields(step, applies="always", who=("post:leader",), mode="any", limit="2", **more):
    return {
        f"applies-{step}": applies,
        f"who-{step}": [*who, ""],
        f"mode-{step}": mode,
        f"limit-{step}": limit,
        **more,
    }


def send(pages, user, do, unit="city", chain="outgoing", context=None, **form):
    form = {"unit": unit, "chain": chain, "document_type": "*", "do": do, **form}
    return pages.post(user, "oa-chains", context, **form)


def row(key):
    return next((r for r in stored_rows() if r.key == key), None)


class TestRights:
    def test_the_administrator_keeps_all_units(self, pages):
        page = text_of(pages.get("city-admin", "oa-chains"))
        assert "全部单位" in page and "核稿" in page

    def test_a_director_keeps_the_own_unit_only(self, pages):
        page = pages.get("unit03-director", "oa-chains", pages.unit("unit03"))
        assert 'value="unit03"' in page and 'value="unit04"' not in page
        for unit in ("unit04", "city", "*"):
            with pytest.raises(Unauthorized):
                pages.get("unit03-director", "oa-chains", pages.unit("unit03"), unit=unit)
        with pytest.raises(Unauthorized):
            send(pages, "unit03-director", "save", unit="*", **fields("signing", limit="9"))

    @pytest.mark.parametrize("user", ["city-clerk", "city-leader", "city-finance-head", None])
    def test_others_do_not_see_it(self, pages, user):
        with pytest.raises(Unauthorized):
            pages.get(user, "oa-chains")

    def test_without_a_token_nothing_is_saved(self, pages):
        with pytest.raises(Forbidden):
            pages.view("city-admin", "oa-chains", method="POST", do="save")()


class TestTrying:
    def test_the_sample_walks_with_names_and_dates_and_nothing_is_saved(self, pages):
        before = stored_rows()
        form = fields("office_review", who=("post:director",), limit="0.5")
        page = text_of(send(pages, "city-director", "try", start="2026-11-23", **form))
        assert "没有死路" in page and "样例公文最迟在2026年" in page
        assert "0.5 个工作日" in page
        assert stored_rows() == before

    def test_urgency_shortens_the_limits(self, pages):
        usual = text_of(send(pages, "city-director", "try", start="2026-11-23"))
        urgent = text_of(
            send(pages, "city-director", "try", start="2026-11-23", urgency="extra_urgent")
        )
        assert usual != urgent and "最迟在2026年12月4日" in usual

    def test_a_dead_end_is_shown(self, pages):
        form = fields("distribution", applies="never", who=("post:clerk",))
        page = text_of(send(pages, "city-director", "try", **form))
        assert "死路" in page and "到“用印”后无处可去" in page

    def test_a_department_without_head_is_named(self, pages):
        from collective.tobaccooa.organisation.people import put_post

        put_post("city.legal.head", ())
        page = text_of(send(pages, "city-director", "try"))
        assert "薄弱之处" in page and "法规科" in page

    def test_a_unit_without_people_has_no_path(self, pages):
        from collective.tobaccooa.organisation.model import Unit
        from collective.tobaccooa.organisation.units import add_unit

        add_unit(Unit("unit99", "新设县烟草专卖局", "新设县局", "county", parent="city"))
        page = text_of(send(pages, "city-admin", "try", unit="unit99"))
        assert "还没有人员" in page and "没有死路" not in page


class TestSaving:
    def test_an_own_rule_is_stored_and_logged(self, pages):
        form = fields("signing", who=("post:deputy", "post:leader"), limit="1.5")
        send(pages, "city-director", "save", **form)
        assert "unit=city" in pages.location
        stored = row("city|outgoing|*|signing")
        assert (stored.taken_by, stored.limit_days) == (("post:deputy", "post:leader"), 1.5)
        page = text_of(pages.get("city-director", "oa-chains", unit="city"))
        assert "单独设置" in page
        assert "签发：局长、分管领导 → 分管领导、局长；2 个工作日 → 1.5 个工作日" in page

    def test_what_equals_the_inherited_gets_no_row(self, pages):
        form = fields("signing", who=("post:leader", "post:deputy"), limit="２")
        page = send(pages, "city-director", "save", **form)
        assert page == "" and row("city|outgoing|*|signing") is None

    def test_inheriting_again_removes_the_row(self, pages):
        send(pages, "city-director", "save", **fields("signing", limit="5"))
        typed = fields("signing", limit="6", **{"reset-signing": "yes"})
        send(pages, "city-director", "save", **typed)
        assert row("city|outgoing|*|signing") is None

    def test_a_dead_end_is_refused_with_the_reason(self, pages):
        form = fields("distribution", applies="never", who=("post:clerk",))
        page = text_of(send(pages, "city-director", "save", **form))
        assert "没有保存，因为公文会停住不动" in page
        assert row("city|outgoing|*|distribution") is None

    def test_a_dead_end_in_one_unit_is_found_from_the_page_of_all(self, pages):
        from collective.tobaccooa.workflows.table import ChainRow
        from collective.tobaccooa.workflows.table import store_row

        store_row(
            ChainRow("unit07", "outgoing", "letter", "distribution", "never", ("post:clerk",))
        )
        page = text_of(send(pages, "city-admin", "try", unit="*"))
        assert "死路" in page and "函" in page

    def test_a_weakness_must_be_confirmed(self, pages):
        form = fields("signing", applies="never")
        page = text_of(send(pages, "city-director", "save", **form))
        assert "还没有保存" in page and "第二十二条" in page
        assert row("city|outgoing|*|signing") is None
        send(pages, "city-director", "save", confirm="yes", **form)
        assert row("city|outgoing|*|signing").applies == "never"

    @pytest.mark.parametrize("limit", ["0.3", "251", "x", "-1"])
    def test_a_wrong_limit_is_refused_and_stays_in_its_field(self, pages, limit):
        page = send(pages, "city-director", "save", **fields("signing", limit=limit))
        assert "签发：" in text_of(page) and f'value="{limit}"' in page
        assert row("city|outgoing|*|signing") is None

    def test_the_first_step_always_applies(self, pages):
        form = fields("drafting", applies="never", who=("drafter",), limit="")
        assert "拟稿：" in text_of(send(pages, "city-director", "save", **form))

    def test_documents_under_way_keep_their_plan_and_are_counted(self, pages):
        from collective.tobaccooa.documents.storage import create_document
        from collective.tobaccooa.inbox.under_way import under_way
        from collective.tobaccooa.workflows.state import kernel_state

        body = {"title": "关于检查仓库的通知", "document_type": "notice"}
        document = create_document("city", "OutgoingDocument", body, "city-finance-staff")
        before = kernel_state(document).plan
        send(pages, "city-director", "save", **fields("signing", limit="4"))
        assert kernel_state(document).plan == before
        told = text_of(pages.get("city-director", "oa-chains", unit="city"))
        count = len(under_way("city", "outgoing"))
        assert count >= 1 and f"现有 {count} 份公文在办" in told
        after = create_document("city", "OutgoingDocument", body, "city-finance-staff")
        limits = {step.id: step.limit_days for step in kernel_state(after).plan}
        assert limits["signing"] == 4


def test_a_units_own_administrator_keeps_its_rules_and_its_documents(pages):
    from collective.tobaccooa.organisation.people import put_post

    put_post("unit03.post.admin", ["unit03-staff"])
    place = pages.unit("unit03")
    send(
        pages, "unit03-staff", "save", unit="unit03", context=place, **fields("signing", limit="4")
    )
    assert row("unit03|outgoing|*|signing").limit_days == 4
    assert "公文管理" in pages.get("unit03-staff", "oa-documents", place)
    for name in ("oa-chains", "oa-documents", "oa-hand-over"):
        with pytest.raises(Unauthorized):
            pages.get("unit03-staff", name, pages.unit("unit04"))
    with pytest.raises(Unauthorized):
        pages.get("unit03-staff", "oa-limits")
