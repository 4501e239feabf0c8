"""`@@oa-pulse`: what a page asks every half minute, so that counts and lists stay true."""

from __future__ import annotations

from AccessControl import getSecurityManager
from collective.tobaccooa.browser.interfaces import IPulsePart
from collective.tobaccooa.inbox.pulse import count_newer
from collective.tobaccooa.inbox.pulse import pulse
from plone import api
from Products.Five.browser import BrowserView
from zope.component import subscribers

import json


class PulseView(BrowserView):
    """GET: `{"user", "counts", "stamp", "new"?, …}`; 304 while nothing has changed.

    `new` is how many lines came after `since` (microseconds since 1970). Other parts of the page
    add their own figures (`IPulsePart`).
    """

    def __call__(self) -> str:
        """Answer at the cost of a few lengths."""
        user = getSecurityManager().getUser().getId() or ""
        found = pulse(user)
        parts = {
            name: value
            for each in subscribers((api.portal.get(), self.request), IPulsePart)
            for name, value in each.figures(user).items()
        }
        tag = '"' + "-".join([found.stamp, *map(str, parts.values())]) + '"'
        response = self.request.response
        response.setHeader("Cache-Control", "private, no-store")
        response.setHeader("ETag", tag)
        if self.request.getHeader("If-None-Match") == tag:
            response.setStatus(304)
            return ""
        response.setHeader("Content-Type", "application/json")
        answer = {"user": user, "counts": found.counts, "stamp": found.stamp, **parts}
        since = self.request.form.get("since", "")
        if isinstance(since, str) and since.isascii() and since.isdigit() and len(since) < 20:
            answer["new"] = count_newer(user, int(since))
        return json.dumps(answer)
