"""A small site on a real database, without Plone: jobs need no more."""

from collective.tobaccooa.jobs.interfaces import IJob
from collective.tobaccooa.jobs.store import prepare
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from persistent import Persistent
from Products.CMFCore.interfaces import ISiteRoot
from zope.annotation.attribute import AttributeAnnotations
from zope.annotation.interfaces import IAttributeAnnotatable
from zope.component import getGlobalSiteManager
from zope.component.hooks import setSite
from zope.interface import implementer

import pytest
import transaction
import ZODB


@implementer(ISiteRoot, IAttributeAnnotatable)
class SmallSite(Persistent):
    """Stands where a Plone site stands: annotations, a site manager, a place for results."""

    def __init__(self):
        self.done = ()

    def getSiteManager(self):
        return getGlobalSiteManager()


class Clock:
    """A clock that a test moves."""

    def __init__(self):
        self.now = datetime.now(UTC)

    def __call__(self):
        return self.now

    def pass_by(self, **time):
        self.now += timedelta(**time)


@pytest.fixture
def components():
    """Registrations that disappear after the test."""
    registry = getGlobalSiteManager()
    registry.registerAdapter(AttributeAnnotations)
    jobs = []

    def register(name, function):
        registry.registerUtility(function, IJob, name)
        jobs.append((name, function))

    yield register
    for name, function in jobs:
        registry.unregisterUtility(function, IJob, name)
    registry.unregisterAdapter(AttributeAnnotations)


class Database:
    """A file storage that can be closed and opened again like a server."""

    def __init__(self, path):
        self.path = str(path)
        self.db = None

    def open(self):
        self.db = ZODB.DB(self.path)
        return self

    def site(self):
        """A new connection's view of the site, with the site hook set."""
        site = self.db.open().root()["site"]
        setSite(site)
        return site

    def close(self):
        transaction.abort()
        setSite(None)
        self.db.close()


@pytest.fixture
def database(tmp_path, components):
    store = Database(tmp_path / "Data.fs").open()
    root = store.db.open().root()
    root["site"] = SmallSite()
    prepare(root["site"])
    transaction.commit()
    yield store
    store.close()


@pytest.fixture
def site(database):
    return database.site()


@pytest.fixture
def clock():
    return Clock()
