"""Read what a client sent for a document: each key by its own rule, before anything is stored.

Pure but for the `places` it asks whether a unit, department or letterhead exists. Nothing here
knows REST or forms: both pass the same `values` (JSON types).
"""

from __future__ import annotations

from collections.abc import Callable
from collective.tobaccooa import _
from collective.tobaccooa.documents.recipients import clean_line
from collective.tobaccooa.documents.recipients import MAX_RECIPIENTS
from collective.tobaccooa.documents.recipients import parse_recipient
from collective.tobaccooa.documents.recipients import RecipientKind
from collective.tobaccooa.documents.recipients import without_repeats
from collective.tobaccooa.documents.richtext import clean_html
from collective.tobaccooa.documents.richtext import plain_to_html
from collective.tobaccooa.documents.richtext import to_plain
from collective.tobaccooa.documents.schema import IIncomingDocument
from collective.tobaccooa.documents.schema import IOutgoingDocument
from collective.tobaccooa.documents.secrecy import classified
from collective.tobaccooa.documents.secrecy import refuse_classified
from collective.tobaccooa.documents.vocabularies import OPENNESS
from collective.tobaccooa.documents.vocabularies import TYPES_BY_TOKEN
from collective.tobaccooa.documents.vocabularies import URGENCIES
from collective.tobaccooa.exceptions import InvalidInput
from datetime import date
from typing import Any
from typing import Protocol

import re


SCHEMAS: dict[str, Any] = {
    "OutgoingDocument": IOutgoingDocument,
    "IncomingDocument": IIncomingDocument,
}
CHOICES = {
    "document_type": tuple(TYPES_BY_TOKEN),
    "urgency": tuple(token for token, title in URGENCIES),
    "openness": tuple(token for token, title in OPENNESS),
}
# 份号 and 密级 exist on classified documents only.
CLASSIFIED_KEYS = ("secrecy", "copy_number", "密级", "份号")


class Places(Protocol):
    """What validation asks the organisation."""

    def has_unit(self, code: str) -> bool:
        """Tell whether there is such a unit."""

    def has_department(self, department_id: str) -> bool:
        """Tell whether there is such a department."""

    def has_letterhead(self, ref: str) -> bool:
        """Tell whether there is such a letterhead, valid today."""


def read_values(portal_type: str, values: dict[str, Any], places: Places) -> dict[str, Any]:
    """Return the cleaned values of the keys given.

    :param values: JSON types; text as a string of HTML or `{"data", "content-type"}`.
    :returns: plain Python values; `text` is clean HTML.
    :raises InvalidInput: a key is unknown or a value cannot be taken; `field` names it.
    """
    fields = SCHEMAS[portal_type]
    cleaned: dict[str, Any] = {}
    for key, value in values.items():
        if key in CLASSIFIED_KEYS:
            if value not in (None, "", [], False):
                raise classified(str(value)[:20], key)
            continue
        if key not in fields or fields[key].readonly:
            raise _refuse(
                key,
                _(
                    "error_unknown_field",
                    default="There is no field “${name}” that can be set. Remove it and try again.",
                    mapping={"name": str(key)[:60]},
                ),
            )
        cleaned[key] = _READERS.get(key, _line)(key, value, fields[key], places)
    return cleaned


def require(values: dict[str, Any], *names: str) -> None:
    """Refuse when one of the named values is missing or empty.

    :raises InvalidInput: it is.
    """
    for name in names:
        if not values.get(name):
            raise _refuse(
                name,
                _(
                    "error_field_required",
                    default="“${field}” is missing. Please fill it in.",
                    mapping={"field": _label(name)},
                ),
            )


def _label(name: str) -> str:
    for fields in SCHEMAS.values():
        if name in fields:
            return fields[name].title
    return name


def _refuse(name: str, message: str) -> InvalidInput:
    return InvalidInput(message, field=name)


def _wrong(name: str) -> InvalidInput:
    return _refuse(
        name,
        _(
            "error_field_wrong",
            default="The value of “${field}” cannot be understood. Correct it and try again.",
            mapping={"field": _label(name)},
        ),
    )


def _line(name: str, value: Any, field: Any, places: Places) -> str | None:
    if value is None and not field.required:
        return field.default
    if not isinstance(value, str):
        raise _wrong(name)
    return _check_length(name, clean_line(value), field)


def _lines(name: str, value: Any, field: Any, places: Places) -> str | None:
    if value is None:
        return field.default
    if not isinstance(value, str):
        raise _wrong(name)
    text = "\n".join(clean_line(line) for line in value.splitlines())
    return _check_length(name, text.strip(), field)


def _check_length(name: str, text: str, field: Any) -> str:
    limit = field.max_length or 1000
    if len(text) > limit:
        raise _refuse(
            name,
            _(
                "error_field_too_long",
                default="“${field}” has ${length} characters; at most ${limit} are possible. "
                "Shorten it.",
                mapping={"field": field.title, "length": len(text), "limit": limit},
            ),
        )
    if field.required and not text:
        require({name: text}, name)
    refuse_classified(text, name)
    return text


def _choice(name: str, value: Any, field: Any, places: Places) -> str:
    if value is None and field.default is not None:
        return field.default
    if not isinstance(value, str) or value not in CHOICES[name]:
        raise _refuse(
            name,
            _(
                "error_field_choice",
                default="“${value}” is no possible value of “${field}”. Possible are: ${choices}.",
                mapping={
                    "field": field.title,
                    "value": str(value)[:60],
                    "choices": ", ".join(CHOICES[name]),
                },
            ),
        )
    return value


def _department(name: str, value: Any, field: Any, places: Places) -> str | None:
    if value in (None, ""):
        return None
    if not isinstance(value, str) or not places.has_department(value):
        raise _nowhere(name, value)
    return value


def _departments(name: str, value: Any, field: Any, places: Places) -> list[str]:
    items = _list_of_text(name, value)
    return [_department(name, item, field, places) or "" for item in dict.fromkeys(items) if item]


def _letterhead(name: str, value: Any, field: Any, places: Places) -> str | None:
    if value in (None, ""):
        return None
    if not isinstance(value, str) or not places.has_letterhead(value):
        raise _nowhere(name, value)
    return value


def _nowhere(name: str, value: Any) -> InvalidInput:
    return _refuse(
        name,
        _(
            "error_field_nowhere",
            default="“${value}” in “${field}” does not exist (any more). Choose another.",
            mapping={"field": _label(name), "value": str(value)[:80]},
        ),
    )


def _list_of_text(name: str, value: Any) -> list[str]:
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise _wrong(name)
    if len(value) > MAX_RECIPIENTS:
        raise _refuse(
            name,
            _(
                "error_too_many",
                default="“${field}” has ${count} entries; at most ${limit} are possible.",
                mapping={"field": _label(name), "count": len(value), "limit": MAX_RECIPIENTS},
            ),
        )
    return value


def read_recipients(name: str, value: Any, places: Places) -> list[str]:
    """Return the recipient strings, each once; shared with sending to forgotten recipients.

    :raises InvalidInput: one cannot be read or does not exist.
    """
    found = []
    for text in _list_of_text(name, value):
        recipient = parse_recipient(text)
        if recipient is None:
            raise _refuse(
                name,
                _(
                    "error_recipient",
                    default="“${value}” is no recipient. Choose a unit or department, or write the "
                    "name of an outside body (at most 200 characters).",
                    mapping={"value": text[:80]},
                ),
            )
        known = {
            RecipientKind.UNIT: places.has_unit,
            RecipientKind.DEPARTMENT: places.has_department,
        }.get(recipient.kind)
        if known is not None and not known(recipient.value):
            raise _nowhere(name, text)
        if recipient.kind is RecipientKind.TEXT:
            refuse_classified(recipient.value, name)
        found.append(recipient)
    return [str(recipient) for recipient in without_repeats(found)]


def _recipients(name: str, value: Any, field: Any, places: Places) -> list[str]:
    return read_recipients(name, value, places)


def _text(name: str, value: Any, field: Any, places: Places) -> str:
    content_type = "text/html"
    if isinstance(value, dict):
        content_type = value.get("content-type") or value.get("content_type") or content_type
        value = value.get("data")
    if value is None:
        return ""
    if not isinstance(value, str) or not isinstance(content_type, str):
        raise _wrong(name)
    if content_type.startswith("text/plain"):
        value = plain_to_html(value)
    elif not content_type.startswith("text/html"):
        raise _wrong(name)
    html = clean_html(value)
    refuse_classified(to_plain(html), name)
    return html


def _day(name: str, value: Any, field: Any, places: Places) -> date | None:
    if value in (None, ""):
        return None
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise _wrong(name)
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise _wrong(name) from error


def _count(name: str, value: Any, field: Any, places: Places) -> int | None:
    if value in (None, ""):
        return None
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,6}", value):
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise _wrong(name)
    if not field.min <= value <= field.max:
        raise _wrong(name)
    return value


_READERS: dict[str, Callable[[str, Any, Any, Places], Any]] = {
    "document_type": _choice,
    "urgency": _choice,
    "openness": _choice,
    "department": _department,
    "concerned_departments": _departments,
    "letterhead": _letterhead,
    "main_recipients": _recipients,
    "copy_recipients": _recipients,
    "attachments_note": _lines,
    "text": _text,
    "printed_on": _day,
    "dated_on": _day,
    "due_on": _day,
    "copies": _count,
}
