"""Call a page of any place as somebody, with a form, as the publisher would."""

from collective.tobaccooa.interfaces import ITobaccooaLayer
from html import unescape
from plone.app.testing import login
from plone.app.testing import logout
from plone.protect.authenticator import createToken
from zope.component import getMultiAdapter
from zope.interface import alsoProvides

import re


class Pages:
    """Pages of the demo world in one test."""

    def __init__(self, layer):
        self.portal, self.request = layer["portal"], layer["request"]
        alsoProvides(self.request, ITobaccooaLayer)
        self.request["LANGUAGE"] = "zh-cn"

    def unit(self, code):
        """The place of a unit."""
        from collective.tobaccooa.organisation.directory import directory

        return directory().unit_object(code)

    def login(self, user):
        """Sign in, or out when there is nobody."""
        if user is None:
            logout()
        else:
            login(self.portal, user)

    def view(self, user, name, context=None, method="GET", **form):
        """The view with this form, not yet called."""
        self.login(user)
        context = self.portal if context is None else context
        self.request.form.clear()
        self.request.form.update({key.replace("__", "-"): v for key, v in form.items()})
        self.request["REQUEST_METHOD"] = self.request.method = method
        self.request.environ["REQUEST_METHOD"] = method
        self.request.response.setStatus(200)
        self.request.response.setHeader("Location", "")
        view = getMultiAdapter((context, self.request), name=name)
        self.request.set("PUBLISHED", view)
        return view

    def get(self, user, name, context=None, **form):
        """The page."""
        return self.view(user, name, context, **form)()

    def post(self, user, name, context=None, **form):
        """The page after a POST with a valid token."""
        view = self.view(user, name, context, "POST", **form)
        self.request.form["_authenticator"] = createToken()
        return view()

    @property
    def location(self):
        """Where the last answer sends the browser, "" for nowhere."""
        return self.request.response.getHeader("Location") or ""


def text_of(html):
    """The words of a page, without tags, spaces made one."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())
