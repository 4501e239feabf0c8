"""What the portals add to the office's navigation."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.browser.interfaces import INavigationEntries
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.organisation.principals import post_of
from collective.tobaccooa.portal.columns import bare_columns
from collective.tobaccooa.portal.finding import units_with_pages
from collective.tobaccooa.portal.keepers import keepers_in
from typing import Any
from zope.interface import implementer


#: Posts that look after their unit's columns without keeping one.
SUPERVISING_POSTS = ("leader", "deputy", "director")


@implementer(INavigationEntries)
class PortalEntries:
    """My columns for those who keep one (supervision is found there), else supervision."""

    def __init__(self, context: Any, request: Any) -> None:
        self.context = context

    def entries(self, user: str, portal_url: str) -> list[tuple[str, Any, str]]:
        """Return `(id, title, url)` of the entries for somebody."""
        if keeps_columns(user):
            title = _("nav_my_columns", default="My columns")
            return [("my-columns", title, f"{portal_url}/@@my-columns")]
        unit = supervised_unit(user)
        if not unit:
            return []
        url = directory().unit_object(unit).absolute_url()
        title = _("nav_supervision", default="Columns")
        return [("portal-supervision", title, f"{url}/@@portal-supervision")]


def supervised_unit(user: str) -> str:
    """Return the code of a unit whose columns somebody supervises by post, or ""."""
    groups = directory().principals_of(user)
    held = {post[0] for post in map(post_of, groups) if post and post[1] in SUPERVISING_POSTS}
    return next((unit.code for unit, _content in units_with_pages(held)), "")


def keeps_columns(user: str) -> bool:
    """Tell whether somebody keeps a column of a unit they belong to."""
    return any(
        user in keepers_in(unit.code, column).everybody()
        for unit, content in units_with_pages(directory().units_of(user))
        for column in bare_columns(content)
    )
