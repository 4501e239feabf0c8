"""Fixtures of the portals: people of the demo world and their columns."""

from .over_http import ask as ask
from .over_http import changed as changed
from .over_http import published as published
from .over_http import site as site
from contextlib import contextmanager

import pytest


@contextmanager
def signed_in(user_id):
    """Act as somebody of the demo world."""
    from plone import api

    with api.env.adopt_user(username=user_id):
        yield


@pytest.fixture
def acting():
    """`with acting("city-editor"):` acts as that person."""
    return signed_in


@pytest.fixture
def news(demo_portal):
    """The city's column of news."""
    return demo_portal["news"]


@pytest.fixture
def add_item(acting):
    """Add an item to a column as one of its keepers."""

    def add(column, user_id, portal_type="News Item", **values):
        from plone.dexterity.utils import createContentInContainer

        values.setdefault("title", "全市烟草专卖管理工作会议召开")
        with acting(user_id):
            return createContentInContainer(column, portal_type, **values)

    return add


@pytest.fixture
def move(acting):
    """Take a step of the workflow as somebody."""

    def go(item, transition, user_id, comment=""):
        from plone import api

        with acting(user_id):
            tool = api.portal.get_tool("portal_workflow")
            tool.doActionFor(item, transition, comment=comment)

    return go
