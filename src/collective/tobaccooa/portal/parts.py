"""How a part of the portal puts a view of its own into a page or form of another part."""

from __future__ import annotations

from collective.tobaccooa.portal.interfaces import IItemExtra
from typing import Any
from zope.component import queryMultiAdapter
from zope.interface import implementer


@implementer(IItemExtra)
class ViewExtra:
    """Under an article: what the view `name` of the item says, "" when there is no such view."""

    name = ""

    def __init__(self, item: Any, request: Any) -> None:
        self.item, self.request = item, request

    def render(self) -> str:
        view = queryMultiAdapter((self.item, self.request), name=self.name)
        return view() if view is not None else ""
