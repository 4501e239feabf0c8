"""Where decisions lead: every action of the outgoing and incoming chain, and its refusals."""

from collective.tobaccooa.exceptions import ChoiceNeeded
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.workflows.model import Decision
from collective.tobaccooa.workflows.model import Frame
from collective.tobaccooa.workflows.model import Mode
from collective.tobaccooa.workflows.model import PlanStep
from collective.tobaccooa.workflows.model import Signature
from collective.tobaccooa.workflows.model import TrailEntry
from collective.tobaccooa.workflows.model import Undo
from collective.tobaccooa.workflows.reassigning import successors
from collective.tobaccooa.workflows.routing import route
from collective.tobaccooa.workflows.situation import options
from collective.tobaccooa.workflows.situation import return_targets
from collective.tobaccooa.workflows.spec import chain
from dataclasses import replace
from tests.workflows.world import city
from tests.workflows.world import NOW
from tests.workflows.world import person
from tests.workflows.world import post
from tests.workflows.world import situation

import pytest


def advance(**more):
    return Decision("advance", **more)


def names(way):
    return [holder.principal for holder in way.holders]


def entry(step, actor, action="advance"):
    return TrailEntry("1", step, actor, "", action, "", "", "", NOW, 1, (), "", "", "", "")


class TestAdvance:
    @pytest.mark.parametrize(
        ("step", "holder", "actor", "target", "next_holder"),
        [
            (
                "drafting",
                person("finance-staff"),
                "finance-staff",
                "department_review",
                "city.finance.head",
            ),
            (
                "department_review",
                post("city.finance.head"),
                "finance-head",
                "office_review",
                "city.post.director",
            ),
            (
                "office_review",
                post("city.post.director"),
                "director",
                "signing",
                "city.post.leader",
            ),
            ("signing", post("city.post.leader"), "leader", "numbering", "city.post.clerk"),
        ],
    )
    def test_follows_the_plan(self, step, holder, actor, target, next_holder):
        way = route(advance(), situation(step, holder), actor)
        assert (way.step_to, names(way)) == (target, [next_holder])

    def test_ends_by_the_exit_of_the_chain(self):
        signed = Signature("leader", "d", NOW)
        at = situation("distribution", post("city.post.clerk"), signature=signed, text_digest="d")
        way = route(advance(), at, "clerk")
        assert (way.step_to, way.holders) == ("distributed", ())

    def test_countersigning_is_taken_only_when_chosen(self):
        at = situation("department_review", post("city.finance.head"))
        assert options(at) == ("office_review", "countersigning")
        chosen = ("legal-head", "info-head")
        way = route(advance(to_step="countersigning", handlers=chosen), at, "finance-head")
        assert names(way) == ["legal-head", "info-head"]
        assert way.mode is Mode.ALL

    def test_a_chosen_step_without_people_asks_for_them(self):
        at = situation("department_review", post("city.finance.head"))
        with pytest.raises(ChoiceNeeded) as raised:
            route(advance(to_step="countersigning"), at, "finance-head")
        offered = [c["id"] for c in raised.value.candidates]
        assert offered == ["finance-head", "legal-head", "info-head"]

    def test_somebody_who_is_no_candidate_is_refused_with_the_candidates(self):
        at = situation("office_review", post("city.post.director"))
        with pytest.raises(ChoiceNeeded) as raised:
            route(advance(handlers=("info-staff",)), at, "director")
        assert [c["id"] for c in raised.value.candidates] == ["leader", "deputy"]

    def test_a_step_that_cannot_be_reached_is_refused(self):
        at = situation("drafting", person("finance-staff"))
        with pytest.raises(InvalidInput) as raised:
            route(advance(to_step="signing"), at, "finance-staff")
        assert raised.value.extra["to_steps"] == ["department_review"]

    def test_one_of_several_signers_leaves_the_others(self):
        at = situation("countersigning", person("legal-head"), person("info-head"), mode=Mode.ALL)
        way = route(advance(), at, "legal-head")
        assert (way.step_to, names(way)) == ("countersigning", ["info-head"])
        assert not way.moves

    def test_any_of_several_is_enough_when_so_asked(self):
        at = situation("countersigning", person("legal-head"), person("info-head"), mode=Mode.ANY)
        assert route(advance(), at, "legal-head").step_to == "office_review"

    def test_signers_in_turn_get_it_one_after_the_other(self):
        at = situation("department_review", post("city.finance.head"))
        chosen = ("legal-head", "info-head")
        first = route(
            advance(to_step="countersigning", handlers=chosen, mode="serial"), at, "finance-head"
        )
        assert (names(first), [h.principal for h in first.queue]) == (["legal-head"], ["info-head"])
        at = situation("countersigning", *first.holders, queue=first.queue, mode=Mode.SERIAL)
        second = route(advance(), at, "legal-head")
        assert (names(second), second.queue) == (["info-head"], ())
        at = situation("countersigning", *second.holders, mode=Mode.SERIAL)
        assert route(advance(), at, "info-head").step_to == "office_review"

    def test_a_step_that_does_not_apply_in_the_unit_is_passed_over(self):
        plan = tuple(
            replace(s, applies="never") if s.id == "sealing" else s
            for s in chain("outgoing").defaults
        )
        signed = Signature("leader", "d", NOW)
        at = situation(
            "numbering", post("city.post.clerk"), plan=plan, signature=signed, text_digest="d"
        )
        assert route(advance(), at, "clerk").step_to == "distribution"

    def test_an_optional_step_may_be_jumped_over(self):
        at = situation("proposal", post("city.post.director"), chain_id="incoming")
        assert options(at) == ("instruction", "handling", "completed")
        assert route(advance(to_step="completed"), at, "director").holders == ()

    def test_an_empty_post_is_named_and_others_are_offered(self):
        staff = city()
        staff.left.add("sealkeeper")
        signed = Signature("leader", "d", NOW)
        at = situation(
            "numbering", post("city.post.clerk"), staff=staff, signature=signed, text_digest="d"
        )
        with pytest.raises(ChoiceNeeded) as raised:
            route(advance(), at, "clerk")
        assert raised.value.message.mapping["missing"] == "city.post.sealkeeper"
        way = route(advance(handlers=("director",)), at, "clerk")
        assert (way.step_to, names(way)) == ("sealing", ["director"])

    def test_an_absent_holder_is_named_and_the_others_are_offered(self):
        staff = city()
        staff.away.add("leader")
        at = situation("office_review", post("city.post.director"), staff=staff)
        with pytest.raises(ChoiceNeeded) as raised:
            route(advance(), at, "director")
        assert raised.value.message.mapping["missing"] == "leader"
        assert {"id": "deputy", "absent": False}.items() <= raised.value.candidates[1].items()
        assert names(route(advance(handlers=("deputy",)), at, "director")) == ["deputy"]


class TestSignedText:
    def test_a_text_changed_after_signing_goes_back_to_its_signer(self):
        signed = Signature("deputy", "old", NOW)
        at = situation("numbering", post("city.post.clerk"), signature=signed, text_digest="new")
        way = route(advance(), at, "clerk")
        assert (way.step_to, names(way)) == ("signing", ["deputy"])

    def test_also_when_it_was_to_go_back_to_who_returned_it(self):
        frame = Frame("sealing", (post("city.post.sealkeeper"),), "drafting")
        signed = Signature("leader", "old", NOW)
        at = situation(
            "drafting",
            person("finance-staff"),
            frames=(frame,),
            signature=signed,
            text_digest="new",
        )
        way = route(advance(), at, "finance-staff")
        assert (way.step_to, names(way), way.frames) == ("signing", ["leader"], ())

    def test_an_unchanged_text_goes_straight_back(self):
        frame = Frame("sealing", (post("city.post.sealkeeper"),), "drafting")
        signed = Signature("leader", "same", NOW)
        at = situation(
            "drafting",
            person("finance-staff"),
            frames=(frame,),
            signature=signed,
            text_digest="same",
        )
        way = route(advance(), at, "finance-staff")
        assert (way.step_to, names(way)) == ("sealing", ["city.post.sealkeeper"])


class TestReturn:
    def test_needs_a_reason(self):
        at = situation("signing", post("city.post.leader"))
        with pytest.raises(InvalidInput) as raised:
            route(Decision("return", to_step="drafting"), at, "leader")
        assert raised.value.field == "reason"

    def test_goes_to_the_drafter_and_through_the_chain_again(self):
        at = situation("signing", person("leader"))
        way = route(Decision("return", opinion="请改"), at, "leader")
        assert (way.step_to, names(way), way.frames) == ("drafting", ["finance-staff"], ())

    def test_comes_back_to_who_returned_it_when_so_asked(self):
        at = situation("signing", person("leader"))
        way = route(
            Decision("return", reason="第二条", to_step="drafting", then="back_to_me"), at, "leader"
        )
        assert way.frames == (Frame("signing", (person("leader"),), "drafting"),)
        back = situation("drafting", *way.holders, frames=way.frames)
        forward = route(advance(), back, "finance-staff")
        assert (forward.step_to, names(forward), forward.frames) == ("signing", ["leader"], ())

    def test_an_earlier_step_is_held_by_who_acted_there(self):
        trail = (entry("drafting", "finance-staff"), entry("department_review", "finance-head"))
        at = situation("office_review", post("city.post.director"), trail=trail)
        assert return_targets(at) == ("department_review", "drafting")
        way = route(Decision("return", reason="x", to_step="department_review"), at, "director")
        assert names(way) == ["finance-head"]

    def test_a_step_it_never_passed_is_refused(self):
        at = situation("signing", post("city.post.leader"), trail=(entry("drafting", "x"),))
        with pytest.raises(InvalidInput):
            route(Decision("return", reason="x", to_step="countersigning"), at, "leader")

    def test_an_incoming_document_goes_back_to_its_sender(self):
        at = situation("registration", post("city.post.clerk"), chain_id="incoming")
        way = route(Decision("return", reason="发错单位"), at, "clerk")
        assert (way.step_to, way.holders) == ("returned_to_sender", ())


class TestOtherActions:
    def test_withdrawing_restores_holders_and_frames(self):
        undo = Undo("finance-head", "department_review", (post("city.finance.head"),), (), ())
        at = situation("office_review", post("city.post.director"), undo=undo)
        way = route(Decision("withdraw"), at, "finance-head")
        assert (way.step_to, names(way)) == ("department_review", ["city.finance.head"])

    def test_signers_are_added_once(self):
        at = situation("countersigning", person("legal-head"), mode=Mode.ALL)
        way = route(Decision("add_signers", handlers=("info-head", "legal-head")), at, "legal-head")
        assert names(way) == ["legal-head", "info-head"]
        with pytest.raises(InvalidInput):
            route(Decision("add_signers", handlers=("legal-head",)), at, "legal-head")

    def test_removing_a_signer_never_leaves_nobody(self):
        at = situation("countersigning", person("legal-head"), person("info-head"), mode=Mode.ALL)
        way = route(Decision("remove_signers", handlers=("info-head",)), at, "director")
        assert names(way) == ["legal-head"]
        both = Decision("remove_signers", handlers=("info-head", "legal-head"))
        with pytest.raises(InvalidInput):
            route(both, at, "director")

    def test_handing_over_needs_reason_and_successor(self):
        at = situation("numbering", post("city.post.clerk"))
        with pytest.raises(InvalidInput):
            route(Decision("hand_over", handlers=("deputy",)), at, "director")
        with pytest.raises(ChoiceNeeded):
            route(Decision("hand_over", reason="调离"), at, "director")
        way = route(Decision("hand_over", reason="调离", handlers=("deputy",)), at, "director")
        assert (way.step_to, names(way)) == ("numbering", ["deputy"])

    def test_a_signature_is_handed_over_only_to_who_may_sign(self):
        at = situation("signing", post("city.post.leader"))
        assert [c.user_id for c in successors(at).people] == ["deputy"]
        with pytest.raises(ChoiceNeeded):
            route(Decision("hand_over", reason="x", handlers=("director",)), at, "director")

    def test_a_draft_is_handed_over_to_anybody_of_the_unit(self):
        at = situation("drafting", person("finance-staff"))
        offered = [c.user_id for c in successors(at).people]
        assert "info-staff" in offered
        assert "finance-staff" not in offered

    @pytest.mark.parametrize(("action", "target"), [("void", "voided"), ("abolish", "abolished")])
    def test_void_and_abolish_are_different_ends_with_a_reason(self, action, target):
        step = "signing" if action == "void" else "distributed"
        with pytest.raises(InvalidInput):
            route(Decision(action), situation(step), "director")
        way = route(Decision(action, reason="重复"), situation(step), "director")
        assert (way.step_to, way.holders) == (target, ())


def test_a_plan_step_of_the_table_decides_mode_and_limit():
    plan = tuple(
        PlanStep(s.id, s.applies, ("post:deputy",), Mode.ANY, 4) if s.id == "signing" else s
        for s in chain("outgoing").defaults
    )
    at = situation("office_review", post("city.post.director"), plan=plan)
    way = route(advance(), at, "director")
    assert names(way) == ["city.post.deputy"]
    assert way.holders[0].due_on.isoformat() == "2026-03-06"


class TestWhoLeftMeanwhile:
    """A return, a withdrawal or a queue once gave a document to somebody who had left."""

    def gone(self):
        staff = city()
        staff.left.add("leader")
        return staff

    def test_a_returner_who_left_is_replaced(self):
        frame = Frame("signing", (person("leader", via="city.post.leader"),), "drafting")
        at = situation("drafting", person("finance-staff"), staff=self.gone(), frames=(frame,))
        assert names(route(advance(), at, "finance-staff")) == ["city.post.director"]

    def test_the_next_in_a_queue_who_left_is_replaced(self):
        at = situation(
            "countersigning",
            person("legal-head"),
            staff=self.gone(),
            queue=(person("leader", via="city.post.leader"),),
            mode=Mode.SERIAL,
        )
        assert names(route(advance(), at, "legal-head")) == ["city.post.director"]

    def test_a_withdrawal_gives_it_to_those_who_are_there(self):
        undo = Undo("director", "signing", (person("leader", via="city.post.leader"),), (), ())
        at = situation("numbering", post("city.post.clerk"), staff=self.gone(), undo=undo)
        assert names(route(Decision("withdraw"), at, "director")) == ["city.post.director"]
