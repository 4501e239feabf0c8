"""What a person typed into the form of a document, as the values that documents take. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import hashlib
import json


LINES = (
    "document_type",
    "urgency",
    "department",
    "letterhead",
    "openness",
    "openness_reason",
    "contact",
    "notes",
)
INCOMING_LINES = ("document_type", "urgency", "department", "from_unit", "source_number", "notes")
RECIPIENTS = ("main_recipients", "copy_recipients")


def values_of(form: Mapping[str, Any], kind: str) -> dict[str, Any]:
    """Return the values of a document from a sent form.

    :param kind: `outgoing` or `incoming`.
    :returns: JSON types as `documents.validation.read_values` takes them; the text is HTML, or
        plain text when the form was sent without scripts.
    """
    values: dict[str, Any] = {"title": " ".join(_one(form, "title").split())}
    for name in LINES if kind == "outgoing" else INCOMING_LINES:
        if name in form:
            values[name] = _one(form, name) or None
    for name in ("openness_reason", "contact", "notes", "from_unit", "source_number"):
        if name in values and values[name] is None:
            values[name] = ""
    if kind == "outgoing":
        values["attachments_note"] = _one(form, "attachments_note")
        for name in RECIPIENTS:
            values[name] = recipients_of(form, name)
        values["concerned_departments"] = _many(form, "concerned_departments")
    values["text"] = text_of(form)
    return values


def recipients_of(form: Mapping[str, Any], name: str) -> list[str]:
    """Return the recipients ticked, then the outside bodies, one from each line."""
    outside = _one(form, f"{name}_outside").splitlines()
    lines = [line.strip() for line in outside if line.strip()]
    return [*_many(form, name), *(f"text:{line}" for line in lines)]


def text_of(form: Mapping[str, Any]) -> dict[str, str]:
    """Return the main text with its type: an editor sends HTML, a plain field plain text."""
    data = _one(form, "text").replace("\r\n", "\n")
    is_html = _one(form, "text_type") == "text/html" or data.lstrip().startswith("<")
    return {"data": data, "content-type": "text/html" if is_html else "text/plain"}


def digest_of(values: Mapping[str, Any]) -> str:
    """Return sha256 (hex) over the values, to tell a form sent twice from another one."""
    body = json.dumps(values, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()


def _one(form: Mapping[str, Any], name: str) -> str:
    value = form.get(name, "")
    if isinstance(value, (list, tuple)):
        value = value[-1] if value else ""
    return value.strip() if isinstance(value, str) else ""


def _many(form: Mapping[str, Any], name: str) -> list[str]:
    value = form.get(name, [])
    values = value if isinstance(value, (list, tuple)) else [value]
    return [each.strip() for each in values if isinstance(each, str) and each.strip()]
