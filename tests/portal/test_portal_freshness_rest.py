"""`GET @columns`: what each caller sees, and that adding is told as it is."""

from collective.tobaccooa.interfaces import ITobaccooaLayer
from collective.tobaccooa.portal.columns import columns_of
from collective.tobaccooa.portal.freshness.services.columns import ColumnsGet
from zope.interface import alsoProvides

import pytest


KEYS = {"@id", "title", "kind", "department", "editors", "approver", "supervising_leader"}
KEYS |= {"max_age_days", "last_published_at", "light", "may_add", "items_published", "waiting"}


@pytest.fixture
def columns(demo_portal, acting):
    """Ask for the columns of a unit as somebody; None is a visitor."""
    from AccessControl.users import nobody
    from plone import api

    def ask(unit, user=None, **query):
        request = demo_portal.REQUEST
        alsoProvides(request, ITobaccooaLayer)
        request.form.clear()
        request.form.update(query)
        request["REQUEST_METHOD"] = "GET"
        service = ColumnsGet()
        service.context, service.request = unit, request
        if user is None:
            with api.env.adopt_user(user=nobody.__of__(demo_portal.acl_users)):
                return service.reply()
        with acting(user):
            return service.reply()

    return ask


def ids(answer):
    return [column["id"] for column in answer["items"]]


def test_it_tells_what_the_contract_names(demo_portal, columns):
    answer = columns(demo_portal, "city-editor")
    assert answer["items_total"] == len(answer["items"]) == len(columns_of(demo_portal))
    news = answer["items"][0]
    assert set(news) > KEYS
    assert news["@id"].endswith("/news")
    assert (news["editors"], news["approver"]) == (["city-editor"], "city-approver")
    assert (news["supervising_leader"], news["light"]) == ("city-deputy", "empty")
    assert (news["max_age_days"], news["last_published_at"]) == (14, None)


def test_only_keepers_may_add(demo_portal, columns):
    def may(user, column):
        return next(each for each in columns(demo_portal, user)["items"] if each["id"] == column)[
            "may_add"
        ]

    assert may("city-editor", "news") and may("city-approver", "news")
    assert not may("city-editor", "law")
    assert may("city-legal-staff", "law")
    for user in ("city-deputy", "unit01-editor", "city-clerk", None):
        assert not may(user, "news")
    demo_portal["news"].closed = True
    assert not may("city-editor", "news")


def test_columns_for_staff_are_not_told_to_visitors(demo_portal, columns):
    from zope.lifecycleevent import modified

    column = demo_portal["unit01"]["news"]
    column.audience = "staff"
    modified(column)
    assert "news" not in ids(columns(demo_portal["unit01"]))
    assert "news" in ids(columns(demo_portal["unit01"], "unit02-clerk"))


def test_visitors_learn_nobodys_name(demo_portal, columns):
    for column in columns(demo_portal["unit01"])["items"]:
        assert column["editors"] == []
        assert column["approver"] is column["supervising_leader"] is column["waiting"] is None


def test_news_and_what_waits_are_told(demo_portal, columns, news, add_item, move):
    first, second = (add_item(news, "city-editor") for _ in range(2))
    for item in (first, second):
        move(item, "submit", "city-editor")
    move(first, "publish", "city-approver")
    told = columns(demo_portal, "city-clerk")["items"][0]
    assert (told["light"], told["items_published"], told["waiting"]) == ("fresh", 1, 1)
    assert told["last_published_at"].endswith("Z")


def test_pages(demo_portal, columns):
    total = len(columns_of(demo_portal))
    answer = columns(demo_portal, "city-clerk", b_size="4", b_start=str(total - 2))
    assert len(answer["items"]) == 2
    assert answer["items_total"] == total
    assert columns(demo_portal, "city-clerk", b_size="x")["type"] == "InvalidInput"
