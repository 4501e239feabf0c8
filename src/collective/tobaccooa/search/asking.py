"""What somebody asks of all documents that they may see, and how the answer divides. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from collections.abc import Container
from collections.abc import Iterable
from collective.tobaccooa.search.model import Filters
from collective.tobaccooa.search.model import fold
from collective.tobaccooa.search.model import matcher
from collective.tobaccooa.search.model import RegisterRow
from collective.tobaccooa.search.model import SHANGHAI
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace


@dataclass(frozen=True)
class Asked:
    """A question; an empty value asks nothing.

    :param filters: kind, year, step, department, type, urgency, period and words; words are looked
        for in title and numbers, and in the full text.
    :param unit: code of the unit whose documents; :param number: a document number or a part of it.
    :param month: 1 to 12, of the year asked for, by the day of creation in Asia/Shanghai.
    :param people: user ids of who drafted, takes or took part; :param posts: groups of theirs that
        may hold a document. None: not asked.
    """

    filters: Filters = field(default_factory=Filters)
    unit: str = ""
    number: str = ""
    month: int | None = None
    people: frozenset[str] | None = None
    posts: frozenset[str] = frozenset()

    @property
    def narrows(self) -> bool:
        """Whether anything is asked for."""
        filters = self.filters
        partly = (filters.kind, filters.year, self.unit, self.number, self.month)
        return any(partly) or self.people is not None or filters.narrows


#: By what an answer divides, each with the parameter that narrows by it.
FACETS = ("kind", "unit", "document_type", "step", "department", "year", "month")


def row_test(
    asked: Asked, normalise: Callable[[str], str], in_text: Container[str] = ()
) -> Callable[[RegisterRow], bool]:
    """Return the test of a row, everything in it prepared once.

    :param normalise: brings a document number into the form in which numbers are stored.
    :param in_text: references of the documents whose full text has the words.
    """
    fields = matcher(replace(asked.filters, text=""), normalise)
    words = matcher(Filters(text=asked.filters.text), normalise)
    number = fold(normalise(asked.number)) if asked.number.strip() else ""
    people, holders = asked.people, (asked.people or frozenset()) | asked.posts

    def matches(row: RegisterRow) -> bool:
        if not fields(row):
            return False
        if number and number not in fold(f"{row.number} {row.receipt}"):
            return False
        if people is not None and not _concerns(row, people, holders):
            return False
        if asked.month and row.created.astimezone(SHANGHAI).month != asked.month:
            return False
        return not asked.filters.text or words(row) or row.reference in in_text

    return matches


def matching(rows: Iterable[RegisterRow], test: Callable[[RegisterRow], bool]) -> list[RegisterRow]:
    """Return the rows that pass a test, the newest first."""
    return sorted(filter(test, rows), key=lambda row: (row.created, row.reference), reverse=True)


def _concerns(row: RegisterRow, people: frozenset[str], holders: frozenset[str]) -> bool:
    return (
        row.drafter in people
        or not people.isdisjoint(row.principals)
        or not holders.isdisjoint(row.holders)
    )


def facets_of(rows: Iterable[RegisterRow], by_month: bool) -> dict[str, Counter[str]]:
    """Return how many rows there are of each value, for each facet.

    :param by_month: divide by month too, "1" to "12"; of use within one year.
    """
    found: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    places: Counter[tuple[str, str, str]] = Counter()
    plain: Counter[tuple[str, str, str]] = Counter()
    months = found["month"]
    for row in rows:
        unit, kind, year, _id = row.reference.split("/")
        places[(unit, kind, year)] += 1
        plain[(row.document_type, row.step, row.department)] += 1
        if by_month:
            months[str(row.created.astimezone(SHANGHAI).month)] += 1
    _spread(places, [found[name] for name in ("unit", "kind", "year")])
    _spread(plain, [found[name] for name in ("document_type", "step", "department")])
    return found


def _spread(counted: Counter[tuple[str, str, str]], parts: list[Counter[str]]) -> None:
    for values, count in counted.items():
        for value, part in zip(values, parts, strict=True):
            if value:
                part[value] += count
