"""What may be written into a matter: bounds of titles, texts and dates. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from collective.tobaccooa import _
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.supervision.matters.model import Act
from collective.tobaccooa.supervision.matters.model import Matter
from collective.tobaccooa.supervision.matters.model import REVIEWERS
from collective.tobaccooa.supervision.matters.model import URGENCIES
from collective.tobaccooa.workflows.checks import check_text
from dataclasses import dataclass
from datetime import date


MAX_TITLE = 500
MAX_ASSISTING = 100
#: No matter runs longer than three years; a later date is a slip of the pen.
LONGEST_DAYS = 3 * 366

LIMITS = {
    Act.FEEDBACK: 4000,
    Act.REPORT: 4000,
    Act.CLOSE: 1000,
    Act.SEND_BACK: 1000,
    Act.EXTEND: 1000,
    Act.URGE: 500,
    Act.CANCEL: 1000,
}
NEEDED = {
    Act.FEEDBACK: _("error_matter_feedback", default="Write how far it has got."),
    Act.REPORT: _("error_matter_report", default="Write what has been done; it will be reviewed."),
    Act.SEND_BACK: _(
        "error_matter_send_back", default="Write what is still missing; the lead reads it."
    ),
    Act.EXTEND: _("error_matter_extend", default="Write why the due date moves."),
    Act.CANCEL: _("error_matter_cancel", default="Write why the matter is cancelled."),
}


@dataclass(frozen=True)
class Asked:
    """What is asked for when a matter is made.

    :param document: reference of the document; :param entry: id of the instruction, or "".
    :param due_on: None for the usual time.
    """

    document: str
    title: str
    lead: str
    assisting: tuple[str, ...] = ()
    entry: str = ""
    due_on: date | None = None
    urgency: str = "normal"
    review_by: str = "office"


def check_new(asked: Asked, today: date) -> None:
    """Refuse what no matter can carry.

    :raises InvalidInput: naming the field.
    """
    if not asked.title.strip():
        raise InvalidInput(
            _("error_matter_title", default="Write in one sentence what is to be done."),
            field="title",
        )
    check_text(asked.title, "title", MAX_TITLE)
    if asked.urgency not in URGENCIES:
        raise InvalidInput(
            _("error_matter_urgency", default="Choose how urgent it is."), field="urgency"
        )
    if asked.review_by not in REVIEWERS:
        raise InvalidInput(
            _("error_matter_review_by", default="Choose who reviews it: office or leader."),
            field="review_by",
        )
    _check_parties(asked.lead, asked.assisting)
    if asked.due_on is not None:
        check_due(asked.due_on, today)


def _check_parties(lead: str, assisting: Sequence[str]) -> None:
    if not lead:
        raise InvalidInput(
            _("error_matter_lead", default="Choose who leads: one department or unit."),
            field="lead",
        )
    if len(assisting) > MAX_ASSISTING:
        raise InvalidInput(
            _(
                "error_matter_many",
                default="At most ${count} can assist.",
                mapping={"count": str(MAX_ASSISTING)},
            ),
            field="assisting",
        )


def check_due(due_on: date, today: date) -> None:
    """Refuse a due date that has passed or lies more than three years ahead.

    :raises InvalidInput: it does.
    """
    if due_on < today or (due_on - today).days > LONGEST_DAYS:
        raise InvalidInput(
            _(
                "error_matter_due",
                default="The due date is today or later, and at most three years ahead.",
            ),
            field="due_on",
        )


def check_act(act: Act, text: str, until: date | None, matter: Matter, today: date) -> None:
    """Refuse a missing or too long text, and an extension that extends nothing.

    :raises InvalidInput: naming the field.
    """
    if act in NEEDED and not text.strip():
        raise InvalidInput(NEEDED[act], field="text")
    check_text(text, "text", LIMITS[act])
    if (until is not None) != (act is Act.EXTEND):
        raise InvalidInput(
            _("error_matter_until", default="An extension, and nothing else, needs a new date."),
            field="until",
        )
    if until is not None:
        check_due(until, today)
        if until <= matter.due_on:
            raise InvalidInput(
                _(
                    "error_matter_not_later",
                    default="The new date must lie after the present one, ${day}.",
                    mapping={"day": matter.due_on.isoformat()},
                ),
                field="until",
            )
