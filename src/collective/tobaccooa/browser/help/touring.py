"""`@@oa-tour`: the five pictures as a page; in my work as a dialog, once, after signing in."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.browser.help.pictures import PICTURES_VERSION
from collective.tobaccooa.browser.help.pictures import SIZES
from collective.tobaccooa.browser.help.tour import phone_picture
from collective.tobaccooa.browser.help.tour import role_of
from collective.tobaccooa.browser.help.tour import slides
from collective.tobaccooa.browser.interfaces import IPageExtras
from collective.tobaccooa.browser.my_work import MyWork
from collective.tobaccooa.browser.pages import OfficePage
from collective.tobaccooa.browser.shell import VERSION
from collective.tobaccooa.inbox.personal import has_seen
from collective.tobaccooa.inbox.personal import note_seen
from collective.tobaccooa.organisation import clock
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zope.interface import implementer


TOUR = "tour"
#: Set by the sign-in page; whoever sends a password with each request has never signed in.
COOKIE = "__ac"


class Slides(OfficePage):
    """What the page and the dialog have in common."""

    def slides(self) -> list[dict[str, Any]]:
        """Return the five pictures for who looks, ready to show."""
        role = role_of(self.directory.principals_of(self.user))
        pictures = f"{self.portal_url}/++resource++tobaccooa/help"
        found = slides(role)
        return [
            {
                "number": number,
                "count": len(found),
                "title": each.title,
                "text": each.text,
                "picture": f"{pictures}/{each.picture}?v={PICTURES_VERSION}",
                "phone": f"{pictures}/{phone_picture(each)}?v={PICTURES_VERSION}",
                "width": SIZES[each.picture][0],
                "height": SIZES[each.picture][1],
            }
            for number, each in enumerate(found, 1)
        ]


class TourPage(Slides):
    """The pictures below each other; can be read without scripts, at any time."""

    section = "help"
    page_title = _("title_tour", default="The first day in five pictures")

    def __call__(self):
        """Show the page; reading writes nothing."""
        self.request.response.setHeader("Cache-Control", "private, no-store")
        return self.index()


class TourSeen(OfficePage):
    """`@@oa-tour-seen`: POST only; the dialog was closed and doesn't come by itself again."""

    def __call__(self):
        """Keep it once; nothing to say."""
        self.check_form()
        note_seen(api.portal.get(), self.user, TOUR, clock.now())
        self.request.response.setStatus(204)
        return ""


@implementer(IPageExtras)
class TourDialog(Slides):
    """The dialog at the end of my work; a script opens it, without one it stays shut."""

    index = ViewPageTemplateFile("templates/dialog.pt")
    version = VERSION

    def render(self, user: str, page: OfficePage) -> str:
        """Return the dialog for somebody who has signed in and not seen it yet."""
        if not isinstance(page, MyWork) or COOKIE not in self.request.cookies:
            return ""
        if not self.directory.units_of(user) or has_seen(api.portal.get(), user, TOUR):
            return ""
        return self.index()
