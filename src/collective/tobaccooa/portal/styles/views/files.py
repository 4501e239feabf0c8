"""What a portal's face serves: style sheet, pictures, footer, the frame's facts."""

from __future__ import annotations

from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.portal.store import portal_of
from collective.tobaccooa.portal.styles import filing
from collective.tobaccooa.portal.styles.keeping import face_of
from collective.tobaccooa.portal.styles.keeping import picture
from collective.tobaccooa.portal.styles.look import face_version
from collective.tobaccooa.portal.styles.look import Look
from collective.tobaccooa.portal.styles.look import look_of
from collective.tobaccooa.portal.styles.look import sheet_of
from collective.tobaccooa.portal.styles.model import Face
from functools import cached_property
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any


YEAR = "public, max-age=31536000, immutable"
SHORTLY = "public, max-age=300"


class FaceFile(BrowserView):
    """Base of what browsers load with a page: kept for a year at an address with a version."""

    content_type = ""

    def found(self, face: Face) -> tuple[str, Any] | None:
        """Return what identifies the present content, and the content; None for nothing."""
        raise TypeError(f"{type(self).__name__} serves nothing")

    def __call__(self) -> Any:
        """Answer with the file, 304 for who has it, 404 where there is none."""
        response = self.request.response
        found = self.found(face_of(self.context))
        if found is None:
            response.setStatus(404)
            response.setHeader("Content-Type", "text/plain; charset=utf-8")
            response.setHeader("Cache-Control", "no-cache")
            return ""
        version, content = found
        etag = f'"{version}"'
        asked = self.request.get("QUERY_STRING") == version
        response.setHeader("Cache-Control", YEAR if asked else SHORTLY)
        response.setHeader("ETag", etag)
        response.setHeader("X-Content-Type-Options", "nosniff")
        known = (self.request.getHeader("If-None-Match") or "").replace("W/", "").split(",")
        if etag in (each.strip() for each in known):
            response.setStatus(304)
            return ""
        response.setHeader("Content-Type", self.content_type)
        return content


class PortalStyle(FaceFile):
    """`portal-style.css`: custom properties of the portal's face."""

    content_type = "text/css; charset=utf-8"

    def found(self, face: Face) -> tuple[str, Any] | None:
        return face_version(face), sheet_of(face, self.context.absolute_url()).encode("utf-8")


class PortalBanner(FaceFile):
    """`portal-banner`: the editor's picture for the banner."""

    content_type = "image/webp"
    kind = "banner"

    def found(self, face: Face) -> tuple[str, Any] | None:
        digest = getattr(face, self.kind)
        blob = picture(self.context, digest)
        return (digest, blob.data) if blob is not None else None


class PortalLogo(PortalBanner):
    """`portal-logo`: the editor's logo."""

    kind = "logo"


class PortalLook(BrowserView):
    """`@@portal-look`: what a frame's template asks; see `look.Look`."""

    @cached_property
    def look(self) -> Look:
        """The look of the nearest portal."""
        return look_of(portal_of(self.context))

    def __call__(self) -> str:
        """Answer nothing: this view only serves frames."""
        return ""


class PortalFooter(BrowserView):
    """`@@portal-footer`: the foot of every page of a portal."""

    index = ViewPageTemplateFile("../templates/footer.pt")
    ministry = filing.MINISTRY

    def __call__(self) -> str:
        """Return the `<footer>`."""
        return self.index()

    @cached_property
    def face(self) -> Face:
        """The face of the nearest portal."""
        return face_of(portal_of(self.context))

    @cached_property
    def unit_title(self) -> str:
        """The full name of the unit."""
        return directory().unit_of(self.context).title

    @property
    def police_url(self) -> str:
        """Where the police number is linked to."""
        return filing.police_link(self.face.police)

    @property
    def phone_url(self) -> str:
        """The first telephone number, to be dialled by a touch; "" when it can't be."""
        first = self.face.phone.replace("、", ",").replace("，", ",").split(",")[0]
        digits = "".join(each for each in first if each.isdigit() or each == "+")
        return f"tel:{digits}" if len(digits) >= 3 and "转" not in first else ""


class DisplaySwitches(BrowserView):
    """`@@portal-display`: the buttons for large text and high contrast."""

    index = ViewPageTemplateFile("../templates/display.pt")

    def __call__(self) -> str:
        """Return the group of buttons; hidden until `display.js` shows them."""
        return self.index()
