"""What documents are, what they announce, and what they ask of the domain above."""

from __future__ import annotations

from collective.tobaccooa.workflows.interfaces import IChainDocument
from dataclasses import dataclass
from zope.interface import Attribute
from zope.interface import implementer
from zope.interface import Interface
from zope.interface.interfaces import IObjectEvent
from zope.interface.interfaces import ObjectEvent


class IOfficialDocument(IChainDocument):
    """An official document (公文) of either kind; doors, storage and services are for these."""

    document_number = Attribute("rendered number (发文字号), or None")


class IOutgoingMarker(IOfficialDocument):
    """An outgoing document (发文)."""


class IIncomingMarker(IOfficialDocument):
    """An incoming document (收文)."""


class IAttachmentMarker(Interface):
    """A file inside a document (附件): no workflow, no catalogue entry, no intid."""


@dataclass(frozen=True)
class LetterheadFacts:
    """What a document needs to know of its letterhead (文头).

    :param ref: `<unit>/<id>`.
    :param identity: token of the legal identity, `bureau` or `company`.
    :param organ_mark: organ mark (发文机关标志); :param organ_code: 机关代字.
    :param form: `document` 文件, `letter` 函, `order` 令, `minutes` 纪要, `briefing` 简报.
    :param seal: ref of its seal, `<unit>/<id>`, or "".
    :param signature: the organ's name under the text (署名).
    """

    ref: str
    title: str
    unit: str
    identity: str
    organ_mark: str
    organ_code: str
    form: str
    seal: str = ""
    signature: str = ""
    departments: tuple[str, ...] = ()
    valid: bool = True


class ILetterheadSource(Interface):
    """Utility, implemented by the rendition domain."""

    def get(ref):
        """Return the LetterheadFacts of `<unit>/<id>`, or None."""

    def for_department(department_id):
        """Return the default letterhead of a department, else its unit's first, or None."""

    def for_unit(code):
        """Return all letterheads of a unit that are valid today, by title."""


class IDocumentCreated(IObjectEvent):
    """A document is in place and its chain has started."""


class IDocumentChanged(IObjectEvent):
    """Fields of a document were changed, its number given or voided, or a file added."""


class IAttachmentAdded(IObjectEvent):
    """A file was stored in a document."""


class INumberIssued(IObjectEvent):
    """A document got its number."""


@implementer(IDocumentCreated)
class DocumentCreated(ObjectEvent):
    """See `IDocumentCreated`."""


@implementer(IDocumentChanged)
class DocumentChanged(ObjectEvent):
    """See `IDocumentChanged`."""


@implementer(IAttachmentAdded)
class AttachmentAdded(ObjectEvent):
    """See `IAttachmentAdded`."""


@implementer(INumberIssued)
class NumberIssued(ObjectEvent):
    """See `INumberIssued`."""
