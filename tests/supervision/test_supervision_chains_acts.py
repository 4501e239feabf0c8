"""Administrators' acts: setting a holder, handing over in bulk, the log that leaders see."""

from collective.tobaccooa.documents.storage import create_document
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.exceptions import Refused
from collective.tobaccooa.inbox.health import verify as verify_inbox
from collective.tobaccooa.supervision.administering import batches
from collective.tobaccooa.supervision.administering.acts import acts
from collective.tobaccooa.supervision.administering.acts import KEY
from collective.tobaccooa.supervision.administering.acts import mend
from collective.tobaccooa.supervision.administering.acts import verify
from collective.tobaccooa.supervision.administering.batches import batch_of
from collective.tobaccooa.supervision.administering.batches import begin
from collective.tobaccooa.supervision.administering.batches import Line
from collective.tobaccooa.supervision.administering.handover import held_by
from collective.tobaccooa.supervision.administering.handover import held_by_posts
from collective.tobaccooa.supervision.administering.handover import people_holding
from collective.tobaccooa.supervision.administering.handover import with_candidates
from collective.tobaccooa.workflows.kernel import decide
from collective.tobaccooa.workflows.model import Decision
from collective.tobaccooa.workflows.roles import grants
from collective.tobaccooa.workflows.state import kernel_state
from plone import api
from zope.annotation.interfaces import IAnnotations

import pytest


def draft(title="关于检查仓库的通知", drafter="city-finance-staff"):
    body = {"title": title, "document_type": "notice"}
    return create_document("city", "OutgoingDocument", body, drafter)


def holders(document):
    return [holder.principal for holder in kernel_state(document).holders]


def lines(documents, successor="city-finance-head"):
    return [Line(each.reference, each.title, successor) for each in documents]


class TestSetHolder:
    def test_anybody_of_the_unit_and_in_the_log_with_before_and_after(self, demo):
        document = draft()
        decide(document, Decision("advance"), "city-finance-staff")
        act = Decision("set_holder", handlers=("city-legal-staff",), reason="负责人住院")
        decide(document, act, "city-admin")
        assert holders(document) == ["city-legal-staff"]
        [found], total = acts(["city"])
        assert total == 1
        assert (found.actor, found.action, found.reason) == (
            "city-admin",
            "set_holder",
            "负责人住院",
        )
        assert (found.before, found.after) == (("city.finance.head",), ("city-legal-staff",))
        assert verify() == []

    def test_it_gives_no_right_to_read(self, demo):
        document = draft()
        act = Decision("set_holder", handlers=("city-legal-staff",), reason="调岗")
        decide(document, act, "city-admin")
        assert "city-admin" not in grants(document)
        decide(document, Decision("urge"), "city-director")
        assert "city-director" not in kernel_state(document).participants

    @pytest.mark.parametrize("actor", ["city-director", "unit03-director", "city-clerk"])
    def test_others_do_not(self, demo, actor):
        act = Decision("set_holder", handlers=("city-legal-staff",), reason="x")
        with pytest.raises(Refused):
            decide(draft(), act, actor)


class TestBulk:
    def test_what_somebody_holds_with_who_may_take_it(self, demo):
        before = dict(people_holding("city")).get("city-finance-staff", 0)
        documents = [draft(), draft("关于年终盘点的通知")]
        assert dict(people_holding("city"))["city-finance-staff"] == before + 2
        items = held_by("city-finance-staff", "city")
        assert {each.reference for each in documents} <= {item.reference for item in items}
        [waiting, *_others] = with_candidates(items, "city-finance-staff")
        offered = {each["id"] for each in waiting.candidates}
        assert "city-finance-staff" not in offered
        assert waiting.proposed == "city-finance-head"
        assert held_by("city-finance-staff", "unit03") == []

    def test_what_waits_for_a_post_is_told_not_handed_over(self, demo):
        decide(draft(), Decision("advance"), "city-finance-staff")
        found = {group: count for group, count, _o in held_by_posts("city-finance-head", "city")}
        assert found["city.finance.head"] >= 1

    @pytest.mark.parametrize("actor", ["city-director", "city-admin"])
    def test_each_has_its_own_result(self, demo, actor):
        good, moved = draft(), draft("关于年终盘点的通知")
        decide(moved, Decision("advance"), "city-finance-staff")
        wrong = draft("关于值班安排的通知")
        wanted = [*lines([good, moved]), Line(wrong.reference, wrong.title, "unit03-clerk")]
        batch = begin("city", "city-finance-staff", actor, "调离", wanted)
        assert [line.state for line in batch.lines] == ["done", "refused", "refused"]
        assert "已不再办理" in batch.lines[1].message
        assert holders(good) == ["city-finance-head"]
        assert holders(wrong) == ["city-finance-staff"]
        [act], _total = acts(["city"])
        assert (act.reference, act.reason, act.actor) == (good.reference, "调离", actor)
        assert verify_inbox(demo["portal"]) == []

    def test_who_holds_it_beside_them_goes_on(self, demo):
        document = draft()
        decide(document, Decision("advance"), "city-finance-staff")
        both = ("city-legal-head", "city-info-head")
        decide(
            document,
            Decision("advance", to_step="countersigning", handlers=both),
            "city-finance-head",
        )
        decide(document, Decision("open"), "city-info-head")
        opened = kernel_state(document).holders[1].opened_at
        batch = begin(
            "city",
            "city-legal-head",
            "city-director",
            "调离",
            [Line(document.reference, document.title, "city-monopoly-head")],
        )
        assert batch.lines[0].message == ""
        state = kernel_state(document)
        assert set(holders(document)) == {"city-info-head", "city-monopoly-head"}
        assert str(state.mode) == "all"
        kept = next(h for h in state.holders if h.principal == "city-info-head")
        assert kept.opened_at == opened is not None

    def test_others_are_refused_item_by_item(self, demo):
        document = draft()
        for actor in ("city-clerk", "unit03-director"):
            batch = begin("city", "city-finance-staff", actor, "x", lines([document]))
            assert batch.lines[0].state == "refused"
        assert holders(document) == ["city-finance-staff"]

    def test_a_reason_and_something_to_do_are_needed(self, demo):
        with pytest.raises(InvalidInput):
            begin("city", "city-finance-staff", "city-director", " ", lines([draft()]))
        with pytest.raises(InvalidInput):
            begin("city", "city-finance-staff", "city-director", "调离", [])

    def test_many_are_done_by_the_job_in_parts(self, demo, monkeypatch):
        from collective.tobaccooa.jobs.worker import drain

        monkeypatch.setattr(batches, "AT_ONCE", 2)
        documents = [draft(f"关于第{n}次检查的通知") for n in range(5)]
        batch = begin("city", "city-finance-staff", "city-admin", "调离", lines(documents))
        assert batch.count("waiting") == 5
        batches.run_job(demo["portal"], batch.id)
        assert (batch.count("done"), batch.finished) == (2, False)
        drain(demo["portal"])
        assert batch_of(batch.id).finished and batch.count("done") == 5
        assert acts(["city"])[1] == 5

    def test_old_batches_are_forgotten(self, demo):
        from collective.tobaccooa.organisation import clock

        old = clock.now() - batches.KEPT * 2
        first = begin("city", "x", "city-director", "y", [Line("city/a", "t", "z")], old)
        begin("city", "x", "city-director", "y", [Line("city/a", "t", "z")])
        assert batch_of(first.id) is None


class TestLog:
    def test_newest_first_by_unit_and_page(self, demo):
        for n in range(3):
            act = Decision("set_holder", handlers=("city-legal-staff",), reason=f"第{n}次")
            decide(draft(), act, "city-admin")
        found, total = acts(["city", "unit03"], 1, 1)
        assert ([each.reason for each in found], total) == (["第1次"], 3)
        assert acts(["unit03"]) == ([], 0)

    def test_ordinary_decisions_write_nothing_there(self, demo):
        decide(draft(), Decision("advance"), "city-finance-staff")
        assert acts(["city"]) == ([], 0)

    def test_what_differs_from_the_trails_is_found_and_mended(self, demo):
        document = draft()
        act = Decision("set_holder", handlers=("city-legal-staff",), reason="调岗")
        decide(document, act, "city-admin")
        log = IAnnotations(api.portal.get())[KEY]["city"]
        [(at, key, row)] = list(log.items())
        log.put(at, key, ("somebody", *row[1:]))
        assert verify() == [f"{key}: differs from the trail"]
        log.remove(at, key)
        assert verify() == [f"{key}: missing in the log"]
        assert mend() == 1 and verify() == [] and mend() == 0
        log.put(at + 1, "city/outgoing/2026/x#9", row)
        assert verify() == ["city/outgoing/2026/x#9: no such entry in a trail"]
