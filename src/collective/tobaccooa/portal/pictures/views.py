"""What goes out and comes in over HTTP: pictures of items, pictures of texts, the focal point."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.browser.pages import OfficePage
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.exceptions import OAError
from collective.tobaccooa.i18n import say
from collective.tobaccooa.portal.pictures.inline import inline_picture
from collective.tobaccooa.portal.pictures.inline import InlineAddress
from collective.tobaccooa.portal.pictures.inline import keep_picture
from collective.tobaccooa.portal.pictures.model import MAX_UPLOAD
from collective.tobaccooa.portal.pictures.serving import send
from collective.tobaccooa.portal.pictures.store import focus_of
from collective.tobaccooa.portal.pictures.store import part_of_focus
from collective.tobaccooa.portal.pictures.store import picture_set
from collective.tobaccooa.portal.pictures.store import want_focus
from collective.tobaccooa.portal.pictures.tags import picture_tag
from collective.tobaccooa.portal.pictures.tags import picture_url
from functools import cached_property
from plone.protect import CheckAuthenticator
from plone.protect import PostOnly
from Products.Five.browser import BrowserView
from typing import Any
from zExceptions import NotFound
from zope.event import notify
from zope.interface import implementer
from zope.lifecycleevent import ObjectModifiedEvent
from zope.publisher.interfaces import IPublishTraverse

import json
import transaction


class NamedView(BrowserView):
    """Base of views that take the name of a file behind their own."""

    file_name = ""

    def publishTraverse(self, request: Any, name: str) -> Any:
        if self.file_name:
            raise NotFound(name)
        self.file_name = name
        return self


@implementer(IPublishTraverse)
class PictureFile(NamedView):
    """`<item>/@@picture/card.webp?<digest>`."""

    def __call__(self) -> Any:
        """Send the file.

        :raises NotFound: there is no such file.
        """
        kept = picture_set(self.context)
        file = kept.files.get(self.file_name) if kept is not None else None
        if file is None:
            raise NotFound(self.file_name)
        lasting = self.request.get("QUERY_STRING") == kept.digest
        tag = f"{kept.digest}-{self.file_name}"
        return send(self.request, self.context, file, tag, lasting)


@implementer(IPublishTraverse)
class InlinePictures(NamedView):
    """`<column>/@@pictures/<hash>.webp`: pictures of the texts in a column."""

    def scale(self, name: str, pre: bool = False) -> InlineAddress | None:
        """Return address and size of a file; plone.outputfilters asks for it by this name."""
        file = inline_picture(self.context, name)
        return InlineAddress(self.context, name, *file.getImageSize()) if file is not None else None

    def __call__(self) -> Any:
        """Send the file.

        :raises NotFound: there is no such file.
        """
        file = inline_picture(self.context, self.file_name)
        if file is None:
            raise NotFound(self.file_name)
        return send(self.request, self.context, file, self.file_name, lasting=True)


class UploadPicture(BrowserView):
    """`POST <column>/@@upload-picture`: a picture dropped or pasted into the editor.

    Fields `file` and `_authenticator`. Answers `{"location", "width", "height"}`, or with the
    refusal's status `{"error": {"message"}}`, as TinyMCE reads it.
    """

    def __call__(self) -> str:
        """Keep the picture.

        :raises Forbidden: not a POST, or without a valid authenticator.
        """
        PostOnly(self.request)
        CheckAuthenticator(self.request)
        self.request.response.setHeader("Content-Type", "application/json; charset=utf-8")
        try:
            kept = keep_picture(self.context, self._data())
        except OAError as error:
            transaction.abort()
            self.request.response.setStatus(error.status)
            said = say(error.message, self.request)
            return json.dumps({"error": {"message": said}}, ensure_ascii=False)
        return json.dumps({"location": kept.src, "width": kept.width, "height": kept.height})

    def _data(self) -> bytes:
        upload = self.request.form.get("file")
        if not hasattr(upload, "read"):
            raise InvalidInput(
                _("error_picture_missing", default="No picture came with the form. Choose one."),
                field="file",
            )
        # One byte more than allowed is enough to be refused.
        return upload.read(MAX_UPLOAD + 1)


class FocusPage(OfficePage):
    """`<item>/@@picture-focus`: choose the point that every crop must show."""

    error = ""

    def __call__(self) -> str:
        """Show the page; with POST (`focus_x`, `focus_y`: 0 to 1) change it.

        :raises Forbidden: a POST without a valid authenticator.
        """
        self.request.response.setHeader("Cache-Control", "private, no-store")
        if not self.posted:
            return self.index()
        self.check_form()
        try:
            form = self.request.form
            x, y = part_of_focus(form, "focus_x"), part_of_focus(form, "focus_y")
            want_focus(self.context, x, y)
            # Whoever keeps something of the item, a cached page for one, must hear of it.
            notify(ObjectModifiedEvent(self.context))
        except OAError as error:
            transaction.abort()
            self.error = self.say(error.message)
            self.request.response.setStatus(error.status)
            return self._json({"error": self.error}) if self.wants_json else self.index()
        if self.wants_json:
            kept = picture_set(self.context)
            return self._json({"digest": kept.digest if kept is not None else ""})
        self.tell(_("msg_focus_saved", default="The crops were made anew around the chosen point."))
        return self.go(f"{self.context.absolute_url()}/@@picture-focus")

    @property
    def wants_json(self) -> bool:
        """Whether a script asks."""
        return "application/json" in (self.request.getHeader("Accept") or "")

    @cached_property
    def focus(self) -> dict[str, str]:
        """The present point, as the fields of the form show it."""
        found = focus_of(self.context)
        return {"x": f"{found.x:.3f}", "y": f"{found.y:.3f}"}

    @property
    def has_picture(self) -> bool:
        """Whether there is anything to crop."""
        return picture_set(self.context) is not None

    def whole(self) -> str:
        """Return the address of the whole picture."""
        return picture_url(self.context)

    def crop(self, name: str) -> str:
        """Return the markup of one crop as it is now."""
        return picture_tag(self.context, name)

    def _json(self, body: dict[str, str]) -> str:
        self.request.response.setHeader("Content-Type", "application/json; charset=utf-8")
        return json.dumps(body, ensure_ascii=False)
