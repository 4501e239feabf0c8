"""The administrator's page of portals: made with one form, moved, closed, filed, opened again."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.browser.pages import OfficePage
from collective.tobaccooa.exceptions import OAError
from collective.tobaccooa.organisation.principals import ROOT_UNIT
from collective.tobaccooa.portal.columns import columns_of
from collective.tobaccooa.portal.finding import units_with_pages
from collective.tobaccooa.portal.keeping.portals import create_portal
from collective.tobaccooa.portal.keeping.portals import move_portal
from collective.tobaccooa.portal.keeping.portals import set_status
from collective.tobaccooa.portal.pictures.settings import keep_originals
from collective.tobaccooa.portal.pictures.settings import keeps_originals
from collective.tobaccooa.portal.store import portal_record
from functools import cached_property
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zope.i18nmessageid import Message

import transaction


STATUS_TITLES = {
    "open": _("portal_status_open", default="open"),
    "closed": _("portal_status_closed", default="closed"),
    "archived": _("portal_status_archived", default="filed"),
}
SAID = {
    "open": _("done_portal_open", default="The portal of ${unit} is open again."),
    "closed": _(
        "done_portal_closed",
        default="The portal of ${unit} is closed: visitors see a note, nothing is lost.",
    ),
    "archived": _(
        "done_portal_archived",
        default="The portal of ${unit} is filed: it can be read and no longer changed.",
    ),
}


class Portals(OfficePage):
    """`@@oa-portals`: all portals with their status, and the form of a new one."""

    section = "manage"
    page_title = _("heading_portals", default="Portals")
    settings_part = ViewPageTemplateFile("templates/portal_settings.pt")

    def __call__(self):
        """Show the page, or carry out what was asked."""
        self.request.response.setHeader("Cache-Control", "private, no-store")
        self.error, self.field = "", ""
        if not self.posted:
            return self.index()
        self.check_form()
        acts = {
            "create": self.create,
            "status": self.change_status,
            "move": self.move,
            "originals": self.set_originals,
        }
        try:
            said = acts.get(self.text("act"), self.unknown)()
        except OAError as error:
            transaction.abort()
            self.error, self.field = self.say(error.message), error.extra.get("field") or ""
            self.request.response.setStatus(error.status)
            return self.index()
        self.tell(said)
        return self.go(f"{self.portal_url}/@@oa-portals")

    def unknown(self) -> str:
        """Refuse what the page does not offer."""
        raise OAError(_("error_unknown_act", default="That is not possible here."))

    def create(self) -> str:
        """Make a portal."""
        added = create_portal(
            self.text("code"),
            self.text("title")[:200],
            self.text("short_title")[:60],
            self.text("parent") or ROOT_UNIT,
            "county",
        )
        return _(
            "done_portal_created",
            default="${unit} has its portal, with ${count} columns. Enter its people in the base "
            "data; the holders of its posts keep the columns.",
            mapping={"unit": added.title, "count": str(len(columns_of(added)))},
        )

    def change_status(self) -> str:
        """Close, file or open a portal."""
        unit = self.directory.unit(self.text("unit"))
        set_status(self.directory.unit_object(unit.code), self.text("status"))
        said = SAID[self.text("status")]
        return Message(said, mapping={"unit": unit.title})

    def move(self) -> str:
        """Put a portal under another one."""
        moved = move_portal(self.text("unit"), self.text("parent"))
        return _(
            "done_portal_moved",
            default="${unit} now stands under ${parent}; its old addresses lead to the new ones.",
            mapping={"unit": moved.title, "parent": self.directory.unit(self.text("parent")).title},
        )

    def set_originals(self) -> str:
        """Keep the originals of pictures from now on, or not."""
        wanted = bool(self.text("keep_originals"))
        keep_originals(wanted)
        if wanted:
            return _("done_originals_kept", default="Originals of new pictures are kept.")
        return _(
            "done_originals_dropped",
            default="Of new pictures only what the page shows is kept; earlier originals stay.",
        )

    def keeps_originals(self) -> bool:
        """Whether the originals of new pictures are kept."""
        return keeps_originals()

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        """All portals in tree order."""
        found = []
        for unit, content in units_with_pages():
            status = portal_record(content).status
            found.append(
                {
                    "code": unit.code,
                    "title": unit.title,
                    "url": content.absolute_url(),
                    "depth": len(self.directory.ancestors(unit.code)),
                    "columns": len(columns_of(content)),
                    "status": status,
                    "status_title": self.say(STATUS_TITLES[status]),
                    "parent": unit.parent,
                    "others": [each for each in STATUS_TITLES if each != status],
                }
            )
        return found

    def status_title(self, status: str) -> str:
        """Return what a status is called."""
        return self.say(STATUS_TITLES[status])
