"""From catalogue entries to lines of a page; no item is woken for it."""

from __future__ import annotations

from collective.tobaccooa.portal import model
from collective.tobaccooa.portal.front.model import Entry
from collective.tobaccooa.portal.front.sources import outside_entries
from collective.tobaccooa.portal.front.sources import picture_of
from collective.tobaccooa.portal.front.sources import shown_brains
from collective.tobaccooa.portal.front.sources import total_shown
from collective.tobaccooa.portal.items import effective_of
from typing import Any


SUMMARY = 90


def day_of(brain: Any) -> str:
    """Return the day of publication, ISO, Asia/Shanghai; "" where there is none."""
    found = effective_of(brain)
    return found.date().isoformat() if found else ""


def entry(brain: Any, picture: str = "", eager: bool = False, credit: str = "") -> Entry:
    """Return a line for a catalogue entry.

    :param picture: name of the rendering to show (`card`, `hero`), "" for none.
    :param eager: load the picture at once: it is in sight.
    """
    remote = (brain.getRemoteUrl or "") if brain.portal_type == "Link" else ""
    outside = remote.startswith(("http://", "https://"))
    summary = " ".join((brain.Description or "").split())
    return Entry(
        uid=brain.UID,
        title=brain.Title or brain.getId,
        url=remote if outside else brain.getURL(),
        day=day_of(brain),
        summary=summary if len(summary) <= SUMMARY else summary[: SUMMARY - 1] + "…",
        picture=picture_of(brain, picture, eager) if picture else "",
        credit=credit,
        hint=(brain.getObjSize or "") if brain.portal_type == "File" else "",
        outside=outside,
        must_read=bool(getattr(brain, "oa_must_read", False)),
    )


def total_of(column: Any) -> int:
    """Return how many lines a column has in all."""
    if column.kind in (model.DOCUMENTS, model.FEED):
        return len(outside_entries(column))
    return total_shown(column)


def entries_of(column: Any, size: int, start: int = 0, pictures: str = "card") -> list[Entry]:
    """Return a column's lines, newest first; documents and feeds come from where they are kept."""
    if column.kind in (model.DOCUMENTS, model.FEED):
        return outside_entries(column)[start : start + size]
    wanted = pictures if column.kind in (model.PICTURES, model.NEWS) else ""
    found = shown_brains(column, start + size)[start:]
    return [
        entry(brain, wanted, eager=pictures == "hero" and not number and not start, credit=credit)
        for number, (brain, credit) in enumerate(found)
    ]
