"""Ways round the guards that a review looked for: each is closed, and stays closed."""

from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.exceptions import Refused
from collective.tobaccooa.workflows.model import Decision
from datetime import timedelta
from plone import api

import pytest


TEXT = {
    "title": "关于做好安全生产工作的通知",
    "document_type": "notice",
    "department": "city-finance",
    "main_recipients": ["unit:unit01"],
    "text": "<p>现将有关事项通知如下。</p>",
}


@pytest.fixture
def office(demo):
    return Office()


class Office:
    def __init__(self):
        from collective.tobaccooa.documents.storage import create_document
        from collective.tobaccooa.organisation import clock

        self.now = clock.now()
        self.document = create_document("city", "OutgoingDocument", TEXT, "city-finance-staff")

    @property
    def state(self):
        from collective.tobaccooa.workflows.state import kernel_state

        return kernel_state(self.document)

    @property
    def held_by(self):
        return [holder.principal for holder in self.state.holders]

    def take(self, actor, action, **more):
        from collective.tobaccooa.workflows.kernel import decide

        self.now += timedelta(seconds=1)
        return decide(self.document, Decision(action, **more), actor, self.now)

    def help(self, grantor, assistant, **more):
        from collective.tobaccooa.organisation import clock
        from collective.tobaccooa.organisation.delegations import grant

        today = clock.today(self.now)
        return grant(grantor, assistant, today, None, grantor, self.now, **more)

    def may(self, permission, user):
        from collective.tobaccooa.workflows.mover import forget_local_roles

        forget_local_roles()
        return api.user.has_permission(permission, username=user, obj=self.document)

    def to_review(self):
        self.take("city-finance-staff", "advance")

    def to_signing(self):
        self.to_review()
        self.take("city-finance-head", "advance", opinion="同意")
        self.take("city-director", "advance", opinion="请签发")

    def countersigned_by(self, *people, **more):
        self.to_review()
        self.take("city-finance-head", "advance", to_step="countersigning", handlers=people, **more)


class TestOpinions:
    def test_a_corrected_opinion_is_closed_by_the_next_step_too(self, office):
        office.to_review()
        office.take("city-finance-head", "advance", opinion="同意")
        office.take("city-finance-head", "supersede_opinion", opinion="原则同意")
        office.take("city-director", "advance", opinion="请签发")
        with pytest.raises(Refused):
            office.take("city-finance-head", "supersede_opinion", opinion="不同意")

    def test_the_words_of_a_circulation_are_no_opinion(self, office):
        office.to_review()
        given = office.take("city-finance-head", "advance", opinion="同意")
        office.take("city-finance-head", "circulate", opinion="请阅", handlers=("city-info-staff",))
        entry = office.take("city-finance-head", "supersede_opinion", opinion="原则同意")
        assert entry.supersedes == given.id

    def test_taking_the_next_step_oneself_closes_it(self, office):
        office.to_review()
        office.take("city-finance-head", "advance", opinion="同意")
        office.take(
            "city-director", "return", reason="请核", then="back_to_me", to_step="department_review"
        )
        office.take("city-finance-head", "advance")
        with pytest.raises(Refused):
            office.take("city-finance-head", "supersede_opinion", opinion="不同意")


class TestAssistants:
    def test_for_one_step_they_correct_no_opinion_of_another(self, office):
        office.to_signing()
        office.take("city-leader", "advance", opinion="签发")
        office.help("city-leader", "city-info-staff", steps=("numbering",))
        with pytest.raises(Refused):
            office.take(
                "city-info-staff", "supersede_opinion", opinion="不签", on_behalf_of="city-leader"
            )

    def test_for_one_step_they_take_nothing_back_from_another(self, office):
        office.to_signing()
        office.take("city-leader", "advance", opinion="签发")
        office.help("city-leader", "city-info-staff", steps=("numbering",))
        with pytest.raises(Refused):
            office.take("city-info-staff", "withdraw", on_behalf_of="city-leader")

    def test_for_the_step_it_left_they_take_it_back(self, office):
        office.to_signing()
        office.help("city-leader", "city-info-staff", steps=("signing",))
        office.take("city-info-staff", "advance", opinion="签发", on_behalf_of="city-leader")
        office.take("city-info-staff", "withdraw", on_behalf_of="city-leader")
        assert office.state.step == "signing"

    def test_nobody_grants_in_anothers_name_what_they_asked_for(self, office):
        from collective.tobaccooa.organisation import clock

        office.to_review()
        office.take("city-finance-head", "advance", opinion="同意")
        office.help("city-leader", "city-director")
        until = clock.today(office.now) + timedelta(days=20)
        office.take("city-director", "ask_extension", reason="忙", until=until)
        with pytest.raises(Refused):
            office.take("city-director", "grant_extension", on_behalf_of="city-leader")

    def test_nobody_grants_what_they_asked_for_in_anothers_name(self, office):
        from collective.tobaccooa.organisation import clock

        office.to_signing()
        office.help("city-leader", "city-director")
        until = clock.today(office.now) + timedelta(days=20)
        office.take(
            "city-director", "ask_extension", reason="忙", until=until, on_behalf_of="city-leader"
        )
        with pytest.raises(Refused):
            office.take("city-director", "grant_extension")

    def test_in_ones_own_name_is_no_second_name(self, office):
        entry = office.take("city-finance-staff", "advance", on_behalf_of="city-finance-staff")
        assert entry.on_behalf_of == ""


class TestMoreTime:
    def test_a_request_outlasts_the_signature_of_somebody_else(self, office):
        from collective.tobaccooa.organisation import clock

        office.countersigned_by("city-legal-head", "city-info-head")
        until = clock.today(office.now) + timedelta(days=20)
        office.take("city-legal-head", "ask_extension", reason="需要核实", until=until)
        office.take("city-info-head", "advance", opinion="同意")
        assert office.state.extension is not None
        office.take("city-legal-head", "advance", opinion="同意")
        assert office.state.extension is None

    def test_who_came_later_asks_by_their_own_limit(self, office):
        from collective.tobaccooa.organisation import clock

        office.countersigned_by("city-legal-head")
        office.now = office.state.holders[0].due_at - timedelta(minutes=5)
        office.take("city-finance-head", "add_signers", handlers=("city-info-head",))
        office.now += timedelta(minutes=10)
        until = clock.today(office.now) + timedelta(days=20)
        with pytest.raises(Refused):
            office.take("city-legal-head", "ask_extension", reason="需要核实", until=until)
        office.take("city-info-head", "ask_extension", reason="需要核实", until=until)
        assert office.state.extension.asked_by == "city-info-head"

    def test_the_trail_tells_until_when_and_whether(self, office):
        from collective.tobaccooa.organisation import clock

        office.to_review()
        until = clock.today(office.now) + timedelta(days=20)
        asked = office.take("city-finance-head", "ask_extension", reason="需要核实", until=until)
        refused = office.take("city-director", "grant_extension", granted=False, reason="不宜再拖")
        assert until.isoformat() in asked.reason or str(until.day) in asked.reason
        office.take("city-finance-head", "ask_extension", reason="需要核实", until=until)
        granted = office.take("city-director", "grant_extension")
        assert granted.reason and granted.reason != refused.reason


class TestHandingOver:
    def test_those_who_sign_beside_go_on_signing(self, office):
        office.countersigned_by("city-legal-head", "city-info-head", "city-personnel-head")
        office.take(
            "city-director",
            "hand_over",
            reason="出差",
            handlers=("city-info-head", "city-personnel-head", "city-monopoly-head"),
        )
        office.take("city-monopoly-head", "advance", opinion="同意")
        assert office.state.step == "countersigning"
        assert sorted(office.held_by) == ["city-info-head", "city-personnel-head"]


class TestSpecialDelivery:
    def test_who_was_sent_the_next_step_does_not_take_it_twice(self, office):
        office.to_review()
        office.take("city-finance-head", "advance", opinion="同意")
        office.take(
            "city-director",
            "special_delivery",
            to_step="signing",
            then="from_sender",
            handlers=("city-leader",),
            reason="急",
        )
        office.take("city-leader", "advance", opinion="签发")
        assert (office.state.step, office.state.signature is not None) == ("numbering", True)

    def test_who_is_asked_for_an_opinion_does_not_change_the_text(self, office):
        office.to_signing()
        office.take(
            "city-leader", "special_delivery", handlers=("city-info-staff",), reason="请提意见"
        )
        assert office.may("View", "city-info-staff")
        assert not office.may("Modify portal content", "city-info-staff")
        office.take("city-info-staff", "advance", opinion="无意见")
        assert office.may("Modify portal content", "city-leader")

    def test_nobody_is_left_behind_when_a_visitor_leaves(self, office):
        from collective.tobaccooa.organisation.people import deactivate
        from collective.tobaccooa.workflows.facts import people_behind
        from collective.tobaccooa.workflows.staff import DirectoryStaff

        office.to_signing()
        office.take(
            "city-leader", "special_delivery", handlers=("city-info-staff",), reason="请提意见"
        )
        deactivate("city-info-staff")
        staff = DirectoryStaff.for_today()
        assert all(people_behind(holder, staff) for holder in office.state.holders)

    def test_a_branch_that_is_taken_back_leaves_nothing_behind(self, office):
        office.to_signing()
        office.take(
            "city-leader", "special_delivery", handlers=("city-info-staff",), reason="请提意见"
        )
        office.take("city-leader", "withdraw")
        assert (office.held_by, office.state.frames) == (["city.post.leader"], ())
        assert not office.may("View", "city-info-staff")

    def test_an_opinion_of_a_visitor_signs_nothing(self, office):
        office.to_signing()
        office.take(
            "city-leader", "special_delivery", handlers=("city-info-staff",), reason="请提意见"
        )
        office.take("city-info-staff", "advance", opinion="同意签发")
        assert office.state.signature is None
        with pytest.raises(InvalidInput):
            office.take(
                "city-leader",
                "special_delivery",
                to_step="numbering",
                reason="急",
                then="from_addressee",
            )

    def test_a_visitor_at_the_numbering_gives_no_number(self, office):
        office.to_signing()
        office.take("city-leader", "advance", opinion="签发")
        office.take(
            "city-clerk", "special_delivery", handlers=("city-info-staff",), reason="请核对"
        )
        office.take("city-info-staff", "advance", number="9")
        assert (office.state.step, office.document.document_number) == ("numbering", None)

    def test_signing_that_was_sent_specially_is_signed_by_the_leader(self, office):
        office.to_review()
        office.take(
            "city-finance-head",
            "special_delivery",
            to_step="signing",
            reason="急",
            handlers=("city-leader",),
            then="from_addressee",
        )
        office.take("city-leader", "advance", opinion="签发")
        assert (office.state.step, office.state.signature.signer) == ("numbering", "city-leader")


class TestUrging:
    def test_a_second_press_of_the_button_urges_nobody_twice(self, office):
        office.to_review()
        office.take("city-clerk", "urge", opinion="请尽快审核")
        with pytest.raises(Refused):
            office.take("city-clerk", "urge", opinion="请尽快审核")
        office.take("city-director", "urge", opinion="请尽快审核")
        office.now += timedelta(minutes=6)
        office.take("city-clerk", "urge", opinion="请尽快审核")
        assert office.state.holders[0].urged == 3

    def test_the_next_holder_is_urged_at_once(self, office):
        office.to_review()
        office.take("city-clerk", "urge", opinion="请尽快审核")
        office.take("city-finance-head", "advance", opinion="同意")
        assert office.take("city-clerk", "urge", opinion="请尽快审核").action == "urge"


class TestEnds:
    @pytest.mark.parametrize("user", ["city-director", "city-admin", "city-finance-staff"])
    def test_nothing_is_done_with_what_is_void_and_nothing_fails(self, office, user):
        from collective.tobaccooa.workflows.model import Action

        office.to_review()
        office.take("city-finance-head", "circulate", opinion="请阅", handlers=("city-info-staff",))
        office.take("city-director", "void", opinion="不再需要", reason="不再需要")
        for action in sorted(set(Action) - {Action.MARK_READ}):
            with pytest.raises((Refused, InvalidInput)):
                office.take(
                    user,
                    action,
                    reason="试",
                    opinion="试",
                    handlers=("city-legal-staff",),
                    corrections=(("notes", "试"),),
                )
        assert office.take("city-info-staff", "mark_read") is None

    def test_no_opinion_of_a_filed_document_is_replaced(self, office):
        from collective.tobaccooa.workflows.guards import ActorFacts
        from collective.tobaccooa.workflows.guards import DocumentFacts
        from collective.tobaccooa.workflows.judging import judge
        from collective.tobaccooa.workflows.spec import chain

        office.to_review()
        office.take("city-finance-head", "advance", opinion="同意")
        trail = office.state.trail
        for step, allowed in (("office_review", True), ("distributed", True), ("archived", False)):
            facts = DocumentFacts(chain("outgoing"), step, "city", "x", trail=trail)
            verdict = judge("supersede_opinion", facts, ActorFacts("city-finance-head"))
            assert verdict.allowed is allowed
