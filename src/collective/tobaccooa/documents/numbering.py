"""How a document number (发文字号) is written, read and chosen: pure rules, no site.

A number is organ code (机关代字) + year in hexagonal brackets + serial + 号, such as
某烟办〔2026〕118号: brackets U+3014/U+3015, four digits of year, no 第, no leading zeros
(source: GB/T 9704-2012, 7.2.5, as paraphrased in the project's references). Each organ code counts
from 1 every calendar year; gaps may occur but must be explained (practice of offices).
"""

from __future__ import annotations

from collections.abc import Container
from collections.abc import Iterable
from collective.tobaccooa import _
from collective.tobaccooa.exceptions import InvalidInput
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import re
import unicodedata


MAX_SERIAL = 99999

HAN = "\u3400-\u9fff"
ORGAN_CODE = re.compile(f"[{HAN}]{{2,12}}")

# Brackets seen in real texts for 〔〕 (U+3014/U+3015).
_OPENING = "[［(（【﹝〔〖「{｛"
_CLOSING = "]］)）】﹞〕〗」}｝"
_BRACKETS = str.maketrans(dict.fromkeys(_OPENING, "〔") | dict.fromkeys(_CLOSING, "〕"))

_NUMBER = re.compile(f"(?P<code>[{HAN}]*)〔(?P<year>[0-9]{{4}})〕第?(?P<serial>[0-9]*)号?")
_SERIAL = re.compile("第?(?P<serial>[0-9]+)号?")


class NumberState(StrEnum):
    """What has become of a number; a number never becomes free again once issued or voided."""

    ISSUED = "issued"
    RESERVED = "reserved"
    VOIDED = "voided"


@dataclass(frozen=True, order=True)
class DocumentNumber:
    """A complete number; `str()` renders it."""

    organ_code: str
    year: int
    serial: int

    def __str__(self) -> str:
        return render(self.organ_code, self.year, self.serial)


@dataclass(frozen=True)
class NumberEntry:
    """One line of a ledger.

    :param document: reference of the document that has, or had, the number, or None.
    :param by: user id of who did it last; :param at: aware UTC datetime of that.
    :param reason: why it was reserved or voided.
    :param held: True when it was reserved before it was issued, so that issuing it does not move
        the ledger's position.
    """

    serial: int
    state: NumberState
    document: str | None
    by: str
    at: datetime
    reason: str = ""
    held: bool = False


@dataclass(frozen=True)
class NumberWish:
    """What the clerk asked for at the numbering step.

    :param year: the year chosen by the clerk, or None for the year of issue.
    :param serial: the manual serial, or None for the next one.
    """

    year: int | None = None
    serial: int | None = None


def render(organ_code: str, year: int, serial: int) -> str:
    """Return the number as it is printed, such as ``某烟办〔2026〕118号``."""
    return f"{organ_code}〔{year}〕{serial}号"


def _fold(text: str) -> str:
    """Unify digits and brackets, drop every space, control and zero-width character."""
    kept = []
    for character in text.translate(_BRACKETS):
        if character.isspace() or unicodedata.category(character) in ("Cc", "Cf"):
            continue
        kept.append(str(unicodedata.decimal(character)) if character.isdecimal() else character)
    return "".join(kept)


def parse(text: str) -> DocumentNumber | None:
    """Read a number as people type it; None when it is not a complete number.

    Any of ``[ ] ( ) 【 】 ﹝ ﹞``, full-width digits, spaces, leading zeros and 第 are understood.
    """
    match = _NUMBER.fullmatch(_fold(text))
    if not match or not match["serial"] or not ORGAN_CODE.fullmatch(match["code"]):
        return None
    serial = int(match["serial"])
    if not 1 <= serial <= MAX_SERIAL or not valid_year(int(match["year"])):
        return None
    return DocumentNumber(match["code"], int(match["year"]), serial)


def normalise(text: str) -> str:
    """Return the form in which numbers are compared: canonical when it can be read, else folded.

    For fields that hold numbers of other organs too, whose form may differ.
    """
    number = parse(text)
    return str(number) if number else _fold(text)


def valid_year(year: int) -> bool:
    """Tell whether a ledger can exist for the year."""
    return 1949 <= year <= 2999


def check_organ_code(code: str) -> str:
    """Return the organ code (机关代字), cleaned.

    :raises InvalidInput: it is not 2 to 12 Han characters.
    """
    cleaned = _fold(code)
    if not ORGAN_CODE.fullmatch(cleaned):
        raise InvalidInput(
            _(
                "error_organ_code",
                default="The organ code “${code}” must be 2 to 12 Chinese characters, without "
                "brackets, digits or letters.",
                mapping={"code": code},
            ),
            field="organ_code",
        )
    return cleaned


def read_wish(asked: str | int | None, organ_code: str) -> NumberWish:
    """Understand what was given as `number` at the numbering step.

    Accepted: None or "" (next number of this year), a whole number, ``118号``, the whole number
    ``某烟办〔2025〕118号``, ``〔2025〕118号``, and ``〔2025〕`` alone (next number of that year).

    :raises InvalidInput: it cannot be read, is out of range, or names another organ code.
    """
    if asked is None or (isinstance(asked, str) and not asked.strip()):
        return NumberWish()
    if isinstance(asked, bool) or not isinstance(asked, (str, int)) or len(str(asked)) > 60:
        raise _unreadable("…", organ_code)
    if isinstance(asked, int):
        return NumberWish(None, _check_serial(asked))
    folded = _fold(asked)
    plain = _SERIAL.fullmatch(folded)
    if plain:
        return NumberWish(None, _check_serial(int(plain["serial"])))
    match = _NUMBER.fullmatch(folded)
    if not match or not valid_year(int(match["year"])):
        raise _unreadable(asked, organ_code)
    if match["code"] and match["code"] != organ_code:
        raise InvalidInput(
            _(
                "error_number_other_code",
                default="The number ${number} has another organ code than this document’s "
                "letterhead (${code}). Correct the number, or have the letterhead changed.",
                mapping={"number": asked, "code": organ_code},
            ),
            field="number",
        )
    serial = _check_serial(int(match["serial"])) if match["serial"] else None
    return NumberWish(int(match["year"]), serial)


def choose_year(wish: NumberWish, today_year: int, signed_year: int | None) -> int:
    """Return the ledger's year: that of issue, or last year's for a document signed then.

    Numbers restart with the calendar year of issue (Asia/Shanghai); the ledger of the year of
    signing stays open for it when the clerk chooses so (seed: practice at the turn of the year).

    :raises InvalidInput: another year was asked for.
    """
    if wish.year is None or wish.year == today_year:
        return today_year
    if wish.year == signed_year:
        return wish.year
    raise InvalidInput(
        _(
            "error_number_year",
            default="A number of ${year} cannot be given: the document was neither signed in that "
            "year nor is it that year now. Choose a number of ${this_year}.",
            mapping={"year": wish.year, "this_year": today_year},
        ),
        field="number",
    )


def next_serial(taken: Container[int], position: int) -> int:
    """Return the first serial after the ledger's position that nothing holds."""
    serial = position + 1
    while serial in taken:
        serial += 1
    return serial


def check_free(entry: NumberEntry | None, document: str | None, name: str) -> None:
    """Refuse a manual serial that something else holds.

    :param entry: the ledger's line of that serial, None when nothing holds it.
    :param document: reference of the document that wants it; its own reservation is no obstacle.
    :param name: the rendered number, for the sentence.
    :raises InvalidInput: the number was issued, is reserved for something else, or was voided.
    """
    if entry is None:
        return
    if entry.state is NumberState.RESERVED and document and entry.document == document:
        return
    raise InvalidInput(_taken_message(entry.state, name, entry.reason), field="number")


def gaps(serials: Iterable[int], position: int) -> list[tuple[int, int]]:
    """Return the runs (first, last) of serials up to `position` that have no entry."""
    found: list[tuple[int, int]] = []
    expected = 1
    for serial in sorted(serials):
        if serial > position:
            break
        if serial > expected:
            found.append((expected, serial - 1))
        expected = serial + 1
    if expected <= position:
        found.append((expected, position))
    return found


def _taken_message(state: NumberState, name: str, reason: str) -> str:
    mapping = {"number": name, "reason": reason}
    if state is NumberState.ISSUED:
        return _(
            "error_number_issued",
            default="The number ${number} has been given to another document. Take another "
            "number, or leave the field empty for the next one.",
            mapping=mapping,
        )
    if state is NumberState.RESERVED:
        return _(
            "error_number_reserved",
            default="The number ${number} is reserved (${reason}). Release it first, or take "
            "another number.",
            mapping=mapping,
        )
    return _(
        "error_number_voided",
        default="The number ${number} was voided (${reason}) and is never used again. Take "
        "another number, or leave the field empty for the next one.",
        mapping=mapping,
    )


def _check_serial(serial: int) -> int:
    if not 1 <= serial <= MAX_SERIAL:
        raise InvalidInput(
            _(
                "error_number_range",
                default="The serial must be a whole number from 1 to ${last}.",
                mapping={"last": MAX_SERIAL},
            ),
            field="number",
        )
    return serial


def _unreadable(asked: str, organ_code: str) -> InvalidInput:
    return InvalidInput(
        _(
            "error_number_unreadable",
            default="“${number}” cannot be read as a document number. Write the serial alone, such "
            "as 118, or the whole number, such as ${example}.",
            mapping={"number": asked, "example": render(organ_code, 2026, 118)},
        ),
        field="number",
    )
