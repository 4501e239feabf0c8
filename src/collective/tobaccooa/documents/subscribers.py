"""What the machinery of Plone must not do with documents, and what follows from our own news."""

from __future__ import annotations

from collective.tobaccooa.documents.interfaces import IAttachmentMarker
from collective.tobaccooa.documents.interfaces import IOfficialDocument
from plone.app.linkintegrity.interfaces import IRetriever
from zope.component import adapter
from zope.interface import implementer
from zope.keyreference.interfaces import IKeyReference


@implementer(IKeyReference)
@adapter(IOfficialDocument)
def no_key_of_document(context):
    """Give documents no intid: five.intid registers only what has a key reference."""
    return None


@implementer(IKeyReference)
@adapter(IAttachmentMarker)
def no_key_of_attachment(context):
    """Give files of documents no intid."""
    return None


@implementer(IRetriever)
@adapter(IOfficialDocument)
def no_links_of_document(context):
    """Keep link integrity from recording relations of documents."""
    return None
