"""What upper domains may add to the office's pages."""

from __future__ import annotations

from zope.interface import Attribute
from zope.interface import Interface


class INavigationEntries(Interface):
    """Subscription adapter of (navigation root, request): more entries of the navigation."""

    def entries(user, portal_url):
        """Return `(id, title, url)` of each entry for somebody."""


class IHeadTool(Interface):
    """Subscription adapter of (navigation root, request): something in the head of every page.

    It is made for every page that staff see: it must cost next to nothing.
    """

    order = Attribute("a number: smaller ones stand further left")

    def render(user, shell):
        """Return its markup for somebody who is signed in, "" for nothing.

        :param shell: the view of the frame, with `portal_url` and `version`.
        """


class IDocumentExtra(Interface):
    """Subscription adapter of (document, request): more on a document's page.

    Only asked by the page itself, for somebody who may see the document.
    """

    def links(entry, user):
        """Return `(title, url)` of what leads on from an opinion.

        `entry` is one of `workflows.report.state_of(…)["trail"]`.
        """

    def section(user):
        """Return a part of the page below the opinions as HTML, "" for none."""


class IPersonMenuEntries(Interface):
    """Subscription adapter of (navigation root, request): entries of the person's own menu."""

    def entries(user, portal_url):
        """Return `(id, title, url)` of each entry for somebody who is signed in."""


class IDocumentTools(Interface):
    """Subscription adapter of (document, request): something in the line under a document's head.

    Where several are registered, `order` (a number) says which comes first.
    """

    def render(user):
        """Return its markup for somebody who may see the document, "" for nothing."""


class IPageExtras(Interface):
    """Subscription adapter of (context, request): something at the end of a page of the office."""

    def render(user, page):
        """Return its markup, "" for nothing.

        :param page: the view that answers the request, an `OfficePage`.
        """


class IPulsePart(Interface):
    """Subscription adapter of (site, request): figures that an open page keeps true.

    Asked every half minute by every open page: it must read a few objects at most.
    """

    def figures(user):
        """Return `{name: whole number}` for somebody.

        Elements with `data-figure="<name>"` show the number; they are hidden while it is 0.
        """
