"""The record of a portal: its counter, status, face. One persistent object on each unit.

The counter is what caches go by: everything that a portal shows raises it, for the portal itself
and for those above, whose pages may show it too. Two writers merge (`BTrees.Length`).
"""

from __future__ import annotations

from Acquisition import aq_base
from Acquisition import aq_chain
from Acquisition import aq_inner
from BTrees.Length import Length
from collective.tobaccooa.organisation.interfaces import ISubPortal
from collective.tobaccooa.portal.interfaces import IPortalTouched
from collective.tobaccooa.portal.model import OPEN
from persistent import Persistent
from Products.CMFCore.interfaces import ISiteRoot
from typing import Any
from zope.annotation.interfaces import IAnnotations
from zope.event import notify
from zope.interface import implementer


KEY = "collective.tobaccooa.portal"


class PortalRecord(Persistent):
    """What is kept about a unit's portal beside its content.

    `counter` Length, `face` plain values of `styles` or None, `status` one of
    `model.STATUSES`, `parts` name → what a part of the portal keeps (persistent).
    """

    face: Any = None
    status = OPEN

    def __init__(self) -> None:
        self.counter = Length()
        self.parts: dict[str, Any] = {}

    def part(self, name: str) -> Any:
        """Return what a part of the portal keeps, None where it keeps nothing yet."""
        return self.parts.get(name)

    def keep_part(self, name: str, value: Any) -> Any:
        """Keep something persistent under the name of a part; returns it."""
        self.parts = {**self.parts, name: value}
        return value


def is_portal(item: Any) -> bool:
    """Tell whether this is a unit with a portal: the site root or a SubPortal."""
    return ISubPortal.providedBy(item) or ISiteRoot.providedBy(item)


def portal_record(unit_object: Any, *, create: bool = False) -> PortalRecord:
    """Return the record of a unit's portal.

    :param unit_object: a SubPortal or the site root.
    :param create: make it if it is missing; without it a reader gets an empty one, unstored.
    """
    annotations = IAnnotations(unit_object)
    record = annotations.get(KEY)
    if record is None:
        record = PortalRecord()
        if create:
            annotations[KEY] = record
    return record


def portal_of(context: Any) -> Any:
    """Return the nearest unit (SubPortal or site root) of some content, itself included."""
    for item in aq_chain(aq_inner(context)):
        if is_portal(item):
            return item
    raise LookupError("There is no portal above this object")


@implementer(IPortalTouched)
class PortalTouched:
    """See the interface."""

    def __init__(self, content: Any) -> None:
        self.content = content


def touch(context: Any) -> None:
    """Raise the counters of every portal at and above some content: what they show has changed."""
    _raise_counters(context)
    notify(PortalTouched(context))


def _raise_counters(context: Any) -> None:
    for item in aq_chain(aq_inner(context)):
        if is_portal(item) and getattr(aq_base(item), "__annotations__", None) is not None:
            portal_record(item, create=True).counter.change(1)
        if ISiteRoot.providedBy(item):
            return
