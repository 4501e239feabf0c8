"""What the board can be narrowed to: only what occurs on it."""

from __future__ import annotations

from collections.abc import Iterable
from collective.tobaccooa import _
from collective.tobaccooa.browser.supervising.words import LIGHT_TITLES
from collective.tobaccooa.documents.vocabularies import title_of_token
from collective.tobaccooa.workflows.texts import STEP_TITLES
from typing import Any


REGISTERS = {
    "outgoing": _("label_register_outgoing", default="Outgoing documents"),
    "incoming": _("label_register_incoming", default="Incoming documents"),
    "delivery": _("board_register_delivery", default="To be signed for"),
    "matter": _("board_register_matter", default="Supervised matters"),
}


def filter_choices(page) -> list[dict[str, Any]]:
    """Return the fields of the filter: `{"name", "title", "options": [{"id", "title", …}]}`.

    :param page: the board (`browser.supervising.board.Board`).
    """
    lines = page.lines
    steps = {line.item.step for line in lines}
    types = {line.item.document_type for line in lines} - {""}
    departments = {line.department for line in lines} | {line.origin for line in lines}
    holders = {line.holder for line in lines}
    known = page.directory
    ranked = [d for d in known.departments(page.unit.code) if d.id in departments]
    return [
        _field(page, "light", _("board_filter_light", default="Light"), LIGHT_TITLES.items()),
        _field(
            page,
            "step",
            _("label_step", default="Step"),
            ((step, title) for step, title in STEP_TITLES.items() if step in steps),
        ),
        _field(
            page,
            "department",
            _("board_filter_department", default="Department of holder or drafter"),
            ((each.id, each.title) for each in ranked),
        ),
        _field(
            page,
            "person",
            _("board_filter_person", default="Holder"),
            sorted((each, page.name_of(each)) for each in holders),
        ),
        _field(
            page,
            "type",
            _("label_document_type", default="Type"),
            [*REGISTERS.items(), *((token, title_of_token(token)) for token in sorted(types))],
        ),
    ]


def _field(page, name: str, title: str, options: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    chosen = getattr(page.filter, name)
    return {
        "name": name,
        "title": title,
        "options": [
            {"id": str(token), "title": text, "selected": str(token) == chosen}
            for token, text in options
        ],
    }
