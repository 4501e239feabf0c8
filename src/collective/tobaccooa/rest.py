"""What all our REST services share: parsing, errors as JSON, batching, idempotency keys.

A service subclasses `OAService` and implements `answer()`. It parses, calls the domain, renders;
`reply()` turns a refusal of the domain into the right status and a JSON body
`{"type", "message", "reason"?, …}` whose sentences are in the caller's language.
"""

from __future__ import annotations

from AccessControl import getSecurityManager
from collections.abc import Callable
from collections.abc import Sequence
from collective.tobaccooa import _
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.exceptions import OAError
from collective.tobaccooa.exceptions import Refused
from collective.tobaccooa.i18n import say
from datetime import date
from datetime import datetime
from datetime import UTC
from plone.restapi.services import Service
from typing import Any
from urllib.parse import urlencode

import json
import plone.protect.interfaces
import re
import transaction
import zope.interface


MAX_KEY_LENGTH = 200
DEFAULT_BATCH = 25


def iso(value: datetime | date | None) -> str | None:
    """Render a time as ISO 8601 in UTC with seconds, a date as YYYY-MM-DD."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return value.isoformat() if value is not None else None


def error_body(error: OAError, request: Any = None) -> dict[str, Any]:
    """Return the JSON of a refusal; a guard's refusal names its sentence as `reason` too."""
    sentence = say(error.message, request)
    body = {"type": type(error).__name__, "message": sentence, **error.extra}
    if isinstance(error, Refused):
        body["reason"] = sentence
    return body


def depth(value: Any) -> int:
    """Return how many levels of lists and objects a parsed JSON value has."""
    levels, level = 0, [value]
    while level := [each for each in level if isinstance(each, (dict, list)) and each]:
        levels += 1
        parts = (each.values() if isinstance(each, dict) else each for each in level)
        level = [child for part in parts for child in part]
    return levels


class OAService(Service):
    """Base of the services; a subclass implements `answer`."""

    status = 200

    def answer(self) -> dict[str, Any]:
        """Return the JSON body; may set `self.status`; raises OAError."""
        raise TypeError(f"{type(self).__name__} does not answer")

    def reply(self) -> dict[str, Any]:
        if self.request.get("REQUEST_METHOD") not in ("GET", "HEAD"):
            # As every writing service of plone.restapi: who sends a token or a JSON body with
            # our Accept header is no forged form.
            zope.interface.alsoProvides(
                self.request, plone.protect.interfaces.IDisableCSRFProtection
            )
        try:
            body = self.answer()
        except OAError as error:
            transaction.abort()
            self.request.response.setStatus(error.status)
            return error_body(error, self.request)
        self.request.response.setStatus(self.status)
        return body

    @property
    def actor(self) -> str:
        """The user id of the caller."""
        return getSecurityManager().getUser().getId()

    @property
    def body(self) -> dict[str, Any]:
        """The request's JSON object.

        :raises InvalidInput: the body is not a JSON object.
        """
        raw = self.request.get("BODY") or b"{}"
        try:
            parsed = json.loads(raw)
        except (ValueError, RecursionError) as error:
            raise InvalidInput(
                _("error_body_not_json", default="The request body is not valid JSON.")
            ) from error
        if not isinstance(parsed, dict):
            raise InvalidInput(
                _("error_body_not_object", default="The request body must be a JSON object.")
            )
        return parsed

    @property
    def key(self) -> str | None:
        """The Idempotency-Key header.

        :raises InvalidInput: longer than 200 characters or not printable.
        """
        key = self.request.getHeader("Idempotency-Key")
        if key is None:
            return None
        if len(key) > MAX_KEY_LENGTH or not key.isprintable() or not key.strip():
            raise InvalidInput(
                _(
                    "error_idempotency_key",
                    default="The Idempotency-Key must be 1 to 200 printable characters.",
                )
            )
        return key

    def param(self, name: str, default: str = "") -> str:
        """One query parameter as text; the last one counts when it is given twice."""
        value = self.request.form.get(name, default)
        if isinstance(value, list):
            value = value[-1] if value else default
        return value.strip() if isinstance(value, str) else default

    def number_param(self, name: str, default: int) -> int:
        """A query parameter that is a whole number of at most nine digits.

        :raises InvalidInput: anything else was given.
        """
        value = self.param(name) or str(default)
        if not re.fullmatch(r"[0-9]{1,9}", value, re.ASCII):
            raise InvalidInput(
                _(
                    "error_not_a_number",
                    default="The parameter ${name} must be a whole number.",
                    mapping={"name": name},
                ),
                field=name,
            )
        return int(value)

    def day_param(self, name: str) -> date | None:
        """A query parameter that is a day (Asia/Shanghai), None when it is not given.

        :raises InvalidInput: it is no day.
        """
        value = self.param(name)
        if not value:
            return None
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise InvalidInput(
                _(
                    "error_not_a_day",
                    default="The parameter ${name} must be a day such as 2026-11-23.",
                    mapping={"name": name},
                ),
                field=name,
            ) from error

    def batch(
        self,
        items: Sequence[Any],
        make: Callable[[Any], dict[str, Any]],
        total: int | None = None,
    ) -> dict[str, Any]:
        """Return one page of `items` with links to the others.

        :param items: all items, or (when `total` is given) only those of the asked page.
        :param make: renders one item.
        :returns: `{"@id", "items", "items_total", "batching"?}`.
        """
        start = self.number_param("b_start", 0)
        size = max(1, self.number_param("b_size", DEFAULT_BATCH))
        page = items if total is not None else items[start : start + size]
        count = total if total is not None else len(items)
        here = self.request.get("ACTUAL_URL") or self.context.absolute_url()
        answer = {
            "@id": self._page_url(here, start, size),
            "items": [make(item) for item in page],
            "items_total": count,
        }
        if count > size:
            answer["batching"] = self._batching(here, start, size, count)
        return answer

    def _page_url(self, here: str, start: int, size: int) -> str:
        query = {k: v for k, v in self.request.form.items() if isinstance(v, str) and k[:2] != "b_"}
        if start:
            query["b_start"] = str(start)
        if size != DEFAULT_BATCH:
            query["b_size"] = str(size)
        return f"{here}?{urlencode(query)}" if query else here

    def _batching(self, here: str, start: int, size: int, count: int) -> dict[str, str]:
        last = (count - 1) // size * size
        links = {
            "@id": self._page_url(here, start, size),
            "first": self._page_url(here, 0, size),
            "last": self._page_url(here, last, size),
        }
        if start + size < count:
            links["next"] = self._page_url(here, start + size, size)
        if start:
            links["prev"] = self._page_url(here, max(0, start - size), size)
        return links
