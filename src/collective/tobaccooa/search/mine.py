"""What a person took part in or supervises, in all units at once, found by words."""

from __future__ import annotations

from collections.abc import Iterator
from collective.tobaccooa.documents.numbering import normalise
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.search import model
from collective.tobaccooa.search.model import Filters
from collective.tobaccooa.search.model import RegisterRow
from collective.tobaccooa.search.register import RegisterPage
from collective.tobaccooa.search.register import whole_page
from collective.tobaccooa.search.store import Registers
from collective.tobaccooa.search.store import registers_of
from heapq import merge
from itertools import islice
from plone import api


def my_page(viewer: str, text: str = "", start: int = 0, size: int = 25) -> RegisterPage:
    """Return a page of what somebody may see of all registers, newest first.

    Own documents are found by the person's own rows; a whole register is only read where they
    supervise the unit.

    :param viewer: a user id; :param text: words that must all occur in the title or in a number.
    """
    filters = Filters(text=text)
    registers = registers_of(api.portal.get())
    if registers is None:
        return RegisterPage([], 0)
    known = directory()
    principals = known.principals_of(viewer) | {viewer}
    whole = [unit.code for unit in known.units() if model.sees_whole(unit.code, principals)]
    pages = [whole_page(registers, code, filters, 0, start + size) for code in whole]
    own = list(_own(registers, principals, frozenset(whole), filters))
    rows = merge(own, *(page.rows for page in pages), key=lambda row: row.key)
    total = len(own) + sum(page.total for page in pages)
    return RegisterPage(list(islice(rows, start, start + size)), total)


def _own(
    registers: Registers, principals: frozenset[str], whole: frozenset[str], filters: Filters
) -> Iterator[RegisterRow]:
    matches = model.matcher(filters, normalise)
    for key in registers.part_keys(principals):
        if key[1].partition("/")[0] in whole:
            continue
        row = registers.row(key)
        if row is not None and matches(row):
            yield row
