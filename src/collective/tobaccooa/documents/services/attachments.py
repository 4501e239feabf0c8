"""`POST <doc>` adds an `Attachment`; `PATCH` renames one; `DELETE` takes one out again."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.documents.attachments import add_attachment
from collective.tobaccooa.documents.attachments import remove_attachment
from collective.tobaccooa.documents.attachments import rename_attachment
from collective.tobaccooa.documents.files import check_size
from collective.tobaccooa.documents.files import clean_filename
from collective.tobaccooa.documents.services.render import AttachmentToJson
from collective.tobaccooa.documents.settings import attachment_limit_mb
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.rest import OAService
from typing import Any

import base64
import binascii


def _wrong(field: str) -> InvalidInput:
    return InvalidInput(
        _(
            "error_attachment_body",
            default="“${field}” of the attachment is missing or has the wrong form. Send the title "
            "and the file with data, encoding base64 and filename.",
            mapping={"field": field},
        ),
        field=field,
    )


def read_file(value: Any) -> tuple[str, bytes]:
    """Return file name and bytes from plone.restapi's shape of a file.

    :raises InvalidInput: it has another shape, or is larger than the limit.
    """
    if not isinstance(value, dict):
        raise _wrong("file")
    name, data, encoding = value.get("filename"), value.get("data"), value.get("encoding")
    if not isinstance(name, str) or not isinstance(data, str):
        raise _wrong("file")
    if encoding not in (None, "base64"):
        raise _wrong("file")
    if encoding is None:
        return name, data.encode("utf-8", "surrogatepass")
    check_size(clean_filename(name), len(data) * 3 // 4 - 2, attachment_limit_mb())
    try:
        return name, base64.b64decode(data)
    except (binascii.Error, ValueError) as error:
        raise _wrong("file") from error


def _read(body: dict[str, Any], *known: str) -> dict[str, Any]:
    for key in body:
        if key not in (*known, "@type"):
            raise _wrong(key[:60])
    if body.get("@type", "Attachment") != "Attachment":
        raise _wrong("@type")
    if not isinstance(body.get("title", ""), str):
        raise _wrong("title")
    return body


class AttachmentPost(OAService):
    """Store a file in the document: 201, its JSON, `Location`."""

    def answer(self) -> dict[str, Any]:
        """Judge everything before anything is stored.

        :raises InvalidInput: see `attachments.add_attachment`.
        """
        body = _read(self.body, "title", "file")
        filename, data = read_file(body.get("file"))
        attachment = add_attachment(self.context, filename, data, body.get("title", ""), self.actor)
        self.status = 201
        self.request.response.setHeader("Location", attachment.absolute_url())
        return AttachmentToJson(attachment, self.request)()


class AttachmentPatch(OAService):
    """Give the file another title."""

    def answer(self) -> Any:
        """Answer 204."""
        body = _read(self.body, "title")
        if "title" in body:
            rename_attachment(self.context, body["title"], self.actor)
        self.status = 204
        return self.reply_no_content()


class AttachmentDelete(OAService):
    """Take the file out of a document that is still being written."""

    def answer(self) -> Any:
        """Answer 204."""
        remove_attachment(self.context, self.actor)
        self.status = 204
        return self.reply_no_content()
