"""The content classes of documents: plain values, and what the approval kernel asks of them."""

from __future__ import annotations

from Acquisition import aq_base
from Acquisition import aq_inner
from Acquisition import aq_parent
from collective.tobaccooa.documents.doors import ShutDoors
from collective.tobaccooa.documents.interfaces import IAttachmentMarker
from collective.tobaccooa.documents.interfaces import IIncomingMarker
from collective.tobaccooa.documents.interfaces import IOutgoingMarker
from collective.tobaccooa.documents.schema import IAttachment
from collective.tobaccooa.documents.schema import IIncomingDocument
from collective.tobaccooa.documents.schema import IOutgoingDocument
from collective.tobaccooa.workflows.access import constant_access
from plone.dexterity.content import Container
from plone.dexterity.content import Item
from zope.interface import implementer

import hashlib
import json


class Uncatalogued:
    """No synchronous catalogue entry: a background job writes the searchable one.

    Removing a stale entry stays possible.
    """

    def indexObject(self):
        """Write nothing."""

    def reindexObject(self, idxs=()):
        """Write nothing; the time of modification is kept as elsewhere."""
        if not idxs:
            self.notifyModified()

    def reindexObjectSecurity(self, skip_self=False):
        """Write nothing; rights that end are written by the search domain."""


class OfficialDocument(ShutDoors, Uncatalogued, Container):
    """What both kinds have in common.

    :ivar unit_code: code of the unit that it belongs to.
    :ivar year: year of its folder, Asia/Shanghai.
    :ivar drafter: user id of who created it.
    :ivar creation_digest: sha256 of the request that made it with an Idempotency-Key, or "".
    """

    chain_id = ""
    unit_code = ""
    year = 0
    drafter = ""
    department = None
    document_type = ""
    urgency = "normal"
    notes = ""
    text = None
    document_number = None
    # here, so that asking an outgoing document for it doesn't search the schema each time
    source_number = ""
    source_document = None
    creation_digest = ""
    exclude_from_nav = True
    # No type annotations on class level: zope.annotation would take the class's own
    # `__annotations__` for the object's and share them among all documents.
    FROZEN = ("title", "document_type")

    @property
    def reference(self) -> str:
        """`<unit code>/<kind>/<year>/<id>`: stable, also when the unit is moved."""
        return f"{self.unit_code}/{self.chain_id}/{self.year}/{self.getId()}"

    def attachments(self) -> list[Attachment]:
        """Return the files in their order."""
        return [item for item in self.objectValues() if IAttachmentMarker.providedBy(item)]

    def text_html(self) -> str:
        """Return the cleaned HTML of the main text."""
        return (self.text.raw or "") if self.text is not None else ""

    def text_digest(self) -> str:
        """Return sha256 (hex) over all that signing freezes."""
        frozen = {name: _plain(getattr(aq_base(self), name, None)) for name in self.FROZEN}
        frozen["text"] = self.text_html()
        frozen["attachments"] = [[item.title, item.digest] for item in self.attachments()]
        body = json.dumps(frozen, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(body.encode()).hexdigest()


def _plain(value):
    return list(value) if isinstance(value, (list, tuple)) else value


@constant_access("outgoing")
@implementer(IOutgoingDocument, IOutgoingMarker)
class OutgoingDocument(OfficialDocument):
    """An outgoing document (发文)."""

    chain_id = "outgoing"
    letterhead = None
    main_recipients = ()
    copy_recipients = ()
    concerned_departments = ()
    attachments_note = ""
    issuing_organ = ""
    contact = ""
    openness = "internal"
    openness_reason = ""
    publication_level = ""
    printing_organ = ""
    printed_on = None
    copies = None
    signer = None
    dated_on = None
    FROZEN = (
        "title",
        "document_type",
        "letterhead",
        "main_recipients",
        "copy_recipients",
        "attachments_note",
        "issuing_organ",
        "notes",
        "contact",
        # who signs decides whether everybody may read it
        "openness",
    )


@constant_access("incoming")
@implementer(IIncomingDocument, IIncomingMarker)
class IncomingDocument(OfficialDocument):
    """An incoming document (收文), registered in its unit."""

    chain_id = "incoming"
    from_unit = ""
    source_document = None
    source_number = ""
    receipt_number = None
    received_at = None
    dated_on = None
    due_on = None
    copies = None

    @property
    def main_recipients(self) -> tuple[str, ...]:
        """The unit that it came to."""
        return (f"unit:{self.unit_code}",)

    copy_recipients = ()
    FROZEN = ("title", "document_type", "from_unit", "source_number")


@implementer(IAttachment, IAttachmentMarker)
class Attachment(Uncatalogued, Item):
    """A file of a document (附件).

    :ivar digest: sha256 (hex) of the file's bytes.
    """

    digest = ""
    file = None
    exclude_from_nav = True

    def document(self):
        """Return the document that it belongs to."""
        return aq_parent(aq_inner(self))
