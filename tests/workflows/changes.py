"""What changes beside a document on its way: absences, staff, assistants, the clock."""

from __future__ import annotations

from collective.tobaccooa.exceptions import OAError
from datetime import timedelta
from hypothesis import strategies as st

import transaction


MAY_LEAVE = ("city-deputy", "city-leader", "city-legal-head", "city-sealkeeper", "city-clerk")
MAY_BE_HELPED = ("city-leader", "city-deputy", "city-director", "city-finance-head")
MAY_HELP = ("city-director", "city-clerk", "city-info-staff", "city-archivist", "unit01-clerk")
ENDED = ("distributed", "archived", "voided", "abolished")


class WorldChanges:
    """Mixed into the machine; `now` is its clock, `state` the document's record.

    `draw` is hypothesis's.
    """

    def somebody_is_away(self, draw):
        """An absence begins or ends."""
        from collective.tobaccooa.organisation.clock import today
        from collective.tobaccooa.organisation.people import set_absence

        day = today(self.now) if draw(st.booleans()) else None
        set_absence(draw(st.sampled_from(MAY_LEAVE)), day, day)

    def somebody_names_an_assistant(self, draw):
        """A delegation for some days, for all steps or a few."""
        from collective.tobaccooa.organisation.clock import today
        from collective.tobaccooa.organisation.delegations import grant

        grantor = draw(st.sampled_from(MAY_BE_HELPED))
        assistant = draw(st.sampled_from(MAY_HELP))
        steps = draw(st.sampled_from(((), ("signing",), ("drafting", "office_review"))))
        first = today(self.now)
        last = first + timedelta(days=draw(st.integers(0, 3)))
        guard = transaction.savepoint()
        try:
            grant(grantor, assistant, first, last, grantor, self.now, steps=steps)
        except OAError as error:
            assert str(error.message), "a refusal says why"
            guard.rollback()

    def a_delegation_ends(self, draw):
        """The newest one is ended early."""
        from collective.tobaccooa.organisation.delegations import delegations_of
        from collective.tobaccooa.organisation.delegations import end

        grantor = draw(st.sampled_from(MAY_BE_HELPED))
        for each in delegations_of(grantor)[:1]:
            end(each.id, grantor, self.now)

    def time_passes(self, draw):
        """The clock goes on: limits end, delegations and absences too."""
        self.now += timedelta(hours=draw(st.integers(1, 60)))

    def the_clock_urges(self, draw):
        """Urging by rule changes neither holders nor step nor what others are about to send."""
        from collective.tobaccooa.workflows.urging import urge_by_rule

        before = (self.state.version, self.state.step, [h.principal for h in self.state.holders])
        entry = urge_by_rule(self.document, "请尽快办理", self.now)
        after = (self.state.version, self.state.step, [h.principal for h in self.state.holders])
        assert (entry is None) is (self.state.step in ENDED)
        assert after == before

    def somebody_leaves_or_comes_back(self, draw):
        """Somebody leaves the bureau, or is taken on again without their posts."""
        from collective.tobaccooa.organisation.directory import directory
        from collective.tobaccooa.organisation.people import deactivate
        from collective.tobaccooa.organisation.people import reactivate

        user = draw(st.sampled_from(MAY_LEAVE))
        if directory().person(user).active:
            deactivate(user)
        else:
            reactivate(user)
