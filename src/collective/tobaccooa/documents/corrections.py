"""Corrections of a register entry (更正登记) by an administrator: which fields, and their words.

The kernel has judged who may (`correct_entry`); here it is checked what may be changed. What was
signed or came from the sender's frozen text stays: it would no longer be the document that somebody
signed. Old and new value stand in the trail.
"""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.documents.content import OfficialDocument
from collective.tobaccooa.documents.interfaces import DocumentChanged
from collective.tobaccooa.documents.interfaces import IOfficialDocument
from collective.tobaccooa.documents.places import SitePlaces
from collective.tobaccooa.documents.requirements import Requirement
from collective.tobaccooa.documents.storage import check_belongs
from collective.tobaccooa.documents.summary import day
from collective.tobaccooa.documents.summary import label_of
from collective.tobaccooa.documents.summary import moment
from collective.tobaccooa.documents.summary import recipient_name
from collective.tobaccooa.documents.validation import read_values
from collective.tobaccooa.documents.validation import require
from collective.tobaccooa.documents.validation import SCHEMAS
from collective.tobaccooa.documents.vocabularies import title_of_token
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.exceptions import OAError
from collective.tobaccooa.i18n import write_down
from collective.tobaccooa.organisation import clock
from collective.tobaccooa.workflows.interfaces import IStepRequirement
from collective.tobaccooa.workflows.model import Action
from collective.tobaccooa.workflows.model import ALLOWED
from collective.tobaccooa.workflows.model import Verdict
from collective.tobaccooa.workflows.state import kernel_state
from datetime import date
from datetime import datetime
from typing import Any
from zope.component import adapter
from zope.event import notify
from zope.interface import implementer


#: Fields of the register entry, in the order of a form.
FIELDS = {
    "outgoing": ("title", "document_type", "department", "notes"),
    "incoming": (
        "title",
        "document_type",
        "from_unit",
        "source_number",
        "dated_on",
        "received_at",
        "department",
        "notes",
    ),
}
#: What an incoming document has from the sender's frozen text and from signing for it.
FROM_SENDER = frozenset(
    {"title", "document_type", "from_unit", "source_number", "dated_on", "received_at"}
)
EMPTY = "（空）"


def why_not(document: OfficialDocument, name: str) -> str | None:
    """Return why a field can't be corrected, or None when it can."""
    if name not in FIELDS[document.chain_id]:
        return _(
            "error_correct_no_field",
            default="“${field}” is no field of the register entry that can be corrected.",
            mapping={"field": name[:60]},
        )
    mapping = {"field": label_of(document, name)}
    state = kernel_state(document)
    if state.step == "archived":
        return _("error_correct_filed", default="A filed document is not changed any more.")
    if state.signature is not None and name in document.FROZEN:
        return _(
            "error_correct_signed",
            default="“${field}” belongs to the signed text. Return the document to its drafter; "
            "a changed text is signed anew.",
            mapping=mapping,
        )
    if getattr(document, "source_document", None) and name in FROM_SENDER:
        return _(
            "error_correct_from_sender",
            default="“${field}” comes from the sender’s document. Ask the sender to correct it.",
            mapping=mapping,
        )
    return None


def read_corrections(
    document: OfficialDocument, corrections: tuple[tuple[str, str], ...], now: datetime
) -> dict[str, Any]:
    """Return the fields that really change, with their new values.

    :raises InvalidInput: a field can't be corrected, or a value can't be taken.
    """
    plain: dict[str, Any] = {}
    changed: dict[str, Any] = {}
    for name, text in corrections:
        reason = why_not(document, name)
        if reason is not None:
            raise InvalidInput(reason, field=name[:60])
        if name == "received_at":
            changed[name] = _read_moment(document, text.strip(), now)
        else:
            plain[name] = (text.strip() or None) if name == "dated_on" else text.strip()
    changed |= read_values(document.portal_type, plain, SitePlaces())
    for name in ("title", "document_type"):
        if name in changed:
            require(changed, name)
    check_belongs(document.unit_code, changed)
    changed = {
        k: v for k, v in changed.items() if (getattr(document, k, None) or None) != (v or None)
    }
    if not changed:
        raise InvalidInput(
            _("error_correct_same", default="Nothing differs from what is there already."),
            field="corrections",
        )
    return changed


def _read_moment(document: OfficialDocument, text: str, now: datetime) -> datetime:
    try:
        local = datetime.fromisoformat(text)
        at = local if local.tzinfo else local.replace(tzinfo=clock.SHANGHAI)
    except ValueError:
        at = None
    if at is None or at > now:
        raise InvalidInput(
            _(
                "error_correct_moment",
                default="Write day and time like 2026-09-01 14:30; it must not lie ahead.",
            ),
            field="received_at",
        )
    return at


def said(document: OfficialDocument, name: str, value: Any) -> str:
    """Return a value of a field as it is read, in Chinese."""
    if not value:
        return EMPTY
    if name == "department":
        return recipient_name(f"department:{value}")
    if name == "document_type":
        return write_down(title_of_token(value))
    if isinstance(value, datetime):
        return moment(value)
    return day(value) if isinstance(value, date) else str(value)


@implementer(IStepRequirement)
@adapter(IOfficialDocument)
class EntryCorrected(Requirement):
    """`correct_entry` writes the fields; the trail says what stood there before."""

    def check(self, decision, route, actor):
        """Refuse fields that are signed, filed or the sender's, and values that can't be."""
        if decision.action != Action.CORRECT_ENTRY:
            return ALLOWED
        try:
            read_corrections(self.document, decision.corrections, clock.now())
        except OAError as error:
            return Verdict(False, error.message)
        return ALLOWED

    def remark(self, decision, route):
        """Return old and new values, in Chinese."""
        if decision.action != Action.CORRECT_ENTRY:
            return ""
        changed = read_corrections(self.document, decision.corrections, clock.now())
        return "；".join(
            f"{write_down(SCHEMAS[self.document.portal_type][name].title)}："
            f"{said(self.document, name, getattr(self.document, name, None))} → "
            f"{said(self.document, name, value)}"
            for name, value in changed.items()
        )

    def apply(self, decision, route, entry):
        """Write the fields."""
        if decision.action != Action.CORRECT_ENTRY:
            return
        for name, value in read_corrections(
            self.document, decision.corrections, clock.now()
        ).items():
            setattr(self.document, name, value)
        self.document.notifyModified()
        notify(DocumentChanged(self.document))


def editable_value(document: OfficialDocument, name: str) -> str:
    """Return a field's value as a form's field holds it; `read_corrections` takes it back."""
    value = getattr(document, name, None)
    if isinstance(value, datetime):
        return value.astimezone(clock.SHANGHAI).strftime("%Y-%m-%dT%H:%M")
    return value.isoformat() if isinstance(value, date) else str(value or "")
