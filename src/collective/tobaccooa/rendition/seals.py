"""Seals of a unit: which one a document takes, who keeps it, what was sealed with it."""

from __future__ import annotations

from collective.tobaccooa.documents.register import may_read_ledgers
from collective.tobaccooa.exceptions import NotHere
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.organisation.principals import post_principal
from collective.tobaccooa.rendition.content import Seal
from collective.tobaccooa.rendition.interfaces import ISealMarker
from collective.tobaccooa.rendition.seallog import SealEntry


FOLDER = "seals"


def seals_in(unit_code: str) -> list[Seal]:
    """Return the seals of a unit by id, valid or not."""
    try:
        folder = directory().unit_object(unit_code)._getOb(FOLDER, None)
    except NotHere:
        return []
    found = folder.objectValues() if folder is not None else []
    return sorted(
        (item for item in found if ISealMarker.providedBy(item)), key=lambda item: item.getId()
    )


def find_seal(ref: str | None, unit_code: str) -> Seal | None:
    """Return a seal by `<unit>/<id>`, or by its id alone within the unit."""
    wanted_unit, _slash, seal_id = (ref or "").rpartition("/")
    for seal in seals_in(wanted_unit or unit_code):
        if seal.getId() == seal_id:
            return seal
    return None


def unit_of_seal(ref: str, unit_code: str) -> str:
    """Return the code of the unit that a seal's ref names; the given one when it names none."""
    return ref.rpartition("/")[0] or unit_code


def keeper_principal(seal: Seal, unit_code: str) -> str:
    """Return the group of the post that keeps the seal."""
    return post_principal(unit_code, seal.keeper_post)


def is_keeper(seal: Seal, unit_code: str, user_id: str) -> bool:
    """Tell whether a person keeps the seal."""
    return keeper_principal(seal, unit_code) in directory().principals_of(user_id)


def may_read_log(unit_code: str, user_id: str) -> bool:
    """Tell whether a person reads the unit's log: keepers, those who read the number ledgers."""
    kept = any(is_keeper(seal, unit_code, user_id) for seal in seals_in(unit_code))
    return kept or may_read_ledgers(unit_code, user_id)


def seal_log(unit_code: str) -> list[SealEntry]:
    """Return all uses of a unit's seals, the newest first."""
    entries = [entry for seal in seals_in(unit_code) for entry in seal.log.entries()]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)
