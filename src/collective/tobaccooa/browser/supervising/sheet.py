"""`<unit>/@@board.xlsx`: the board as a file, with the filters of the page."""

from __future__ import annotations

from collections.abc import Iterator
from collective.tobaccooa import _
from collective.tobaccooa.browser.supervising import words
from collective.tobaccooa.browser.supervising.board import Board
from collective.tobaccooa.documents.vocabularies import title_of_token
from collective.tobaccooa.inbox.sources import source_of
from typing import Any


COLUMNS = (
    (_("board_filter_light", default="Light"), 10),
    (_("label_title_document", default="Title"), 50),
    (_("label_document_number", default="Number"), 22),
    (_("label_document_type", default="Type"), 10),
    (_("label_urgency", default="Urgency"), 10),
    (_("label_step", default="Step"), 12),
    (_("board_filter_person", default="Holder"), 22),
    (_("board_column_since", default="Since"), 18),
    (_("board_column_age", default="Working days"), 12),
    (_("board_column_due", default="Due"), 12),
    (_("board_column_overdue", default="Days overdue"), 12),
    (_("board_column_opened", default="Opened"), 18),
    (_("board_column_urged", default="Urged"), 8),
)


class BoardSheet(Board):
    """One line for each holder of each document."""

    def __call__(self) -> bytes:
        """Send the file."""
        self.check_access()
        name = f"{self.say(self.page_title)} {self.unit.short_title or self.unit.title}"
        return self.send_sheet(name, COLUMNS, self.sheet_rows())

    def sheet_rows(self) -> Iterator[tuple[Any, ...]]:
        """Yield the lines, the worst first."""
        for row in self.rows:
            for line in row.lines:
                item, standing = line.item, line.standing
                yield (
                    self.say(words.LIGHT_TITLES[standing.light]),
                    item.title,
                    item.number,
                    self.say(title_of_token(item.document_type)) if item.document_type else "",
                    self.say(title_of_token(item.urgency)),
                    self.say(source_of(item.reference).step_title(item)),
                    self.directory.title_of(item.principal),
                    item.since,
                    standing.age_in_days,
                    item.due_on,
                    standing.overdue_in_days or None,
                    item.opened_at,
                    item.urged or None,
                )
