"""Acting for somebody (代办), more time, urging, corrected opinions, administrators' acts."""

from collective.tobaccooa.exceptions import ChoiceNeeded
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.exceptions import OutOfDate
from collective.tobaccooa.exceptions import Refused
from datetime import timedelta
from tests.workflows.office import Office

import pytest


@pytest.fixture
def office(demo):
    """One document of the city, and what its tests do with it."""
    return Office()


class TestForSomebody:
    def test_it_is_signed_in_both_names(self, office):
        office.to_signing()
        office.help()
        entry = office.take(
            "city-info-staff", "advance", opinion="同意印发", on_behalf_of="city-leader"
        )
        assert (entry.actor, entry.on_behalf_of) == ("city-info-staff", "city-leader")
        assert office.state.signature.signer == "city-leader"
        assert {"city-info-staff", "city-leader"} <= office.state.participants
        from collective.tobaccooa.organisation.directory import directory

        assert office.document.signer == directory().fullname("city-leader")

    def test_without_a_delegation_it_is_refused(self, office):
        office.to_signing()
        with pytest.raises(Refused):
            office.take("city-info-staff", "advance", on_behalf_of="city-leader")

    @pytest.mark.parametrize(
        "limits", [{"steps": ("office_review",)}, {"document_types": ("letter",)}]
    )
    def test_one_for_other_steps_or_types_does_not_help(self, office, limits):
        office.to_signing()
        office.help(**limits)
        with pytest.raises(Refused):
            office.take("city-info-staff", "advance", on_behalf_of="city-leader")
        assert not office.may("View", "city-info-staff")

    def test_it_ends_with_its_last_day(self, office):
        office.to_signing()
        office.help()
        office.now += timedelta(days=1)
        with pytest.raises(Refused):
            office.take("city-info-staff", "advance", on_behalf_of="city-leader")

    def test_ended_early_nothing_is_left_of_it(self, office):
        from collective.tobaccooa.organisation.delegations import end

        office.to_signing()
        delegation = office.help()
        assert office.may("View", "city-info-staff")
        end(delegation.id, "city-leader", office.now)
        assert not office.may("View", "city-info-staff")
        with pytest.raises(Refused):
            office.take("city-info-staff", "advance", on_behalf_of="city-leader")

    def test_never_more_than_the_grantor_may(self, office):
        office.help()  # the leader holds nothing yet
        with pytest.raises(Refused):
            office.take("city-info-staff", "advance", on_behalf_of="city-leader")

    def test_it_is_not_handed_on(self, office):
        office.to_signing()
        office.help()
        office.help("city-info-staff", "city-info-head")
        with pytest.raises(Refused):
            office.take("city-info-head", "advance", on_behalf_of="city-leader")

    def test_what_is_decided_in_person_is_not_delegated(self, office):
        office.help("city-director", "city-info-staff")
        office.take("city-finance-staff", "advance")
        office.take("city-finance-head", "advance")
        for action in ("hand_over", "void"):
            with pytest.raises(Refused):
                office.take("city-info-staff", action, reason="x", on_behalf_of="city-director")
            assert not office.offered("city-info-staff", action)["allowed"]

    def test_only_within_the_unit(self, office):
        with pytest.raises(InvalidInput) as error:
            office.help("city-leader", "unit01-clerk")
        assert error.value.field == "assistant"

    def test_the_page_shows_the_grantors_actions(self, office):
        from collective.tobaccooa.workflows.report import state_of

        office.to_signing()
        office.help()
        state = state_of(office.document, "city-info-staff", office.now)
        assert state["on_behalf_of"] == "city-leader"
        assert office.offered("city-info-staff", "advance")["allowed"]
        assert state["holders"][0]["delegates"][0]["id"] == "city-info-staff"

    def test_the_index_never_names_an_assistant(self, office):
        from collective.tobaccooa.workflows.roles import KernelRoles

        office.to_signing()
        office.help()
        assert "city-info-staff" not in dict(KernelRoles(office.document).getAllRoles())
        assert KernelRoles(office.document).getRoles("city-info-staff") == ("Holder",)

    def test_an_absent_leader_with_an_assistant_is_not_missing(self, office):
        from collective.tobaccooa.organisation.people import set_absence

        set_absence("city-leader", office.today, office.today)
        office.help()
        office.to_signing()
        assert office.state.step == "signing"
        assert office.state.holders[0].principal == "city.post.leader"

    def test_an_assistant_who_is_away_is_none(self, office):
        from collective.tobaccooa.organisation.people import set_absence

        set_absence("city-leader", office.today, office.today)
        set_absence("city-info-staff", office.today, office.today)
        office.help()
        with pytest.raises(ChoiceNeeded):
            office.to_signing()

    def test_taking_back_what_was_sent_for_somebody(self, office):
        office.to_signing()
        office.help()
        office.take("city-info-staff", "advance", on_behalf_of="city-leader")
        office.take("city-leader", "withdraw")
        assert (office.state.step, office.state.signature) == ("signing", None)


class TestUrging:
    def test_it_is_in_the_trail_and_with_the_holder(self, office):
        office.take("city-finance-staff", "advance")
        entry = office.take("city-clerk", "urge", opinion="请尽快审核")
        holder = office.state.holders[0]
        assert (entry.action, holder.urged, holder.urged_at) == ("urge", 1, office.now)

    def test_what_the_holder_is_about_to_send_stays_valid(self, office):
        office.take("city-finance-staff", "advance")
        version = office.state.version
        office.take("city-clerk", "urge", opinion="请尽快审核")
        office.take("city-finance-head", "advance", opinion="同意", version=version)
        assert office.state.step == "office_review"

    def test_beside_each_other_and_urged_meanwhile_both_may_sign(self, office):
        office.take("city-finance-staff", "advance")
        office.take(
            "city-finance-head",
            "advance",
            to_step="countersigning",
            handlers=("city-legal-head", "city-info-head"),
        )
        version = office.state.version
        office.take("city-legal-head", "advance", opinion="同意", version=version)
        office.take("city-clerk", "urge", opinion="请尽快会签")
        office.take("city-info-head", "advance", opinion="同意", version=version)
        assert office.state.step == "office_review"

    def test_a_change_of_the_text_still_outdates(self, office):
        from collective.tobaccooa.documents.storage import update_document

        office.take("city-finance-staff", "advance")
        version = office.state.version
        update_document(office.document, {"text": "<p>改稿。</p>"}, "city-finance-head")
        with pytest.raises(OutOfDate):
            office.take("city-finance-head", "advance", version=version)

    def test_nobody_urges_themselves_or_without_being_concerned(self, office):
        office.take("city-finance-staff", "advance")
        for actor in ("city-finance-head", "city-legal-staff", "unit01-clerk"):
            with pytest.raises(Refused):
                office.take(actor, "urge", opinion="快")

    def test_the_count_begins_anew_with_the_next_holder(self, office):
        office.take("city-finance-staff", "advance")
        office.take("city-clerk", "urge", opinion="请尽快审核")
        office.take("city-finance-head", "advance")
        assert office.state.holders[0].urged == 0

    def test_by_rule_it_is_the_system_who_urges(self, office):
        from collective.tobaccooa.organisation.directory import directory
        from collective.tobaccooa.workflows.urging import urge_by_rule

        office.take("city-finance-staff", "advance")
        entry = urge_by_rule(office.document, "已到期，请尽快办理", office.now)
        assert directory().title_of(entry.actor) == "系统"
        assert entry.actor not in office.state.participants


class TestMoreTime:
    def ask(self, office, days=5, **more):
        until = office.state.holders[0].due_on + timedelta(days=days)
        return office.take(
            "city-finance-head", "ask_extension", reason="需要核实数据", until=until, **more
        )

    def test_granted_the_holder_has_until_then(self, office):
        office.take("city-finance-staff", "advance")
        self.ask(office)
        until = office.state.extension.until
        office.take("city-director", "grant_extension")
        holder = office.state.holders[0]
        assert (holder.due_on, office.state.extension) == (until, None)
        assert office.state.step == "department_review"

    def test_another_day_may_be_granted(self, office):
        office.take("city-finance-staff", "advance")
        self.ask(office)
        until = office.state.extension.until - timedelta(days=2)
        office.take("city-deputy", "grant_extension", until=until)
        assert office.state.holders[0].due_on == until

    def test_refused_with_a_reason_the_limit_stays(self, office):
        office.take("city-finance-staff", "advance")
        due = office.state.holders[0].due_on
        self.ask(office)
        with pytest.raises(InvalidInput):
            office.take("city-director", "grant_extension", granted=False)
        office.take("city-director", "grant_extension", granted=False, reason="时间够用")
        assert (office.state.holders[0].due_on, office.state.extension) == (due, None)

    def test_it_must_be_asked_for_before_the_end(self, office):
        office.take("city-finance-staff", "advance")
        office.now = office.state.holders[0].due_at + timedelta(minutes=1)
        with pytest.raises(Refused):
            self.ask(office)

    def test_once_at_a_time_and_not_decided_by_who_asked(self, office):
        office.take("city-finance-staff", "advance")
        office.take("city-finance-head", "advance")
        until = office.state.holders[0].due_on + timedelta(days=3)
        office.take("city-director", "ask_extension", reason="开会", until=until)
        for action in ("ask_extension", "grant_extension"):
            with pytest.raises(Refused):
                office.take("city-director", action, reason="开会", until=until)
        office.take("city-leader", "grant_extension")
        assert office.state.holders[0].due_on == until

    def test_an_earlier_day_is_no_extension(self, office):
        office.take("city-finance-staff", "advance")
        with pytest.raises(InvalidInput) as error:
            self.ask(office, days=0)
        assert error.value.field == "until"

    def test_moving_on_ends_the_request(self, office):
        office.take("city-finance-staff", "advance")
        self.ask(office)
        office.take("city-finance-head", "advance")
        assert office.state.extension is None


class TestCorrectedOpinion:
    def test_the_old_one_stays_and_is_marked(self, office):
        from collective.tobaccooa.workflows.report import state_of

        office.take("city-finance-staff", "advance")
        first = office.take("city-finance-head", "advance", opinion="不同意")
        second = office.take("city-finance-head", "supersede_opinion", opinion="同意")
        assert second.supersedes == first.id
        shown = {each["id"]: each for each in state_of(office.document, "city-clerk")["trail"]}
        assert shown[first.id]["opinion"] == "不同意"
        assert shown[first.id]["superseded_by"] == second.id

    def test_not_after_the_next_step(self, office):
        office.take("city-finance-staff", "advance")
        office.take("city-finance-head", "advance", opinion="同意")
        office.take("city-director", "advance", opinion="请签发")
        with pytest.raises(Refused):
            office.take("city-finance-head", "supersede_opinion", opinion="不同意")

    def test_nobody_corrects_another_persons(self, office):
        office.take("city-finance-staff", "advance", opinion="请审核")
        with pytest.raises(Refused):
            office.take("city-finance-head", "supersede_opinion", opinion="不用审核")

    def test_beside_a_fellow_signer_it_can_be_corrected(self, office):
        office.take("city-finance-staff", "advance")
        office.take(
            "city-finance-head",
            "advance",
            to_step="countersigning",
            handlers=("city-legal-head", "city-info-head"),
        )
        office.take("city-legal-head", "advance", opinion="不同意")
        office.take("city-legal-head", "supersede_opinion", opinion="原则同意")
        office.take("city-info-head", "advance", opinion="同意")
        assert office.state.step == "office_review"
