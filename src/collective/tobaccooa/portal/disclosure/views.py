"""The page of a public document, and its files."""

from __future__ import annotations

from collective.tobaccooa.browser import words
from collective.tobaccooa.documents.vocabularies import title_of_token
from collective.tobaccooa.portal.disclosure.rows import shown_document
from collective.tobaccooa.portal.front.pages import PortalPage
from collective.tobaccooa.portal.model import DOCUMENTS
from collective.tobaccooa.rendition.frozen import frozen
from functools import cached_property
from plone.namedfile.utils import set_headers
from plone.namedfile.utils import stream_data
from typing import Any
from zExceptions import NotFound
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse


@implementer(IPublishTraverse)
class OpenDocument(PortalPage):
    """`<column>/@@open-document/<year>/<id>[/<n>]`: the frozen text, or its n-th file."""

    def __init__(self, context: Any, request: Any) -> None:
        super().__init__(context, request)
        self.path: list[str] = []

    def publishTraverse(self, request: Any, name: str) -> OpenDocument:
        self.path.append(name)
        return self

    def __call__(self):
        """Show the page or hand out the file."""
        if self.context.kind != DOCUMENTS or len(self.path) not in (2, 3) or self.text_ is None:
            raise NotFound(self.path[-1] if self.path else "")
        return self.index() if len(self.path) == 2 else self._file()

    @cached_property
    def text_(self) -> Any:
        """The frozen text, None when the document is not public (any more)."""
        document = shown_document(f"{self.unit.code}/outgoing/{self.path[0]}/{self.path[1]}")
        return frozen(document) if document is not None else None

    def _file(self):
        number = self.path[2]
        files = self.text_.attachments
        if not number.isdecimal() or len(number) > 4 or not 1 <= int(number) <= len(files):
            raise NotFound(number)
        found = files[int(number) - 1]
        response = self.request.response
        set_headers(found.file, response, filename=found.filename)
        response.setHeader("X-Content-Type-Options", "nosniff")
        response.setHeader("Content-Security-Policy", "sandbox")
        return stream_data(found.file)

    @property
    def page_title(self) -> str:
        """The document's title."""
        return self.text_.title

    @property
    def facts(self) -> list[str]:
        """What is known of the document: number, kind, issuing organ, day."""
        text = self.text_
        parts = (
            text.number or "",
            self.say(title_of_token(text.document_type)),
            text.issuing_organ,
            words.day(text.dated_on),
        )
        return [part for part in parts if part]

    @property
    def files(self) -> list[dict[str, str]]:
        """The files to download: `{"title", "url", "size"}`."""
        here = f"{self.context.absolute_url()}/@@open-document/{self.path[0]}/{self.path[1]}"
        return [
            {"title": each.title, "url": f"{here}/{number}", "size": words.size(each.size)}
            for number, each in enumerate(self.text_.attachments, 1)
        ]
