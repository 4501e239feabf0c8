"""Where faces and mourning days lie, and the only writer of them.

The present face is `PortalRecord.face`, plain values. Earlier faces and the pictures are in a part
of the record that a unit gets with its first change; mourning days are in one of the site root.
"""

from __future__ import annotations

from collections.abc import Iterable
from collective.tobaccooa import _
from collective.tobaccooa.exceptions import NotHere
from collective.tobaccooa.organisation import clock
from collective.tobaccooa.portal.finding import units_with_pages
from collective.tobaccooa.portal.store import portal_record
from collective.tobaccooa.portal.store import touch
from collective.tobaccooa.portal.styles.model import Face
from collective.tobaccooa.portal.styles.model import from_plain
from collective.tobaccooa.portal.styles.model import to_plain
from collective.tobaccooa.portal.styles.mourning import is_mourning
from collective.tobaccooa.portal.styles.mourning import Period
from collective.tobaccooa.portal.styles.pictures import CONTENT_TYPE
from collective.tobaccooa.portal.styles.pictures import fit_banner
from collective.tobaccooa.portal.styles.pictures import fit_logo
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from datetime import datetime
from persistent import Persistent
from plone import api
from plone.namedfile.file import NamedBlobFile
from typing import Any

import hashlib


PART = "styles"
MOURNING = "mourning"
#: How many earlier faces can be brought back.
EARLIER = 5
FITTED = {"banner": fit_banner, "logo": fit_logo}


@dataclass(frozen=True)
class Earlier:
    """A face that was replaced: `by` whom (user id), `at` what time (aware, UTC)."""

    face: Face
    by: str
    at: datetime


class StyleStore(Persistent):
    """Earlier faces, the newest first, and pictures by digest.

    `earlier`: tuple of `(plain face, user id, ISO 8601 time in UTC)`; `pictures`: digest → blob.
    """

    def __init__(self) -> None:
        self.earlier: tuple[tuple[dict[str, Any], str, str], ...] = ()
        self.pictures: dict[str, NamedBlobFile] = {}


class MourningStore(Persistent):
    """The mourning days of all portals: tuple of `(first, last, reason)`, days ISO 8601."""

    def __init__(self) -> None:
        self.periods: tuple[tuple[str, str, str], ...] = ()


def face_of(unit_object: Any) -> Face:
    """Return the face of a unit's portal, the default one if nobody has chosen."""
    return from_plain(portal_record(unit_object).face)


def earlier_faces(unit_object: Any) -> list[Earlier]:
    """Return the faces that can be brought back, the newest first."""
    store = portal_record(unit_object).part(PART)
    rows = store.earlier if store is not None else ()
    return [Earlier(from_plain(face), by, datetime.fromisoformat(at)) for face, by, at in rows]


def picture(unit_object: Any, digest: str) -> NamedBlobFile | None:
    """Return a stored picture; None when there is none with that digest."""
    store = portal_record(unit_object).part(PART)
    return store.pictures.get(digest) if store is not None and digest else None


def keep_picture(unit_object: Any, kind: str, data: bytes) -> str:
    """Store an uploaded picture, made to fit; return its digest, to be named by a face.

    :param kind: banner or logo.
    :raises InvalidInput: no picture, or too large.
    """
    fitted = FITTED[kind](data)
    digest = hashlib.sha256(fitted).hexdigest()[:16]
    store = _store(unit_object)
    if digest not in store.pictures:
        blob = NamedBlobFile(data=fitted, contentType=CONTENT_TYPE, filename=f"{kind}.webp")
        store.pictures = {**store.pictures, digest: blob}
    return digest


def keep_face(unit_object: Any, face: Face, actor: str) -> bool:
    """Give a portal a face; the one before stays among the earlier ones.

    :returns: whether it is another one than before.
    """
    record = portal_record(unit_object, create=True)
    before = from_plain(record.face)
    if face == before:
        return False
    store = _store(unit_object)
    row = (to_plain(before), actor, clock.now().isoformat(timespec="seconds"))
    store.earlier = (row, *store.earlier)[:EARLIER]
    record.face = to_plain(face)
    _forget_pictures(store, face)
    touch(unit_object)
    return True


def bring_back(unit_object: Any, number: int, actor: str) -> Face:
    """Give a portal an earlier face again.

    :param number: its place among `earlier_faces`, from 0.
    :raises NotHere: there is none at that place any more.
    """
    found = earlier_faces(unit_object)
    if not 0 <= number < len(found):
        raise NotHere(
            _(
                "error_no_earlier_face",
                default="That earlier face is gone; load the page again and choose another.",
            )
        )
    face = found[number].face
    keep_face(unit_object, face, actor)
    return face


def default_face(unit_object: Any) -> Face:
    """Return the face to begin again with: the default, with the facts of the footer kept."""
    now = face_of(unit_object)
    footer = {
        name: getattr(now, name)
        for name in ("icp", "police", "address", "phone", "contact", "copyright")
    }
    return replace(Face(), **footer)


def mourning_periods() -> tuple[Period, ...]:
    """Return the mourning days of all portals, by their first day."""
    store = portal_record(api.portal.get()).part(MOURNING)
    rows = store.periods if store is not None else ()
    return tuple(
        Period(date.fromisoformat(first), date.fromisoformat(last), reason)
        for first, last, reason in rows
    )


def keep_mourning(periods: Iterable[Period]) -> None:
    """Set the mourning days; every portal's pages are made anew."""
    root = api.portal.get()
    record = portal_record(root, create=True)
    store = record.part(MOURNING)
    if store is None:
        store = record.keep_part(MOURNING, MourningStore())
    store.periods = tuple(
        (each.first.isoformat(), each.last.isoformat(), each.reason) for each in sorted(periods)
    )
    _touch_all(root)


def mourning_today(now: datetime | None = None) -> bool:
    """Tell whether all portals are grey at that instant (Asia/Shanghai)."""
    return is_mourning(mourning_periods(), clock.today(now))


def _store(unit_object: Any) -> StyleStore:
    record = portal_record(unit_object, create=True)
    store = record.part(PART)
    return store if store is not None else record.keep_part(PART, StyleStore())


def _forget_pictures(store: StyleStore, face: Face) -> None:
    """Keep only pictures that the face or an earlier one shows."""
    shown = {face.banner, face.logo}
    for plain, _by, _at in store.earlier:
        shown |= {plain.get("banner"), plain.get("logo")}
    kept = {digest: blob for digest, blob in store.pictures.items() if digest in shown}
    if len(kept) != len(store.pictures):
        store.pictures = kept


def _touch_all(root: Any) -> None:
    """Raise the counter of every unit's portal."""
    units = units_with_pages()
    for _unit, content in units:
        portal_record(content, create=True).counter.change(1)
    if not units:
        touch(root)
