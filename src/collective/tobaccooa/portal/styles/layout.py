"""Where an editor puts the columns of a front page: its zones, and one for those left out. Pure.

Where a column stands that nobody has placed is the front page's rule (`front.model.layout`).
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping
from collective.tobaccooa import _
from collective.tobaccooa.portal.front.model import FULL
from collective.tobaccooa.portal.front.model import HIDDEN
from collective.tobaccooa.portal.front.model import layout
from collective.tobaccooa.portal.front.model import Placed
from collective.tobaccooa.portal.front.model import SIDE
from collective.tobaccooa.portal.front.model import THIRDS
from collective.tobaccooa.portal.front.model import WIDE
from collective.tobaccooa.portal.model import TICKER


#: In the order of the page: two thirds beside one; three abreast; all across; not on the page.
ZONES: dict[str, str] = {
    WIDE: _("zone_main", default="Main (left, 2/3)"),
    SIDE: _("zone_side", default="Side (right, 1/3)"),
    THIRDS: _("zone_thirds", default="Three abreast"),
    FULL: _("zone_wide", default="Full width"),
    HIDDEN: _("zone_hidden", default="Not on the front page"),
}

Layout = tuple[tuple[str, tuple[str, ...]], ...]


def arrange(chosen: Layout, columns: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Return the ids of the columns zone by zone, each column exactly once.

    Columns that are gone fall out; tickers stand at the top of the page and in no zone.

    :param columns: `(id, kind)` in the portal's own order.
    """
    placed = [Placed(id=each, kind=kind) for each, kind in columns if kind != TICKER]
    zones = {zone: tuple(ids) for zone, ids in layout(placed, dict(chosen)).items()}
    known = {each.id for each in placed} - {each for ids in zones.values() for each in ids}
    hidden = dict.fromkeys(each for each in dict(chosen).get(HIDDEN, ()) if each in known)
    return zones | {HIDDEN: tuple(hidden)}


def layout_of(zones: Mapping[str, str], places: Mapping[str, float]) -> Layout:
    """Return the layout that a form describes.

    :param zones: column id → zone; unknown zones are left out, so their columns place themselves.
    :param places: column id → its place in the zone, the least first; ties keep their order.
    """
    ordered = sorted(zones, key=lambda each: places.get(each, float("inf")))
    rows = {zone: tuple(each for each in ordered if zones[each] == zone) for zone in ZONES}
    return tuple((zone, ids) for zone, ids in rows.items() if ids)
