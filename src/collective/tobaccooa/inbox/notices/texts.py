"""The words of notices."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.inbox.notices.model import Kind
from collective.tobaccooa.inbox.notices.rhythm import Rhythm


KIND_TITLES = {
    Kind.URGED: _("notice_urged", default="Urged"),
    Kind.ESCALATED: _("notice_escalated", default="Urging reported to you"),
    Kind.RETURNED: _("notice_returned", default="Returned"),
    Kind.WITHDRAWN: _("notice_withdrawn", default="Withdrawn"),
    Kind.SPECIAL_DELIVERY: _("notice_special_delivery", default="Special delivery"),
    Kind.CIRCULATED: _("notice_circulated", default="Circulated"),
    Kind.EXTENSION: _("notice_extension", default="More time"),
    Kind.MATTER: _("notice_matter", default="Supervised matter"),
    Kind.DELEGATED: _("notice_delegated", default="Acting for others"),
    Kind.ABSENCE: _("notice_absence", default="Absence"),
    Kind.PROGRESS: _("notice_progress", default="Progress"),
}

RHYTHM_TITLES = {
    Rhythm.AT_ONCE: _("rhythm_at_once", default="Urgent at once, the rest twice a day"),
    Rhythm.TWICE: _("rhythm_twice", default="Twice a day"),
    Rhythm.DAILY: _("rhythm_daily", default="Once a day"),
    Rhythm.NEVER: _("rhythm_never", default="Never"),
}

#: What is said to the drafter when a step of the outgoing chain was taken.
PASSED = {
    "signing": _("note_signed", default="Signed"),
    "numbering": _("note_numbered", default="Numbered"),
    "distribution": _("note_distributed", default="Distributed"),
}

#: What is said when a document ended otherwise.
ENDED = {
    "void": _("note_voided", default="Voided"),
    "abolish": _("note_abolished", default="Abolished"),
}

EXTENSION_ASKED = _("note_extension_asked", default="Asks for more time until ${day}: ${reason}")
EXTENSION_GRANTED = _("note_extension_granted", default="Granted")
EXTENSION_REFUSED = _("note_extension_refused", default="Refused: ${reason}")
ACTED_FOR_YOU = _("note_acted_for_you", default="Acted in your name: ${action}")
