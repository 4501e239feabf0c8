"""Judge a stored document by the rules of `checks`; for the page and for the kernel."""

from __future__ import annotations

from collective.tobaccooa.documents.checks import Addressee
from collective.tobaccooa.documents.checks import check
from collective.tobaccooa.documents.checks import Draft
from collective.tobaccooa.documents.checks import Finding
from collective.tobaccooa.documents.checks import Level
from collective.tobaccooa.documents.content import OfficialDocument
from collective.tobaccooa.documents.places import letterhead_facts
from collective.tobaccooa.documents.recipients import parse_recipient
from collective.tobaccooa.documents.recipients import RecipientKind
from collective.tobaccooa.documents.richtext import to_plain
from collective.tobaccooa.documents.vocabularies import DOWN
from collective.tobaccooa.documents.vocabularies import LEVEL
from collective.tobaccooa.documents.vocabularies import TYPES_BY_TOKEN
from collective.tobaccooa.documents.vocabularies import UP
from collective.tobaccooa.organisation.directory import Directory
from collective.tobaccooa.organisation.directory import directory


def findings(document: OfficialDocument) -> list[Finding]:
    """Return what the rules find in an outgoing document; [] for an incoming one."""
    if document.chain_id != "outgoing":
        return []
    return check(draft_of(document))


def errors(document: OfficialDocument) -> list[Finding]:
    """Return the findings that stop sending for signature."""
    return [finding for finding in findings(document) if finding.level is Level.ERROR]


def draft_of(document: OfficialDocument) -> Draft:
    """Return the facts of a document that the rules judge."""
    letterhead = letterhead_facts(document.letterhead)
    issuer = letterhead.unit if letterhead is not None else document.unit_code
    who = directory()
    return Draft(
        title=document.title,
        kind=TYPES_BY_TOKEN[document.document_type],
        text=to_plain(document.text_html()) if document.text_html() else "",
        main=tuple(_addressee(each, issuer, who) for each in document.main_recipients),
        copy=tuple(_addressee(each, issuer, who) for each in document.copy_recipients),
        has_letterhead=letterhead is not None and letterhead.valid,
        attachments=tuple(each.title for each in document.attachments()),
        contact=document.contact,
        openness=document.openness,
        openness_reason=document.openness_reason,
    )


def _addressee(text: str, issuer: str, who: Directory) -> Addressee:
    recipient = parse_recipient(text)
    if recipient is None or recipient.kind is RecipientKind.TEXT:
        return Addressee(recipient.value if recipient else text, key=text)
    if recipient.kind is RecipientKind.DEPARTMENT:
        name = who.department(recipient.value).title if who.has_department(recipient.value) else ""
        return Addressee(name or recipient.value, "inner", key=text)
    if not who.has_unit(recipient.value):
        return Addressee(recipient.value, key=text)
    name = who.unit(recipient.value).title
    above, below = who.ancestors(issuer), who.ancestors(recipient.value)
    if recipient.value in above:
        return Addressee(name, UP, above.index(recipient.value) + 1, text)
    if issuer in below:
        return Addressee(name, DOWN, below.index(issuer) + 1, text)
    return Addressee(name, "inner" if recipient.value == issuer else LEVEL, key=text)
