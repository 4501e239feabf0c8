"""Which list somebody looks at, narrowed how and in which order: in an address and back.

A page opened from a list carries it along as one parameter, `list`, so that the way to the next
item stays within that list. Pure.
"""

from __future__ import annotations

from collections.abc import Callable
from collective.tobaccooa.inbox.model import Filter
from collective.tobaccooa.inbox.model import Kind
from collective.tobaccooa.inbox.model import Sort
from collective.tobaccooa.inbox.model import sort_of
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from datetime import date
from urllib.parse import parse_qsl
from urllib.parse import urlencode


MOST_CHARACTERS = 200
#: Parameter that carries a list to the page of one of its items.
LIST = "list"


@dataclass(frozen=True, slots=True)
class Listing:
    """A list as it is shown. :ivar sort: one of the list's orders."""

    kind: Kind = Kind.OPEN
    filter: Filter = field(default_factory=Filter)
    sort: Sort = Sort.DUE

    @classmethod
    def read(cls, value_of: Callable[[str], str]) -> Listing:
        """Read a list from the fields of a form; what is not understood counts as not given.

        :param value_of: gives the text of a field, "" when it is missing.
        """
        asked = value_of("kind")
        kind = Kind(asked) if asked in set(Kind) else Kind.OPEN

        def text(name: str) -> str:
            return value_of(name)[:MOST_CHARACTERS]

        wanted = Filter(
            unit=text("unit"),
            type=text("type"),
            step=text("step"),
            q=text("q"),
            since=day_of(value_of("since")),
            until=day_of(value_of("until")),
            whose=text("whose"),
        )
        return cls(kind, wanted, _sort(kind, value_of("sort")))

    def fields(self) -> dict[str, str]:
        """Return what stands in an address; what is usual is left out."""
        found = {
            "kind": self.kind.value if self.kind is not Kind.OPEN else "",
            "unit": self.filter.unit,
            "type": self.filter.type,
            "step": self.filter.step,
            "q": self.filter.q,
            "since": self.filter.since.isoformat() if self.filter.since else "",
            "until": self.filter.until.isoformat() if self.filter.until else "",
            "whose": self.filter.whose,
            "sort": self.sort.value if self.sort is not sort_of(self.kind) else "",
        }
        return {name: value for name, value in found.items() if value}

    def of(self, whose: str) -> Listing:
        """Return the list narrowed to whose items they are (`Filter.whose`)."""
        return replace(self, filter=replace(self.filter, whose=whose))

    def without(self, name: str) -> Listing:
        """Return the list without one of its conditions."""
        fields = self.fields()
        return Listing.read(lambda each: "" if each == name else fields.get(each, ""))

    def address(self, page: str, **more: str) -> str:
        """Return the address of the list on a page."""
        query = urlencode({**self.fields(), **more})
        return f"{page}?{query}" if query else page


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an item stood in a list. :ivar at: its place, from 0."""

    listing: Listing
    at: int = 0

    @classmethod
    def read(cls, text: str) -> Spot | None:
        """Read what `carry` wrote; None when there is nothing to read."""
        fields = dict(parse_qsl(text[:1000]))
        at = fields.get("at", "")
        if not (at.isascii() and at.isdigit() and len(at) < 9):
            return None
        return cls(Listing.read(lambda name: fields.get(name, "").strip()), int(at))

    def carry(self) -> str:
        """Return it as the value of the parameter `list`."""
        return urlencode({**self.listing.fields(), "at": str(self.at)})

    def link(self, address: str) -> str:
        """Return an address that carries it along."""
        return f"{address}{'&' if '?' in address else '?'}{urlencode({LIST: self.carry()})}"


def linker(listing: Listing) -> Callable[[str, int], str]:
    """Return `Spot.link` for many spots of one list: (address, place) → address with it."""
    carried = urlencode({LIST: urlencode({**listing.fields(), "at": ""})})
    return lambda address, at: f"{address}{'&' if '?' in address else '?'}{carried}{at}"


def day_of(text: str) -> date | None:
    """Return the day that a text names (2026-11-25), None when it is none."""
    try:
        return date.fromisoformat(text) if text.isascii() and len(text) == 10 else None
    except ValueError:
        return None


def _sort(kind: Kind, asked: str) -> Sort:
    try:
        return sort_of(kind, asked)
    except ValueError:
        return sort_of(kind)
