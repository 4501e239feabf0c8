"""Who may act, who is refused, and the sentence that says why."""

from collective.tobaccooa.workflows.judging import GUARDS
from collective.tobaccooa.workflows.judging import judge
from collective.tobaccooa.workflows.model import Action
from collective.tobaccooa.workflows.model import HolderKind
from collective.tobaccooa.workflows.model import Reader
from collective.tobaccooa.workflows.model import Undo
from tests.workflows.world import city
from tests.workflows.world import NOW
from tests.workflows.world import person
from tests.workflows.world import post
from tests.workflows.world import situation

import pytest


def verdict(action, at, user):
    return judge(action, at.facts, city().actor(user))


def test_every_action_has_a_guard_and_anything_else_is_refused():
    assert set(GUARDS) == set(Action)
    at = situation("drafting", person("finance-staff"))
    assert str(verdict("delete_everything", at, "finance-staff").reason) == "reason_unknown_action"


@pytest.mark.parametrize("user", ["director", "finance-head", "leader", "stranger"])
@pytest.mark.parametrize("action", ["advance", "return", "open"])
def test_only_the_holder_handles_it(action, user):
    at = situation("drafting", person("finance-staff"))
    judged = verdict(action, at, user)
    assert (judged.allowed, str(judged.reason)) == (False, "reason_not_holder")
    assert judged.reason.mapping["holders"] == "finance-staff"


def test_everybody_in_a_post_can_act_for_it():
    at = situation("office_review", post("city.post.director"))
    assert verdict("advance", at, "director").allowed


@pytest.mark.parametrize("step", ["distributed", "archived", "voided", "abolished"])
def test_nobody_handles_what_is_finished(step):
    judged = verdict("advance", situation(step), "clerk")
    assert str(judged.reason) == "reason_not_in_progress"


def test_a_draft_is_not_returned_but_an_incoming_document_goes_back():
    draft = situation("drafting", person("finance-staff"))
    assert str(verdict("return", draft, "finance-staff").reason) == "reason_nothing_to_return_to"
    incoming = situation("registration", post("city.post.clerk"), chain_id="incoming")
    assert verdict("return", incoming, "clerk").allowed


class TestWithdraw:
    undo = Undo("finance-head", "department_review", (post("city.finance.head"),), (), ())

    def test_only_who_sent_it(self):
        at = situation("office_review", post("city.post.director"), undo=self.undo)
        assert verdict("withdraw", at, "finance-head").allowed
        assert str(verdict("withdraw", at, "director").reason) == "reason_not_sent_by_you"

    def test_not_after_it_was_opened(self):
        opened = post("city.post.director", opened_at=NOW)
        at = situation("office_review", opened, undo=self.undo)
        assert str(verdict("withdraw", at, "finance-head").reason) == "reason_already_opened"

    def test_not_when_it_is_finished(self):
        at = situation("distributed", undo=self.undo)
        judged = verdict("withdraw", at, "finance-head")
        assert str(judged.reason) == "reason_too_late_to_withdraw"


class TestSigners:
    two = (person("legal-head"), person("info-head"))

    @pytest.mark.parametrize("user", ["finance-head", "legal-head", "director"])
    def test_initiator_signer_and_director_may_add(self, user):
        at = situation("countersigning", *self.two, facts={"sent_by": "finance-head"})
        assert verdict("add_signers", at, user).allowed

    def test_others_may_not(self):
        at = situation("countersigning", *self.two, facts={"sent_by": "finance-head"})
        assert str(verdict("add_signers", at, "info-staff").reason) == "reason_not_initiator"

    def test_the_last_one_stays(self):
        at = situation("countersigning", person("legal-head"))
        assert str(verdict("remove_signers", at, "director").reason) == "reason_last_signer"

    def test_not_at_a_step_of_one(self):
        at = situation("signing", post("city.post.leader"))
        assert str(verdict("add_signers", at, "leader").reason) == "reason_no_parallel_step"


@pytest.mark.parametrize(
    ("action", "step", "user", "allowed"),
    [
        ("void", "drafting", "finance-staff", True),
        ("void", "drafting", "info-staff", False),
        ("void", "signing", "finance-staff", False),
        ("void", "signing", "director", True),
        ("void", "distributed", "director", False),
        ("abolish", "distributed", "director", True),
        ("abolish", "distributed", "clerk", False),
        ("abolish", "signing", "director", False),
        ("archive", "distributed", "archivist", True),
        ("archive", "distributed", "clerk", False),
        ("archive", "signing", "archivist", False),
        ("hand_over", "signing", "director", True),
        ("hand_over", "signing", "leader", False),
        ("add_recipients", "distributed", "clerk", True),
        ("add_recipients", "distributed", "leader", False),
        ("add_recipients", "distribution", "clerk", False),
    ],
)
def test_exits_belong_to_their_posts(action, step, user, allowed):
    at = situation(step, *([post("city.post.leader")] if step == "signing" else []))
    if step == "drafting":
        at = situation(step, person("finance-staff"))
    judged = verdict(action, at, user)
    assert judged.allowed is allowed
    assert allowed or str(judged.reason).startswith("reason_")


def test_reading_is_confirmed_once_by_the_reader():
    reader = Reader("info-staff", HolderKind.PERSON, NOW, "director")
    at = situation(
        "distributed", facts={"readers": (reader,), "reading": (frozenset({"info-staff"}),)}
    )
    assert verdict("mark_read", at, "info-staff").allowed
    assert str(verdict("mark_read", at, "legal-staff").reason) == "reason_nothing_to_read"


def test_only_those_concerned_circulate():
    at = situation("signing", post("city.post.leader"))
    assert verdict("circulate", at, "clerk").allowed
    assert str(verdict("circulate", at, "info-staff").reason) == "reason_not_concerned"


def test_an_empty_directors_post_leaves_handing_over_to_the_next():
    staff = city()
    staff.left.add("director")
    at = situation("signing", post("city.post.leader"), staff=staff)
    assert judge("hand_over", at.facts, staff.actor("deputy")).allowed
