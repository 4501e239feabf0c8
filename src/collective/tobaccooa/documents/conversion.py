"""Make the pages of an attachment for the viewer: a background job, asked for on upload."""

from __future__ import annotations

from collective.tobaccooa.compat import documentviewer
from collective.tobaccooa.compat.conversion import has_pages
from collective.tobaccooa.compat.conversion import NotConvertible
from collective.tobaccooa.compat.conversion import note_failure
from collective.tobaccooa.compat.conversion import share_pages
from collective.tobaccooa.compat.conversion import state_of
from collective.tobaccooa.documents.content import Attachment
from collective.tobaccooa.documents.storage import document_by_reference
from collective.tobaccooa.i18n import say
from collective.tobaccooa.jobs.queue import enqueue


JOB = "convert-attachment"


def attachment_added(attachment: Attachment, event) -> None:
    """Ask for the pages of a new file, if files of its kind have any."""
    if has_pages(attachment.file.filename):
        reference = attachment.document().reference
        enqueue(JOB, reference, attachment.getId(), key=f"{reference}/{attachment.getId()}")


def convert_attachment(site, reference: str, attachment_id: str) -> None:
    """The job `convert-attachment`; a file that can never be shown is noted as such.

    :raises compat.conversion.ConversionFailed: to be tried again later.
    """
    document = document_by_reference(reference)
    attachment = document._getOb(attachment_id, None) if document is not None else None
    if attachment is None:
        return
    source = _converted_source(document, attachment)
    if source is not None:
        share_pages(source, attachment)
        return
    try:
        documentviewer.convert(attachment)
    except NotConvertible as error:
        note_failure(attachment, say(error.message))


def _converted_source(document, attachment: Attachment) -> Attachment | None:
    """Return the sender's file with the same bytes, if its pages have been made already."""
    sender = document_by_reference(getattr(document, "source_document", None))
    for each in sender.attachments() if sender is not None else ():
        same = each.digest == attachment.digest
        if same and state_of(each).get("successfully_converted"):
            return each
    return None
