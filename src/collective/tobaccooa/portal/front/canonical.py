"""One address for each page: what was reached by acquisition leads to where it really is.

After a portal has moved up, its old address would still answer, since Zope looks for a name in all
the folders above; after it has moved elsewhere plone.app.redirector leads on.
"""

from __future__ import annotations

from Acquisition import aq_base
from collective.tobaccooa.portal.front.pages import PortalPage
from typing import Any
from zExceptions import Redirect


class MovedPermanently(Redirect):
    """A redirection for good. The publisher finds the status by the name of the class."""

    errmsg = "Moved Permanently"
    status = 301


def lead_to_the_address(event: Any) -> None:
    """Redirect a visit to a portal's page whose address is not that of its content.

    :raises MovedPermanently: to the content's own address.
    """
    request = event.request
    published = request.get("PUBLISHED")
    view = getattr(published, "__self__", published)
    if not isinstance(view, PortalPage) or request.get("REQUEST_METHOD") not in ("GET", "HEAD"):
        return
    content, parents = view.context, request.get("PARENTS") or []
    bases = [aq_base(each) for each in parents]
    if aq_base(content) not in bases:
        return
    gone_through = len(bases) - bases.index(aq_base(content))
    if gone_through > len(content.getPhysicalPath()):
        raise MovedPermanently(address(content.absolute_url(), view.__name__, request))


def address(url: str, name: str, request: Any) -> str:
    """Return the content's own address with the page's name and question as they were asked."""
    asked = str(request.get("ACTUAL_URL") or "").rstrip("/")
    named = asked.endswith((f"/{name}", f"/@@{name}"))
    question = request.get("QUERY_STRING") or ""
    return f"{url}{'/@@' + name if named else ''}{'?' + question if question else ''}"
