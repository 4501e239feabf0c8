"""Clean the items of columns when they are added or changed, whoever sent them: forms and REST."""

from __future__ import annotations

from Acquisition import aq_inner
from Acquisition import aq_parent
from collective.tobaccooa.documents.laundering import Kind
from collective.tobaccooa.documents.laundering import Report
from collective.tobaccooa.exceptions import OAError
from collective.tobaccooa.i18n import say
from collective.tobaccooa.portal.chain import lies_in_column
from collective.tobaccooa.portal.pasting.cleaning import clean_article
from collective.tobaccooa.portal.pasting.cleaning import clean_line
from collective.tobaccooa.portal.pasting.inline import keeper_of
from collective.tobaccooa.portal.pasting.keeping import keep_report
from collective.tobaccooa.portal.pasting.links import refusal
from plone import api
from plone.app.textfield.value import RichTextValue
from typing import Any
from zExceptions import BadRequest


_TEXT_TYPES = frozenset({"text/html", "text/x-html-safe"})


def clean_item(item: Any, event: Any) -> None:
    """Clean the title, the summary, the text and the address of an item of a column.

    :raises BadRequest: the text is too long.
    """
    if not lies_in_column(item):
        return
    report = Report()
    for name in ("title", "description"):
        before = getattr(item, name, None)
        if isinstance(before, str) and (after := clean_line(before, report)) != before:
            setattr(item, name, after)
    address = getattr(item, "remoteUrl", None)
    if isinstance(address, str) and (kind := refusal(address)) is not None:
        item.remoteUrl = ""
        report.note(kind)
    text = getattr(item, "text", None)
    if isinstance(text, RichTextValue) and text.raw:
        item.text = _cleaned(item, text, report)
    keep_report(item, report)


def _cleaned(item: Any, text: RichTextValue, report: Report) -> RichTextValue:
    """Return the text as it may be stored: the same object when it is clean."""
    if text.mimeType not in _TEXT_TYPES:
        # What Plone makes of another form on display was never cleaned by us.
        report.note(Kind.STYLES)
        text = RichTextValue(text.output or "", "text/html", "text/x-html-safe")
    try:
        cleaned = clean_article(
            text.raw, keeper_of(aq_parent(aq_inner(item))), api.portal.get().absolute_url()
        )
    except OAError as error:
        raise BadRequest(say(error.message)) from error
    for kind, number in cleaned.report.counts.items():
        report.note(kind, number)
    for name in cleaned.report.names:
        report.note(Kind.PICTURES, 0, name)
    if cleaned.html == text.raw:
        return text
    return RichTextValue(cleaned.html, "text/html", text.outputMimeType, text.encoding)
