"""What can go wrong in the domain, as sentences for the user and a status for machines.

Each error carries a translatable message that says what is wrong, where, and what to do. Pages show
it, services answer with it as JSON (`collective.tobaccooa.rest`). Nothing is half done when one of
these is raised: it aborts the caller's transaction.
"""

from __future__ import annotations

from typing import Any


class OAError(Exception):
    """Base of all refusals.

    :param message: a zope.i18nmessageid Message: what is wrong and what to do.
    :param extra: further keys for machines, JSON-serialisable.
    """

    status = 400

    def __init__(self, message: str, **extra: Any) -> None:
        super().__init__(str(message))
        self.message = message
        self.extra = extra


class InvalidInput(OAError):
    """A value cannot be accepted (400); `field` names it."""

    def __init__(self, message: str, field: str | None = None, **extra: Any) -> None:
        if field is not None:
            extra["field"] = field
        super().__init__(message, **extra)
        self.field = field


class ChoiceNeeded(OAError):
    """The next handlers must be chosen (400); `candidates` lists whom to choose from.

    :param candidates: `[{"id", "fullname", "department", "post", "absent", "delegates"}]`.
    """

    def __init__(self, message: str, candidates: list[dict[str, Any]], **extra: Any) -> None:
        super().__init__(message, candidates=candidates, **extra)
        self.candidates = candidates


class Refused(OAError):
    """A guard said no (403); the message is its reason."""

    status = 403


class NotHere(OAError):
    """There is no such thing, or the caller may not know of it (404)."""

    status = 404


class OutOfDate(OAError):
    """Somebody else was faster, or the page is older than the document (409)."""

    status = 409


class KeyReused(OAError):
    """An Idempotency-Key came again with another body (422)."""

    status = 422
