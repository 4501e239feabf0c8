"""Asking the real server over HTTP, and changing what it shows."""

from contextlib import contextmanager
from http.client import HTTPConnection
from urllib.parse import urlencode

import base64
import pytest


PASSWORD = "Demo-oa-2026"
OPEN = "public, max-age=0, s-maxage="


class Reply:
    def __init__(self, response):
        self.status, self.body = response.status, response.read().decode("utf-8", "replace")
        self.headers = {name.lower(): value for name, value in response.getheaders()}
        self.cookies = [
            value.split(";")[0]
            for name, value in response.getheaders()
            if name.lower() == "set-cookie"
        ]

    @property
    def cache(self):
        return self.headers.get("cache-control", "")

    @property
    def etag(self):
        return self.headers.get("etag", "")


@pytest.fixture
def ask(acceptance):
    """Ask the server: `ask(path, user=None, etag=None, **headers)` gives status, headers, body."""
    site = acceptance["portal"].getId()

    def get(path="", user=None, etag=None, method="GET", form=None, **headers):
        connection = HTTPConnection(acceptance["host"], acceptance["port"], timeout=60)
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        headers.setdefault("Accept", "text/html")
        if user:
            pair = base64.b64encode(f"{user}:{PASSWORD}".encode()).decode()
            headers["Authorization"] = f"Basic {pair}"
        if etag:
            headers["If-None-Match"] = etag
        body = None
        if form is not None:
            body = urlencode(form)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, f"/{site}{path}", body, headers)
        return Reply(connection.getresponse())

    return get


@pytest.fixture
def published(acceptance, add_item, move):
    """Publish an item in a column and commit."""
    import transaction

    def publish(column, **values):
        from collective.tobaccooa.portal.keepers import keepers

        who = keepers(column)
        item = add_item(column, who.editors[0], **values)
        move(item, "submit", who.editors[0])
        move(item, "publish", who.approvers[0])
        transaction.commit()
        return item

    return publish


@pytest.fixture
def site(acceptance):
    return acceptance["portal"]


@pytest.fixture
def changed(site):
    """Change something as the manager and commit."""
    import transaction

    @contextmanager
    def block():
        from plone import api

        with api.env.adopt_roles(["Manager"]):
            yield
        transaction.commit()

    return block


def path_of(item):
    return "/" + "/".join(item.getPhysicalPath()[2:])


def seconds(reply):
    return int(reply.cache.partition("s-maxage=")[2].partition(",")[0] or 0)


def in_days(days):
    from DateTime import DateTime

    return DateTime() + days


def purge_somewhere(site):
    """Enter a cache that takes purges, as the control panel does."""
    from plone.cachepurging.interfaces import ICachePurgingSettings
    from plone.registry.interfaces import IRegistry
    from zope.component import getUtility

    settings = getUtility(IRegistry).forInterface(ICachePurgingSettings, check=False)
    settings.enabled, settings.cachingProxies = True, ("http://127.0.0.1:9",)
