"""What an editor's page needs: the script for pasting, its settings, what was last removed."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.i18n import say
from collective.tobaccooa.portal.interfaces import IItemFormPart
from collective.tobaccooa.portal.pasting.keeping import last_report
from collective.tobaccooa.portal.pasting.said import removed
from plone import api
from plone.protect import createToken
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zope.interface import implementer

import json


TEXTS = {
    "cleaning": _("paste_cleaning", default="Cleaning what was pasted …"),
    "removed": _("paste_removed", default="Removed: ${list}"),
    "nothing": _("paste_nothing", default="Pasted; nothing had to be removed."),
    "unreachable": _(
        "paste_unreachable",
        default="The server can't be reached; the editor's own rules were used. The text is "
        "cleaned when it is saved.",
    ),
    "uploading": _("paste_uploading", default="Storing ${count} pictures …"),
    "uploaded": _("paste_uploaded", default="${count} pictures stored."),
    "refused": _("paste_refused", default="The picture ${name} could not be stored."),
}


@implementer(IItemFormPart)
class EditorPart:
    """Stands in the form of items with a text; has no fields of its own."""

    types = ("News Item", "Document", "Event")
    index = ViewPageTemplateFile("templates/editor.pt")
    item: Any = None

    def __init__(self, column: Any, request: Any) -> None:
        self.context = self.column = column
        self.request = request

    def render(self, item: Any) -> str:
        self.item = item
        return self.index()

    def save(self, item: Any, form: Any) -> None:
        """Keep nothing: cleaning is done when the item is stored."""

    @property
    def site_url(self) -> str:
        """Address of the site."""
        return api.portal.get().absolute_url()

    @property
    def settings(self) -> str:
        """What the script must know, as JSON."""
        column = self.column.absolute_url()
        found = {
            "clean": f"{column}/@@clean-paste",
            "upload": f"{column}/@@upload-picture",
            "token": createToken(),
            "texts": {name: say(message, self.request) for name, message in TEXTS.items()},
        }
        # Inside a script element only "<" could end it; what writes the page may turn other
        # signs into references, which are none there.
        return json.dumps(found).replace("<", "\\u003c").replace("&", "\\u0026")

    @property
    def sentences(self) -> list[str]:
        """What was removed when the item was last saved."""
        if self.item is None:
            return []
        return [say(message, self.request) for message in removed(last_report(self.item))]

    @property
    def pictures(self) -> list[str]:
        """Which pictures were left out then."""
        return last_report(self.item).names if self.item is not None else []
