"""The shapes of a workbook: columns, rows, mistakes, changes, the report. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from typing import Any
from typing import Protocol


Values = Mapping[str, Any]
Key = tuple[Any, ...]

MAX_TEXT = 200

CREATED = "created"
CHANGED = "changed"
UNCHANGED = "unchanged"


@dataclass(frozen=True)
class Column:
    """One column of a sheet.

    :param id: the header in CSV files, ASCII.
    :param title: the header in .xlsx files, Chinese. Both are accepted everywhere: headers are
        part of the file format and don't follow the reader's language.
    :param kind: `id` (no spaces inside), `text`, `name` (a person's: spaces between Han characters
        are dropped), `integer`, `yesno`, `date`, `choice`, `ids` (a set, kept sorted) or `tokens`
        (a list, order kept).
    :param key: part of what identifies a row.
    :param required: may not be empty.
    :param default: the value of an empty cell.
    :param choices: of a `choice`, (token, Chinese label); either is accepted.
    :param note: one Chinese sentence for the instructions sheet.
    """

    id: str
    title: str
    kind: str = "text"
    key: bool = False
    required: bool = False
    default: Any = None
    choices: tuple[tuple[str, str], ...] = ()
    note: str = ""
    max_length: int = MAX_TEXT

    @property
    def empty(self) -> Any:
        """The value of an empty cell: `default`, else what is empty of this kind."""
        if self.default is not None:
            return self.default
        return {"ids": (), "tokens": (), "integer": None, "halves": None, "date": None}.get(
            self.kind, False if self.kind == "yesno" else ""
        )


@dataclass(frozen=True)
class Formula:
    """A cell that holds a formula: never evaluated, always a mistake."""

    text: str


@dataclass(frozen=True)
class RawSheet:
    """A sheet as it was read: its name, its headers, its rows with their line numbers."""

    name: str
    header: tuple[Any, ...]
    rows: tuple[tuple[int, tuple[Any, ...]], ...]


@dataclass(frozen=True)
class Row:
    """A row of a file.

    :param number: its line in the file (the header is 1).
    :param unread: columns whose cells could not be read: a mistake each, and empty in `values`, so
        that the rest of the row can still be checked.
    """

    number: int
    values: Values
    unread: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Mistake:
    """What is wrong and where; `message` is a Message, `column` the Chinese header or ""."""

    sheet: str
    row: int | None
    column: str
    message: str


@dataclass(frozen=True)
class Change:
    """What a row does: `kind` is created, changed or unchanged; `before` what was there."""

    kind: str
    row: Row
    before: Values | None = None

    @property
    def values(self) -> Values:
        """The values the row sets."""
        return self.row.values


class Sheet(Protocol):
    """What the planner needs of an `interfaces.IWorkbookSheet`."""

    name: str
    title: str
    order: int
    columns: tuple[Column, ...]

    def export(self) -> Iterable[Values]:
        """Return the rows as they are in the site."""

    def canonical(self, values: dict[str, Any]) -> dict[str, Any]:
        """Return the values in the form in which `export` gives them."""

    def check(self, row: Row, book: Book) -> Iterator[tuple[str, str]]:
        """Yield (column id, Message) for whatever is wrong beyond a cell's own form."""


@dataclass
class Book:
    """All sheets as they will be after the import: what is there, overlaid by the file's rows."""

    tables: dict[str, dict[Key, Values]] = field(default_factory=dict)

    def has(self, sheet: str, *key: Any) -> bool:
        """Tell whether a row with that key will be there."""
        return key in self.tables.get(sheet, {})

    def row(self, sheet: str, *key: Any) -> Values | None:
        """Return the row with that key as it will be, None if there will be none."""
        return self.tables.get(sheet, {}).get(key)

    def rows(self, sheet: str) -> Iterable[Values]:
        """Return all rows of a sheet as they will be."""
        return self.tables.get(sheet, {}).values()


@dataclass(frozen=True)
class OneTimePassword:
    """A new person's password, shown once to the importing administrator and never stored."""

    user_id: str
    fullname: str
    password: str


@dataclass
class Session:
    """What the sheets share while a plan is carried out.

    :param password: given to all new people, who then need not change it (demo only); None makes
        one-time passwords.
    """

    password: str | None = None
    passwords: list[OneTimePassword] = field(default_factory=list)


@dataclass(frozen=True)
class SheetReport:
    """What happens to one sheet; each list holds the keys of rows as text."""

    name: str
    title: str
    created: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()


@dataclass(frozen=True)
class Report:
    """The answer of an import.

    :param applied: the plan was carried out (never when there is a mistake or in a dry run).
    """

    sheets: tuple[SheetReport, ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    passwords: tuple[OneTimePassword, ...] = ()
    applied: bool = False

    @property
    def writes(self) -> int:
        """How many rows are created or changed."""
        return sum(len(sheet.created) + len(sheet.changed) for sheet in self.sheets)
