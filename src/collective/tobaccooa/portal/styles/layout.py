"""Where the columns of a front page stand: four zones, filled by an editor or by themselves."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping
from collective.tobaccooa import _


WIDE = "wide"
MAIN = "main"
SIDE = "side"
THIRDS = "thirds"
HIDDEN = "hidden"
#: In the order of the page: all across; two thirds beside one; three abreast; not on the page.
ZONES: dict[str, str] = {
    WIDE: _("zone_wide", default="Full width"),
    MAIN: _("zone_main", default="Main (left, 2/3)"),
    SIDE: _("zone_side", default="Side (right, 1/3)"),
    THIRDS: _("zone_thirds", default="Three abreast"),
    HIDDEN: _("zone_hidden", default="Not on the front page"),
}
#: Where a column goes that nobody has placed, by its kind.
BY_KIND = {
    "ticker": WIDE,
    "pictures": MAIN,
    "news": MAIN,
    "list": MAIN,
    "notice": SIDE,
    "documents": SIDE,
    "links": SIDE,
    "downloads": THIRDS,
    "feed": THIRDS,
}

Layout = tuple[tuple[str, tuple[str, ...]], ...]


def arrange(layout: Layout, columns: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Return the ids of the columns zone by zone, each column exactly once.

    Columns that are gone fall out; new ones stand at the end of the zone of their kind.

    :param columns: `(id, kind)` in the portal's own order.
    """
    kinds = dict(columns)
    found: dict[str, list[str]] = {zone: [] for zone in ZONES}
    for zone, ids in layout:
        for each in ids:
            if each in kinds and zone in found:
                found[zone].append(each)
                del kinds[each]
    for each, kind in kinds.items():
        found[BY_KIND.get(kind, MAIN)].append(each)
    return {zone: tuple(ids) for zone, ids in found.items()}


def layout_of(zones: Mapping[str, str], places: Mapping[str, float]) -> Layout:
    """Return the layout that a form describes.

    :param zones: column id → zone; unknown zones are left out, so their columns place themselves.
    :param places: column id → its place in the zone, the least first; ties keep their order.
    """
    ordered = sorted(zones, key=lambda each: places.get(each, float("inf")))
    rows = {zone: tuple(each for each in ordered if zones[each] == zone) for zone in ZONES}
    return tuple((zone, ids) for zone, ids in rows.items() if ids)
