"""The fields of an item's form, by type, and how what was typed becomes values. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from collective.tobaccooa import _
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from datetime import datetime
from datetime import time
from typing import Any
from zoneinfo import ZoneInfo

import re


SHANGHAI = ZoneInfo("Asia/Shanghai")
#: Fields of the form, by type, in order.
FIELDS: dict[str, tuple[str, ...]] = {
    "News Item": ("title", "description", "image", "image_caption", "text", "effective", "expires"),
    "Document": ("title", "description", "text", "effective", "expires"),
    "Event": ("title", "start", "end", "whole_day", "location", "description", "text"),
    "File": ("title", "file", "description", "effective", "expires"),
    "Image": ("title", "image", "description"),
    "Link": ("title", "remoteUrl", "description"),
}
TITLES = {
    "News Item": _("type_news_item", default="Article"),
    "Document": _("type_document", default="Page"),
    "Event": _("type_event", default="Event"),
    "File": _("type_file", default="File"),
    "Image": _("type_image", default="Picture"),
    "Link": _("type_link", default="Link"),
}
LONGEST = {
    "title": 300,
    "description": 1000,
    "image_caption": 300,
    "location": 300,
    "remoteUrl": 2000,
}
TIMES = ("effective", "expires", "start", "end")
ADDRESS = re.compile(r"https?://[^\s/$.?#][^\s]*", re.IGNORECASE)
#: What a browser's datetime-local field sends.
LOCAL = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::\d{2})?)?")


@dataclass
class Typed:
    """What was typed: values by field, and what is wrong by field."""

    values: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


def read(portal_type: str, form: Mapping[str, str]) -> Typed:
    """Return the values of a form of one type.

    :param form: field → text as typed; files are not in it.
    :returns: texts stripped, times aware in Asia/Shanghai or None, `whole_day` bool.
    """
    typed = Typed()
    for name in FIELDS[portal_type]:
        if name in ("image", "file"):
            continue
        text = form.get(name, "").strip()
        if name in TIMES:
            typed.values[name] = _time(name, text, typed.errors)
        elif name == "whole_day":
            typed.values[name] = bool(text)
        else:
            typed.values[name] = text
            if len(text) > LONGEST.get(name, len(text)):
                typed.errors[name] = _too_long(LONGEST[name])
    _check(portal_type, typed)
    return typed


def _check(portal_type: str, typed: Typed) -> None:
    values, errors = typed.values, typed.errors
    if not values["title"]:
        errors["title"] = _("error_item_title", default="Please enter a title.")
    if portal_type == "Link" and not ADDRESS.fullmatch(values["remoteUrl"]):
        errors["remoteUrl"] = _(
            "error_item_address",
            default="Please enter the whole address, beginning with http:// or https://.",
        )
    if portal_type == "Event":
        _check_event(values, errors)
    begin, end = values.get("effective"), values.get("expires")
    if begin and end and end <= begin:
        errors["expires"] = _(
            "error_item_expires", default="It must end after it begins to be shown."
        )


def _check_event(values: dict[str, Any], errors: dict[str, str]) -> None:
    if values["start"] is None:
        errors.setdefault("start", _("error_event_start", default="When does it begin?"))
    elif values["end"] is None:
        values["end"] = values["start"]
    elif values["end"] < values["start"]:
        errors["end"] = _("error_event_end", default="It can't end before it begins.")


def _time(name: str, text: str, errors: dict[str, str]) -> datetime | None:
    if not text:
        return None
    found = LOCAL.fullmatch(text)
    try:
        if found is None:
            raise ValueError(text)
        hour = time.fromisoformat(found[2]) if found[2] else time()
        return datetime.combine(date.fromisoformat(found[1]), hour, SHANGHAI)
    except ValueError:
        errors[name] = _(
            "error_item_time",
            default="“${text}” is no date and time; write it as 2026-09-01 08:30.",
            mapping={"text": text[:40]},
        )
        return None


def _too_long(limit: int) -> str:
    return _(
        "error_item_too_long",
        default="At most ${limit} characters, please.",
        mapping={"limit": str(limit)},
    )


def local(value: datetime | None) -> str:
    """Return a time as a datetime-local field wants it, Asia/Shanghai; "" for None."""
    return f"{value.astimezone(SHANGHAI):%Y-%m-%dT%H:%M}" if value is not None else ""
