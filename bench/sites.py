"""The two sites that the benches share, made once in a run: few documents and many."""

from __future__ import annotations

from bench import world
from bench.site import Database
from bench.site import Workspace
from dataclasses import dataclass

import transaction


@dataclass
class Sites:
    """Closed databases in one workspace; `fresh` has the demo world and no document.

    `portals` is made by the first bench that needs it (`portals.make`).
    """

    workspace: Workspace
    fresh: Database
    small: Database
    large: Database
    small_count: int
    large_count: int
    portals: Database | None = None


def make(workspace: Workspace, small_count: int, large_count: int) -> Sites:
    """Make a site, then one with few and one with many documents of the same kinds.

    With 0 documents a copy stays as fresh as it is.
    """
    fresh = workspace.database("fresh")
    process = workspace.inside(fresh)
    process.call("bench.world:make_site")
    process.call("bench.sites:make_stock")
    process.stop()
    small, large = fresh.copy("small"), fresh.copy("large")
    counts = [(small, small_count), (large, large_count)]
    fillers = [(workspace.inside(site), count) for site, count in counts if count]
    for filler, count in fillers:
        filler.start("bench.archive:fill", count=count)
    for filler, _ in fillers:
        filler.answer()
        filler.stop()
    return Sites(workspace, fresh, small, large, small_count, large_count)


def make_stock(app) -> None:
    """Add a stock Plone site: a bare item, a published document, a member who reads it."""
    from plone import api
    from plone.dexterity.fti import DexterityFTI

    site = world.create_plone(app, world.STOCK)
    fti = DexterityFTI("Bare", title="Bare", behaviors="plone.dublincore", global_allow=True)
    site.portal_types._setObject("Bare", fti)
    site.portal_workflow.setChainForPortalTypes(("Bare",), ("simple_publication_workflow",))
    with api.env.adopt_roles(["Manager"]):
        api.content.create(site, "Bare", "bare", title="关于报送工作计划的通知")
        page = api.content.create(site, "Document", "page", title="关于报送工作计划的通知")
        from plone.app.textfield.value import RichTextValue

        page.text = RichTextValue(world.TEXT, "text/html", "text/x-html-safe")
        api.content.transition(page, "publish")
        for name, roles in (("reader", ("Member",)), ("editor", ("Member", "Editor"))):
            site.acl_users.userFolderAddUser(name, world.PASSWORD, roles, [])
    transaction.commit()
