"""How plone.restapi's own services render our content: adapters around `documents.rendering`."""

from __future__ import annotations

from collective.tobaccooa.documents.interfaces import IAttachmentMarker
from collective.tobaccooa.documents.interfaces import IOfficialDocument
from collective.tobaccooa.documents.rendering import attachment_json
from collective.tobaccooa.documents.rendering import document_json
from collective.tobaccooa.workflows.state import has_state
from collective.tobaccooa.workflows.state import kernel_state
from plone.restapi.interfaces import ISerializeToJson
from plone.restapi.interfaces import ISerializeToJsonSummary
from plone.uuid.interfaces import IUUID
from zope.component import adapter
from zope.interface import implementer
from zope.interface import Interface


@implementer(ISerializeToJson)
@adapter(IOfficialDocument, Interface)
class DocumentToJson:
    """plone.restapi's way to ask for a document's JSON."""

    def __init__(self, context, request):
        self.context = context
        self.request = request

    def __call__(self, version=None, include_items=True, include_expansion=True):
        """Return the JSON; there are no versions, and all files are always listed."""
        return document_json(self.context)


@implementer(ISerializeToJson)
@adapter(IAttachmentMarker, Interface)
class AttachmentToJson:
    """plone.restapi's way to ask for a file's JSON."""

    def __init__(self, context, request):
        self.context = context
        self.request = request

    def __call__(self, version=None, include_items=True, include_expansion=True):
        """Return the JSON with the file in plone.restapi's shape too."""
        content = attachment_json(self.context)
        content["UID"] = IUUID(self.context)
        content["id"] = self.context.getId()
        content["digest"] = self.context.digest
        content["file"] = {
            "filename": content["filename"],
            "content-type": content["content_type"],
            "size": content["size"],
            "download": content["download"],
        }
        content["document"] = self.context.document().absolute_url()
        return content


@implementer(ISerializeToJsonSummary)
@adapter(IOfficialDocument, Interface)
class DocumentToSummary:
    """A document in a list of plone.restapi's own."""

    def __init__(self, context, request):
        self.context = context
        self.request = request

    def __call__(self):
        """Return address, type, title and step."""
        state = kernel_state(self.context).step if has_state(self.context) else None
        return {
            "@id": self.context.absolute_url(),
            "@type": self.context.portal_type,
            "title": self.context.title,
            "description": "",
            "review_state": state,
        }
