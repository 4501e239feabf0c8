"""Cleaning while somebody pastes, and what the editor's page needs for it."""

from __future__ import annotations

from Acquisition import aq_chain
from Acquisition import aq_inner
from collective.tobaccooa import _
from collective.tobaccooa.browser.pages import OfficePage
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.exceptions import OAError
from collective.tobaccooa.i18n import say
from collective.tobaccooa.portal.interfaces import IPortalColumn
from collective.tobaccooa.portal.pasting.cleaning import clean_article
from collective.tobaccooa.portal.pasting.cleaning import MAX_PASTED
from collective.tobaccooa.portal.pasting.keeping import last_report
from collective.tobaccooa.portal.pasting.said import removed
from functools import cached_property
from plone.app.layout.viewlets.common import ViewletBase
from plone.protect import createToken
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any

import json


# JSON may write a character as six bytes, UTF-8 as four.
MAX_BODY = MAX_PASTED * 4


class CleanPaste(OfficePage):
    """POST `{"html"}` → `{"html", "removed": [sentences], "pictures": [addresses]}`.

    Writes nothing: what the editor then saves is cleaned again.
    """

    def __call__(self) -> str:
        """Answer with JSON."""
        self.check_form()
        response = self.request.response
        response.setHeader("Content-Type", "application/json; charset=utf-8")
        response.setHeader("Cache-Control", "no-store")
        try:
            cleaned = clean_article(self._html(), site_url=self.portal_url)
        except OAError as error:
            response.setStatus(error.status)
            return json.dumps({"message": self.say(error.message)})
        return json.dumps(
            {
                "html": cleaned.html,
                "removed": [self.say(message) for message in removed(cleaned.report)],
                "pictures": cleaned.report.names,
            }
        )

    def _html(self) -> str:
        body = self.request.get("BODY") or b""
        if len(body) > MAX_BODY:
            raise InvalidInput(
                _(
                    "error_paste_too_long",
                    default="This is too much to paste at once. Paste it in parts.",
                )
            )
        try:
            given = json.loads(body)["html"]
        except (ValueError, KeyError, TypeError, RecursionError):
            given = None
        if not isinstance(given, str):
            raise InvalidInput(
                _("error_paste_body", default='The request must be JSON of the form {"html": "…"}.')
            )
        return given


class EditorPart(ViewletBase):
    """The script that sends pastes to be cleaned, its settings, and what saving last removed."""

    index = ViewPageTemplateFile("templates/editor.pt")

    @cached_property
    def column(self) -> Any:
        """The column in which somebody writes, None elsewhere."""
        for each in aq_chain(aq_inner(self.context))[:2]:
            if IPortalColumn.providedBy(each):
                return each
        return None

    def render(self) -> str:
        return self.index() if self.column is not None else ""

    @property
    def settings(self) -> str:
        """What the script must know, as JSON."""
        texts = {
            "cleaning": _("paste_cleaning", default="Cleaning what was pasted …"),
            "removed": _("paste_removed", default="Removed: ${list}"),
            "nothing": _("paste_nothing", default="Pasted; nothing had to be removed."),
            "unreachable": _(
                "paste_unreachable",
                default="The server can't be reached; the editor's own rules were used. The text "
                "is cleaned when it is saved.",
            ),
            "uploading": _("paste_uploading", default="Storing ${count} pictures …"),
            "uploaded": _("paste_uploaded", default="${count} pictures stored."),
            "refused": _("paste_refused", default="The picture ${name} could not be stored."),
        }
        column = self.column.absolute_url()
        found = {
            "clean": f"{column}/@@clean-paste",
            "upload": f"{column}/@@upload-picture",
            "token": createToken(),
            "texts": {name: say(message, self.request) for name, message in texts.items()},
        }
        # Inside a script element only "<" could end it.
        return json.dumps(found, ensure_ascii=False).replace("<", "\\u003c")

    @property
    def sentences(self) -> list[str]:
        """What was removed when the item was last saved."""
        if IPortalColumn.providedBy(self.context):
            return []
        return [say(message, self.request) for message in removed(last_report(self.context))]

    @property
    def pictures(self) -> list[str]:
        """Which pictures were left out then."""
        if IPortalColumn.providedBy(self.context):
            return []
        return last_report(self.context).names
