"""Where pictures inside a text are stored: `portal/pictures` keeps them small, with the column."""

from __future__ import annotations

from collective.tobaccooa.exceptions import OAError
from collective.tobaccooa.portal.pasting.embedded import Keep
from collective.tobaccooa.portal.pasting.embedded import Stored
from collective.tobaccooa.portal.pictures.inline import keep_picture
from typing import Any


def keeper_of(column: Any) -> Keep:
    """Return what stores embedded pictures with a column.

    What isn't a picture, or one that can't be made small, is refused there and left out here.
    """

    def keep(data: bytes) -> Stored | None:
        try:
            kept = keep_picture(column, data)
        except OAError:
            return None
        return Stored(kept.src, kept.width, kept.height)

    return keep
