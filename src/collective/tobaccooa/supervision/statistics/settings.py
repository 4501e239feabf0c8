"""Settings of the statistics, kept in the registry under `collective.tobaccooa.statistics`."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.organisation.calendars import working_calendar
from collective.tobaccooa.supervision.statistics.working_hours import DEFAULT_HOURS
from collective.tobaccooa.supervision.statistics.working_hours import read_hours
from collective.tobaccooa.supervision.statistics.working_hours import WorkingTime
from plone.registry.interfaces import IRegistry
from zope import schema
from zope.component import queryUtility
from zope.interface import Interface


PREFIX = "collective.tobaccooa.statistics"
DEFAULT_PAGES_ON_SHEET = 2


class IStatisticsSettings(Interface):
    """Changed by the application administrator."""

    office_hours = schema.TextLine(
        title=_("label_office_hours", default="Office hours"),
        description=_(
            "help_office_hours",
            default="Working hours of a working day, such as 8:30-12:00, 14:00-18:00.",
        ),
        default=DEFAULT_HOURS,
    )
    pages_on_sheet = schema.Int(
        title=_("label_pages_on_sheet", default="Pages on a sheet of paper"),
        description=_(
            "help_pages_on_sheet", default="2 when the office prints on both sides, else 1."
        ),
        default=DEFAULT_PAGES_ON_SHEET,
        min=1,
        max=2,
    )


def office_hours() -> str:
    """Return the office hours as they were entered."""
    return _record("office_hours", DEFAULT_HOURS)


def pages_on_sheet() -> int:
    """Return how many pages are printed on a sheet of paper."""
    return _record("pages_on_sheet", DEFAULT_PAGES_ON_SHEET)


def working_time() -> WorkingTime:
    """Return the clock that runs in office hours."""
    return WorkingTime(working_calendar(), read_hours(office_hours()))


def change(hours: str, pages: str) -> None:
    """Set both.

    :raises InvalidInput: the hours are no spans of a day in order, or the pages not 1 or 2.
    """
    try:
        read_hours(hours)
    except ValueError as error:
        raise InvalidInput(
            _(
                "error_office_hours",
                default="The office hours must be parts of the day in order, such as "
                "8:30-12:00, 14:00-18:00.",
            ),
            field="office_hours",
        ) from error
    if pages not in ("1", "2"):
        raise InvalidInput(
            _("error_pages_on_sheet", default="A sheet of paper has 1 or 2 printed pages."),
            field="pages_on_sheet",
        )
    registry = queryUtility(IRegistry)
    registry[f"{PREFIX}.office_hours"] = hours
    registry[f"{PREFIX}.pages_on_sheet"] = int(pages)


def _record(name, default):
    registry = queryUtility(IRegistry)
    found = registry.get(f"{PREFIX}.{name}", default) if registry is not None else default
    return found or default
