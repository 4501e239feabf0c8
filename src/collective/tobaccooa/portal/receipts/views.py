"""Pages of required reading: confirm, opened, who has read it, what is new to me."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.browser.pages import OfficePage
from collective.tobaccooa.exceptions import OAError
from collective.tobaccooa.portal.receipts import notices
from collective.tobaccooa.portal.receipts.model import Overview
from collective.tobaccooa.portal.receipts.model import UNIT
from collective.tobaccooa.portal.receipts.schema import IRequiredReading
from collective.tobaccooa.portal.receipts.schema import READERS
from collective.tobaccooa.portal.receipts.store import opened_store
from collective.tobaccooa.portal.receipts.table import write_table
from collective.tobaccooa.portal.receipts.unread import unread_notices
from functools import cached_property
from plone import api
from plone.uuid.interfaces import IUUID
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from urllib.parse import quote
from zExceptions import NotFound

import json
import transaction


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

TABLE_HEADER = (
    _("label_unit", default="Unit"),
    _("label_department", default="Department"),
    _("label_name", default="Name"),
    _("label_reading_at", default="Read at"),
    _("label_chased_at", default="Reminded at"),
)


class NoticePage(OfficePage):
    """Base of the pages of one notice: nothing of it is cached, nothing shown of a hidden one."""

    def __call__(self):
        """Refuse who may not see the notice itself."""
        self.request.response.setHeader("Cache-Control", "private, no-store")
        if not api.user.has_permission("View", obj=self.context):
            raise NotFound(self.context.getId())
        return self.answer()

    def answer(self):
        """Return the page."""
        return self.index()


class ConfirmRead(NoticePage):
    """`POST <item>/@@confirm-read`: I have read it."""

    def answer(self):
        """Keep the confirmation and go back to the notice."""
        self.check_form()
        try:
            notices.confirm(self.context, self.user)
        except OAError as error:
            transaction.abort()
            self.tell(error.message, "error")
        else:
            self.tell(
                _("msg_confirmed_reading", default="Your reading is confirmed and noted with time.")
            )
        return self.go(f"{self.context.absolute_url()}/view")


class OpenedNotice(NoticePage):
    """`POST <item>/@@opened-notice`: sent by the page's script when a notice is opened."""

    def answer(self):
        """Remember it; there is nothing to say."""
        self.check_form()
        notices.open_notice(self.context, self.user)
        self.request.response.setStatus(204)
        return ""


class RequiredReading(OfficePage):
    """`<item>/@@required-reading`: the part of a notice's page that asks to confirm reading."""

    def __call__(self):
        """Return the part; nothing for visitors and outside of columns of notices."""
        if not self.user or not notices.is_notice(self.context):
            return ""
        return self.index()

    @cached_property
    def asked(self):
        """What the published notice asks of this person: None or a `Requirement`."""
        asked = notices.requirement_of(self.context)
        if asked is None or not notices.concerns(self.unit.code, asked.readers, self.user):
            return None
        return asked

    @cached_property
    def read_at(self) -> str:
        """When this person confirmed, "" when not yet."""
        return self.exact(notices.receipts_of(self.context).read_at(self.user))

    @property
    def to_note(self) -> bool:
        """Whether the page's script is to report that the notice was opened."""
        record = opened_store(api.portal.get()).peek(self.user)
        return record is None or IUUID(self.context) not in record.opened

    @property
    def oversees(self) -> bool:
        """Whether this person sees who has read it."""
        asked = notices.asked_of(self.context)
        return asked is not None and notices.may_oversee(self.context, self.user)


class ReadingFieldsView(OfficePage):
    """The fields of required reading in the form of a notice."""

    template = ViewPageTemplateFile("templates/fields.pt")
    item: Any = None

    def fields(self, item: Any) -> str:
        """Return the markup of the fields; `item` is None for a new one."""
        self.item = item
        return self.template()

    def __call__(self):
        """There is no page of it."""
        raise NotFound(self.__name__)

    def _kept(self, name: str, default: Any) -> Any:
        fields = IRequiredReading(self.item, None) if self.item is not None else None
        return getattr(fields, name, None) or default

    @property
    def ticked(self) -> str | None:
        """`checked` when it must be read."""
        ticked = self.text("must_read") if self.posted else self._kept("must_read", False)
        return "checked" if ticked else None

    @property
    def last_day(self) -> str:
        """The last day, ISO, or as it was typed."""
        return self.text("read_by") if self.posted else str(self._kept("read_by", ""))

    def choices(self) -> list[dict[str, str | None]]:
        """Return who may be asked to read it: `{"id", "title", "chosen"}`."""
        chosen = self.text("readers") if self.posted else self._kept("readers", UNIT)
        return [
            {
                "id": term.value,
                "title": term.title,
                "chosen": "selected" if term.value == chosen else None,
            }
            for term in READERS
        ]


class Readers(NoticePage):
    """`<item>/@@readers`: who has read a notice and who has not; chase by POST."""

    page_title = _("title_readers", default="Who has read it")
    error = ""
    refusal = ""

    def answer(self):
        """Show the readers, or chase those who have not read it."""
        if not notices.may_oversee(self.context, self.user):
            self.request.response.setStatus(403)
            self.refusal = self.say(notices.oversee_refusal())
            return self.index()
        if not self.posted:
            return self.index()
        self.check_form()
        try:
            count = notices.chase(self.context, self.user)
        except OAError as error:
            transaction.abort()
            self.request.response.setStatus(error.status)
            self.error = self.say(error.message)
            return self.index()
        self.tell(
            _(
                "msg_chased",
                default="${count} people who have not read it find it under “to read” on “my "
                "work”.",
                mapping={"count": str(count)},
            )
        )
        return self.go(self.address)

    @property
    def address(self) -> str:
        """Address of this page."""
        return f"{self.context.absolute_url()}/@@readers"

    @cached_property
    def asked(self):
        """What the notice asks, published or not."""
        return notices.asked_of(self.context)

    @property
    def chases(self) -> bool:
        """Whether somebody can be chased now."""
        published = notices.requirement_of(self.context) is not None
        return published and bool(self.found.unread)

    @cached_property
    def found(self) -> Overview:
        """Everybody who must read it, by department."""
        return notices.overview_of(self.context)

    def groups(self) -> list[dict[str, Any]]:
        """Return the departments, ready to show; who has not read it comes first."""
        several = len({group.unit for group in self.found.groups}) > 1
        return [
            {
                "title": " ".join(filter(None, (group.unit if several else "", group.department)))
                or group.unit,
                "read": group.read,
                "total": len(group.lines),
                "lines": [
                    {
                        "fullname": line.who.fullname,
                        "read": self.short(line.read_at),
                        "exact": self.exact(line.read_at),
                        "chased": self.short(line.chased_at),
                    }
                    for line in sorted(group.lines, key=lambda line: line.read_at is not None)
                ],
            }
            for group in self.found.groups
        ]


class ReadersTable(NoticePage):
    """`<item>/@@readers.xlsx`: the same as a table."""

    def answer(self):
        """Return the file."""
        response = self.request.response
        if not notices.may_oversee(self.context, self.user):
            response.setStatus(403)
            response.setHeader("Content-Type", "text/plain; charset=utf-8")
            return self.say(notices.oversee_refusal())
        title = self.say(_("title_readers", default="Who has read it"))
        name = quote(f"{title}-{self.context.title[:40]}.xlsx", safe="")
        response.setHeader("Content-Type", XLSX)
        response.setHeader("Content-Disposition", f"attachment; filename*=UTF-8''{name}")
        header = [self.say(each) for each in TABLE_HEADER]
        return write_table(notices.overview_of(self.context), title[:31], header)


class UnreadNotices(OfficePage):
    """`<unit>/@@unread-notices`: JSON with the notices that are new to who asks.

    For the marks of a front page that is itself cached: `{"items": [{"uid", "url", "title",
    "must_read"}]}`. Never cached.
    """

    def __call__(self):
        """Return the JSON."""
        response = self.request.response
        response.setHeader("Cache-Control", "private, no-store")
        response.setHeader("Content-Type", "application/json")
        here = self.directory.unit_object(self.unit.code)
        rows = [
            {
                "uid": each.uid,
                "url": self.request.physicalPathToURL(each.path),
                "title": each.title,
                "must_read": each.must_read,
            }
            for each in unread_notices(self.user, here)
        ]
        return json.dumps({"items": rows}, ensure_ascii=False)
