"""Who of those who must act has opened a document, and when (阅签情况)."""

from __future__ import annotations

from collective.tobaccooa.browser.delegating.telling import away_said
from collective.tobaccooa.browser.pages import OfficePage
from typing import Any


def receipts(page: OfficePage, holders: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Return who has opened it; who has not comes first.

    :param holders: as `workflows.report.state_of` gives them.
    :returns: `{"rows", "opened", "total"}`; None when nobody holds it.
    """
    found = [_receipt(page, each) for each in holders]
    opened = sum(bool(each["opened_said"]) for each in found)
    rows = sorted(found, key=lambda each: bool(each["opened_said"]))
    return {"rows": rows, "opened": opened, "total": len(rows)} if rows else None


def _receipt(page: OfficePage, holder: dict[str, Any]) -> dict[str, Any]:
    post = holder["post"]
    return {
        "fullname": holder["fullname"],
        "post_title": page.directory.title_of(post) if post else "",
        "away": away_said(holder),
        "opened_said": page.short(holder["opened_at"]),
        "opened_exact": page.exact(holder["opened_at"]),
        "since_said": page.short(holder["since"]),
        "since_exact": page.exact(holder["since"]),
    }
