"""The face of a portal: what its editor chose, checked; plain values in and out of the database."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping
from collective.tobaccooa import _
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.portal.styles.designs import DEFAULT
from collective.tobaccooa.portal.styles.designs import Design
from collective.tobaccooa.portal.styles.designs import DESIGNS
from collective.tobaccooa.portal.styles.designs import HEADERS
from collective.tobaccooa.portal.styles.filing import icp_number
from collective.tobaccooa.portal.styles.filing import police_number
from collective.tobaccooa.portal.styles.layout import Layout
from collective.tobaccooa.portal.styles.layout import layout_of
from dataclasses import asdict
from dataclasses import dataclass
from dataclasses import fields
from typing import Any

import re
import unicodedata


#: Longest texts, in characters, by field.
LONGEST = {"title": 30, "subtitle": 60, "address": 80, "phone": 60, "copyright": 80, "contact": 80}
CONTACT_LINES = 5
_COLOUR = re.compile(r"#?([0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE | re.ASCII)
_PHONE = re.compile(r"[0-9+()（）\-—、，,;；/ 转]*", re.ASCII)
_DIGEST = re.compile(r"[0-9a-f]{16}", re.ASCII)
FIELD_TITLES = {
    "title": _("label_face_title", default="Title in the banner"),
    "subtitle": _("label_face_subtitle", default="Line under the title"),
    "address": _("label_face_address", default="Address"),
    "phone": _("label_face_phone", default="Telephone"),
    "copyright": _("label_face_copyright", default="Copyright line"),
    "contact": _("label_face_contact", default="More lines of contact"),
}


@dataclass(frozen=True)
class Face:
    """What a portal looks like; the empty string everywhere means "as the design or unit has it".

    :ivar brand: `#rrggbb` as chosen, before contrast is seen to; `accent` likewise.
    :ivar header: one of `designs.HEADERS`.
    :ivar banner: digest of the stored picture; `logo` likewise.
    :ivar layout: `((zone, (column id, …)), …)`, see `layout.arrange`.
    :ivar contact: further lines of the footer.
    """

    design: str = DEFAULT
    brand: str = ""
    accent: str = ""
    header: str = ""
    title: str = ""
    subtitle: str = ""
    banner: str = ""
    logo: str = ""
    layout: Layout = ()
    icp: str = ""
    police: str = ""
    address: str = ""
    phone: str = ""
    contact: tuple[str, ...] = ()
    copyright: str = ""

    @property
    def of(self) -> Design:
        """The design."""
        return DESIGNS[self.design]


def parse_colour(text: str, field: str) -> str:
    """Return `#rrggbb` of what somebody typed; "" for nothing.

    :raises InvalidInput: no colour of three or six hexadecimal digits.
    """
    text = unicodedata.normalize("NFKC", text).strip()
    if not text:
        return ""
    found = _COLOUR.fullmatch(text)
    if found is None:
        raise InvalidInput(
            _(
                "error_colour",
                default="${text} is no colour: write # and six digits or letters a to f, such as "
                "#17594a, or choose one of the patches.",
                mapping={"text": text[:20]},
            ),
            field=field,
        )
    digits = found[1].lower()
    return "#" + (digits if len(digits) == 6 else "".join(each * 2 for each in digits))


def parse_line(text: str, field: str) -> str:
    """Return one line without characters that can't be seen.

    :raises InvalidInput: longer than the field allows.
    """
    seen = "".join(" " if unicodedata.category(each)[0] in "CZ" else each for each in text)
    line = re.sub(" +", " ", seen).strip()
    if len(line) > LONGEST[field]:
        raise InvalidInput(
            _(
                "error_face_too_long",
                default="${field} has ${count} characters; up to ${most} fit. Shorten it.",
                mapping={
                    "field": FIELD_TITLES[field],
                    "count": len(line),
                    "most": LONGEST[field],
                },
            ),
            field=field,
        )
    return line


def parse_contact(text: str) -> tuple[str, ...]:
    """Return the lines of a text area.

    :raises InvalidInput: too many lines, or one too long.
    """
    lines = tuple(
        line for line in (parse_line(raw, "contact") for raw in text.splitlines()) if line
    )
    if len(lines) > CONTACT_LINES:
        raise InvalidInput(
            _(
                "error_face_contact_lines",
                default="The footer has room for ${most} more lines of contact; leave some out.",
                mapping={"most": CONTACT_LINES},
            ),
            field="contact",
        )
    return lines


def parse_phone(text: str) -> str:
    """Return one or several telephone numbers.

    :raises InvalidInput: it has other characters than those of telephone numbers.
    """
    line = parse_line(text, "phone")
    if not _PHONE.fullmatch(line):
        raise InvalidInput(
            _(
                "error_face_phone",
                default="A telephone number has digits, hyphens and brackets, such as "
                "0816-1234567; several are set apart by 、.",
            ),
            field="phone",
        )
    return line


def _choice(value: str, known: Iterable[str], field: str) -> str:
    if value not in known:
        raise InvalidInput(
            _(
                "error_face_choice",
                default="There is no ${value} among the choices; load the page again and choose.",
                mapping={"value": value[:20]},
            ),
            field=field,
        )
    return value


def parse_face(values: Mapping[str, str], columns: Iterable[str] = ()) -> Face:
    """Return the face that a form describes; pictures are not a form's business.

    :param values: field → text; for each column also `zone.<id>` and `place.<id>`.
    :param columns: the ids of the columns that there are.
    :raises InvalidInput: the first field that can't be taken, named in `field`.
    """

    def got(name: str) -> str:
        return values.get(name, "")

    ids = tuple(columns)
    zones = {each: got(f"zone.{each}") for each in ids if got(f"zone.{each}")}
    return Face(
        design=_choice(got("design") or DEFAULT, DESIGNS, "design"),
        brand=parse_colour(got("brand"), "brand"),
        accent=parse_colour(got("accent"), "accent"),
        header=_choice(got("header"), ("", *HEADERS), "header"),
        title=parse_line(got("title"), "title"),
        subtitle=parse_line(got("subtitle"), "subtitle"),
        layout=layout_of(zones, {each: _place(got(f"place.{each}")) for each in ids}),
        icp=icp_number(got("icp")),
        police=police_number(got("police")),
        address=parse_line(got("address"), "address"),
        phone=parse_phone(got("phone")),
        contact=parse_contact(got("contact")),
        copyright=parse_line(got("copyright"), "copyright"),
    )


def _place(text: str) -> float:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else float("inf")


def to_plain(face: Face) -> dict[str, Any]:
    """Return the face as values that any version can read back."""
    return asdict(face)


def from_plain(values: Mapping[str, Any] | None) -> Face:
    """Return the stored face; what this version does not know is left at its default."""
    known = {field.name for field in fields(Face)}
    kept = {name: value for name, value in (values or {}).items() if name in known}
    if kept.get("design") not in DESIGNS:
        kept["design"] = DEFAULT
    if kept.get("header") not in HEADERS:
        kept["header"] = ""
    for name in ("banner", "logo"):
        if not _DIGEST.fullmatch(kept.get(name) or ""):
            kept[name] = ""
    # lists, where the values went through JSON
    kept["layout"] = tuple((zone, tuple(ids)) for zone, ids in kept.get("layout", ()))
    kept["contact"] = tuple(kept.get("contact", ()))
    return Face(**kept)
