"""How a portal looks, as far as its pages need to know."""

from __future__ import annotations

from collections.abc import Mapping
from collective.tobaccooa.portal.store import portal_record
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Look:
    """The face of a portal.

    :param attributes: of the page's root element, `data-…`.
    :param stylesheet: address of the portal's own custom properties, or "".
    :param layout: zone → ids of columns, as chosen.
    """

    attributes: Mapping[str, str] = field(default_factory=dict)
    stylesheet: str = ""
    layout: Mapping[str, Any] = field(default_factory=dict)
    title: str = ""
    subtitle: str = ""
    logo: str = ""


def face_of(unit_object: Any, today: date) -> Look:
    """Return how the portal of a unit looks on a day."""
    portal_record(unit_object)
    return Look()
