"""The portals of the benches: ten columns of twenty items in the city's and in a unit's portal,
six items in each column of the other units; and the same number of items in stock Plone.
"""

from __future__ import annotations

from bench import world
from bench.site import Database
from bench.sites import Sites
from functools import cache

import transaction


COLUMNS, ITEMS, FEW = 10, 20, 6
CHILD = "unit01"
#: Whose fronts show pictures: the carousel and the lead article.
WITH_PICTURES = ("pictures", "news")


def make(sites: Sites) -> Database:
    """Return a closed copy of the fresh site with its portals filled, the same one in a run."""
    if sites.portals is not None:
        return sites.portals
    database = sites.fresh.copy("portals")
    process = sites.workspace.inside(database)
    process.call("bench.portals:fill")
    process.call("bench.portals:fill_stock")
    process.stop()
    sites.portals = database
    return database


@cache
def drawing(number: int) -> bytes:
    """One of eight drawn pictures of 1200 × 900 pixels."""
    from collective.tobaccooa.portal.demo.scenery import picture

    return picture(number)


def fill(app) -> int:
    """Fill all portals through the workflow; returns the number of items."""
    from collective.tobaccooa.organisation.directory import directory
    from collective.tobaccooa.portal.columns import add_column
    from collective.tobaccooa.portal.columns import columns_of
    from Products.CMFCore.indexing import processQueue

    site = world.enter(app)
    child = site[CHILD]
    missing = COLUMNS - len(columns_of(child))
    for number in range(missing):
        values = {"title": f"业务栏目{number + 1}", "kind": "news", "position": 200 + number}
        add_column(child, f"work{number}", values)
    made = 0
    for unit in directory().units():
        unit_object = directory().unit_object(unit.code)
        large = unit.parent is None or unit.code == CHILD
        for column in columns_of(unit_object):
            if column.kind not in ("documents", "feed"):
                made += fill_column(column, ITEMS if large else FEW)
        processQueue()
        transaction.commit()
    return made


def fill_column(column, count: int) -> int:
    """Publish items in a column as its keepers do."""
    from collective.tobaccooa.portal.keepers import keepers
    from DateTime import DateTime

    who = keepers(column)
    for number in range(count):
        item = add(
            column, who.editors[0], f"{column.title}第{number + 1}条消息：部署全年重点工作", number
        )
        step(item, "submit", who.editors[0])
        step(item, "publish", who.approvers[0])
        item.setEffectiveDate(DateTime() - number / 3)
        item.reindexObject()
    return count


def add(column, user: str, title: str, number: int):
    """Add one item of the kind that a column takes."""
    from plone import api
    from plone.app.textfield.value import RichTextValue
    from plone.dexterity.utils import createContentInContainer
    from plone.namedfile.file import NamedBlobFile
    from plone.namedfile.file import NamedBlobImage

    types = {"downloads": "File", "links": "Link", "list": "Document"}
    portal_type = types.get(column.kind, "News Item")
    values = {}
    if portal_type in ("News Item", "Document"):
        values["text"] = RichTextValue(world.TEXT, "text/html", "text/x-html-safe")
        values["description"] = "会议传达了上级精神，通报了有关情况，对下一步工作提出了明确要求。"
    if portal_type == "File":
        values["file"] = NamedBlobFile(b"table", "text/plain", filename="表格.txt")
    if portal_type == "Link":
        values["remoteUrl"] = "https://www.example.cn/"
    if column.kind in WITH_PICTURES and portal_type == "News Item":
        values["image"] = NamedBlobImage(drawing(number % 8), "image/jpeg", "picture.jpg")
    with api.env.adopt_user(username=user):
        return createContentInContainer(column, portal_type, title=title, **values)


def step(item, transition: str, user: str) -> None:
    """Take a step of the workflow as somebody."""
    from plone import api

    with api.env.adopt_user(username=user):
        api.portal.get_tool("portal_workflow").doActionFor(item, transition)


def fill_stock(app) -> None:
    """Fill the stock site with as many items in as many folders, published, pictures too.

    Its front page is the default one: the list of what lies in the root, which is the folders.
    """
    from plone import api
    from plone.app.textfield.value import RichTextValue
    from plone.namedfile.file import NamedBlobImage
    from zope.component.hooks import setSite

    site = app[world.STOCK]
    setSite(site)
    with api.env.adopt_roles(["Manager"]):
        for column in range(COLUMNS):
            folder = api.content.create(site, "Folder", f"column{column}", title=f"栏目{column}")
            api.content.transition(folder, "publish")
            for number in range(ITEMS):
                item = api.content.create(folder, "News Item", f"item{number}", title="消息")
                item.text = RichTextValue(world.TEXT, "text/html", "text/x-html-safe")
                if column < len(WITH_PICTURES):
                    item.image = NamedBlobImage(drawing(number % 8), "image/jpeg", "picture.jpg")
                api.content.transition(item, "publish")
    transaction.commit()


def use_cache(app, port: int) -> None:
    """Enter the address of a cache in front, as an administrator does."""
    from plone.cachepurging.interfaces import ICachePurgingSettings
    from plone.registry.interfaces import IRegistry
    from zope.component import getUtility

    world.enter(app)
    settings = getUtility(IRegistry).forInterface(ICachePurgingSettings, check=False)
    settings.enabled, settings.cachingProxies = True, (f"http://127.0.0.1:{port}",)
    if "virtual_hosting" not in app.objectIds():
        from Products.SiteAccess.VirtualHostMonster import VirtualHostMonster

        monster = VirtualHostMonster()
        monster.id = "virtual_hosting"
        monster.addToContainer(app)
    transaction.commit()
