"""The fields of documents.

Names follow the 18 format elements (条例 art. 9, GB/T 9704-2012) and the core metadata of GB/T
33480-2016: 公文标识 文种 份号 密级和保密期限 紧急程度 发文机关标志 发文字号 签发人 标题 主送机关
附件说明 署名 成文日期 附注 抄送机关 印发机关 印发日期 发布层次. The identifier is the UID; copy
number (份号) and secrecy (密级) exist on classified documents only, which are refused; the organ
mark (发文机关标志) is the letterhead's.
"""

from __future__ import annotations

from collective.tobaccooa import _
from plone.app.textfield import RichText
from plone.namedfile.field import NamedBlobFile
from plone.supermodel import model
from zope import schema


TYPES = "collective.tobaccooa.DocumentTypes"
URGENCY = "collective.tobaccooa.Urgencies"
OPENNESS = "collective.tobaccooa.Openness"
HTML = "text/html"


def _rich_text():
    return RichText(
        title=_("label_text", default="Main text"),
        required=False,
        default_mime_type=HTML,
        output_mime_type=HTML,
        allowed_mime_types=(HTML,),
    )


class IDocumentFields(model.Schema):
    """Fields of both kinds."""

    title = schema.TextLine(title=_("label_title_document", default="Title"), max_length=1000)
    document_type = schema.Choice(
        title=_("label_document_type", default="Document type"), vocabulary=TYPES
    )
    urgency = schema.Choice(
        title=_("label_urgency", default="Urgency"), vocabulary=URGENCY, default="normal"
    )
    department = schema.TextLine(
        title=_("label_department", default="Department"), required=False, max_length=80
    )
    text = _rich_text()
    notes = schema.TextLine(
        title=_("label_notes", default="Notes"), required=False, default="", max_length=500
    )


class IOutgoingDocument(IDocumentFields):
    """An outgoing document (发文)."""

    letterhead = schema.TextLine(
        title=_("label_letterhead", default="Letterhead"), required=False, max_length=200
    )
    main_recipients = schema.List(
        title=_("label_main_recipients", default="Main recipients"),
        value_type=schema.TextLine(),
        required=False,
    )
    copy_recipients = schema.List(
        title=_("label_copy_recipients", default="Copy recipients"),
        value_type=schema.TextLine(),
        required=False,
    )
    concerned_departments = schema.List(
        title=_("label_concerned_departments", default="Departments concerned"),
        value_type=schema.TextLine(),
        required=False,
    )
    attachments_note = schema.Text(
        title=_("label_attachments_note", default="Attachment note"),
        required=False,
        default="",
        max_length=2000,
    )
    issuing_organ = schema.TextLine(
        title=_("label_issuing_organ", default="Signature of the organ"),
        required=False,
        default="",
        max_length=200,
    )
    contact = schema.TextLine(
        title=_("label_contact", default="Contact and telephone"),
        required=False,
        default="",
        max_length=200,
    )
    openness = schema.Choice(
        title=_("label_openness", default="Openness"), vocabulary=OPENNESS, default="internal"
    )
    openness_reason = schema.TextLine(
        title=_("label_openness_reason", default="Reason for not opening"),
        required=False,
        default="",
        max_length=500,
    )
    publication_level = schema.TextLine(
        title=_("label_publication_level", default="Distribution level"),
        required=False,
        default="",
        max_length=100,
    )
    printing_organ = schema.TextLine(
        title=_("label_printing_organ", default="Printed by"),
        required=False,
        default="",
        max_length=200,
    )
    printed_on = schema.Date(title=_("label_printed_on", default="Printed on"), required=False)
    copies = schema.Int(
        title=_("label_copies", default="Copies"), required=False, min=0, max=100000
    )
    document_number = schema.TextLine(
        title=_("label_document_number", default="Document number"), required=False, readonly=True
    )
    signer = schema.TextLine(
        title=_("label_signer", default="Signer"), required=False, readonly=True
    )
    dated_on = schema.Date(
        title=_("label_dated_on", default="Date of the document"), required=False, readonly=True
    )


class IIncomingDocument(IDocumentFields):
    """An incoming document (收文)."""

    from_unit = schema.TextLine(
        title=_("label_from_unit", default="Sent by"), required=False, max_length=200
    )
    source_number = schema.TextLine(
        title=_("label_source_number", default="Sender’s number"), required=False, max_length=100
    )
    source_document = schema.TextLine(
        title=_("label_source_document", default="Sender’s document"),
        required=False,
        readonly=True,
    )
    receipt_number = schema.TextLine(
        title=_("label_receipt_number", default="Receipt number"), required=False, readonly=True
    )
    received_at = schema.Datetime(
        title=_("label_received_at", default="Received at"), required=False, readonly=True
    )
    dated_on = schema.Date(
        title=_("label_dated_on", default="Date of the document"), required=False
    )
    due_on = schema.Date(title=_("label_due_on", default="Due on"), required=False)
    copies = schema.Int(
        title=_("label_copies", default="Copies"), required=False, min=0, max=100000
    )


class IAttachment(model.Schema):
    """A file of a document (附件)."""

    title = schema.TextLine(title=_("label_attachment_title", default="Title"), max_length=300)
    file = NamedBlobFile(title=_("label_attachment_file", default="File"))
