"""Days of a year as text that people edit, a day or a span of days a line. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from collective.tobaccooa import _
from datetime import date
from datetime import timedelta

import re
import unicodedata


DAY = r"(?:(\d{4})\s*[-/.年]\s*)?(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?"
LINE = re.compile(rf"{DAY}(?:\s*(?:至|到|~|—|–|--)\s*{DAY})?")
LONGEST_SPAN = 31
MOST_LINES = 200


class UnreadableLine(ValueError):
    """A line that is no day and no span of days; `message` is for the user."""

    def __init__(self, message: str) -> None:
        super().__init__(str(message))
        self.message = message


def parse_days(text: str, year: int) -> frozenset[date]:
    """Return the days of a text: lines like `2026-10-01`, `10月1日`, `10-01 至 10-07`.

    :param year: of days that name none.
    :raises UnreadableLine: a line can't be read, or a span is longer than a month.
    """
    lines = re.split(r"[\n;；,，、]", unicodedata.normalize("NFKC", text))
    if len(lines) > MOST_LINES:
        raise UnreadableLine(
            _("error_calendar_lines", default="There are too many lines; a year has few holidays.")
        )
    return frozenset(day for line in lines if line.strip() for day in _span(line.strip(), year))


def _span(line: str, year: int) -> list[date]:
    found = LINE.fullmatch(line)
    try:
        if found is None:
            raise ValueError(line)
        parts = [int(part) if part else None for part in found.groups()]
        first = date(parts[0] or year, parts[1] or 0, parts[2] or 0)
        last = date(parts[3] or first.year, parts[4] or 0, parts[5] or 0) if parts[4] else first
        if not 0 <= (last - first).days < LONGEST_SPAN:
            raise ValueError(line)
    except ValueError as error:
        raise UnreadableLine(
            _(
                "error_calendar_line",
                default="“${line}” is no day. Write 2026-10-01, or 2026-10-01 至 2026-10-07.",
                mapping={"line": line[:40]},
            )
        ) from error
    return [first + timedelta(days) for days in range((last - first).days + 1)]


def format_days(days: Iterable[date]) -> str:
    """Return days as text, spans of neighbouring days in one line."""
    spans: list[tuple[date, date]] = []
    for day in sorted(days):
        if spans and (day - spans[-1][1]).days == 1 and (day - spans[-1][0]).days < LONGEST_SPAN:
            spans[-1] = (spans[-1][0], day)
        else:
            spans.append((day, day))
    return "\n".join(_line(first, last) for first, last in spans)


def _line(first: date, last: date) -> str:
    if last == first:
        return first.isoformat()
    return f"{first.isoformat()} 至 {last.isoformat()}"
