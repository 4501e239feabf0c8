"""Usual times of matters in working days, kept in the registry.

Local policy differs; the defaults are figures seen in practice: 30 days for a document without a
date, 20 for the minutes of a meeting, 15 for a leader's instruction, 1 to 5 where it is urgent.
"""

from __future__ import annotations

from collective.tobaccooa import _
from plone import api
from plone.registry.interfaces import IRegistry
from zope import schema
from zope.component import queryUtility
from zope.interface import Interface


PREFIX = "collective.tobaccooa.matters"
DEFAULTS = {
    "document_days": 30,
    "minutes_days": 20,
    "instruction_days": 15,
    "urgent_days": 5,
    "extra_urgent_days": 1,
}
MOST_DAYS = 250


def _days(name: str, title: str) -> schema.Int:
    return schema.Int(title=title, default=DEFAULTS[name], min=1, max=MOST_DAYS)


class IMatterSettings(Interface):
    """Changed by the application administrator."""

    document_days = _days(
        "document_days",
        _("label_matter_document_days", default="Matters from a document: working days"),
    )
    minutes_days = _days(
        "minutes_days",
        _("label_matter_minutes_days", default="Matters from minutes: working days"),
    )
    instruction_days = _days(
        "instruction_days",
        _("label_matter_instruction_days", default="A leader’s instruction: working days"),
    )
    urgent_days = _days(
        "urgent_days", _("label_matter_urgent_days", default="Urgent matters: working days")
    )
    extra_urgent_days = _days(
        "extra_urgent_days",
        _("label_matter_extra_urgent_days", default="Extra urgent matters: working days"),
    )


def usual_days() -> dict[str, int]:
    """Return the usual times by the names of `DEFAULTS`."""
    registry = queryUtility(IRegistry)
    if registry is None:
        return dict(DEFAULTS)
    return {name: registry.get(f"{PREFIX}.{name}") or days for name, days in DEFAULTS.items()}


def set_usual_days(days: dict[str, int]) -> None:
    """Set the usual times by the names of `DEFAULTS`; matters under way keep their dates."""
    for name, count in days.items():
        api.portal.set_registry_record(f"{PREFIX}.{name}", count)


def days_for(document_type: str, instructed: bool, urgency: str, days: dict[str, int]) -> int:
    """Return the usual time of a matter in working days. Pure.

    :param instructed: it carries a leader's instruction.
    :param days: by the names of `DEFAULTS`.
    """
    if urgency in ("urgent", "extra_urgent"):
        return days[f"{urgency}_days"]
    if document_type == "minutes":
        return days["minutes_days"]
    return days["instruction_days" if instructed else "document_days"]
