"""Urging by the clock (催办): what a rule writes in the name of the system."""

from __future__ import annotations

from collective.tobaccooa.organisation import clock
from collective.tobaccooa.workflows.beside import urge
from collective.tobaccooa.workflows.facts import document_facts
from collective.tobaccooa.workflows.facts import situation_of
from collective.tobaccooa.workflows.kernel import carry_out
from collective.tobaccooa.workflows.model import Action
from collective.tobaccooa.workflows.model import Decision
from collective.tobaccooa.workflows.model import SYSTEM
from collective.tobaccooa.workflows.model import TrailEntry
from collective.tobaccooa.workflows.staff import DirectoryStaff
from datetime import datetime


def urge_by_rule(document, message: str, now: datetime | None = None) -> TrailEntry | None:
    """Urge the present holders; the words and the time stand in the trail.

    Whether it is time is the caller's business (`supervision`).

    :returns: the entry, or None when the document is no longer in progress.
    """
    now = now or clock.now()
    staff = DirectoryStaff(clock.today(now))
    facts = document_facts(document, staff, now)
    if not facts.in_progress:
        return None
    decision = Decision(Action.URGE, opinion=message)
    situation = situation_of(document, facts, staff, now)
    return carry_out(document, decision, urge(decision, situation, SYSTEM), situation, SYSTEM)
