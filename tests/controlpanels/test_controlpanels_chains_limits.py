"""Limits by urgency and policies of special delivery: panels, workbook, what follows from them."""

from collective.tobaccooa.workflows.policy import stored_policies
from collective.tobaccooa.workflows.settings import due_soon_days
from collective.tobaccooa.workflows.settings import urgency_caps
from datetime import datetime
from datetime import UTC
from tests.controlpanels.pages import Pages
from tests.controlpanels.pages import text_of
from zExceptions import Unauthorized

import pytest


MONDAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


@pytest.fixture
def pages(demo):
    return Pages(demo)


def limits(pages, user="city-admin", **form):
    values = {"extra_urgent": "1", "urgent": "3", "due_soon": "1", **form}
    return pages.post(user, "oa-limits", do="save", **values)


class TestLimits:
    def test_the_defaults_are_those_of_offices(self, pages):
        assert urgency_caps() == {"extra_urgent": 1, "urgent": 3}
        assert due_soon_days() == 1

    @pytest.mark.parametrize("user", ["city-director", "unit03-director", "city-clerk", None])
    def test_only_the_sites_administrator_sets_them(self, pages, user):
        with pytest.raises(Unauthorized):
            pages.get(user, "oa-limits")
        with pytest.raises(Unauthorized):
            limits(pages, user, urgent="9")

    def test_they_are_saved_logged_and_hold_for_what_begins(self, pages):
        from collective.tobaccooa.documents.storage import create_document
        from collective.tobaccooa.workflows.kernel import decide
        from collective.tobaccooa.workflows.model import Decision
        from collective.tobaccooa.workflows.state import kernel_state

        limits(pages, extra_urgent="0.5", urgent="０", due_soon="2")
        assert urgency_caps() == {"extra_urgent": 0.5}
        page = text_of(pages.get("city-admin", "oa-limits"))
        assert "特急：每个环节最多：1 个工作日 → 0.5 个工作日" in page
        body = {"title": "关于检查仓库的通知", "document_type": "notice"}
        due = {}
        for urgency in ("extra_urgent", "urgent"):
            document = create_document(
                "city",
                "OutgoingDocument",
                {**body, "urgency": urgency},
                "city-finance-staff",
                now=MONDAY,
            )
            decide(document, Decision("advance"), "city-finance-staff", now=MONDAY)
            due[urgency] = kernel_state(document).holders[0].due_at
        assert due["extra_urgent"] < due["urgent"]

    @pytest.mark.parametrize("typed", ["0.3", "-1", "251", "viel", "nan", "inf", ""])
    def test_what_is_no_limit_is_refused(self, pages, typed):
        page = text_of(limits(pages, urgent=typed))
        assert "加急：每个环节最多" in page and pages.location == ""
        assert urgency_caps()["urgent"] == 3

    def test_the_light_follows_the_threshold(self, pages):
        from collective.tobaccooa.browser.words import light
        from collective.tobaccooa.organisation.calendars import working_calendar
        from datetime import date

        due, today = date(2026, 11, 25), date(2026, 11, 23)
        assert light(due, today, working_calendar()).id == "on_time"
        assert light(due, today, working_calendar(), soon=2).id == "due_soon"


class TestPolicies:
    def save(self, pages, user, unit, **scopes):
        context = None if unit in ("*", "city") else pages.unit(unit)
        form = {f"scope-{post}": scope for post, scope in scopes.items()}
        return pages.post(user, "oa-special-delivery", context, do="save", unit=unit, **form)

    def test_a_unit_keeps_its_own(self, pages):
        self.save(pages, "unit03-director", "unit03", staff="none", head="unit")
        assert {(r.unit, r.post, str(r.scope)) for r in stored_policies()} >= {
            ("unit03", "staff", "none"),
            ("unit03", "head", "unit"),
        }
        page = text_of(pages.get("unit03-director", "oa-special-delivery", pages.unit("unit03")))
        assert "其他人员：已参与办理的人 → 不得特送" in page
        self.save(pages, "unit03-director", "unit03", head="unit")
        assert [r.post for r in stored_policies() if r.unit == "unit03"] == ["head"]

    def test_nobody_keeps_those_of_others(self, pages):
        for user, unit in (("unit03-director", "unit04"), ("city-director", "*")):
            with pytest.raises(Unauthorized):
                self.save(pages, user, unit, staff="unit")
        with pytest.raises(Unauthorized):
            pages.get("unit03-leader", "oa-special-delivery", pages.unit("unit03"))

    def test_an_unknown_range_is_refused(self, pages):
        assert "请从所列范围" in text_of(self.save(pages, "city-admin", "*", staff="world"))

    def test_the_kernel_follows(self, pages):
        from collective.tobaccooa.documents.storage import create_document
        from collective.tobaccooa.exceptions import Refused
        from collective.tobaccooa.workflows.kernel import decide
        from collective.tobaccooa.workflows.model import Decision

        body = {"title": "关于检查仓库的通知", "document_type": "notice"}
        document = create_document("city", "OutgoingDocument", body, "city-finance-staff")
        self.save(pages, "city-admin", "*", staff="none")
        sent = Decision("special_delivery", handlers=("city-finance-head",), reason="急件")
        with pytest.raises(Refused):
            decide(document, sent, "city-finance-staff")


class TestWorkbook:
    def put(self, tmp_path, name, text):
        from collective.tobaccooa.organisation.workbook.importing import import_workbook

        (tmp_path / f"{name}.csv").write_text(text, "utf-8")
        return import_workbook(tmp_path, dry_run=False)

    def test_policies_come_in_once_and_go_out_as_they_came(self, pages, tmp_path):
        from collective.tobaccooa.workflows.policy_sheet import PoliciesSheet

        text = "unit,post,scope\nunit03,staff,none\n*,科室负责人,本单位任何人\n"
        assert self.put(tmp_path, "special_delivery", text).writes == 2
        assert {"unit": "*", "post": "head", "scope": "unit"} in list(PoliciesSheet().export())
        assert self.put(tmp_path, "special_delivery", text).writes == 0
        page = text_of(pages.get("unit03-director", "oa-special-delivery", pages.unit("unit03")))
        assert "工作簿 其他人员：已参与办理的人 → 不得特送" in page

    def test_every_post_has_a_label(self, pages):
        from collective.tobaccooa.organisation.principals import POSTS
        from collective.tobaccooa.workflows.model import Scope
        from collective.tobaccooa.workflows.policy_sheet import POST_LABELS
        from collective.tobaccooa.workflows.policy_sheet import SCOPE_LABELS

        assert [token for token, _label in POST_LABELS] == [*POSTS, "head", "staff"]
        assert {token for token, _label in SCOPE_LABELS} == set(map(str, Scope))

    def test_wrong_units_posts_and_scopes_are_named(self, pages, tmp_path):
        text = "unit,post,scope\nunit77,staff,none\n*,king,none\n*,staff,world\n"
        found = self.put(tmp_path, "special_delivery", text).mistakes
        assert sorted((m.row, m.column) for m in found) == [
            (2, "单位"),
            (3, "岗位"),
            (4, "可送范围"),
        ]

    def test_a_chain_with_a_dead_end_is_not_imported(self, pages, tmp_path):
        from collective.tobaccooa.workflows.table import stored_rows

        before = stored_rows()
        header = "unit,chain,document_type,step,applies,taken_by,mode,limit_days\n"
        row = "unit03,outgoing,*,distribution,never,post:clerk,any,\n"
        report = self.put(tmp_path, "chains", header + row)
        assert report.mistakes and not report.applied
        assert "无处可去" in str(report.mistakes[0].message.mapping)
        assert stored_rows() == before

    def test_an_imported_chain_stands_in_the_log(self, pages, tmp_path):
        header = "unit,chain,document_type,step,applies,taken_by,mode,limit_days\n"
        row = "unit03,outgoing,*,signing,always,post:deputy,any,1.5\n"
        assert self.put(tmp_path, "chains", header + row).writes == 1
        page = text_of(pages.get("unit03-director", "oa-chains", pages.unit("unit03")))
        assert "工作簿，发文 签发：局长、分管领导 → 分管领导；2 个工作日 → 1.5 个工作日" in page
