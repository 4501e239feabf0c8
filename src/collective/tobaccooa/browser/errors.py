"""Error pages in plain Chinese: what happened, and where to go on. Machines get JSON."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.browser.pages import OfficePage
from plone.rest.errors import ErrorHandling
from plone.rest.interfaces import IAPIRequest
from Products.CMFPlone.browser.exceptions import ExceptionView
from typing import Any
from zExceptions import Forbidden
from zExceptions import NotFound
from zExceptions import Unauthorized


PAGES = (
    (
        NotFound,
        _("heading_not_found", default="This page does not exist"),
        _(
            "help_not_found",
            default="The address may be mistyped, or the document is not meant for you. Start "
            "again from your work list.",
        ),
    ),
    (
        (Unauthorized, Forbidden),
        _("heading_forbidden", default="You may not see this"),
        _(
            "help_forbidden",
            default="The document is with others, or your account lacks the right. If you need it, "
            "ask the office director or the application administrator.",
        ),
    ),
)
OTHER = (
    _("heading_failed", default="Something went wrong"),
    _(
        "help_failed",
        default="Nothing has been changed. Go back and try again; if it happens again, tell the "
        "application administrator.",
    ),
)


class ErrorPage(ExceptionView, OfficePage):
    """Any exception that reaches a person, in the lean frame."""

    page_title = _("title_error", default="Not possible")
    section = "error"

    def words(self) -> tuple[str, str]:
        """Return the heading and what to do."""
        error = self.__dict__.get("error")
        for kinds, heading, help_ in PAGES:
            if isinstance(error, kinds):
                return heading, help_
        return OTHER

    def __call__(self) -> Any:
        """Answer with status and page; machines and redirects of moved content stay Plone's."""
        if IAPIRequest.providedBy(self.request):
            # our layer would hide plone.rest's own view for its requests
            answer = ErrorHandling(self.context, self.request)
            answer.__parent__ = self.__parent__
            return answer()
        self.error = self.context
        self.request.set("PUBLISHED", self)
        return super().__call__()


class NoRights(ErrorPage):
    """Where Plone sends people who are signed in but may not go there."""

    def __call__(self) -> Any:
        """Answer 403 with the page."""
        self.error = Unauthorized()
        self.request.response.setStatus(403)
        return self.index()
