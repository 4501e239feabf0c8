"""Who may read the number ledgers of a unit, and their summary for the page."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.documents.authors import is_staff_with_post
from collective.tobaccooa.documents.ledger import ledgers_of
from collective.tobaccooa.documents.ledger import LedgerStore
from collective.tobaccooa.documents.numbering import NumberState
from collective.tobaccooa.exceptions import Refused
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.permissions import VIEW_AUDIT
from plone import api


STATE_TITLES = {
    NumberState.ISSUED: _("state_number_issued", default="Issued"),
    NumberState.RESERVED: _("state_number_reserved", default="Reserved"),
    NumberState.VOIDED: _("state_number_voided", default="Voided"),
}
READER_POSTS = ("clerk", "director", "deputy", "leader", "archivist", "admin")


def may_read_ledgers(unit_code: str, actor: str) -> bool:
    """Tell whether the person reads the unit's ledgers: its office, leaders and administrators."""
    if is_staff_with_post(unit_code, actor, *READER_POSTS):
        return True
    return bool(api.user.has_permission(VIEW_AUDIT, obj=directory().unit_object(unit_code)))


def check_may_read_ledgers(unit_code: str, actor: str) -> None:
    """Refuse whoever may not read the unit's ledgers.

    :raises Refused: with the reason.
    """
    if not may_read_ledgers(unit_code, actor):
        raise Refused(
            _(
                "error_ledger_readers",
                default="The number ledger of ${unit} is kept by its office. Ask the clerk for the "
                "number you need.",
                mapping={"unit": directory().unit(unit_code).title},
            )
        )


def ledgers_by_year(unit_code: str) -> list[tuple[int, list[LedgerStore]]]:
    """Return the unit's ledgers by year, the newest first, within a year by organ code."""
    years: dict[int, list[LedgerStore]] = {}
    for store in ledgers_of(unit_code):
        years.setdefault(store.year, []).append(store)
    return sorted(years.items(), reverse=True)
