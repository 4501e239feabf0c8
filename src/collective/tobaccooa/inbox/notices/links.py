"""Where the thing of a notice is shown."""

from __future__ import annotations

from collective.tobaccooa.exceptions import NotHere
from collective.tobaccooa.inbox.notices.model import Notice
from collective.tobaccooa.organisation.directory import directory
from plone import api


def path_of(notice: Notice) -> str:
    """Return the page from the site's root on ("/unit03/gongwen/…"), or an absolute address.

    "" when there is none. A document is found where its unit is now.
    """
    if not notice.reference or ":" in notice.reference:
        return notice.url
    unit, _, rest = notice.reference.partition("/")
    try:
        place = directory().unit_object(unit).getPhysicalPath()
    except NotHere:
        return notice.url
    below = place[len(api.portal.get().getPhysicalPath()) :]
    return "/".join(("", *below, "gongwen", rest))


def address_of(notice: Notice, root: str) -> str:
    """Return the absolute address of the page, "" when there is none.

    :param root: the site's address, without a slash at the end.
    """
    path = path_of(notice)
    return f"{root}{path}" if path.startswith("/") else path
