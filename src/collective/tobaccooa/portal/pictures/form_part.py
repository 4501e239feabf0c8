"""The focal point in the form of an item: beside the picture, before it is saved."""

from __future__ import annotations

from collective.tobaccooa.portal.interfaces import IItemFormPart
from collective.tobaccooa.portal.interfaces import IPortalColumn
from collective.tobaccooa.portal.pictures.making import set_focus
from collective.tobaccooa.portal.pictures.store import focus_of
from collective.tobaccooa.portal.pictures.store import part_of_focus
from collective.tobaccooa.portal.pictures.store import picture_set
from collective.tobaccooa.portal.pictures.tags import picture_url
from plone import api
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zope.component import adapter
from zope.interface import implementer
from zope.interface import Interface


@adapter(IPortalColumn, Interface)
@implementer(IItemFormPart)
class FocusPart(BrowserView):
    """What the form shows of `static/focus.js`; without scripts: two numbers."""

    types = ("News Item", "Image")
    template = ViewPageTemplateFile("templates/focus_part.pt")

    def render(self, item: Any) -> str:
        """Return the fields; the form's own field for the file stands elsewhere in it."""
        point = focus_of(item) if item is not None else None
        self.x = f"{point.x:.3f}" if point else "0.500"
        self.y = f"{point.y:.3f}" if point else "0.500"
        self.picture = picture_url(item) if item is not None else ""
        self.static = f"{api.portal.get().absolute_url()}/++resource++tobaccooa-pictures"
        return self.template()

    def save(self, item: Any, form: Any) -> None:
        """Cut the picture around the point, when it has moved.

        :raises InvalidInput: it is no point.
        """
        if picture_set(item) is None or "focus_x" not in form:
            return
        if set_focus(item, part_of_focus(form, "focus_x"), part_of_focus(form, "focus_y")):
            item.reindexObject(idxs=["oa_picture"])
