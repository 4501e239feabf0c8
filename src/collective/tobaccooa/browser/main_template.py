"""The frame around every page: lean for the office, Plone's own for those who edit the portal.

The toolbar, viewlets and the theme's transformation take most of the time of a stock page. Staff
need none of them: their pages are rendered by `templates/main_template.pt`, which keeps all of
Plone's slots, so that forms and views of other packages render in it unchanged.
"""

from __future__ import annotations

from AccessControl import getSecurityManager
from Acquisition import aq_chain
from collective.tobaccooa.browser.pages import OfficePage
from collective.tobaccooa.browser.template import OfficeTemplate
from collective.tobaccooa.workflows.interfaces import IChainDocument
from Products.CMFPlone.browser.main_template import MainTemplate as StockTemplate


#: Who has one of these here edits the portal and gets Plone's toolbar.
EDITING = ("Modify portal content", "Add portal content", "Review portal content")


class MainTemplate(StockTemplate):
    """Chooses the frame; stays Plone's for AJAX."""

    lean_template = OfficeTemplate("templates/main_template.pt")

    @property
    def template(self):
        """Return the template that holds the macros of the frame."""
        if self.use_ajax:
            return self.ajax_template
        own = getattr(self.published, "frame_template", None)
        if own is None and not self.lean:
            return self.main_template
        # Diazo would parse and transform the page only to hand it back.
        self.request.response.setHeader("X-Theme-Disabled", "1")
        return self.lean_template if own is None else own

    @property
    def published(self):
        """The view that answers this request; one with a `frame_template` brings its own frame."""
        published = self.request.get("PUBLISHED")
        return getattr(published, "__self__", published)

    @property
    def lean(self) -> bool:
        """Whether the lean frame is for this page and person."""
        if isinstance(self.published, OfficePage):
            return True
        # a document, or a file in one
        if any(IChainDocument.providedBy(each) for each in aq_chain(self.context)[:2]):
            return True
        check = getSecurityManager().checkPermission
        return not any(check(permission, self.context) for permission in EDITING)
