"""Where pictures inside a text are stored: `portal/pictures` keeps them small, with the column."""

from __future__ import annotations

from collective.tobaccooa.exceptions import OAError
from collective.tobaccooa.portal.pasting.embedded import Keep
from collective.tobaccooa.portal.pasting.embedded import Stored
from typing import Any


try:
    from collective.tobaccooa.portal.pictures.inline import keep_picture
except ImportError:
    # the part `pictures` is not there: what is embedded stays so
    keep_picture = None


def keeper_of(column: Any) -> Keep | None:
    """Return what stores embedded pictures with a column.

    What isn't a picture, or one that can't be made small, is refused there and left out here.
    """

    if keep_picture is None:
        return None

    def keep(data: bytes) -> Stored | None:
        try:
            kept = keep_picture(column, data)
        except OAError:
            return None
        return Stored(kept.src, kept.width, kept.height)

    return keep
