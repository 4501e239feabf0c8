"""Which letterhead a document is written under: the utility that documents ask."""

from __future__ import annotations

from collective.tobaccooa.documents.interfaces import ILetterheadSource
from collective.tobaccooa.documents.interfaces import LetterheadFacts
from collective.tobaccooa.exceptions import NotHere
from collective.tobaccooa.organisation import clock
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.rendition.content import Letterhead
from collective.tobaccooa.rendition.interfaces import ILetterheadMarker
from datetime import date
from zope.interface import implementer


FOLDER = "letterheads"


def letterheads_in(unit_code: str) -> list[Letterhead]:
    """Return the letterheads of a unit by id, valid or not."""
    try:
        folder = directory().unit_object(unit_code)._getOb(FOLDER, None)
    except NotHere:
        return []
    found = folder.objectValues() if folder is not None else []
    return sorted(
        (item for item in found if ILetterheadMarker.providedBy(item)),
        key=lambda item: item.getId(),
    )


def facts_of(letterhead: Letterhead, unit_code: str, on: date) -> LetterheadFacts:
    """Return what documents need to know of a letterhead on a day."""
    return LetterheadFacts(
        ref=f"{unit_code}/{letterhead.getId()}",
        title=letterhead.title,
        unit=unit_code,
        identity=letterhead.identity,
        organ_mark=letterhead.organ_mark,
        organ_code=letterhead.organ_code,
        form=letterhead.form,
        seal=f"{unit_code}/{letterhead.seal}" if letterhead.seal else "",
        signature=letterhead.signature or letterhead.organ_mark.removesuffix("文件"),
        departments=tuple(f"{unit_code}-{code}" for code in letterhead.departments),
        valid=letterhead.is_valid(on),
    )


@implementer(ILetterheadSource)
class LetterheadSource:
    """See `documents.interfaces.ILetterheadSource`."""

    def get(self, ref: str) -> LetterheadFacts | None:
        """Return a letterhead by `<unit>/<id>`."""
        unit_code, slash, letterhead_id = ref.partition("/")
        found = {item.getId(): item for item in letterheads_in(unit_code)} if slash else {}
        chosen = found.get(letterhead_id)
        return facts_of(chosen, unit_code, clock.today()) if chosen is not None else None

    def for_department(self, department_id: str) -> LetterheadFacts | None:
        """Return the one that names the department as its default."""
        who = directory()
        if not who.has_department(department_id):
            return None
        valid = self.for_unit(who.department(department_id).unit)
        return next((facts for facts in valid if department_id in facts.departments), None)

    def for_unit(self, code: str) -> list[LetterheadFacts]:
        """Return the valid ones by id."""
        today = clock.today()
        return [
            facts_of(item, code, today) for item in letterheads_in(code) if item.is_valid(today)
        ]
