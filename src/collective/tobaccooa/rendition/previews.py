"""Pages of attached files for the viewer (在线查看), made by a background job after the upload.

An incoming document shares its files with the document it came from; it shares their pages too, so
that twelve units don't draw the same file twelve times.
"""

from __future__ import annotations

from collective.tobaccooa.compat.conversion import has_pages
from collective.tobaccooa.compat.conversion import NotConvertible
from collective.tobaccooa.compat.conversion import note_failure
from collective.tobaccooa.compat.conversion import share_pages
from collective.tobaccooa.compat.conversion import state_of
from collective.tobaccooa.compat.documentviewer import convert
from collective.tobaccooa.documents.content import Attachment
from collective.tobaccooa.documents.interfaces import IAttachmentAdded
from collective.tobaccooa.documents.storage import document_by_reference
from collective.tobaccooa.i18n import say
from collective.tobaccooa.jobs.interfaces import IJob
from collective.tobaccooa.jobs.queue import enqueue
from typing import Any
from zope.component import adapter
from zope.interface import implementer


JOB = "make-pages"


@adapter(IAttachmentAdded)
def ask_for_pages(event: IAttachmentAdded) -> None:
    """Queue the conversion of a new file, if files of its kind have pages."""
    attachment = event.object
    if has_pages(attachment.file.filename):
        reference = attachment.document().reference
        enqueue(JOB, reference, attachment.getId(), key=f"{reference}/{attachment.getId()}")


@implementer(IJob)
class MakePages:
    """Job `make-pages`: convert one file, or remember why it can't be shown."""

    def __call__(self, site: Any, reference: str, attachment_id: str) -> None:
        """Make the pages once; a file that is gone, or done, is left.

        :raises compat.conversion.ConversionFailed: a program is missing or took too long; the
            queue tries again.
        """
        document = document_by_reference(reference)
        attachment = document._getOb(attachment_id, None) if document is not None else None
        if attachment is None or state_of(attachment).get("successfully_converted"):
            return
        if any(share_pages(twin, attachment) for twin in _twins(document, attachment)):
            return
        try:
            convert(attachment)
        except NotConvertible as refused:
            note_failure(attachment, say(refused.message))


def _twins(document: Any, attachment: Attachment) -> list[Attachment]:
    """Return the files with the same bytes in the document that this one came from."""
    source = document_by_reference(getattr(document, "source_document", None))
    if source is None or not attachment.digest:
        return []
    return [each for each in source.attachments() if each.digest == attachment.digest]
