"""Settings of time limits, kept in the registry under `collective.tobaccooa.workflows`.

The defaults are practice of offices: extra urgent (特急) within one working day, urgent (加急)
within three; every bureau may set its own.
"""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.exceptions import InvalidInput
from plone.registry.interfaces import IRegistry
from zope import schema
from zope.component import getUtility
from zope.component import queryUtility
from zope.interface import Interface


PREFIX = "collective.tobaccooa.workflows"
DEFAULT_CAPS = {"extra_urgent": 1.0, "urgent": 3.0}
DEFAULT_DUE_SOON = 1.0
#: In working days; what is longer is no limit that anybody keeps in mind.
LONGEST = 250.0


class ITimeLimits(Interface):
    """Changed by the application administrator; all in working days, in halves."""

    extra_urgent = schema.Float(
        title=_("label_limit_extra_urgent", default="Extra urgent: at most, for each step"),
        description=_(
            "help_limit_urgency",
            default="In working days; a half is possible. 0 is no shorter limit than the chain’s.",
        ),
        default=DEFAULT_CAPS["extra_urgent"],
        min=0.0,
        max=LONGEST,
    )
    urgent = schema.Float(
        title=_("label_limit_urgent", default="Urgent: at most, for each step"),
        description=_(
            "help_limit_urgency",
            default="In working days; a half is possible. 0 is no shorter limit than the chain’s.",
        ),
        default=DEFAULT_CAPS["urgent"],
        min=0.0,
        max=LONGEST,
    )
    due_soon = schema.Float(
        title=_("label_due_soon_days", default="Due soon, before the last day"),
        description=_(
            "help_due_soon_days",
            default="In working days before the last one; from then on the light says “due soon”.",
        ),
        default=DEFAULT_DUE_SOON,
        min=0.0,
        max=30.0,
    )


NAMES = ("extra_urgent", "urgent", "due_soon")


def time_limits() -> dict[str, float]:
    """Return all settings by name (`NAMES`), in working days."""
    registry = queryUtility(IRegistry)
    found = {}
    for name in NAMES:
        default = ITimeLimits[name].default
        value = default if registry is None else registry.get(f"{PREFIX}.{name}", default)
        found[name] = default if value is None else float(value)
    return found


def urgency_caps() -> dict[str, float]:
    """Return urgency → the longest time for a step, in working days; none: not shortened."""
    limits = time_limits()
    return {name: limits[name] for name in DEFAULT_CAPS if limits[name] > 0}


def due_soon_days() -> float:
    """Return how many working days before its last day a step is due soon."""
    return time_limits()["due_soon"]


def set_time_limits(limits: dict[str, float]) -> dict[str, tuple[float, float]]:
    """Change settings by name; what is under way keeps the dates that it has.

    :returns: what really changed, name → (before, after).
    :raises InvalidInput: not in halves, or out of bounds; `field` names it.
    """
    for name, value in limits.items():
        field = ITimeLimits[name]
        if not field.min <= value <= field.max or not (value * 2).is_integer():
            raise InvalidInput(
                _(
                    "error_limit_halves",
                    default="“${label}” must be 0 to ${most} working days, in steps of a half.",
                    mapping={"label": field.title, "most": f"{field.max:g}"},
                ),
                field=name,
            )
    before, registry = time_limits(), getUtility(IRegistry)
    changed = {n: (before[n], float(v)) for n, v in limits.items() if before[n] != v}
    for name, (_before, after) in changed.items():
        registry[f"{PREFIX}.{name}"] = after
    return changed
