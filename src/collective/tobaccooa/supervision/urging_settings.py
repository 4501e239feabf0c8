"""The rules of urging as the administrator set them: one small record on the site root."""

from __future__ import annotations

from collections.abc import Mapping
from collective.tobaccooa import _
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.organisation.store import Table
from collective.tobaccooa.supervision.urging import DEFAULTS
from collective.tobaccooa.supervision.urging import Rule
from plone import api
from zope.annotation.interfaces import IAnnotations


KEY = "collective.tobaccooa.urging"

#: Half days; nobody sets a longer time than half a year.
LONGEST = 250


def rules() -> dict[str, Rule]:
    """Return the rule of each urgency; writes nothing."""
    table = IAnnotations(api.portal.get()).get(KEY)
    stored = table.rows if table is not None else {}
    return {urgency: stored.get(urgency, rule) for urgency, rule in DEFAULTS.items()}


def rule_for(urgency: str) -> Rule:
    """Return the rule of an urgency; an unknown one is normal."""
    known = rules()
    return known.get(urgency, known["normal"])


def store_rules(wanted: Mapping[str, Rule]) -> None:
    """Set the rules of some urgencies.

    :raises InvalidInput: an unknown urgency or a figure out of range; nothing is stored then.
    """
    for urgency, rule in wanted.items():
        check_rule(urgency, rule)
    annotations = IAnnotations(api.portal.get())
    table = annotations.get(KEY)
    if table is None:
        table = annotations[KEY] = Table()
    for urgency, rule in wanted.items():
        table.put(urgency, rule)


def check_rule(urgency: str, rule: Rule) -> None:
    """Refuse a rule that can't be followed.

    :raises InvalidInput: naming the field.
    """
    if urgency not in DEFAULTS:
        raise InvalidInput(
            _(
                "error_urging_urgency",
                default="There is no urgency ${urgency}.",
                mapping={"urgency": urgency},
            ),
            field=urgency,
        )
    for name, lowest in (
        ("before", 0),
        ("every", 1),
        ("idle", 0),
        ("to_head", 1),
        ("to_leader", 1),
        ("most", 0),
    ):
        if not lowest <= getattr(rule, name) <= LONGEST:
            raise InvalidInput(
                _(
                    "error_urging_figure",
                    default="The figures of urging must be between ${lowest} and ${most}; the "
                    "pause is at least half a day.",
                    mapping={"lowest": lowest, "most": LONGEST},
                ),
                field=f"{urgency}.{name}",
            )
    if rule.to_leader < rule.to_head:
        raise InvalidInput(
            _(
                "error_urging_order",
                default="The leader can't hear of it earlier than the head: choose a later "
                "urging for the leader.",
            ),
            field=f"{urgency}.to_leader",
        )
