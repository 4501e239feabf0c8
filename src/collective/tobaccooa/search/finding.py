"""Search over every document that somebody may see (查找), by registers and full text.

Leaders, office directors and clerks look through the registers of their units, everybody else
through what they take part in: the cost follows what a person may see, not the archive. Full text
comes from the catalogue's index; every document shown is asked for the right to view it.
"""

from __future__ import annotations

from AccessControl import getSecurityManager
from collections import Counter
from collections.abc import Iterator
from collective.tobaccooa.documents.numbering import normalise
from collective.tobaccooa.documents.storage import FOLDER
from collective.tobaccooa.exceptions import NotHere
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.search.asking import Asked
from collective.tobaccooa.search.asking import facets_of
from collective.tobaccooa.search.asking import matching
from collective.tobaccooa.search.asking import row_test
from collective.tobaccooa.search.model import RegisterRow
from collective.tobaccooa.search.model import sees_whole
from collective.tobaccooa.search.register import document_of
from collective.tobaccooa.search.store import Registers
from collective.tobaccooa.search.store import registers_of
from dataclasses import dataclass
from plone import api

import re


TYPES = ("OutgoingDocument", "IncomingDocument", "Briefing")
_WORDS = re.compile(r"\w+")
#: Words that mean something else to the index.
_OPERATORS = {"and", "or", "not"}


@dataclass(frozen=True)
class Found:
    """An answer: the rows of a page, how many there are in all, and how they divide.

    :ivar facets: `{facet: {value: count}}` of all rows.
    """

    rows: list[RegisterRow]
    total: int
    facets: dict[str, Counter[str]]


def find(viewer: str, asked: Asked, start: int = 0, size: int = 25) -> Found:
    """Return a page of what the viewer may see and asks for, newest first.

    Must run as the viewer: documents are asked for the right to view them.
    """
    rows = _matching(viewer, asked)
    page = [row for row in rows[start : start + size] if may_view(row)]
    return Found(page, len(rows), facets_of(rows, by_month=bool(asked.filters.year)))


def each_found(viewer: str, asked: Asked) -> Iterator[RegisterRow]:
    """Yield all rows of an answer, newest first, asking each document for the right to view it."""
    return filter(may_view, _matching(viewer, asked))


def may_view(row: RegisterRow) -> bool:
    """Whether who is signed in may view a row's document."""
    document = document_of(row)
    return document is not None and bool(getSecurityManager().checkPermission("View", document))


def people_named(text: str) -> frozenset[str]:
    """Return the ids of people with that id, or with that in their name."""
    wanted = "".join(text.split()).casefold()
    return frozenset(
        person.id
        for person in directory().people()
        if wanted and (wanted == person.id or wanted in "".join(person.fullname.split()).casefold())
    )


def asked_people(text: str) -> tuple[frozenset[str] | None, frozenset[str]]:
    """Return whom a text means, and the groups of theirs that may hold a document."""
    if not text.strip():
        return None, frozenset()
    people = people_named(text)
    groups = (directory().principals_of(user_id) for user_id in people)
    return people, frozenset(group for each in groups for group in each)


def _matching(viewer: str, asked: Asked) -> list[RegisterRow]:
    registers = registers_of(api.portal.get())
    if registers is None:
        return []
    test = row_test(asked, normalise, with_words(asked.filters.text))
    return matching(_visible(registers, viewer, asked), test)


def _visible(registers: Registers, viewer: str, asked: Asked) -> Iterator[RegisterRow]:
    """Yield the rows that a person may see, in no order, of the registers that are asked for."""
    principals = directory().principals_of(viewer) | {viewer}
    whole = {each.code for each in directory().units() if sees_whole(each.code, principals)}
    for unit in whole if not asked.unit else whole & {asked.unit}:
        for kind, year, register in registers.years_of(unit):
            if asked.filters.has_partition(kind, year):
                yield from register.rows()
    for key in registers.part_keys(principals):
        unit, kind, year, _id = key[1].split("/")
        if unit in whole or (asked.unit and unit != asked.unit):
            continue
        row = registers.row(key) if asked.filters.has_partition(kind, int(year)) else None
        if row is not None:
            yield row


def with_words(text: str) -> frozenset[str]:
    """Return the references of the documents whose full text has all words of a text.

    Asks no permission: who uses it shows only what else may be seen.
    """
    words = [word for word in _WORDS.findall(text) if word.casefold() not in _OPERATORS]
    if not words:
        return frozenset()
    catalog = api.portal.get_tool("portal_catalog")
    found = catalog.unrestrictedSearchResults(SearchableText=" ".join(words), portal_type=TYPES)
    codes = _codes_by_path()
    return frozenset(filter(None, (_reference(brain.getPath(), codes) for brain in found)))


def _codes_by_path() -> dict[str, str]:
    found = {}
    for unit in directory().units():
        try:
            place = directory().unit_object(unit.code)
        except NotHere:
            continue
        found["/".join(place.getPhysicalPath())] = unit.code
    return found


def _reference(path: str, codes: dict[str, str]) -> str:
    unit_path, _folder, rest = path.partition(f"/{FOLDER}/")
    return f"{codes[unit_path]}/{rest}" if unit_path in codes else ""
