"""Roles on a document, read from the kernel's record: nobody writes local roles.

Holder to who must act, Participant to the drafter and everybody in the trail, Supervisor to the
unit's leader, office director and clerk (and the archivist once it is done), Circulated Reader to
those to whom it was circulated, and to who is only asked for an opinion.
"""

from __future__ import annotations

from borg.localrole.interfaces import ILocalRoleProvider
from collections.abc import Iterable
from collective.tobaccooa.organisation import clock
from collective.tobaccooa.organisation.delegations import delegations_to
from collective.tobaccooa.permissions import HOLDER
from collective.tobaccooa.permissions import PARTICIPANT
from collective.tobaccooa.permissions import READER_OF_DOCUMENT
from collective.tobaccooa.permissions import SUPERVISOR
from collective.tobaccooa.workflows.acting import delegations_for
from collective.tobaccooa.workflows.facts import people_behind
from collective.tobaccooa.workflows.interfaces import IChainDocument
from collective.tobaccooa.workflows.model import Holder
from collective.tobaccooa.workflows.model import HolderKind
from collective.tobaccooa.workflows.spec import chain
from collective.tobaccooa.workflows.staff import DirectoryStaff
from collective.tobaccooa.workflows.state import has_state
from collective.tobaccooa.workflows.state import kernel_state
from collective.tobaccooa.workflows.state import KernelState
from functools import cached_property
from zope.component import adapter
from zope.component.hooks import getSite
from zope.interface import implementer


SUPERVISING_POSTS = ("leader", "director", "clerk")


def grants(document) -> dict[str, set[str]]:
    """Return principal → roles on the document; principals are user ids and group ids."""
    if not has_state(document):
        return {}
    state = kernel_state(document)
    given: dict[str, set[str]] = {}
    for holder in state.holders:
        _give(given, _principals(holder), _role_of_holders(state))
    for reader in state.readers:
        _give(given, (reader.principal,), READER_OF_DOCUMENT)
    _give(given, (document.drafter, *state.participants), PARTICIPANT)
    unit = document.unit_code
    _give(given, (f"{unit}.post.{post}" for post in SUPERVISING_POSTS), SUPERVISOR)
    if _is_done(state):
        _give(given, (f"{unit}.post.archivist",), SUPERVISOR)
    return given


def _role_of_holders(state: KernelState) -> str:
    """The text is changed by who takes the step, not by who was asked for an opinion on it."""
    return READER_OF_DOCUMENT if state.visiting else HOLDER


def _is_done(state: KernelState) -> bool:
    return not chain(state.chain_id).is_work(state.step)


def _principals(holder: Holder) -> Iterable[str]:
    """The holder itself, or the post behind a person who has left."""
    if holder.kind is HolderKind.PERSON and holder.via:
        return people_behind(holder, DirectoryStaff.for_today())
    return (holder.principal,)


def _give(given: dict[str, set[str]], principals: Iterable[str], role: str) -> None:
    for principal in principals:
        given.setdefault(principal, set()).add(role)


def assistant_roles(document, user_id: str) -> set[str]:
    """Return what somebody may do as the assistant (代办) of who holds or has to read it."""
    # asked for each group of everybody who looks: most help nobody
    if getSite() is None or not delegations_to(user_id) or not has_state(document):
        return set()
    today = clock.today()
    wanted = {each.grantor for each in delegations_for(document, user_id, today)}
    if not wanted:
        return set()
    state, staff = kernel_state(document), DirectoryStaff(today)
    found = set()
    if any(wanted & people_behind(holder, staff) for holder in state.holders):
        found.add(_role_of_holders(state))
    waiting = (reader for reader in state.readers if reader.read_at is None)
    if any(wanted & people_behind(reader, staff) for reader in waiting):
        found.add(READER_OF_DOCUMENT)
    return found


@adapter(IChainDocument)
@implementer(ILocalRoleProvider)
class KernelRoles:
    """Local roles from the kernel's record."""

    def __init__(self, context) -> None:
        self.context = context

    @cached_property
    def _grants(self) -> dict[str, set[str]]:
        """Made once for all principals of a person, for whom one check asks one after the other."""
        return grants(self.context)

    def getRoles(self, principal_id: str) -> tuple[str, ...]:
        roles = self._grants.get(principal_id, set())
        return tuple(sorted(roles | assistant_roles(self.context, principal_id)))

    # Assistants are left out: the catalogue would go on showing it after the delegation's end.
    def getAllRoles(self) -> Iterable[tuple[str, tuple[str, ...]]]:
        for principal, roles in sorted(grants(self.context).items()):
            yield principal, tuple(sorted(roles))
