"""The simulator: the path of a sample document, dead ends, weaknesses; what it accepts, walks."""

from collective.tobaccooa.exceptions import ChoiceNeeded
from collective.tobaccooa.organisation.clock import today
from collective.tobaccooa.workflows.deadlines import end_of_day
from collective.tobaccooa.workflows.deadlines import NO_LIMIT
from collective.tobaccooa.workflows.model import Decision
from collective.tobaccooa.workflows.model import Mode
from collective.tobaccooa.workflows.model import Signature
from collective.tobaccooa.workflows.pools import Place
from collective.tobaccooa.workflows.pools import pool_for
from collective.tobaccooa.workflows.routing import route
from collective.tobaccooa.workflows.simulation import faults_at
from collective.tobaccooa.workflows.simulation import Severity
from collective.tobaccooa.workflows.simulation import simulate
from collective.tobaccooa.workflows.simulation import survey
from collective.tobaccooa.workflows.situation import options
from collective.tobaccooa.workflows.situation import return_targets
from collective.tobaccooa.workflows.spec import APPLIES
from collective.tobaccooa.workflows.spec import chain
from collective.tobaccooa.workflows.table import ChainRow
from collective.tobaccooa.workflows.table import resolve
from dataclasses import replace
from datetime import date
from datetime import timedelta
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from tests.workflows.world import city
from tests.workflows.world import NOW
from tests.workflows.world import person
from tests.workflows.world import PLACE
from tests.workflows.world import post
from tests.workflows.world import situation

import pytest


def end_of(begins, limit):
    return NO_LIMIT if limit is None else end_of_day(begins.date() + timedelta(days=limit))


def plan_with(chain_id="outgoing", **applies):
    return tuple(
        replace(step, applies=applies.get(step.id, step.applies))
        for step in chain(chain_id).defaults
    )


def taken_by(plan, step, *tokens):
    return tuple(replace(s, taken_by=tokens) if s.id == step else s for s in plan)


def found(plan, staff=None, place=PLACE, chain_id="outgoing"):
    return [(f.code, f.step) for f in faults_at(chain(chain_id), plan, place, staff or city())]


class TestPath:
    def trial(self, plan=None, chain_id="outgoing", staff=None):
        plan = plan or chain(chain_id).defaults
        return simulate(chain(chain_id), plan, PLACE, staff or city(), NOW, end_of)

    def test_the_usual_chain_is_walked_to_its_end(self):
        trial = self.trial()
        ways = {each.step.id: each.way for each in trial.steps}
        assert trial.target == "distributed"
        assert ways["countersigning"] == "by_choice"
        assert [s for s, way in ways.items() if way == "taken"] == [
            s for s in chain("outgoing").work_steps if s != "countersigning"
        ]

    def test_each_step_names_its_people_and_alternatives(self):
        steps = {each.step.id: each for each in self.trial().steps}
        assert steps["drafting"].takers == ("finance-staff",)
        assert steps["department_review"].takers == ("finance-head",)
        assert steps["department_review"].may_go_to == ("office_review", "countersigning")
        assert steps["signing"].offered == ("leader", "deputy")
        assert steps["countersigning"].takers == ()
        assert steps["countersigning"].offered == ("finance-head", "legal-head", "info-head")

    def test_the_time_adds_up(self):
        trial = self.trial()
        steps = {each.step.id: each for each in trial.steps}
        assert steps["drafting"].due == NO_LIMIT
        assert steps["department_review"].due.on == date(2026, 3, 4)
        assert steps["office_review"].due.on == date(2026, 3, 6)
        assert today(trial.ends) == date(2026, 3, 11)

    def test_a_step_that_must_be_chosen_has_no_takers(self):
        steps = {each.step.id: each for each in self.trial(chain_id="incoming").steps}
        assert steps["handling"].takers == ()
        assert "finance-head" in steps["handling"].offered

    def test_a_step_that_never_applies_is_left_out(self):
        steps = {each.step.id: each for each in self.trial(plan_with(sealing="never")).steps}
        assert steps["sealing"].way == "left_out"
        assert steps["numbering"].may_go_to == ("distribution",)

    def test_it_says_when_the_sample_does_not_arrive(self):
        trial = self.trial(plan_with(distribution="never"))
        assert (trial.target, trial.ends) == (None, None)
        assert {s.step.id: s.way for s in trial.steps}["sealing"] == "taken"


class TestFaults:
    def test_the_usual_chains_have_none(self):
        for chain_id in ("outgoing", "incoming"):
            assert found(chain(chain_id).defaults, chain_id=chain_id) == []

    def test_without_the_last_step_there_is_no_way_on(self):
        assert found(plan_with(distribution="never")) == [("no_way_on", "sealing")]

    def test_a_head_that_is_missing_is_named_with_who_stands_in(self):
        staff = city()
        staff.groups["city.finance.head"] = ()
        [finding] = faults_at(chain("outgoing"), chain("outgoing").defaults, PLACE, staff)
        assert (finding.code, finding.step, finding.department) == (
            "no_head",
            "department_review",
            "city-finance",
        )
        assert "director" in finding.stand_ins

    def test_a_vacant_post(self):
        staff = city()
        staff.groups["city.post.sealkeeper"] = ()
        assert found(chain("outgoing").defaults, staff) == [("vacant", "sealing")]

    def test_who_is_away_is_only_a_hint(self):
        staff = city()
        staff.away.add("leader")
        [finding] = faults_at(chain("outgoing"), chain("outgoing").defaults, PLACE, staff)
        assert (finding.code, finding.severity) == ("absent", Severity.HINT)
        assert finding.principals == ("leader",) and "deputy" in finding.stand_ins

    def test_nobody_at_all_is_a_dead_end(self):
        nowhere = Place("unit09", "unit09-office", "ghost")
        codes = found(taken_by(plan_with(), "drafting", "post:clerk"), place=nowhere)
        assert ("nobody", "drafting") in codes

    @pytest.mark.parametrize(
        ("applies", "finding"),
        [
            ({"signing": "never"}, ("not_signed", "signing")),
            ({"numbering": "never"}, ("not_numbered", "numbering")),
            ({"numbering": "if_chosen"}, ("not_numbered", "numbering")),
        ],
    )
    def test_what_the_regulation_expects(self, applies, finding):
        assert found(plan_with(**applies)) == [finding]

    def test_a_step_nobody_can_reach_is_not_reported(self):
        staff = city()
        staff.groups["city.post.sealkeeper"] = ()
        assert found(plan_with(sealing="never"), staff) == []


class TestSurvey:
    def test_each_department_is_looked_at_and_each_thing_is_said_once(self):
        staff = city()
        staff.groups["city.legal.head"] = ()
        staff.groups["city.post.clerk"] = ()
        places = [Place("city", f"city-{d}", f"{d}-staff") for d in ("finance", "legal", "info")]
        plans = {"*": chain("outgoing").defaults, "letter": plan_with(countersigning="always")}
        all_found = survey(chain("outgoing"), plans, places, staff)
        told = [(f.code, f.step, f.department, f.document_type) for f in all_found]
        assert told == [
            ("no_head", "department_review", "city-legal", "*"),
            ("vacant", "numbering", None, "*"),
            ("vacant", "distribution", None, "*"),
        ]

    def test_a_fault_of_one_type_names_it_and_the_worst_comes_first(self):
        plans = {"*": plan_with(signing="never"), "letter": plan_with(distribution="never")}
        first, *others = survey(chain("outgoing"), plans, [PLACE], city())
        assert (first.severity, first.document_type) == (Severity.DEAD, "letter")
        assert ("not_signed", "*") in [(f.code, f.document_type) for f in others]


TOKENS = ("drafter", "head", "heads", "staff", "post:leader", "post:clerk", "post:director")


@st.composite
def plans(draw, chain_id):
    rows = []
    spec = chain(chain_id)
    for step in spec.work_steps:
        if draw(st.booleans()):
            continue
        applies = "always" if step == spec.first else draw(st.sampled_from(APPLIES))
        taken = draw(st.lists(st.sampled_from(TOKENS), min_size=1, max_size=3, unique=True))
        mode = draw(st.sampled_from(["all", "any", "serial"]))
        rows.append(ChainRow("*", chain_id, "*", step, applies, tuple(taken), mode))
    return resolve(spec, rows, "city", "notice")


@st.composite
def worlds(draw):
    """The city with some posts vacant, some people away, some who left."""
    staff = city()
    groups = sorted(g for g in staff.groups if g != "city.staff")
    for group in draw(st.lists(st.sampled_from(groups), max_size=4)):
        staff.groups[group] = ()
    people = sorted(staff.groups["city.staff"])
    staff.away.update(draw(st.lists(st.sampled_from(people), max_size=4)))
    staff.left.update(draw(st.lists(st.sampled_from(people), max_size=3)))
    return staff


@settings(deadline=None, max_examples=150)
@given(data=st.data(), chain_id=st.sampled_from(["outgoing", "incoming"]), staff=worlds())
def test_what_is_accepted_can_be_walked_to_the_end(data, chain_id, staff):
    """Random steps, people, modes and returns; then straight on: the end is always reached."""
    plan = data.draw(plans(chain_id))
    spec = chain(chain_id)
    if any(f.severity is Severity.DEAD for f in faults_at(spec, plan, PLACE, staff)):
        return
    walk = Walk(spec, plan, staff)
    for _turn in range(data.draw(st.integers(0, 12))):
        if not walk.arrived:
            walk.act(
                data.draw(st.sampled_from(["advance", "advance", "return"])),
                lambda choices: data.draw(st.sampled_from(choices)),
            )
    for _turn in range(60):
        if walk.arrived:
            return
        walk.act("advance", lambda choices: choices[0])
    raise AssertionError(f"it never arrived: {walk.at}")


class Walk:
    """A document that walks by the kernel's pure routing."""

    def __init__(self, spec, plan, staff):
        self.spec, self.plan, self.staff = spec, plan, staff
        first = plan[0]
        pool = pool_for(first, PLACE, staff)
        holder = (
            (post if pool.kind == "post" else person)(pool.default)
            if pool.default
            else person(pool.people[0].user_id)
        )
        self.at = situation(spec.first, holder, staff=staff, chain_id=spec.id, plan=plan)
        self.at = replace(self.at, place=PLACE)

    @property
    def arrived(self):
        return not self.spec.is_work(self.at.facts.step)

    def act(self, action, choose):
        facts = self.at.facts
        actors = sorted(facts.acting[0])
        assert actors, "nobody can act"
        actor = choose(actors)
        decision = Decision(action, reason="x")
        if action == "advance":
            decision = replace(decision, to_step=choose(options(self.at)))
        elif not [s for s in return_targets(self.at) if self.spec.is_work(s)]:
            return
        way = self.route(decision, actor, choose)
        signature = self.at.signature
        if action == "advance" and facts.step == self.spec.signing and way.moves:
            signature = Signature(actor, "", NOW)
        after = situation(
            way.step_to,
            *way.holders,
            staff=self.staff,
            chain_id=self.spec.id,
            plan=self.plan,
            mode=way.mode,
            queue=way.queue,
            frames=way.frames,
            signature=signature,
        )
        self.at = after

    def route(self, decision, actor, choose):
        for _try in range(4):
            try:
                return route(decision, self.at, actor)
            except ChoiceNeeded as needed:
                assert needed.candidates, "nobody is offered"
                asked = needed.extra.get("to_step", decision.to_step)
                one = choose([each["id"] for each in needed.candidates])
                decision = replace(decision, to_step=asked, handlers=(one,))
        raise AssertionError("the kernel asks again and again")


def test_modes_are_those_of_the_plan():
    plan = tuple(replace(s, mode=Mode.SERIAL) for s in plan_with(countersigning="always"))
    assert found(plan) == []
