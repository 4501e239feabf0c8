"""The registers follow the documents, and everybody sees in them what is theirs to see."""

from collective.tobaccooa.documents.storage import create_document
from collective.tobaccooa.documents.storage import update_document
from collective.tobaccooa.jobs.model import JobState
from collective.tobaccooa.jobs.store import queue_of
from collective.tobaccooa.jobs.worker import drain
from collective.tobaccooa.organisation import people
from collective.tobaccooa.search import register
from collective.tobaccooa.search.model import Filters
from collective.tobaccooa.search.store import prepare
from datetime import timedelta
from tests.search.conftest import NOW

import pytest


DRAFTER = "city-finance-staff"


def titles(unit, viewer, start=0, size=25, **facts):
    page = register.register_page(unit, viewer, Filters(**facts), start, size)
    return [row.title for row in page.rows]


class TestFiling:
    def test_a_new_document_stands_in_its_units_register(self, draft):
        document = draft()
        (row,) = register.register_page("city", "city-clerk", Filters()).rows
        assert row.reference == document.reference
        assert (row.kind, row.step, row.done) == ("outgoing", "drafting", False)
        assert row.department == "city-finance"
        assert row.created == NOW

    def test_a_decision_moves_the_row(self, draft, take):
        document = draft()
        take(document, DRAFTER)
        (row,) = register.register_page("city", "city-clerk", Filters()).rows
        assert row.step == "department_review"
        assert row.updated > row.created

    def test_a_change_of_the_title_is_followed(self, draft):
        document = draft()
        update_document(document, {"title": "关于调整计划的通知"}, DRAFTER)
        assert titles("city", "city-clerk") == ["关于调整计划的通知"]

    def test_an_incoming_document_shows_its_receipt_and_its_sender(self, demo_portal):
        values = {
            "title": "关于召开会议的通知",
            "document_type": "notice",
            "from_unit": "city",
            "source_number": "某烟办[2026]7号",
        }
        create_document("unit01", "IncomingDocument", values, "unit01-clerk", now=NOW)
        (row,) = register.register_page("unit01", "unit01-clerk", Filters()).rows
        assert (row.kind, row.number, row.source) == ("incoming", "某烟办〔2026〕7号", "city")
        assert row.receipt
        assert titles("unit01", "unit01-clerk", text="某烟办〔2026〕7号")
        assert titles("unit01", "unit01-clerk", kind="outgoing") == []

    def test_void_is_done(self, draft, take):
        document = draft()
        take(document, DRAFTER, "void", reason="重复")
        assert titles("city", "city-clerk", done=True)
        assert titles("city", "city-clerk", done=False) == []

    def test_the_newest_comes_first_and_pages_follow_each_other(self, draft):
        for minute in range(5):
            draft(title=f"通知{minute}", now=NOW + timedelta(minutes=minute))
        assert titles("city", "city-clerk", size=2) == ["通知4", "通知3"]
        assert titles("city", "city-clerk", start=4, size=2) == ["通知0"]
        page = register.register_page("city", "city-clerk", Filters(), 0, 2)
        assert page.total == 5
        assert register.register_page("city", "city-clerk", Filters(text="通知3")).total == 1


class TestWhoSeesWhat:
    def test_staff_see_what_they_take_part_in(self, draft, take):
        document = draft()
        assert titles("city", DRAFTER) == [document.title]
        assert titles("city", "city-finance-head") == []
        take(document, DRAFTER)
        assert titles("city", "city-finance-head") == [document.title]
        assert titles("city", "city-legal-staff") == []

    def test_filters_work_on_ones_own(self, draft):
        draft()
        draft(title="关于任免的决定", document_type="decision")
        assert titles("city", DRAFTER, document_type="decision") == ["关于任免的决定"]
        assert titles("city", DRAFTER, text="无此") == []
        assert titles("city", DRAFTER, year=2025) == []

    def test_another_unit_sees_nothing(self, draft):
        draft()
        for viewer in ("unit01-clerk", "unit01-leader", "unit01-staff"):
            assert titles("city", viewer) == []
            assert titles("unit01", viewer) == []

    def test_leader_director_and_clerk_see_all(self, draft):
        document = draft()
        for viewer in ("city-leader", "city-director", "city-clerk"):
            assert titles("city", viewer) == [document.title]

    def test_the_archivist_sees_a_document_when_it_is_done(self, draft, take):
        document = draft()
        assert titles("city", "city-archivist") == []
        take(document, DRAFTER, "void", reason="重复")
        assert titles("city", "city-archivist") == [document.title]

    def test_who_loses_the_document_before_acting_loses_the_row(self, draft, take):
        document = draft()
        take(document, DRAFTER)
        take(document, DRAFTER, "withdraw")
        assert titles("city", "city-finance-head") == []

    def test_a_circulated_document_is_in_the_readers_list(self, draft, take):
        document = draft()
        take(document, DRAFTER, "circulate", handlers=("city-legal-staff",))
        assert titles("city", "city-legal-staff") == [document.title]


class TestLeaving:
    def test_rows_follow_when_a_holder_leaves(self, demo_portal, draft, take):
        document = draft()
        take(document, DRAFTER, handlers=("city-finance-head",))
        drain(demo_portal)
        people.deactivate("city-finance-head")
        waiting = [job.name for job in queue_of(demo_portal).jobs(JobState.WAITING)]
        assert "follow-person" in waiting
        drain(demo_portal)
        assert register.verify() == []


class TestVerify:
    def test_after_a_chain_nothing_differs(self, draft, take):
        document = draft()
        take(document, DRAFTER)
        take(document, "city-finance-head", "return", reason="补充附件")
        draft(title="另一件")
        assert register.verify() == []

    @pytest.mark.usefixtures("demo_portal")
    def test_a_wrong_row_is_named_and_a_rebuild_mends_it(self, draft, demo_portal):
        document = draft()
        registers = prepare(demo_portal)
        year = registers.year("city", "outgoing", 2026)
        ((_, row),) = year.items()
        registers._part(DRAFTER).remove(row.key)
        year.put(row._replace(title="另一个标题"))
        found = register.verify("city")
        assert [each.split(":")[0] for each in found] == [document.reference] * 2
        assert register.rebuild() == 1
        assert register.verify() == []
        assert titles("city", DRAFTER) == [document.title]
