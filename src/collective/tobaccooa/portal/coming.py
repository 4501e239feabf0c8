"""What is published for a later day is not there yet for anybody but its keepers.

The catalogue leaves it out of every list by itself, but an address can be guessed: page, REST,
pictures and files are refused alike, as if there were nothing. It appears when its time comes
without anybody's act, since nothing is stored for it.

Plone lets everybody ask its searches for what is still to come; here only those may whose right
it is.
"""

from __future__ import annotations

from AccessControl import getSecurityManager
from Acquisition import aq_chain
from collective.tobaccooa.interfaces import ITobaccooaLayer
from collective.tobaccooa.permissions import KEEP_COLUMN
from collective.tobaccooa.portal.interfaces import IColumnItem
from DateTime import DateTime
from plone import api
from plone.app.querystring.interfaces import IQueryModifier
from Products.CMFCore.permissions import AccessInactivePortalContent
from typing import Any
from zExceptions import NotFound
from zope.interface import provider


INACTIVE = "show_inactive"


def is_to_come(item: Any) -> bool:
    """Tell whether the day of an item has not come yet."""
    begin = item.effective_date
    return begin is not None and begin > DateTime()


def hide_what_is_to_come(event: Any) -> None:
    """Refuse what is still to come (subscriber of IPubAfterTraversal).

    :raises NotFound: to everybody but those who keep its column.
    """
    request = event.request
    if not ITobaccooaLayer.providedBy(request):
        return
    if INACTIVE in request.form and not _may_see_inactive():
        del request.form[INACTIVE]
    for part in _passed(request):
        if IColumnItem.providedBy(part):
            if is_to_come(part) and not _may(KEEP_COLUMN, part):
                raise NotFound(part.getId())
            return


@provider(IQueryModifier)
def without_inactive(query: Any) -> Any:
    """Return the rows of a query of plone.app.querystring without the one that asks for it."""
    if not query or _may_see_inactive():
        return query
    return [row for row in query if row.get("i") != INACTIVE]


def _passed(request: Any) -> list[Any]:
    """Return what the address led through, the last first."""
    published = request.get("PUBLISHED")
    published = getattr(published, "__self__", published)
    return [*aq_chain(getattr(published, "context", published)), *request.get("PARENTS", ())]


def _may_see_inactive() -> bool:
    # asked of the site: of an item of one's own everybody has the right
    return _may(AccessInactivePortalContent, api.portal.get())


def _may(permission: str, content: Any) -> bool:
    return bool(getSecurityManager().checkPermission(permission, content))
