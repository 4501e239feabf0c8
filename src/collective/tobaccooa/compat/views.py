"""Show a file's pages in the browser: collective.documentviewer's viewer on a page of its own.

`<file>/@@oa-viewer` is the page (made to stand in a frame as well), `<file>/@@oa-viewer/large/
dump_1.png` a page's picture. documentviewer's own address for pictures asks the catalog for the
object and so finds no attachment. Whoever may view the file may see its pages; reading writes
nothing.
"""

from collective.tobaccooa import _
from collective.tobaccooa.compat.conversion import has_pages
from collective.tobaccooa.compat.conversion import IMAGE_FORMAT
from collective.tobaccooa.compat.conversion import state_of
from collective.tobaccooa.i18n import say
from Products.Five.browser import BrowserView
from urllib.parse import quote
from zExceptions import NotFound
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse
from ZPublisher.Iterators import filestream_iterator

import json
import os


ASSETS = "++resource++dv.resources/assets"
STATIC = "++resource++collective.tobaccooa.viewer"
PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp")
SECONDS_TO_KEEP = 3600
SECONDS_TO_LOOK_AGAIN = "5"


@implementer(IPublishTraverse)
class ViewerPage(BrowserView):
    """The viewer of one file, and below it the pictures of its pages."""

    def __init__(self, context, request):
        super().__init__(context, request)
        self.below = []

    def publishTraverse(self, request, name):
        """Accept `<size>/<picture>` below the view.

        :raises NotFound: anything deeper.
        """
        if len(self.below) >= 2:
            raise NotFound(name)
        self.below.append(name)
        return self

    def __call__(self):
        if getattr(self.context, "file", None) is None:
            raise NotFound("oa-viewer")
        if self.below:
            return self.picture("/".join(self.below))
        response = self.request.response
        response.setHeader("X-Theme-Disabled", "1")
        response.setHeader("Cache-Control", "private, no-cache")
        if self.state == "preparing":
            response.setHeader("Refresh", SECONDS_TO_LOOK_AGAIN)
        return self.index()

    def picture(self, name):
        """Return a page's picture.

        :raises NotFound: there is none of that name.
        """
        blob = (self.pages.get("blob_files") or {}).get(name)
        if blob is None:
            raise NotFound(name)
        response = self.request.response
        response.setHeader("Content-Type", f"image/{IMAGE_FORMAT}")
        response.setHeader("X-Content-Type-Options", "nosniff")
        response.setHeader("Cache-Control", f"private, max-age={SECONDS_TO_KEEP}")
        path = blob._p_blob_uncommitted or blob.committed()
        response.setHeader("Content-Length", str(os.path.getsize(path)))
        return filestream_iterator(path, "rb")

    @property
    def pages(self):
        """What is known of the file's pages; an empty mapping before its conversion."""
        return state_of(self.context)

    @property
    def state(self):
        """Which of the faces the page has: ready, picture, failed, preparing or none."""
        if self.context.file.contentType in PICTURES:
            return "picture"
        converted = self.pages.get("successfully_converted")
        if converted:
            return "ready"
        if converted is False:
            return "failed"
        return "preparing" if has_pages(self.filename) else "none"

    @property
    def filename(self):
        """The file's name as it was uploaded."""
        return self.context.file.filename or self.context.getId()

    @property
    def failure(self):
        """Why there are no pages, as a sentence."""
        return self.pages.get("exception_msg") or say(
            _(
                "msg_pages_failed",
                default="The pages of this file could not be made. Download the original.",
            ),
            self.request,
        )

    @property
    def base(self):
        """The address of this view."""
        return f"{self.context.absolute_url()}/@@oa-viewer"

    @property
    def download(self):
        """The address of the original."""
        return f"{self.context.absolute_url()}/@@download/file/{quote(self.filename)}"

    @property
    def inline(self):
        """The address of the original as a picture."""
        return f"{self.context.absolute_url()}/@@display-file/file"

    def assets(self, name):
        """Return the address of one of documentviewer's files."""
        return f"{self.site_url}/{ASSETS}/{name}"

    def static(self, name):
        """Return the address of one of our files."""
        return f"{self.site_url}/{STATIC}/{name}"

    @property
    def site_url(self):
        """The address of the site root or the child site."""
        return self.context.restrictedTraverse("@@plone_portal_state").portal_url()

    def numbers(self):
        """Return the page numbers."""
        return range(1, (self.pages.get("num_pages") or 0) + 1)

    def page_label(self, number):
        """Return what a screen reader says for a page."""
        message = _("label_page_number", default="Page ${number}", mapping={"number": number})
        return say(message, self.request)

    def data(self):
        """Return what documentviewer's script needs, as JSON for a script element."""
        pages = {
            "image": f"{self.base}/{{size}}/dump_{{page}}.{IMAGE_FORMAT}",
            "text": "",
        }
        document = {
            "id": self.context.getId(),
            "title": self.context.Title(),
            "pages": self.pages.get("num_pages"),
            "annotations": [],
            "sections": [],
            "resources": {"page": pages},
        }
        # "<" would end the script element
        found = json.dumps({"document": document, "words": self.words()}, ensure_ascii=False)
        return found.replace("<", "\\u003c")

    def words(self):
        """Return the viewer's English words and what to show instead."""
        words = {
            ">Document<": _("label_viewer_document", default="Text"),
            ">Pages<": _("label_viewer_pages", default="Overview"),
            ">Zoom<": _("label_viewer_zoom", default="Zoom"),
            ">Page<": _("label_viewer_page", default="Page"),
            ">Loading<": _("label_viewer_loading", default="Loading"),
            "View Document in Fullscreen": _("label_viewer_full", default="Full screen"),
            "Close Fullscreen": _("label_viewer_close_full", default="Leave full screen"),
        }
        translated = {}
        for english, message in words.items():
            text = say(message, self.request)
            translated[english] = f">{text}<" if english.startswith(">") else text
        return translated
