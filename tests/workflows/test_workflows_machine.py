"""Random people take random actions; the invariants of the architecture hold after each.

The numbers are those of the architecture, section 4: somebody can always act (1), a number is used
once and never changes (2), opinions stay and the trail verifies (3), nobody acts outside the
guards and a refusal changes nothing (4), the holder can edit what the step lets them edit (5),
the lists equal the documents (6). Invariants 8 and 9 have tests of their own.
"""

from collective.tobaccooa.exceptions import OAError
from collective.tobaccooa.workflows.model import Action
from collective.tobaccooa.workflows.model import Decision
from collective.tobaccooa.workflows.model import Then
from datetime import timedelta
from hypothesis import HealthCheck
from hypothesis import Phase
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize
from hypothesis.stateful import invariant
from hypothesis.stateful import precondition
from hypothesis.stateful import rule
from hypothesis.stateful import RuleBasedStateMachine
from hypothesis.stateful import run_state_machine_as_test
from plone import api
from tests.workflows.changes import MAY_BE_HELPED
from tests.workflows.changes import MAY_HELP
from tests.workflows.changes import WorldChanges

import transaction


DEPARTMENTS = ("finance", "legal", "info")
CITY = (
    *(f"city-{post}" for post in ("leader", "deputy", "director", "clerk", "sealkeeper")),
    "city-archivist",
    *(f"city-{dept}-{who}" for dept in DEPARTMENTS for who in ("head", "staff")),
    "unit01-clerk",
)
STEPS = (
    "drafting",
    "department_review",
    "countersigning",
    "office_review",
    "signing",
    "numbering",
    "distribution",
)


#: What the page offers to nearly everybody at any time: drawn, it would be nearly all that happens.
ALWAYS = ("urge", "circulate", "chase_readers", "open", "void")


class Office(WorldChanges, RuleBasedStateMachine):
    """One document of the city in the hands of random people."""

    @initialize(dept=st.sampled_from(DEPARTMENTS))
    def draft(self, dept):
        """A member of staff begins a document for two units."""
        from collective.tobaccooa.documents.storage import create_document
        from collective.tobaccooa.organisation import clock

        self.savepoint = transaction.savepoint()
        self.now = clock.now()
        self.document = create_document(
            "city",
            "OutgoingDocument",
            {
                "title": "关于做好安全生产工作的通知",
                "document_type": "notice",
                "department": f"city-{dept}",
                "main_recipients": ["unit:unit01", "unit:unit02"],
                "text": "<p>现将有关事项通知如下。</p>",
            },
            f"city-{dept}-staff",
        )
        self.opinions = []
        self.number = None
        self.edits = 0

    def teardown(self):
        """Compare every list with the documents (invariant 6), then forget the example."""
        from collective.tobaccooa.inbox.health import verify

        if hasattr(self, "savepoint"):
            try:
                assert verify(api.portal.get()) == []
            finally:
                self.savepoint.rollback()

    @property
    def state(self):
        from collective.tobaccooa.workflows.state import kernel_state

        return kernel_state(self.document)

    def take(self, actor, decision):
        """Take a decision; a refusal must leave everything as it was."""
        from collective.tobaccooa.workflows.kernel import decide

        before = (self.state.version, self.state.step, self.state.holders, self.state.trail)
        guard = transaction.savepoint()
        try:
            entry = decide(self.document, decision, actor, self.now)
        except OAError as error:
            assert str(error.message), "a refusal says why"
            after = (self.state.version, self.state.step, self.state.holders, self.state.trail)
            assert after == before, (actor, decision, error)
            guard.rollback()
            return None
        if entry is not None:
            self.opinions.append((entry.id, decision.opinion.strip()))
        return entry

    @rule(
        actor=st.sampled_from(CITY),
        action=st.sampled_from(sorted(Action)),
        opinion=st.sampled_from(("", "同意", "请再斟酌")),
        handlers=st.lists(st.sampled_from(CITY), max_size=2, unique=True),
        to_step=st.sampled_from((None, *STEPS)),
        then=st.sampled_from((None, *Then)),
        mode=st.sampled_from((None, "all", "any", "serial")),
        grantor=st.sampled_from((None, None, *MAY_BE_HELPED)),
        days=st.integers(-1, 5),
        granted=st.booleans(),
    )
    def anybody_tries_anything(self, days, **asked):
        """Anybody may try; the guards decide."""
        from collective.tobaccooa.organisation import clock

        decision = Decision(
            asked["action"],
            asked["opinion"],
            tuple(asked["handlers"]),
            mode=asked["mode"],
            to_step=asked["to_step"],
            then=asked["then"],
            on_behalf_of=asked["grantor"],
            until=clock.today(self.now) + timedelta(days=days),
            granted=asked["granted"],
        )
        self.take(asked["actor"], decision)

    @precondition(lambda self: self.acting())
    @rule(data=st.data(), opinion=st.sampled_from(("", "同意")))
    def a_holder_sends_it_on(self, data, opinion):
        """Whoever holds it advances, choosing people when asked to."""
        from collective.tobaccooa.exceptions import ChoiceNeeded
        from collective.tobaccooa.workflows.kernel import decide

        actor = data.draw(st.sampled_from(sorted(self.acting())))
        decision = Decision("advance", opinion)
        guard = transaction.savepoint()
        try:
            decide(self.document, decision, actor, self.now)
        except ChoiceNeeded as choice:
            guard.rollback()
            assert choice.candidates, "who must choose is offered somebody"
            chosen = data.draw(st.sampled_from([c["id"] for c in choice.candidates]))
            self.take(actor, Decision("advance", opinion, (chosen,)))
        except OAError:
            guard.rollback()
        else:
            self.opinions.append((self.state.trail[-1].id, opinion))

    @rule(data=st.data(), opinion=st.sampled_from(("同意", "请再斟酌")))
    def somebody_takes_what_the_page_offers(self, data, opinion):
        """Whatever the page offers can be taken, with the steps and people it offers."""
        self.offered_action_is_taken(data, opinion)

    def offered_action_is_taken(self, data, opinion):
        """One of the actions that the page offers to who holds it, or to an assistant."""
        from collective.tobaccooa.workflows.report import state_of

        helping = {user for user in MAY_HELP if self.helped_by(user) & self.acting()}
        actor = data.draw(st.sampled_from(sorted(self.acting() | helping) or CITY))
        state = state_of(self.document, actor, self.now)
        offered = [a for a in state["actions"] if a["allowed"]]
        offered = [a for a in offered if a["id"] not in ALWAYS] or offered
        if not offered:
            return
        action = data.draw(st.sampled_from(offered))
        self.take(actor, self._as_offered(data, action, opinion, state["on_behalf_of"]))

    @precondition(lambda self: self.acting())
    @rule(data=st.data(), opinion=st.sampled_from(("同意", "请再斟酌")))
    def a_holder_takes_what_the_page_offers(self, data, opinion):
        """The same once more, so that it happens often enough among all the rest."""
        self.offered_action_is_taken(data, opinion)

    def _as_offered(self, data, action, opinion, grantor):
        """A decision made of what the page offers for an action."""
        step = data.draw(st.sampled_from(action["to_steps"])) if action["to_steps"] else None
        people = [c["id"] for c in (step or {}).get("candidates", [])]
        must = bool(step and step["must_choose"])
        then = (None,)
        if action["id"] == "return":
            then = (None, "back_to_me")
        elif action["id"] == "special_delivery":
            then = (None, "back_to_me", "from_addressee", "from_sender")
            if step is None or data.draw(st.booleans()):
                step, people = None, [c["id"] for c in action["candidates"]]
                must = True
        elif action["id"] in ("hand_over", "set_holder"):
            people, must = [c["id"] for c in action["candidates"]], True
        chosen = ()
        if people and (must or data.draw(st.booleans())):
            chosen = tuple(
                data.draw(st.lists(st.sampled_from(people), min_size=1, max_size=3, unique=True))
            )
        return Decision(
            action["id"],
            opinion,
            chosen,
            to_step=step["id"] if step else None,
            then=data.draw(st.sampled_from(then)),
            on_behalf_of=grantor,
            until=self._later(data),
        )

    def _later(self, data):
        """A day after every limit."""
        from collective.tobaccooa.organisation import clock

        limits = [h.due_on for h in self.state.holders if h.due_on]
        last = max([*limits, clock.today(self.now)])
        return last + timedelta(days=data.draw(st.integers(1, 9)))

    @precondition(lambda self: self.acting() and self.editable())
    @rule(data=st.data())
    def a_holder_edits_the_text(self, data):
        """The holder of an editable step changes the text."""
        from collective.tobaccooa.documents.storage import update_document

        actor = data.draw(st.sampled_from(sorted(self.acting())))
        self.edits += 1
        update_document(self.document, {"text": f"<p>第{self.edits}稿。</p>"}, actor)

    @rule(data=st.data())
    def the_world_changes(self, data):
        """Beside the document: absences, staff, assistants, the clock."""
        change = data.draw(
            st.sampled_from(
                (
                    self.somebody_is_away,
                    self.somebody_names_an_assistant,
                    self.somebody_names_an_assistant,
                    self.a_delegation_ends,
                    self.time_passes,
                    self.the_clock_urges,
                    self.somebody_leaves_or_comes_back,
                )
            )
        )
        change(data.draw)

    def acting(self):
        """User ids who can act on the document now."""
        from collective.tobaccooa.workflows.facts import people_behind
        from collective.tobaccooa.workflows.staff import DirectoryStaff

        staff = DirectoryStaff.for_today()
        return frozenset().union(*(people_behind(h, staff) for h in self.state.holders))

    def helped_by(self, user):
        """Whose assistant somebody is today for this document."""
        from collective.tobaccooa.organisation.clock import today
        from collective.tobaccooa.workflows.acting import delegations_for

        found = delegations_for(self.document, user, today(self.now))
        return {each.grantor for each in found}

    def editable(self):
        """Whether the present step lets its holder edit."""
        from collective.tobaccooa.workflows.spec import chain

        return chain("outgoing").step(self.state.step).editable

    @invariant()
    def somebody_can_act(self):
        """Invariant 1."""
        from collective.tobaccooa.organisation.clock import today
        from collective.tobaccooa.workflows.pools import stewards
        from collective.tobaccooa.workflows.spec import chain
        from collective.tobaccooa.workflows.staff import DirectoryStaff

        if not hasattr(self, "document") or not chain("outgoing").is_work(self.state.step):
            return
        assert self.state.holders
        staff = DirectoryStaff(today(self.now))
        assert self.acting() or not stewards("city", staff)[1]

    @invariant()
    def the_number_stays(self):
        """Invariant 2."""
        if not hasattr(self, "document"):
            return
        if self.number is not None:
            assert self.document.document_number == self.number
        self.number = self.document.document_number

    @invariant()
    def opinions_stay_and_the_trail_verifies(self):
        """Invariant 3."""
        from collective.tobaccooa.workflows import trail

        if not hasattr(self, "document"):
            return
        assert trail.is_valid(self.state.trail, self.document.reference)
        written = {entry.id: entry.opinion for entry in self.state.trail}
        assert all(written[entry_id] == opinion for entry_id, opinion in self.opinions)

    @invariant()
    def nobody_acts_beyond_a_delegation(self):
        """What was done in another's name was theirs to do, and can be delegated (4)."""
        from collective.tobaccooa.workflows.acting import DELEGATED

        if not hasattr(self, "document"):
            return
        for entry in self.state.trail:
            if entry.on_behalf_of:
                assert entry.action in DELEGATED
                assert entry.on_behalf_of in MAY_BE_HELPED

    @invariant()
    def what_must_be_done_was_done(self):
        """No special delivery jumps over signing and numbering."""
        if not hasattr(self, "document"):
            return
        if self.state.step in ("numbering", "sealing", "distribution", "distributed"):
            assert self.state.signature is not None
            assert self.state.signature.digest == self.document.text_digest()
        if self.state.step in ("distribution", "distributed"):
            assert self.document.document_number

    @invariant()
    def the_lists_equal_the_documents(self):
        """Invariant 6: who can act sees it, and the count is the length of the list."""
        from collective.tobaccooa.inbox.items import counts
        from collective.tobaccooa.inbox.items import work_items
        from collective.tobaccooa.inbox.model import Kind

        if not hasattr(self, "document"):
            return
        for user in self.acting():
            shown = [item.reference for item in work_items(user, Kind.OPEN).items]
            assert self.document.reference in shown
            assert counts(user)["open"] == len(shown)

    @invariant()
    def the_workflow_stands_where_the_record_stands(self):
        """Plone's own tools see the same step, and can't move it (4)."""
        if not hasattr(self, "document"):
            return
        tool = api.portal.get_tool("portal_workflow")
        assert api.content.get_state(self.document) == self.state.step
        assert not tool.getTransitionsFor(self.document)

    @invariant()
    def the_holder_can_edit_what_the_step_lets_them(self):
        """Invariant 5, and nobody else can (4)."""
        if not hasattr(self, "document"):
            return
        from collective.tobaccooa.organisation.clock import today
        from collective.tobaccooa.workflows.acting import delegations_for
        from collective.tobaccooa.workflows.mover import forget_local_roles

        forget_local_roles()
        acting = self.acting()
        for user in ("city-leader", "city-director", "city-clerk", self.document.drafter):
            may = api.user.has_permission("Modify portal content", username=user, obj=self.document)
            # roles are those of the real day, whatever the machine's clock says
            helped = {each.grantor for each in delegations_for(self.document, user, today())}
            expected = user in acting or bool(helped & acting)
            assert may is (expected and self.editable() and not self.state.visiting)


def test_random_people_and_actions_keep_the_invariants(demo):
    run_state_machine_as_test(
        Office,
        settings=settings(
            max_examples=30,
            stateful_step_count=20,
            deadline=None,
            # shrinking runs the whole office hundreds of times: the failing example is enough
            phases=(Phase.explicit, Phase.reuse, Phase.generate),
            suppress_health_check=list(HealthCheck),
        ),
    )
