"""`@@portal-face`: where a unit's editor chooses and adjusts the face of the portal."""

from __future__ import annotations

from AccessControl import getSecurityManager
from AccessControl import Unauthorized
from collective.tobaccooa import _
from collective.tobaccooa.controlpanels.panel import Panel
from collective.tobaccooa.exceptions import OAError
from collective.tobaccooa.portal.columns import columns_of
from collective.tobaccooa.portal.keepers import keeps_portal
from collective.tobaccooa.portal.styles import css
from collective.tobaccooa.portal.styles import designs
from collective.tobaccooa.portal.styles import keeping
from collective.tobaccooa.portal.styles.layout import arrange
from collective.tobaccooa.portal.styles.layout import layout_of
from collective.tobaccooa.portal.styles.layout import ZONES
from collective.tobaccooa.portal.styles.look import picture_url
from collective.tobaccooa.portal.styles.look import RESOURCES
from collective.tobaccooa.portal.styles.look import VERSION
from collective.tobaccooa.portal.styles.model import Face
from collective.tobaccooa.portal.styles.model import LONGEST
from collective.tobaccooa.portal.styles.model import parse_face
from dataclasses import replace
from functools import cached_property
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zope.component import queryMultiAdapter

import json


HEADERS = (
    ("", _("header_of_design", default="As the design has it")),
    ("light", _("header_light", default="Light")),
    ("dark", _("header_dark", default="Dark")),
    ("banner", _("header_banner", default="One piece with the banner")),
)
#: What a swatch shows; the rest of the tokens would only make the page heavier.
SWATCH = tuple(name for name in css.TOKENS if name not in ("link", "card-shadow", "line-strong"))


class FaceForm(Panel):
    """What the page and its preview share: the form's fields as a face."""

    section = "portal-face"

    def __call__(self) -> Any:
        """Answer those who keep this portal.

        :raises Unauthorized: an editor of a unit above, whose role reaches down to here.
        """
        if not keeps_portal(self.unit.code, getSecurityManager().getUser()):
            raise Unauthorized(self.__name__)
        return super().__call__()

    @cached_property
    def face(self) -> Face:
        """The face that the portal has."""
        return keeping.face_of(self.context)

    @cached_property
    def columns(self) -> list[Any]:
        """The portal's columns, in its own order."""
        return columns_of(self.context)

    def typed(self) -> dict[str, str]:
        """Return all fields of the form as text; line ends as they came."""
        return {name: self.text(name) for name in self.request.form if isinstance(name, str)}

    def chosen(self) -> Face:
        """Return the face that the form describes, with the pictures that are stored.

        :raises InvalidInput: a field that can't be taken.
        """
        ids = [column.getId() for column in self.columns]
        face = parse_face(self.typed(), ids)
        return replace(face, banner=self.face.banner, logo=self.face.logo)

    def corrected(self, face: Face) -> list[str]:
        """Return a sentence for each colour that had to be changed to be read."""
        titles = {
            "brand": _("label_brand", default="Main colour"),
            "accent": _("label_accent", default="Second colour"),
        }
        return [
            self.say(
                _(
                    "msg_colour_corrected",
                    default="${field} was changed from ${chosen} to ${used} so that everything on "
                    "it and in it can be read.",
                    mapping={
                        "field": self.say(titles[each.field]),
                        "chosen": each.chosen,
                        "used": each.used,
                    },
                )
            )
            for each in css.corrections(face)
        ]


class FacePage(FaceForm):
    """The form, with earlier faces to bring back and a live preview beside it."""

    page_title = _("heading_face", default="Face of the portal")
    actions = {"save": "save", "restore": "restore", "default": "begin_again"}
    head_part = ViewPageTemplateFile("../templates/face_head.pt")
    design_part = ViewPageTemplateFile("../templates/face_design.pt")
    layout_part = ViewPageTemplateFile("../templates/face_layout.pt")
    footer_part = ViewPageTemplateFile("../templates/face_footer.pt")
    earlier_part = ViewPageTemplateFile("../templates/face_earlier.pt")
    headers = HEADERS
    presets = designs.PRESETS
    longest = LONGEST

    # what the form shows

    def value(self, name: str) -> str:
        """Return what to show in a field: what was typed, else what is stored."""
        if self.problem:
            return self.text(name)
        stored = getattr(self.face, name)
        return "\n".join(stored) if isinstance(stored, tuple) else stored

    def designs(self) -> list[dict[str, Any]]:
        """Return the designs as cards; `style` and `attributes` dress the swatch."""
        chosen = self.value("design") or designs.DEFAULT
        found = []
        for design in designs.DESIGNS.values():
            face = Face(design=design.id)
            values = css.tokens(face)
            found.append(
                {
                    "id": design.id,
                    "title": design.title,
                    "note": design.note,
                    "checked": design.id == chosen,
                    "brand": values["brand"],
                    "accent": values["accent"],
                    "style": css.declarations({name: values[name] for name in SWATCH}),
                    "attributes": css.face_attributes(face),
                }
            )
        return found

    def zones(self) -> list[dict[str, Any]]:
        """Return the zones with their columns, as stored or as the form was sent."""
        layout = self.face.layout
        if self.problem:
            ids = [column.getId() for column in self.columns]
            zones = {each: self.text(f"zone.{each}") for each in ids}
            places = {each: _number(self.text(f"place.{each}")) for each in ids}
            layout = layout_of({k: v for k, v in zones.items() if v in ZONES}, places)
        kinds = [(column.getId(), column.kind) for column in self.columns]
        titles = {column.getId(): column.title for column in self.columns}
        return [
            {
                "id": zone,
                "title": ZONES[zone],
                "columns": [
                    {"id": each, "title": titles[each], "place": place}
                    for place, each in enumerate(ids, start=1)
                ],
            }
            for zone, ids in arrange(layout, kinds).items()
        ]

    def earlier(self) -> list[dict[str, Any]]:
        """Return the faces that can be brought back, `number` tells which."""
        return [
            {
                "number": number,
                "title": each.face.of.title,
                "colour": css.palette_of(each.face).colours["brand"],
                "by": self.directory.fullname(each.by),
                "at": self.short(each.at),
            }
            for number, each in enumerate(keeping.earlier_faces(self.context))
        ]

    def picture(self, kind: str) -> str:
        """Return the address of the stored banner or logo; "" for none."""
        return picture_url(self.face, self.context.absolute_url(), kind)

    @property
    def resources(self) -> str:
        """Address of our scripts and styles."""
        return f"{self.portal_url}/{RESOURCES}"

    @property
    def version(self) -> str:
        """Changes with them."""
        return VERSION

    @property
    def preview_url(self) -> str:
        """The front page that the preview shows."""
        unit = self.context.absolute_url()
        home = queryMultiAdapter((self.context, self.request), name="portal-home")
        return unit if home is None else f"{unit}/@@portal-home"

    # what it does

    def save(self) -> str:
        """Keep the face that was sent."""
        face = self._with_pictures(self.chosen())
        changed = keeping.keep_face(self.context, face, self.user)
        for sentence in self.corrected(face):
            self.tell(sentence, "warning")
        if changed:
            self.tell(
                _(
                    "msg_face_saved",
                    default="The portal has its new face; visitors see it from the next page on. "
                    "The one before can be brought back at the end of this page.",
                )
            )
        else:
            self.tell(_("msg_face_same", default="Nothing was changed."))
        return self.url

    def _with_pictures(self, face: Face) -> Face:
        """Return the face with pictures that were uploaded, and without those to be removed."""
        for kind in keeping.FITTED:
            upload = self.request.form.get(f"{kind}_file")
            if getattr(upload, "filename", ""):
                data = upload.read()
                face = replace(face, **{kind: keeping.keep_picture(self.context, kind, data)})
            elif self.text(f"{kind}_remove"):
                face = replace(face, **{kind: ""})
        return face

    def restore(self) -> str:
        """Bring an earlier face back."""
        face = keeping.bring_back(self.context, int(_number(self.text("number"))), self.user)
        self.tell(
            _(
                "msg_face_restored",
                default="The face “${design}” is back; the one before it is now among the earlier "
                "ones.",
                mapping={"design": self.say(face.of.title)},
            )
        )
        return self.url

    def begin_again(self) -> str:
        """Go back to the default face; what the footer says stays."""
        keeping.keep_face(self.context, keeping.default_face(self.context), self.user)
        self.tell(
            _(
                "msg_face_default",
                default="The portal has the default face again; the footer was kept. The face "
                "before it can be brought back at the end of this page.",
            )
        )
        return self.url


class FacePreview(FaceForm):
    """`@@portal-face-preview`: what the form would look like, as JSON; keeps nothing."""

    def index(self) -> str:
        """Return `{"css", "attributes", "zones", "texts", "notes", "problem", "field"}`."""
        self.check_form()
        response = self.request.response
        response.setHeader("Content-Type", "application/json")
        response.setHeader("Cache-Control", "private, no-store")
        try:
            face = self.chosen()
        except OAError as error:
            return json.dumps(
                {"problem": self.say(error.message), "field": error.extra.get("field", "")}
            )
        kinds = [(column.getId(), column.kind) for column in self.columns]
        return json.dumps(
            {
                "css": css.stylesheet(
                    face, picture_url(face, self.context.absolute_url(), "banner")
                ),
                "attributes": css.face_attributes(face),
                "zones": arrange(face.layout, kinds),
                "texts": {
                    "title": face.title or self.unit.title,
                    "subtitle": face.subtitle,
                },
                "notes": self.corrected(face),
                "problem": "",
            }
        )


def _number(text: str) -> float:
    """Return the place that was typed; behind all others for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 99999
