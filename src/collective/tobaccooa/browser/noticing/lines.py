"""A notice as a page shows it."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.browser.pages import OfficePage
from collective.tobaccooa.inbox.notices.links import address_of
from collective.tobaccooa.inbox.notices.model import Kept
from collective.tobaccooa.inbox.notices.texts import KIND_TITLES
from collective.tobaccooa.organisation.clock import SHANGHAI
from datetime import timedelta
from itertools import groupby
from typing import Any


def line_of(page: OfficePage, item: Kept) -> dict[str, Any]:
    """Return what a template needs of a notice."""
    notice = item.notice
    return {
        "id": item.id,
        "kind": page.say(KIND_TITLES[notice.kind]),
        "title": notice.title,
        "url": address_of(notice, page.portal_url),
        "actor": page.directory.title_of(notice.actor) if notice.actor else "",
        "note": notice.note,
        "time": f"{item.at.astimezone(SHANGHAI):%H:%M}",
        "short": page.short(item.at),
        "exact": page.exact(item.at),
        "new": item.seen_at is None,
        "urgent": notice.urgent,
    }


def by_day(page: OfficePage, items: list[Kept]) -> list[dict[str, Any]]:
    """Return the notices by day, `{"title", "lines"}`, in the order in which they come."""
    found = []
    for day, group in groupby(items, lambda item: item.at.astimezone(SHANGHAI).date()):
        title = page.day(day)
        if day == page.today:
            title = _("day_today", default="Today, ${day}", mapping={"day": title})
        elif day == page.today - timedelta(days=1):
            title = _("day_yesterday", default="Yesterday, ${day}", mapping={"day": title})
        found.append({"title": page.say(title), "lines": [line_of(page, each) for each in group]})
    return found
