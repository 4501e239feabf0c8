"""What a frame needs to show a portal in its face: `look_of(unit)`, asked once in a request."""

from __future__ import annotations

from collective.tobaccooa.organisation import clock
from collective.tobaccooa.portal.styles import css
from collective.tobaccooa.portal.styles.keeping import face_of
from collective.tobaccooa.portal.styles.keeping import mourning_periods
from collective.tobaccooa.portal.styles.model import Face
from collective.tobaccooa.portal.styles.mourning import as_data
from collective.tobaccooa.portal.styles.mourning import is_mourning
from collective.tobaccooa.portal.styles.mourning import Period
from collective.tobaccooa.portal.styles.mourning import still_to_come
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from plone import api
from typing import Any

import hashlib


HERE = Path(__file__).parent
STATIC = HERE / "static"
RESOURCES = "++resource++tobaccooa-portal-styles"
#: The modules that a style sheet is made by; a new release gives all sheets new addresses.
_MAKERS = ("contrast.py", "css.py", "designs.py", "drawings.py", "palette.py")


def _digest(*parts: bytes) -> str:
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:12]


#: Changes with our scripts, so that browsers may keep them for long.
VERSION = _digest(*(path.read_bytes() for path in sorted(STATIC.iterdir()) if path.is_file()))
#: Rules for what `@@portal-footer` and `@@portal-display` write.
FOOTER = (STATIC / "footer.css").read_text("utf-8")
_MADE_BY = _digest(FOOTER.encode(), *((HERE / name).read_bytes() for name in _MAKERS))


@lru_cache(maxsize=128)
def face_version(face: Face) -> str:
    """Return what changes with the style sheet of a face and with nothing else."""
    shown = (face.design, face.brand, face.accent, face.header, face.banner)
    return _digest(_MADE_BY.encode(), repr(shown).encode())


@lru_cache(maxsize=128)
def sheet_of(face: Face, unit_url: str) -> str:
    """Return the style sheet of a face with that of the footer, which spares pages a request.

    Kept in memory, as a portal asks for the same one all day.
    """
    return css.stylesheet(face, picture_url(face, unit_url, "banner")) + FOOTER


def picture_url(face: Face, unit_url: str, kind: str) -> str:
    """Return the address of a face's banner or logo; "" when it has none."""
    digest = getattr(face, kind)
    return f"{unit_url}/portal-{kind}?{digest}" if digest else ""


@dataclass(frozen=True)
class Look:
    """The face of a portal, ready for a frame.

    :ivar unit_url: address of the portal; `site_url`: of the whole site.
    :ivar periods: mourning days that are not over; `grey`: today is one.
    """

    face: Face
    unit_url: str
    site_url: str
    periods: tuple[Period, ...] = ()
    grey: bool = False

    @property
    def stylesheet(self) -> str:
        """Address of the style sheet; another one for every other face."""
        return f"{self.unit_url}/portal-style.css?{face_version(self.face)}"

    @property
    def scripts(self) -> tuple[str, ...]:
        """Addresses of plain scripts for the head, without `defer`: they act before the paint."""
        return (f"{self.site_url}/{RESOURCES}/display.js?{VERSION}",)

    @property
    def attributes(self) -> dict[str, str]:
        """Attributes of `<html>`; `data-mourning` lets kept pages turn grey by themselves."""
        found = css.face_attributes(self.face)
        if self.periods:
            found["data-mourning"] = as_data(self.periods)
        if self.grey:
            found["data-grey"] = "yes"
        return found

    @property
    def title(self) -> str:
        """The banner's title; "" for the unit's name."""
        return self.face.title

    @property
    def subtitle(self) -> str:
        """The line under the title."""
        return self.face.subtitle

    @property
    def logo(self) -> str:
        """Address of the logo; "" for none."""
        return picture_url(self.face, self.unit_url, "logo")

    @property
    def layout(self) -> dict[str, tuple[str, ...]]:
        """Zone → ids of columns as chosen; what was not chosen is not in it."""
        return dict(self.face.layout)


def look_of(unit_object: Any, today: date | None = None) -> Look:
    """Return how a unit's portal looks; writes nothing.

    :param today: the day in Asia/Shanghai; this one when left out.
    """
    today = today or clock.today()
    periods = still_to_come(mourning_periods(), today)
    return Look(
        face_of(unit_object),
        unit_object.absolute_url(),
        api.portal.get().absolute_url(),
        periods,
        is_mourning(periods, today),
    )
