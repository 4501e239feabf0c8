"""Keep an uploaded workbook between the trial run and the confirmation, one per administrator."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.organisation.store import organisation
from hashlib import sha256
from persistent import Persistent


class PendingWorkbook(Persistent):
    """An uploaded .xlsx file; `token` is its SHA-256 in hex."""

    def __init__(self, data: bytes, filename: str) -> None:
        self.data = data
        self.filename = filename
        self.token = sha256(data).hexdigest()


def keep(user_id: str, data: bytes, filename: str) -> str:
    """Keep a file, instead of the one before; returns its token."""
    pending = PendingWorkbook(data, filename)
    organisation(create=True).pending[user_id] = pending
    return pending.token


def kept(user_id: str, token: str) -> PendingWorkbook:
    """Return the file that was tried.

    :raises InvalidInput: it is gone, or another one has been tried since.
    """
    found = organisation().pending.get(user_id)
    if found is None or found.token != token:
        raise InvalidInput(
            _(
                "error_workbook_gone",
                default="The file that was tried is no longer here; choose it and try again.",
            ),
            field="file",
        )
    return found


def drop(user_id: str) -> None:
    """Forget the file."""
    pending = organisation(create=True).pending
    if user_id in pending:
        del pending[user_id]
