"""Read and write single cells. Pure.

People type what they are used to: full-width digits, spaces for alignment, 是 or yes, dates in
three ways. All of that is understood; what is not is a mistake with a sentence, never a guess.
"""

from __future__ import annotations

from collections.abc import Callable
from collective.tobaccooa import _
from collective.tobaccooa.organisation.workbook.model import Column
from collective.tobaccooa.organisation.workbook.model import Formula
from datetime import date
from datetime import datetime
from typing import Any

import re
import unicodedata


YES = {"是", "有", "在职", "yes", "y", "true", "1"}
NO = {"否", "无", "离职", "no", "n", "false", "0"}
MAX_INTEGER = 1_000_000
BETWEEN_HAN = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")
SEPARATORS = re.compile(r"[\s,;、，；]+")
DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")


class CellError(Exception):
    """A cell that cannot be read; `message` is for the user."""

    def __init__(self, message: str) -> None:
        super().__init__(str(message))
        self.message = message


def read_cell(column: Column, cell: Any) -> Any:
    """Return the value of a cell.

    :raises CellError: it can't be a value of this column.
    """
    if isinstance(cell, Formula):
        raise CellError(
            _(
                "error_cell_formula",
                default="Formulas are not accepted; paste the value instead.",
            )
        )
    text = plain(cell)
    if text == "":
        if column.required or column.key:
            raise CellError(_("error_cell_empty", default="This cell must not be empty."))
        return column.empty
    return READERS[column.kind](column, cell, text)


def plain(cell: Any) -> str:
    """Return a cell as text without control and invisible characters and outer spaces."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    text = "".join(" " if char in "\t\r\n" else char for char in str(cell))
    kept = (char for char in text if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co"))
    return "".join(kept).strip()


def folded(text: str) -> str:
    """Return text with full-width letters, digits and signs made half-width (NFKC)."""
    return unicodedata.normalize("NFKC", text).strip()


def _text(column: Column, cell: Any, text: str) -> str:
    if len(text) > column.max_length:
        raise CellError(
            _(
                "error_cell_long",
                default="The text has ${length} characters; at most ${most} are possible.",
                mapping={"length": len(text), "most": column.max_length},
            )
        )
    return text


def _name(column: Column, cell: Any, text: str) -> str:
    return _text(column, cell, BETWEEN_HAN.sub("", text))


def _id(column: Column, cell: Any, text: str) -> str:
    token = folded(text)
    if re.search(r"\s", token):
        raise CellError(_("error_cell_spaces", default="There must be no spaces inside."))
    return _text(column, cell, token)


def _integer(column: Column, cell: Any, text: str) -> int:
    digits = folded(text)
    if not re.fullmatch(r"-?[0-9]{1,7}", digits) or abs(int(digits)) > MAX_INTEGER:
        raise CellError(
            _(
                "error_cell_integer",
                default="${value} is not a whole number.",
                mapping={"value": text[:40]},
            )
        )
    return int(digits)


def _halves(column: Column, cell: Any, text: str) -> float:
    """Working days and halves of them; whole ones as int."""
    digits = folded(text)
    if not re.fullmatch(r"[0-9]{1,4}(\.[05]0*)?", digits):
        raise CellError(
            _(
                "error_cell_halves",
                default="${value} is no number of days and half days; write 1, 0.5 or 2.5.",
                mapping={"value": text[:40]},
            )
        )
    value = float(digits)
    return int(value) if value.is_integer() else value


def _yesno(column: Column, cell: Any, text: str) -> bool:
    word = folded(text).lower()
    if word in YES:
        return True
    if word in NO:
        return False
    raise CellError(
        _("error_cell_yesno", default="Write 是 or 否, not ${value}.", mapping={"value": text[:40]})
    )


def _date(column: Column, cell: Any, text: str) -> date:
    found = DATE.fullmatch(folded(text))
    try:
        if found:
            return date(*(int(part) for part in found.groups()))
    except ValueError:
        found = None
    raise CellError(
        _(
            "error_cell_date",
            default="${value} is not a date; write it like 2026-09-01.",
            mapping={"value": text[:40]},
        )
    )


def _choice(column: Column, cell: Any, text: str) -> str:
    word = folded(text)
    for token, label in column.choices:
        if word in (token, folded(label)):
            return token
    raise CellError(
        _(
            "error_cell_choice",
            default="${value} is not possible here; choose from: ${choices}.",
            mapping={
                "value": text[:40],
                "choices": "、".join(label for _token, label in column.choices),
            },
        )
    )


def _tokens(column: Column, cell: Any, text: str) -> tuple[str, ...]:
    found = (token for token in SEPARATORS.split(folded(text)) if token)
    return tuple(dict.fromkeys(found))


def _ids(column: Column, cell: Any, text: str) -> tuple[str, ...]:
    return tuple(sorted(_tokens(column, cell, text)))


READERS: dict[str, Callable[[Column, Any, str], Any]] = {
    "text": _text,
    "name": _name,
    "id": _id,
    "integer": _integer,
    "halves": _halves,
    "yesno": _yesno,
    "date": _date,
    "choice": _choice,
    "tokens": _tokens,
    "ids": _ids,
}


def write_cell(column: Column, value: Any) -> str | int | float | None:
    """Return what to write for a value, so that `read_cell` gives it back."""
    if value is None or value == "" or value == ():
        return None
    if column.kind == "yesno":
        return "是" if value else "否"
    if column.kind == "date":
        return value.isoformat()
    if column.kind in ("ids", "tokens"):
        return "、".join(value)
    if column.kind == "choice":
        return dict(column.choices).get(value, value)
    return value
