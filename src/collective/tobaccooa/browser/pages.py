"""What all office pages share: who looks, messages, forms that may write, addresses."""

from __future__ import annotations

from AccessControl import getSecurityManager
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from collective.tobaccooa.browser import words
from collective.tobaccooa.browser.template import OfficeTemplate
from collective.tobaccooa.i18n import say
from collective.tobaccooa.organisation import clock
from collective.tobaccooa.organisation.calendar import WorkingCalendar
from collective.tobaccooa.organisation.calendars import working_calendar
from collective.tobaccooa.organisation.directory import Directory
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.organisation.model import Unit
from collective.tobaccooa.organisation.principals import ROOT_UNIT
from collective.tobaccooa.sheets import workbook
from collective.tobaccooa.sheets import XLSX
from collective.tobaccooa.workflows.settings import due_soon_days
from datetime import date
from datetime import datetime
from functools import cached_property
from plone import api
from plone.protect import CheckAuthenticator
from plone.protect import PostOnly
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from Products.statusmessages.interfaces import IStatusMessage
from typing import Any
from urllib.parse import quote


PAGE_SIZE = 25
ROWS_BETWEEN = 500


class OfficePage(BrowserView):
    """Base of the pages of the office; always in the lean frame, their templates compiled.

    :cvar needs_patterns: load Plone's script bundle (rich editor, pickers).
    :cvar scripts: our modules for this page.
    :cvar styles: our stylesheets for this page, beside the one of all.
    :cvar section: which entry of the navigation is the present one.
    """

    paging_bar = OfficeTemplate("templates/paging.pt")
    needs_patterns = False
    scripts: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    section = ""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Compile the templates of a page: those of its class and the one of its registration."""
        super().__init_subclass__(**kwargs)
        for name, value in list(vars(cls).items()):
            if type(value) is ViewPageTemplateFile:
                setattr(cls, name, OfficeTemplate(value.filename))

    @cached_property
    def directory(self) -> Directory:
        """The organisation, as it is in this request."""
        return directory()

    @cached_property
    def user(self) -> str:
        """The id of who looks; the empty string for a visitor."""
        return getSecurityManager().getUser().getId() or ""

    @cached_property
    def unit(self) -> Unit:
        """The unit whose page this is."""
        return self.directory.unit_of(self.context)

    @cached_property
    def unit_url(self) -> str:
        """Address of that unit's pages."""
        return self.directory.unit_object(self.unit.code).absolute_url()

    @cached_property
    def portal_url(self) -> str:
        """Address of the site."""
        return api.portal.get().absolute_url()

    @cached_property
    def today(self) -> date:
        """The day in Asia/Shanghai."""
        return clock.today()

    @cached_property
    def calendar(self) -> WorkingCalendar:
        """The working calendar, as it is in this request."""
        return working_calendar()

    @cached_property
    def due_soon(self) -> float:
        """How many working days before its last day something is due soon."""
        return due_soon_days()

    def text(self, name: str, default: str = "") -> str:
        """Return a field of the request as stripped text; the last one when it came twice."""
        value = self.request.form.get(name, default)
        if isinstance(value, (list, tuple)):
            value = value[-1] if value else default
        return value.strip() if isinstance(value, str) else default

    def texts(self, name: str) -> list[str]:
        """Return all values of a field of the request as stripped, non-empty texts."""
        value = self.request.form.get(name, [])
        values = value if isinstance(value, (list, tuple)) else [value]
        return [each.strip() for each in values if isinstance(each, str) and each.strip()]

    def start(self) -> int:
        """Return where the page of a list begins, from `b_start`."""
        value = self.text("b_start")
        return int(value) if value.isascii() and value.isdigit() and len(value) < 9 else 0

    @property
    def posted(self) -> bool:
        """Whether a form was sent."""
        return self.request.get("REQUEST_METHOD") == "POST"

    def check_form(self) -> None:
        """Refuse what is not a form of ours.

        :raises Forbidden: not a POST, or without a valid authenticator.
        """
        PostOnly(self.request)
        CheckAuthenticator(self.request)

    def say(self, message: str) -> str:
        """Return a message as text in the reader's language."""
        return say(message, self.request)

    def tell(self, message: str, kind: str = "info") -> None:
        """Show a message on the next page."""
        IStatusMessage(self.request).add(self.say(message), kind)

    def go(self, url: str) -> str:
        """Send the browser on."""
        self.request.response.redirect(url)
        return ""

    def send_sheet(
        self, name: str, columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[Any]]
    ) -> bytes:
        """Answer with an .xlsx file.

        :param name: what the list is (a message or text); the file is named by it and the day.
        :param columns: (heading, width in characters) of each column.
        :param rows: the lines, as `sheets.workbook` takes them.
        """
        title = self.say(name)
        headings = [(self.say(each), width) for each, width in columns]
        data = workbook(headings, self._forgetting(rows), title)
        filename = quote(f"{title.replace('/', '-')}-{self.today.isoformat()}.xlsx", safe="")
        response = self.request.response
        response.setHeader("Content-Type", XLSX)
        response.setHeader("Content-Disposition", f"attachment; filename*=UTF-8''{filename}")
        response.setHeader("Cache-Control", "private, no-store")
        response.setHeader("X-Content-Type-Options", "nosniff")
        return data

    def _forgetting(self, rows: Iterable[Sequence[Any]]) -> Iterator[Sequence[Any]]:
        """Pass rows on; the database's cache keeps its size however many things they read."""
        connection = api.portal.get()._p_jar
        for count, row in enumerate(rows, 1):
            yield row
            if connection is not None and count % ROWS_BETWEEN == 0:
                connection.cacheGC()

    def day(self, value: date | None) -> str:
        """Return a date as 2026年9月1日."""
        return words.day(value)

    def short(self, value: datetime | None) -> str:
        """Return a time as in lists: 09-01 14:30, with the year when it is another one."""
        return words.short(value, self.today)

    def exact(self, value: datetime | date | None) -> str:
        """Return a time in full for hints and prints."""
        return words.exact(value)

    def light(self, due_on: date | None) -> dict[str, Any] | None:
        """Return the light of a due date, or None when there is no date."""
        if due_on is None:
            return None
        if due_on not in self._lights:
            light = words.light(due_on, self.today, self.calendar, self.due_soon)
            self._lights[due_on] = {"id": light.id, "title": self.say(light.title)}
        return self._lights[due_on]

    @cached_property
    def _lights(self) -> dict[date, dict[str, Any]]:
        return {}

    def home_unit(self) -> str:
        """Return the code of the unit in which the person works on this page."""
        units = self.directory.units_of(self.user)
        here = self.unit.code
        if here in units or not units:
            return here
        main = self.directory.person(self.user).unit
        return main if main in units else sorted(units)[0] if units else ROOT_UNIT
