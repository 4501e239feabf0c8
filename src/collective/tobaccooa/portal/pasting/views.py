"""Cleaning while somebody pastes."""

from __future__ import annotations

from Acquisition import aq_base
from Acquisition import aq_chain
from Acquisition import aq_inner
from collective.tobaccooa import _
from collective.tobaccooa.browser.pages import OfficePage
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.exceptions import OAError
from collective.tobaccooa.portal.interfaces import IPortalColumn
from collective.tobaccooa.portal.pasting.cleaning import clean_article
from collective.tobaccooa.portal.pasting.cleaning import MAX_PASTED
from collective.tobaccooa.portal.pasting.parts import EditorPart
from collective.tobaccooa.portal.pasting.said import removed
from plone.app.layout.viewlets.common import ViewletBase

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


class EditorViewlet(ViewletBase):
    """The same in Plone's own forms, which administrators see."""

    def render(self) -> str:
        for each in aq_chain(aq_inner(self.context))[:2]:
            if IPortalColumn.providedBy(each):
                new = aq_base(each) is aq_base(self.context)
                return EditorPart(each, self.request).render(None if new else self.context)
        return ""
