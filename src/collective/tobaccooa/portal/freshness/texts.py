"""How lights and their reasons are said and shaped on a page."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.portal.freshness.rules import Light
from collective.tobaccooa.portal.freshness.rules import Verdict


LIGHT_TITLES = {
    Light.FRESH: _("fresh_light_fresh", default="In time"),
    Light.DUE: _("fresh_light_due", default="Soon due"),
    Light.STALE: _("fresh_light_stale", default="Stale"),
    Light.EMPTY: _("fresh_light_empty", default="Empty"),
}
PORTAL_LIGHT_TITLES = {
    **LIGHT_TITLES,
    Light.DUE: _("fresh_portal_due", default="Needs attention"),
    Light.STALE: _("fresh_portal_stale", default="Fails"),
}
#: The shapes of `oa.css`: circle, triangle, cross; the hollow square is that of an empty column.
LIGHT_CLASSES = {
    Light.FRESH: "oa-light oa-light--on_time",
    Light.DUE: "oa-light oa-light--due_soon",
    Light.STALE: "oa-light oa-light--overdue",
    Light.EMPTY: "oa-light oa-light--empty",
}
REASON_TITLES = {
    "closed": _("fresh_reason_closed", default="closed or filed: nothing is due"),
    "no_news": _("fresh_reason_no_news", default="nothing published yet"),
    "front_page": _("fresh_reason_front_page", default="no news in 14 days"),
    "stale_columns": _("fresh_reason_stale", default="too many stale columns"),
    "empty_columns": _("fresh_reason_empty", default="too many empty columns"),
}


def remaining(verdict: Verdict, closed: bool) -> str:
    """Return how many days a column has left, or for how many it has been stale."""
    if closed:
        return _("fresh_closed", default="closed")
    if verdict.days_left is None:
        return _("fresh_no_limit", default="no limit")
    if verdict.days_overdue:
        return _(
            "fresh_days_overdue",
            default="${days} days overdue",
            mapping={"days": str(verdict.days_overdue)},
        )
    return _(
        "fresh_days_left", default="${days} days left", mapping={"days": str(verdict.days_left)}
    )
