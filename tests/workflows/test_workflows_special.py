"""Special delivery (特送): bounded, with a reason, and back in order. Pure."""

from collective.tobaccooa.exceptions import ChoiceNeeded
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.workflows.judging import judge
from collective.tobaccooa.workflows.model import Decision
from collective.tobaccooa.workflows.model import Frame
from collective.tobaccooa.workflows.model import Mode
from collective.tobaccooa.workflows.model import Scope
from collective.tobaccooa.workflows.model import Signature
from collective.tobaccooa.workflows.model import TrailEntry
from collective.tobaccooa.workflows.routing import onward
from collective.tobaccooa.workflows.routing import route
from collective.tobaccooa.workflows.situation import at
from collective.tobaccooa.workflows.special import special_steps
from dataclasses import replace
from tests.workflows.world import city
from tests.workflows.world import NOW
from tests.workflows.world import person
from tests.workflows.world import post
from tests.workflows.world import situation

import pytest


def entry(step, action="advance", actor="x", to_step="numbering", **more):
    made = TrailEntry("1", step, actor, "", action, to_step, "", "", NOW, 1, (), "", "", "", "")
    return replace(made, **more)


def special(*handlers, **more):
    return Decision("special_delivery", reason="请先看一下", handlers=handlers, **more)


def sent(where, way):
    """The situation after a route was taken."""
    moved = at(where, way.step_to, way.frames)
    acting = tuple(
        frozenset(where.staff.members(h.principal))
        if h.kind == "post"
        else frozenset((h.principal,))
        for h in way.holders
    )
    facts = replace(moved.facts, holders=way.holders, acting=acting, mode=way.mode)
    return replace(moved, facts=facts, queue=way.queue, mode=way.mode)


REVIEW = ("department_review", person("finance-head", via="city.finance.head"))


def review(scope=Scope.UNIT, **more):
    return situation(*REVIEW, scope=scope, **more)


class TestToAPerson:
    def test_it_stays_at_the_step_and_comes_back_to_the_sender(self):
        way = route(special("legal-staff"), review(), "finance-head")
        assert (way.step_to, [h.principal for h in way.holders]) == (
            "department_review",
            ["legal-staff"],
        )
        there = sent(review(), way)
        back = route(Decision("advance", opinion="可以"), there, "legal-staff")
        assert (back.step_to, [h.principal for h in back.holders], back.frames) == (
            "department_review",
            ["finance-head"],
            (),
        )

    def test_from_the_senders_step_it_goes_on_as_if_the_sender_had_sent_it(self):
        way = route(special("legal-staff", then="from_sender"), review(), "finance-head")
        there = sent(review(), way)
        assert onward(there) == ("office_review", "countersigning")
        back = route(Decision("advance"), there, "legal-staff")
        assert back.step_to == "office_review"
        assert [h.principal for h in back.holders] == ["city.post.director"]

    def test_several_are_all_asked_before_it_comes_back(self):
        way = route(special("legal-staff", "info-head"), review(), "finance-head")
        assert way.mode is Mode.ALL
        there = sent(review(), way)
        first = route(Decision("advance"), there, "info-head")
        assert [h.principal for h in first.holders] == ["legal-staff"]
        last = route(Decision("advance"), sent(there, first), "legal-staff")
        assert [h.principal for h in last.holders] == ["finance-head"]

    def test_one_after_the_other(self):
        way = route(special("legal-staff", "info-head", mode="serial"), review(), "finance-head")
        there = sent(review(), way)
        second = route(Decision("advance"), there, "legal-staff")
        assert [h.principal for h in second.holders] == ["info-head"]
        last = route(Decision("advance"), sent(there, second), "info-head")
        assert [h.principal for h in last.holders] == ["finance-head"]

    def test_nobody_chosen_is_asked_for_with_candidates(self):
        with pytest.raises(ChoiceNeeded) as asked:
            route(special(), review(), "finance-head")
        offered = {each["id"] for each in asked.value.candidates}
        assert "legal-staff" in offered
        assert "finance-head" not in offered

    def test_a_reason_is_demanded(self):
        with pytest.raises(InvalidInput) as error:
            route(replace(special("legal-staff"), reason=" "), review(), "finance-head")
        assert error.value.field == "reason"

    def test_it_is_not_sent_to_oneself(self):
        with pytest.raises(ChoiceNeeded):
            route(special("finance-head"), review(), "finance-head")

    def test_the_visitor_sees_only_the_way_back(self):
        way = route(special("legal-staff"), review(), "finance-head")
        there = sent(review(), way)
        assert onward(there) == ("department_review",)
        with pytest.raises(InvalidInput) as error:
            route(Decision("advance", to_step="signing"), there, "legal-staff")
        assert error.value.field == "to_step"

    def test_the_visitor_does_not_return_it_to_the_drafter(self):
        way = route(special("legal-staff"), review(), "finance-head")
        facts = sent(review(), way).facts
        assert not judge("return", facts, city().actor("legal-staff")).allowed


class TestToAStep:
    def test_the_steps_in_between_are_not_repeated(self):
        way = route(special(to_step="signing"), review(), "finance-head")
        assert (way.step_to, [h.principal for h in way.holders]) == (
            "signing",
            ["city.post.leader"],
        )
        back = route(Decision("advance"), sent(review(), way), "leader")
        assert (back.step_from, back.step_to) == ("signing", "department_review")

    def test_on_from_the_addressees_step(self):
        asked = special("leader", then="from_addressee")
        way = route(asked, review(), "finance-head")
        assert (way.step_to, way.frames) == ("signing", ())
        on = route(Decision("advance"), sent(review(), way), "leader")
        assert on.step_to == "numbering"

    def test_somebody_without_a_step_can_only_come_back(self):
        with pytest.raises(InvalidInput) as error:
            route(special("legal-staff", then="from_addressee"), review(), "finance-head")
        assert error.value.field == "then"

    def test_signing_is_never_jumped_over(self):
        assert special_steps(review())[-1] == "signing"
        with pytest.raises(InvalidInput) as error:
            route(special(to_step="numbering"), review(), "finance-head")
        assert error.value.field == "to_step"

    def test_what_was_signed_and_numbered_may_be_passed(self):
        done = {
            "signature": Signature("leader", "d", NOW),
            "text_digest": "d",
            "trail": (entry("signing"), entry("numbering", to_step="sealing")),
        }
        assert special_steps(review(**done))[-1] == "sealing"

    def test_a_text_changed_after_signing_must_be_signed_again(self):
        done = {
            "signature": Signature("leader", "d", NOW),
            "text_digest": "other",
            "trail": (entry("signing"), entry("numbering", to_step="sealing")),
        }
        assert special_steps(review(**done))[-1] == "signing"

    def test_a_visitors_opinion_at_numbering_is_not_numbering(self):
        done = {
            "signature": Signature("leader", "d", NOW),
            "text_digest": "d",
            "trail": (
                entry("signing"),
                entry("numbering", to_step="numbering", visiting=True),
            ),
        }
        assert special_steps(review(**done))[-1] == "numbering"

    @pytest.mark.parametrize("step", ["signing", "numbering", "sealing", "distribution"])
    def test_what_only_the_holder_finishes_comes_back(self, step):
        where = situation(step, person("leader"), scope=Scope.UNIT)
        with pytest.raises(InvalidInput) as error:
            route(special("legal-staff", then="from_sender"), where, "leader")
        assert error.value.field == "then"


class TestPolicy:
    def test_only_participants(self):
        where = review(Scope.PARTICIPANTS, facts={"participants": frozenset({"finance-staff"})})
        way = route(special("finance-staff"), where, "finance-head")
        assert [h.principal for h in way.holders] == ["finance-staff"]
        with pytest.raises(ChoiceNeeded):
            route(special("legal-staff"), where, "finance-head")

    def test_only_steps_that_were_taken(self):
        where = review(Scope.PARTICIPANTS, trail=(entry("drafting"),))
        assert special_steps(where) == ("drafting",)

    def test_the_own_chain(self):
        where = review(Scope.CHAIN)
        assert route(special("leader"), where, "finance-head").holders[0].principal == "leader"
        with pytest.raises(ChoiceNeeded):
            route(special("legal-staff"), where, "finance-head")

    def test_nobody(self):
        facts = review().facts
        actor = replace(city().actor("finance-head"), scope=Scope.NONE)
        assert not judge("special_delivery", facts, actor).allowed

    def test_not_while_several_handle_it_at_once(self):
        where = situation(
            "countersigning", person("legal-head"), person("info-head"), facts={"mode": Mode.ALL}
        )
        assert not judge("special_delivery", where.facts, city().actor("legal-head")).allowed


class TestNested:
    def test_they_come_back_in_order(self):
        first = sent(review(), route(special("director"), review(), "finance-head"))
        second = sent(first, route(special("legal-staff"), first, "director"))
        assert len(second.frames) == 2
        back = sent(second, route(Decision("advance"), second, "legal-staff"))
        assert [h.principal for h in back.facts.holders] == ["director"]
        home = route(Decision("advance"), back, "director")
        assert ([h.principal for h in home.holders], home.frames) == (["finance-head"], ())

    def test_from_the_senders_step_inside_another_ends_that_one_too(self):
        first = sent(review(), route(special("director"), review(), "finance-head"))
        inner = special("legal-staff", then="from_sender")
        second = sent(first, route(inner, first, "director"))
        home = route(Decision("advance"), second, "legal-staff")
        assert ([h.principal for h in home.holders], home.frames) == (["finance-head"], ())

    def test_handed_on_inside_a_branch_the_first_sender_still_gets_it_back(self):
        first = sent(review(), route(special("director"), review(), "finance-head"))
        inner = special("leader", then="from_addressee")
        second = sent(first, route(inner, first, "director"))
        assert second.facts.step == "signing"
        home = route(Decision("advance"), second, "leader")
        assert (home.step_to, [h.principal for h in home.holders]) == (
            "department_review",
            ["finance-head"],
        )

    def test_a_return_inside_comes_back_to_the_branch(self):
        way = route(special(to_step="signing"), review(), "finance-head")
        there = replace(sent(review(), way), trail=(entry("drafting"),))
        ask = Decision("return", reason="改", to_step="drafting", then="back_to_me")
        returned = sent(there, route(ask, there, "leader"))
        again = sent(returned, route(Decision("advance"), returned, "finance-staff"))
        assert again.facts.step == "signing"
        assert again.frames == way.frames

    def test_the_sender_of_a_serial_round_has_its_queue_back(self):
        where = situation(
            "countersigning",
            person("legal-head"),
            queue=(person("info-head"),),
            mode=Mode.SERIAL,
            facts={"mode": Mode.SERIAL},
            scope=Scope.UNIT,
        )
        there = sent(where, route(special("director"), where, "legal-head"))
        assert there.queue == ()
        home = route(Decision("advance"), there, "director")
        assert ([h.principal for h in home.queue], home.mode) == (["info-head"], Mode.SERIAL)

    def test_there_is_a_deepest(self):
        frame = Frame("department_review", (person("x"),), "department_review", special=True)
        facts = review(facts={"frames": (frame,) * 8}).facts
        assert not judge("special_delivery", facts, city().actor("finance-head")).allowed


class TestAfterwards:
    def test_a_post_sends_it_and_the_person_gets_it_back(self):
        where = situation("office_review", post("city.post.director"), scope=Scope.UNIT)
        there = sent(where, route(special("legal-staff"), where, "director"))
        home = route(Decision("advance"), there, "legal-staff")
        assert (home.holders[0].principal, home.holders[0].via) == (
            "director",
            "city.post.director",
        )

    def test_a_sender_who_left_is_stood_in_for(self):
        staff = city()
        where = situation(
            "office_review", post("city.post.director"), scope=Scope.UNIT, staff=staff
        )
        there = sent(where, route(special("legal-staff"), where, "director"))
        staff.groups["city.post.director"] = ("director", "deputy")
        staff.left.add("director")
        home = route(Decision("advance"), there, "legal-staff")
        assert home.holders[0].principal == "city.post.director"


def test_a_serial_round_is_not_left_behind():
    where = situation(
        "countersigning",
        person("legal-head"),
        queue=(person("info-head"),),
        mode=Mode.SERIAL,
        scope=Scope.UNIT,
    )
    with pytest.raises(InvalidInput) as error:
        route(special("leader", then="from_addressee"), where, "legal-head")
    assert error.value.field == "then"
