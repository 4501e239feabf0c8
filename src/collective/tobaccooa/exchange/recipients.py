"""Whom a recipient string stands for, and in whose box a delivery to it waits."""

from __future__ import annotations

from collections.abc import Iterable
from collective.tobaccooa import _
from collective.tobaccooa.documents.recipients import parse_recipient
from collective.tobaccooa.documents.recipients import RecipientKind
from collective.tobaccooa.exchange.guards import HANDLING
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.organisation.principals import department_principal
from collective.tobaccooa.organisation.principals import head_principal
from collective.tobaccooa.organisation.principals import post_principal


def holder_of(recipient: str) -> str:
    """Return the group in whose box a delivery waits, "" for an outside body.

    A unit's clerk post, or its director's when there is no clerk; a department's heads, or all
    its people when there is no head.
    """
    found = parse_recipient(recipient)
    if found is None or found.kind is RecipientKind.TEXT:
        return ""
    people = directory()
    if found.kind is RecipientKind.UNIT:
        posts = [post_principal(found.value, post) for post in HANDLING]
    else:
        posts = [head_principal(found.value), department_principal(found.value)]
    return next((post for post in posts if people.members(post)), posts[0])


def fault_of(recipient: str, sender: str) -> str | None:
    """Return why nothing can be delivered to a recipient (a translatable sentence), or None.

    :param sender: code of the sending unit.
    """
    found, people = parse_recipient(recipient), directory()
    if found is None:
        return _unknown(recipient)
    if found.kind is RecipientKind.TEXT:
        return None
    if found.kind is RecipientKind.UNIT:
        if not people.has_unit(found.value):
            return _unknown(recipient)
        if found.value == sender:
            return _(
                "reason_recipient_own_unit",
                default="A document is not delivered to the own unit (${unit}); choose departments "
                "instead.",
                mapping={"unit": people.unit(sender).title},
            )
    elif not people.has_department(found.value):
        return _unknown(recipient)
    if not people.members(holder_of(recipient)):
        return _(
            "reason_recipient_without_people",
            default="Nobody at ${recipient} can receive it: there is neither a clerk nor a "
            "director, or no one in the department. Ask the administrator to fill the post, or "
            "take the recipient off the list.",
            mapping={"recipient": recipient_title(recipient)},
        )
    return None


def faults(recipients: Iterable[str], sender: str) -> list[str]:
    """Return the sentences about all recipients to which nothing can be delivered."""
    found = (fault_of(recipient, sender) for recipient in recipients)
    return [fault for fault in found if fault is not None]


def recipient_title(recipient: str) -> str:
    """Return what to call a recipient on a page."""
    found, people = parse_recipient(recipient), directory()
    if found is None:
        return recipient
    if found.kind is RecipientKind.UNIT and people.has_unit(found.value):
        return people.unit(found.value).title
    if found.kind is RecipientKind.DEPARTMENT and people.has_department(found.value):
        department = people.department(found.value)
        return f"{people.unit(department.unit).short_title} {department.title}".strip()
    return found.value


def _unknown(recipient: str) -> str:
    return _(
        "reason_recipient_unknown",
        default="The recipient “${recipient}” does not exist. Correct the list of recipients.",
        mapping={"recipient": recipient[:80]},
    )
