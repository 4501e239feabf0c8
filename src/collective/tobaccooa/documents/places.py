"""Answer validation's questions from the directory and the letterheads."""

from __future__ import annotations

from collective.tobaccooa.documents.interfaces import ILetterheadSource
from collective.tobaccooa.documents.interfaces import LetterheadFacts
from collective.tobaccooa.organisation.directory import directory
from zope.component import queryUtility


class SitePlaces:
    """The real `validation.Places`, for one request."""

    def __init__(self) -> None:
        self.directory = directory()

    def has_unit(self, code: str) -> bool:
        """Tell whether there is such a unit."""
        return self.directory.has_unit(code)

    def has_department(self, department_id: str) -> bool:
        """Tell whether there is such a department."""
        return self.directory.has_department(department_id)

    def has_letterhead(self, ref: str) -> bool:
        """Tell whether there is such a letterhead, valid today."""
        found = letterhead_facts(ref)
        return found is not None and found.valid


def letterhead_facts(ref: str | None) -> LetterheadFacts | None:
    """Return the facts of a letterhead, or None when there is none (any more)."""
    source = queryUtility(ILetterheadSource)
    return source.get(ref) if source is not None and ref else None


def default_letterhead(unit_code: str, department: str | None) -> LetterheadFacts | None:
    """Return the department's letterhead, else the first of the unit, or None."""
    source = queryUtility(ILetterheadSource)
    if source is None:
        return None
    found = source.for_department(department) if department else None
    if found is None:
        found = next(iter(source.for_unit(unit_code)), None)
    return found
