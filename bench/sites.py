"""The two sites that the benches share, made once in a run: few documents and many."""

from __future__ import annotations

from bench import world
from bench.site import Database
from bench.site import REPOSITORY
from bench.site import Workspace
from dataclasses import dataclass
from pathlib import Path

import hashlib
import shutil
import transaction


SOURCES = REPOSITORY / "src/collective/tobaccooa"


@dataclass
class Sites:
    """Closed databases in one workspace; `fresh` has the demo world and no document.

    `portals` is made by the first bench that needs it (`portals.make`). `heavy` has as many
    documents as `small` and `held` more that wait for the leader.
    """

    workspace: Workspace
    fresh: Database
    small: Database
    large: Database
    small_count: int
    large_count: int
    heavy: Database | None = None
    held: int = 0
    portals: Database | None = None


def make(workspace: Workspace, small_count: int, large_count: int, keep: Path | None) -> Sites:
    """Make a site, then one with few and one with many documents of the same kinds.

    With 0 documents a copy stays as fresh as it is. A third one gets as few as the first, and a
    tenth of the many more that wait for the leader.

    :param keep: a folder where a later run finds what this one made, if the sources are the same.
    """
    kept = Kept(keep) if keep else None
    fresh = workspace.database("fresh")
    held = large_count // 10
    wanted = {"small": (small_count, 0), "large": (large_count, 0), "heavy": (small_count, held)}
    if kept is None or not kept.give(fresh, "fresh"):
        process = workspace.inside(fresh)
        process.call("bench.world:make_site")
        process.call("bench.sites:make_stock")
        process.stop()
        if kept:
            kept.take(fresh, "fresh")
    made = {}
    fillers = []
    for name, (count, more) in wanted.items():
        found = workspace.database(name)
        made[name] = found
        if kept and kept.give(found, f"{count}-{more}"):
            continue
        found.fill_from(fresh)
        if count:
            process = workspace.inside(found)
            process.start("bench.archive:fill", count=count, held=more)
            fillers.append((process, found, f"{count}-{more}"))
    for process, found, label in fillers:
        process.answer()
        process.stop()
        if kept:
            kept.take(found, label)
    heavy = made["heavy"] if held else None
    return Sites(
        workspace, fresh, made["small"], made["large"], small_count, large_count, heavy, held
    )


class Kept:
    """Databases of earlier runs, by what they hold and the sources that made them."""

    def __init__(self, folder: Path) -> None:
        digest = hashlib.sha256()
        for path in sorted([*SOURCES.rglob("*.py"), *Path(__file__).parent.glob("*.py")]):
            digest.update(path.read_bytes())
        self.folder = folder / digest.hexdigest()[:12]

    def give(self, database: Database, label: str) -> bool:
        """Fill a database with what is kept; False when there is nothing."""
        found = self.folder / label
        if found.is_dir():
            shutil.copytree(found, database.data, dirs_exist_ok=True)
        return found.is_dir()

    def take(self, database: Database, label: str) -> None:
        """Keep a copy of a database that no process has open."""
        unfinished = self.folder / f"{label}.part"
        shutil.rmtree(unfinished, ignore_errors=True)
        shutil.copytree(database.data, unfinished, ignore=shutil.ignore_patterns("*.lock"))
        unfinished.rename(self.folder / label)


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
