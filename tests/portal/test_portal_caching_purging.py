"""Which addresses are purged, when, and when not."""

from collective.tobaccooa.portal.keepers import keepers

import pytest


class Recorder:
    """An `IPurger` that remembers instead of sending."""

    def __init__(self):
        self.urls = []

    def purgeAsync(self, url, httpVerb="PURGE"):
        self.urls.append(url)

    def paths(self):
        return {url.removeprefix("http://127.0.0.1:9") for url in self.urls}


@pytest.fixture
def site(demo_functional):
    return demo_functional["portal"]


@pytest.fixture
def sent(site, monkeypatch):
    """What is sent to the one cache that is entered; without the second time."""
    from collective.tobaccooa.portal.caching import sending
    from plone.cachepurging.interfaces import ICachePurgingSettings
    from plone.cachepurging.interfaces import IPurger
    from plone.registry.interfaces import IRegistry
    from zope.component import getUtility
    from zope.component import provideUtility

    import transaction

    settings = getUtility(IRegistry).forInterface(ICachePurgingSettings, check=False)
    settings.enabled, settings.cachingProxies = True, ("http://127.0.0.1:9",)
    transaction.commit()
    recorder, real = Recorder(), getUtility(IPurger)
    later = []
    monkeypatch.setattr(sending, "send_later", later.append)
    provideUtility(recorder, IPurger)
    yield recorder
    provideUtility(real, IPurger)
    assert bool(later) == bool(recorder.urls)


@pytest.fixture
def item(site, add_item, move):
    """A published article of a unit."""
    import transaction

    column = site["unit01"]["news"]
    who = keepers(column)
    found = add_item(column, who.editors[0], title="禾川的消息")
    move(found, "submit", who.editors[0])
    move(found, "publish", who.approvers[0])
    transaction.commit()
    return found


@pytest.fixture
def commit():
    import transaction

    return transaction.commit


def paths_of(content):
    from plone.cachepurging.utils import getPathsToPurge
    from zope.globalrequest import getRequest

    return set(getPathsToPurge(content, getRequest()))


def test_an_item_purges_its_page_its_column_and_the_front_pages_above(site, item):
    found, site_path = paths_of(item), "/" + site.getId()
    here = f"/unit01/news/{item.getId()}"
    for path in (here, f"{here}/*", "/unit01/news", "/unit01/news/*", "/unit01", "/unit01/"):
        assert path in found and site_path + path in found
    assert {"/", site_path, f"{site_path}/"} <= found
    # neither other portals nor the search
    assert not any("unit02" in path or "portal-search" in path for path in found)
    assert f"{site_path}/*" not in found and "/*" not in found


def test_an_item_that_rises_purges_the_column_of_the_city(site, item):
    from collective.tobaccooa.portal.columns import change_column

    change_column(site["unit01"]["news"], {"rises_to": "news"})
    assert "/news" in paths_of(item)


def test_a_portal_purges_everything_in_it(site):
    assert {"/unit01/*", "/unit01", "/"} <= paths_of(site["unit01"])
    assert "/*" in paths_of(site)


def test_publishing_and_taking_back_are_sent_after_the_commit(site, item, sent, move, commit):
    sent.urls.clear()
    move(item, "retract", keepers(item.__parent__).approvers[0])
    assert sent.urls == []
    commit()
    assert {"/unit01", "/", "/unit01/news/*"} <= sent.paths()


def test_what_is_rolled_back_is_not_sent(site, item, sent, move):
    import transaction

    sent.urls.clear()
    move(item, "retract", keepers(item.__parent__).approvers[0])
    transaction.abort()
    assert sent.urls == []


def test_old_addresses_are_purged(site, item, sent, commit):
    from plone import api

    with api.env.adopt_roles(["Manager"]):
        old = item.getId()
        renamed = api.content.rename(item, "xin-di-zhi")
        commit()
        assert {f"/unit01/news/{old}", f"/unit01/news/{old}/*"} <= sent.paths()
        sent.urls.clear()
        api.content.delete(renamed)
        commit()
    assert {"/unit01/news/xin-di-zhi", "/unit01/news", "/unit01", "/"} <= sent.paths()


def test_a_column_or_a_unit_that_is_renamed_purges_all_pages_that_name_it(site, sent, commit):
    from collective.tobaccooa.portal.columns import change_column
    from zope.lifecycleevent import modified

    change_column(site["unit01"]["news"], {"title": "工作动态"})
    commit()
    assert "/unit01/*" in sent.paths() and "/*" not in sent.paths()
    site["unit01"].title = "禾川新局"
    modified(site["unit01"])
    commit()
    assert "/*" in sent.paths()


def test_nothing_is_sent_unless_it_was_switched_on(site, item, sent, move, commit):
    from plone.cachepurging.interfaces import ICachePurgingSettings
    from plone.registry.interfaces import IRegistry
    from zope.component import getUtility

    settings = getUtility(IRegistry).forInterface(ICachePurgingSettings, check=False)
    settings.enabled = False
    commit()
    sent.urls.clear()
    move(item, "retract", keepers(item.__parent__).approvers[0])
    commit()
    assert sent.urls == []


def test_a_whole_site_can_still_be_deleted(site, item, sent, commit):
    from plone import api

    with api.env.adopt_roles(["Manager"]):
        site.aq_parent.manage_delObjects([site.getId()])
