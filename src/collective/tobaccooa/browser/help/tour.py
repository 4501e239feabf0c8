"""The tour of the first sign-in: five pictures, worded for what somebody does. Pure."""

from __future__ import annotations

from collections.abc import Set
from collective.tobaccooa import _
from collective.tobaccooa.organisation.principals import post_of
from dataclasses import dataclass


LEADER, CLERK, STAFF = "leader", "clerk", "staff"
#: Who has several posts gets the tour of the first of these.
BY_POST = (
    (LEADER, frozenset({"leader", "deputy"})),
    (CLERK, frozenset({"director", "clerk", "sealkeeper", "archivist"})),
)


@dataclass(frozen=True)
class Slide:
    """One picture with a heading and two sentences; `picture` is a file of `static/help`."""

    picture: str
    title: str
    text: str


DOCUMENT = Slide(
    "document.webp",
    _("tour_document", default="A document: everything on one page"),
    _(
        "tour_document_text",
        default="The dots at the top show how far it has come and with whom it is. Text and files "
        "are on the left; what is asked of you stands on the right.",
    ),
)
HELP = Slide(
    "help.webp",
    _("tour_help", default="Help is always there"),
    _(
        "tour_help_text",
        default="Press “How is this step done?” beside the handling panel, or “Help” under your "
        "name. You can see these five pictures again there.",
    ),
)
MY_WORK = {
    LEADER: _(
        "tour_my_work_leader",
        default="After signing in, open “My work”. What waits for you is listed by urgency and "
        "due date; press a title to open it.",
    ),
    CLERK: _(
        "tour_my_work_clerk",
        default="After signing in, open “My work”. Documents to number, to distribute and to sign "
        "for all wait in the first list.",
    ),
    STAFF: _(
        "tour_my_work_staff",
        default="After signing in, open “My work”. The first list waits for you; “Started by me” "
        "shows with whom your own documents are.",
    ),
}
ACTING = {
    LEADER: Slide(
        "act-leader.webp",
        _("tour_act_leader", default="Write an opinion, press the green button"),
        _(
            "tour_act_leader_text",
            default="A common phrase is one press away. If you disagree, open “More” and press "
            "“Return”. On a telephone the button stays at the bottom of the screen.",
        ),
    ),
    CLERK: Slide(
        "act-clerk.webp",
        _("tour_act_clerk", default="Check, then press the green button"),
        _(
            "tour_act_clerk_text",
            default="Leave the number empty and the next one is taken. Sealing and distributing "
            "are done the same way. “More” has what is needed less often.",
        ),
    ),
    STAFF: Slide(
        "act-staff.webp",
        _("tour_act_staff", default="Write it, then send it for review"),
        _(
            "tour_act_staff_text",
            default="Press “Draft” at the top to begin. What you type is saved by itself. If you "
            "sent it too early, press “Take back” before it has been opened.",
        ),
    ),
}
FINDING = {
    LEADER: Slide(
        "where.webp",
        _("tour_find", default="Where is my document?"),
        _(
            "tour_find_text",
            default="Under your name, choose “Where is my document” and enter a few words: one "
            "sentence tells at which step and with whom it is.",
        ),
    ),
    CLERK: Slide(
        "received.webp",
        _("tour_received", default="What came in, what went out"),
        _(
            "tour_received_text",
            default="“Received” lists what other units sent you; sign for it there. “Registers” "
            "has every document of your unit.",
        ),
    ),
}


def role_of(principals: Set[str]) -> str:
    """Return for whom the tour is worded: leader, clerk or staff.

    :param principals: the ids of somebody's groups.
    """
    posts = {found[1] for each in principals if (found := post_of(each))}
    return next((role for role, those in BY_POST if posts & those), STAFF)


def slides(role: str) -> tuple[Slide, ...]:
    """Return the five pictures for a role."""
    first = Slide(
        f"my-work-{role}.webp", _("tour_my_work", default="Begin with “My work”"), MY_WORK[role]
    )
    return (first, DOCUMENT, ACTING[role], FINDING.get(role, FINDING[LEADER]), HELP)


def phone_picture(slide: Slide) -> str:
    """Return the file that shows the same on a telephone."""
    return slide.picture.replace(".webp", "-phone.webp")
