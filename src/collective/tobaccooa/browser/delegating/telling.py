"""Telling a sender that somebody is away, and who acts for them meanwhile (代办)."""

from __future__ import annotations

from collections.abc import Iterable
from collective.tobaccooa import _
from collective.tobaccooa.browser.words import day
from collective.tobaccooa.i18n import say
from collective.tobaccooa.organisation.directory import directory
from typing import Any


def away_said(person: dict[str, Any]) -> str:
    """Return "", or that somebody is away, and by whom they are helped.

    :param person: a candidate or a holder, as `workflows.report.state_of` gives them.
    """
    if not person.get("absent"):
        return ""
    if not person["delegates"]:
        return say(_("label_absent", default="away"))
    return say(
        _(
            "label_absent_helped",
            default="away, ${names} acts for them",
            mapping={"names": _names(person["delegates"])},
        )
    )


def named(person: dict[str, Any]) -> str:
    """Return the name of a holder, with their absence."""
    away = away_said(person)
    return f"{person['fullname']}（{away}）" if away else person["fullname"]


def told_away(holders: Iterable[dict[str, Any]]) -> str:
    """Return a sentence for each holder who is away and has somebody who acts for them."""
    return "".join(_sentence(each) for each in holders if each["absent"] and each["delegates"])


def _sentence(holder: dict[str, Any]) -> str:
    until = directory().person(holder["id"]).absent_until
    words = {"name": holder["fullname"], "names": _names(holder["delegates"])}
    if until is None:
        return say(
            _("msg_away_helped", default="${name} is away; ${names} acts for them.", mapping=words)
        )
    return say(
        _(
            "msg_away_until_helped",
            default="${name} is away until ${day}; ${names} acts for them.",
            mapping={**words, "day": day(until)},
        )
    )


def _names(people: Iterable[dict[str, Any]]) -> str:
    return "、".join(each["fullname"] for each in people)
