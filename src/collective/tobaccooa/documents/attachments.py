"""Files of a document (附件): the only ways to add, rename and remove one.

A file has no workflow, catalogue entry or intid; it is put in place without the events of adding.
The caller has checked that the actor may; every change raises the document's version.
"""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.documents.content import Attachment
from collective.tobaccooa.documents.content import OfficialDocument
from collective.tobaccooa.documents.files import check_file
from collective.tobaccooa.documents.files import clean_filename
from collective.tobaccooa.documents.interfaces import AttachmentAdded
from collective.tobaccooa.documents.interfaces import DocumentChanged
from collective.tobaccooa.documents.recipients import clean_line
from collective.tobaccooa.documents.secrecy import refuse_classified
from collective.tobaccooa.documents.settings import attachment_limit_mb
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.workflows import kernel
from datetime import datetime
from plone.namedfile.file import NamedBlobFile
from zope.event import notify
from zope.lifecycleevent import ObjectCreatedEvent

import hashlib
import uuid


MAX_FILES = 200
MAX_TITLE = 300


def add_attachment(
    document: OfficialDocument,
    filename: str,
    data: bytes,
    title: str,
    actor: str,
    now: datetime | None = None,
) -> Attachment:
    """Store a file in a document.

    :param filename: as the client named it; cleaned here.
    :param title: what to call it; the file's name without extension when empty.
    :raises InvalidInput: the file or its title is refused; nothing has been stored then.
    """
    checked = check_file(filename, data, attachment_limit_mb())
    title = read_title(title, checked.filename)
    if len(document.objectIds()) >= MAX_FILES:
        raise InvalidInput(
            _(
                "error_too_many_files",
                default="The document already has ${limit} attachments; put several files into one "
                "archive.",
                mapping={"limit": MAX_FILES},
            ),
            field="file",
        )
    file = NamedBlobFile(
        data=checked.data, contentType=checked.content_type, filename=checked.filename
    )
    attachment = _put_in_place(document, title, file, hashlib.sha256(data).hexdigest())
    _changed(document, actor, now)
    return attachment


def share_file(
    document: OfficialDocument, title: str, file: NamedBlobFile, digest: str | None = None
) -> Attachment:
    """Store a file that lies in another document already, without copying its bytes.

    :param digest: sha256 (hex) when it is known.
    """
    shared = NamedBlobFile(contentType=file.contentType, filename=file.filename)
    shared._blob = file._blob
    if digest is None:
        with file.open() as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return _put_in_place(document, title, shared, digest)


def rename_attachment(
    attachment: Attachment, title: str, actor: str, now: datetime | None = None
) -> None:
    """Give a file another title.

    :raises InvalidInput: the title is refused.
    """
    title = read_title(title, attachment.file.filename)
    if title != attachment.title:
        attachment.title = title
        attachment.notifyModified()
        _changed(attachment.document(), actor, now)


def remove_attachment(attachment: Attachment, actor: str, now: datetime | None = None) -> None:
    """Take a file out of a document that is still being written."""
    document = attachment.document()
    document._delObject(attachment.getId(), suppress_events=True)
    _changed(document, actor, now)


def read_title(title: str, filename: str) -> str:
    """Return the cleaned title, from the file's name when it is empty.

    :raises InvalidInput: it is too long or has a classified marking.
    """
    cleaned = clean_line(title) or clean_filename(filename).rpartition(".")[0] or filename
    if len(cleaned) > MAX_TITLE:
        raise InvalidInput(
            _(
                "error_attachment_title_long",
                default="The attachment’s title has ${length} characters; at most ${limit} are "
                "possible. Shorten it.",
                mapping={"length": len(cleaned), "limit": MAX_TITLE},
            ),
            field="title",
        )
    refuse_classified(cleaned, "title")
    return cleaned


def _put_in_place(
    document: OfficialDocument, title: str, file: NamedBlobFile, digest: str
) -> Attachment:
    attachment = Attachment(uuid.uuid4().hex)
    attachment.portal_type = "Attachment"
    attachment.title, attachment.file, attachment.digest = title, file, digest
    notify(ObjectCreatedEvent(attachment))
    document._setObject(attachment.getId(), attachment, set_owner=0, suppress_events=True)
    attachment = document._getOb(attachment.getId())
    notify(AttachmentAdded(attachment))
    return attachment


def _changed(document: OfficialDocument, actor: str, now: datetime | None) -> None:
    document.notifyModified()
    kernel.touch(document, actor, now)
    notify(DocumentChanged(document))
