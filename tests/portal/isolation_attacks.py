"""What somebody may try against a unit they don't belong to: requests, without a judgement.

`OWN_VIEWS` and `OWN_SERVICES` name every page and service of the portal with who may read it; a
registration that is missing there fails `test_portal_isolation.py`. The rest are the ways that
Plone itself offers to show and to change things.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from lxml import etree
from pathlib import Path
from typing import Any


PORTAL = Path(__file__).parents[2] / "src" / "collective" / "tobaccooa" / "portal"
# who of those that don't keep a column may read a page of another unit
ALL, STAFF, CITY, NOBODY = "all", "staff", "city", "nobody"
FORM = {"title": "侵入", "text": "<p>侵入</p>", "description": "侵入", "save": "1"}

#: name → (who may read it, what is posted to it)
OWN_VIEWS: dict[str, tuple[str, dict[str, str]]] = {
    "portal-home": (ALL, {}),
    "portal-search": (ALL, {"q": "稿"}),
    "column-page": (ALL, {}),
    "listing_view": (ALL, {}),
    "summary_view": (ALL, {}),
    "full_view": (ALL, {}),
    "album_view": (ALL, {}),
    "newsitem_view": (ALL, {}),
    "document_view": (ALL, {}),
    "event_view": (ALL, {}),
    "file_view": (ALL, {}),
    "image_view": (ALL, {}),
    "link_redirect_view": (ALL, {}),
    "picture": (ALL, {}),
    "pictures": (ALL, {}),
    "upload-picture": (NOBODY, {"file": "GIF89a"}),
    "picture-focus": (NOBODY, {"x": "10", "y": "10", "save": "1"}),
    "my-columns": (STAFF, {}),
    "add-item": (NOBODY, FORM),
    "edit-item": (NOBODY, FORM | {"step": "publish"}),
    "item-panel": (ALL, {}),
    "item-step": (NOBODY, {"step": "publish", "comment": "侵入"}),
    "item-delete": (NOBODY, {}),
    "oa-portals": (NOBODY, {"act": "status", "unit": "unit02", "status": "closed"}),
    "confirm-read": (NOBODY, {}),
    "opened-notice": (NOBODY, {}),
    "required-reading": (ALL, {}),
    "reading-fields": (NOBODY, {"must_read": "1"}),
    "readers": (NOBODY, {"action": "chase"}),
    "readers.xlsx": (NOBODY, {}),
    "unread-notices": (STAFF, {}),
    "portal-style.css": (ALL, {}),
    "portal-banner": (ALL, {}),
    "portal-logo": (ALL, {}),
    "portal-look": (ALL, {}),
    "portal-footer": (ALL, {}),
    "portal-display": (ALL, {}),
    "portal-face": (NOBODY, {"design": "yehang", "title": "侵入", "act": "save"}),
    "portal-face-preview": (NOBODY, {"design": "yehang", "title": "侵入"}),
    "portal-mourning": (NOBODY, {"first": "2026-12-01", "last": "2026-12-02", "act": "add"}),
    "clean-paste": (NOBODY, {"html": "<p>甲</p>"}),
    "open-document": (ALL, {}),
    "submit-up": (NOBODY, {"note": "侵入"}),
    "rising": (ALL, {}),
    "proposals": (NOBODY, {"action": "adopt", "id": "1"}),
    "seen": (ALL, {}),
    "portal-supervision": (CITY, {}),
    "portal-month": (CITY, {}),
    "portal-month.xlsx": (CITY, {}),
    "column-reminder": (CITY, {"note": "侵入"}),
    # guards of the workflow, without a page of their own
    "tobaccooa-may": (ALL, {}),
}
OWN_SERVICES: dict[str, tuple[str, dict[str, str]]] = {
    "GET @columns": (ALL, {}),
    "GET @proposals": (NOBODY, {}),
    "POST @proposals": (NOBODY, {"action": "adopt", "id": "1"}),
    "POST @submit-up": (NOBODY, {"note": "侵入"}),
    "GET @readers": (NOBODY, {}),
    "POST @readers": (NOBODY, {"action": "chase"}),
    "POST @workflow": (NOBODY, {"comment": "侵入"}),
}


def registered() -> Iterator[tuple[str, str, str]]:
    """Yield what the portal's ZCML registers: `page` or an HTTP method, name, for which interface.

    Interfaces come by the last part of their dotted name.
    """
    for path in sorted(PORTAL.rglob("*.zcml")):
        for node in etree.parse(path).iter(tag=etree.Element):
            kind = etree.QName(node).localname
            if kind in ("page", "service"):
                context = node.get("for", "*").split(".")[-1]
                yield node.get("method", "page"), node.get("name", ""), context


@dataclass(frozen=True)
class World:
    """The addresses of a unit's things, below the site's address.

    :param items: those that somebody might want to see or change.
    :param own: an item of the intruder's own unit; :param own_column: its column.
    """

    unit: str
    column: str
    items: tuple[str, ...]
    own: str
    own_column: str
    uids: tuple[str, ...]


@dataclass(frozen=True)
class Attack:
    """One request. `json` and `form` are bodies; a form gets a valid authenticator."""

    method: str
    path: str
    json: Any = None
    form: dict[str, Any] | None = None
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes | None = None


def own_attacks(world: World) -> Iterator[tuple[str, Attack]]:
    """Every page by GET and POST and every service of the portal, with who may read it."""
    places = {
        "INavigationRoot": (world.unit,),
        "IPloneSiteRoot": ("",),
        "IPortalColumn": (world.column,),
        "*": (world.column,),
        "IColumnItem": world.items,
    }
    for method, name, context in registered():
        table = OWN_VIEWS if method == "page" else OWN_SERVICES
        readers, values = table[name if method == "page" else f"{method} {name}"]
        for place in places[context]:
            if method == "page":
                yield readers, Attack("GET", f"{place}/@@{name}")
                yield readers, Attack("POST", f"{place}/@@{name}", form=values)
            elif name == "@workflow":
                yield readers, Attack(method, f"{place}/{name}/publish", json=values)
            else:
                body = None if method == "GET" else values
                yield readers, Attack(method, f"{place}/{name}", json=body)


def rest_attacks(world: World) -> Iterator[Attack]:
    """What plone.restapi offers."""
    for path in world.items:
        yield from _rest_item(world, path)
    news = {"@type": "News Item", "title": "侵入"}
    for path in (world.unit, world.column):
        yield Attack("GET", path, headers={"Accept": "application/json"})
        yield Attack("POST", path, json=news)
        yield Attack("POST", path, json={"@type": "PortalColumn", "title": "侵入", "kind": "news"})
        yield Attack("PATCH", path, json={"title": "侵入", "editors": ["unit01-editor"]})
        yield Attack("DELETE", path)
        yield Attack("PATCH", path, json={"sort": {"on": "modified", "order": "reverse"}})
        yield Attack("POST", f"{path}/@sharing", json=_sharing())
        yield Attack("POST", f"{path}/@move", json={"source": f"/{world.own}"})
        yield Attack("POST", f"{path}/@copy", json={"source": f"/{world.own}"})
        yield Attack("POST", f"{path}/@tus-upload", headers=_tus())
        yield Attack("POST", f"{path}/@content-rules/x", json={})
        yield Attack("POST", f"{path}/@lock", json={})
        for name in ("@navigation", "@contextnavigation", "@breadcrumbs", "@search?fullobjects=1"):
            yield Attack("GET", f"{path}/{name}", headers={"Accept": "application/json"})
        for name in ("@sharing", "@history", "@types", "@workflow", "@actions", "@relations"):
            yield Attack("GET", f"{path}/{name}", headers={"Accept": "application/json"})
    yield Attack("POST", f"{world.unit}/@aliases", json={"items": [{"path": "/x"}]})
    yield Attack("POST", f"{world.unit}/@types", json={"title": "侵入"})
    yield Attack("PATCH", f"{world.unit}/@registry", json={"plone.site_title": "侵入"})
    yield Attack("PATCH", f"{world.unit}/@controlpanels/site", json={"site_title": "侵入"})


def _rest_item(world: World, path: str) -> Iterator[Attack]:
    yield Attack("GET", path, headers={"Accept": "application/json"})
    yield Attack("GET", f"{path}?expand=*", headers={"Accept": "application/json"})
    yield Attack("PATCH", path, json={"title": "侵入", "text": "<p>侵入</p>"})
    yield Attack("PUT", path, json={"title": "侵入"})
    yield Attack("DELETE", path)
    for step in ("submit", "publish", "reject", "retract", "expire"):
        yield Attack("POST", f"{path}/@workflow/{step}", json={"comment": "侵入"})
    yield Attack("POST", f"{path}/@sharing", json=_sharing())
    yield Attack("GET", f"{path}/@sharing", headers={"Accept": "application/json"})
    yield Attack("PATCH", f"{path}/@history", json={"version": 0})
    yield Attack("GET", f"{path}/@history", headers={"Accept": "application/json"})
    yield Attack("GET", f"{path}/@history/0", headers={"Accept": "application/json"})
    yield Attack("POST", f"{path}/@lock", json={"stealable": False, "timeout": 600})
    yield Attack("DELETE", f"{path}/@lock", json={"force": True})
    yield Attack("POST", f"{path}/@workingcopy", json={})
    yield Attack("POST", f"{path}/@comments", json={"text": "侵入"})
    yield Attack("POST", f"{path}/@relations", json={"items": []})
    yield Attack("PATCH", f"{path}/@tus-replace", headers=_tus())
    yield Attack("POST", f"{path}/@tus-replace", headers=_tus())
    yield Attack("POST", f"{world.own_column}/@move", json={"source": f"/{path}"})
    for name in ("@actions", "@breadcrumbs", "@workflow", "@relations", "@navigation", "@inherit"):
        yield Attack("GET", f"{path}/{name}", headers={"Accept": "application/json"})


def _sharing() -> dict[str, Any]:
    entry = {"id": "unit01-editor", "type": "user", "roles": {"Editor": True, "Reader": True}}
    return {"entries": [entry], "inherit": True}


def _tus() -> dict[str, str]:
    named = b64encode("侵入.txt".encode()).decode()
    return {
        "Tus-Resumable": "1.0.0",
        "Upload-Length": "8",
        "Upload-Metadata": f"filename {named},content-type {b64encode(b'text/plain').decode()}",
    }


def classic_attacks(world: World) -> Iterator[Attack]:
    """What Plone's pages, Zope's own methods and WebDAV offer."""
    for path in world.items:
        yield from _classic_item(world, path)
    for path in (world.unit, world.column):
        yield from _classic_folder(world, path)
    yield Attack(
        "POST", f"{world.own_column}/@@fc-paste", form={"folder": f"/plone/{world.column}"}
    )


def _classic_item(world: World, path: str) -> Iterator[Attack]:
    form = {"form.widgets.IDublinCore.title": "侵入", "form.widgets.IBasic.title": "侵入"}
    for name in ("edit", "@@edit", "@@sharing", "@@historyview", "@@contenthistorypopup"):
        yield Attack("GET", f"{path}/{name}")
    yield Attack("POST", f"{path}/@@edit", form=form | {"form.buttons.save": "保存"})
    for step in ("submit", "publish", "retract"):
        values = {"workflow_action": step, "comment": "侵入"}
        yield Attack("POST", f"{path}/content_status_modify", form=values)
        yield Attack("GET", f"{path}/content_status_modify?workflow_action={step}")
    yield Attack("POST", f"{path}/delete_confirmation", form={"form.buttons.Delete": "删除"})
    yield Attack("POST", f"{path}/object_delete", form={})
    yield Attack("POST", f"{path}/object_rename", form=_renaming())
    yield Attack("POST", f"{path}/object_cut", form={})
    yield Attack("POST", f"{path}/revertversion", form={"version_id": "0"})
    yield Attack("POST", f"{path}/saveasnewversion", form={"comment": "侵入"})
    yield Attack("GET", f"{path}/versions_history_form?version_id=0")
    yield Attack("GET", f"{path}/@@history?one=current&two=0")
    yield Attack("POST", f"{path}/@@updateSharingInfo", form={"user": "unit01-editor"})
    yield Attack("POST", f"{path}/manage_setLocalRoles", form={"userid": "x", "roles": "Owner"})
    yield Attack("POST", f"{path}/manage_changeProperties", form={"title": "侵入"})
    yield Attack("POST", f"{path}/setTitle", form={"value": "侵入"})
    yield Attack("POST", f"{path}/setLayout", form={"layout": "view"})
    yield Attack("GET", f"{path}/selectViewTemplate?templateId=view")
    yield Attack("PUT", path, body=b"title: x", headers={"Content-Type": "text/plain"})
    yield Attack("DELETE", path, headers={"Accept": "text/html"})
    yield Attack("MOVE", path, headers={"Destination": f"/plone/{world.own_column}/stolen"})
    yield Attack("COPY", path, headers={"Destination": f"/plone/{world.column}/copied"})
    yield Attack("LOCK", path, body=_lock(), headers={"Content-Type": "text/xml"})
    yield Attack("PROPFIND", path, headers={"Depth": "0"})
    yield Attack("PROPPATCH", path, body=b"<x/>", headers={"Content-Type": "text/xml"})
    for name in ("manage_FTPget", "manage_DAVget", "getText", "image", "@@images/image"):
        yield Attack("GET", f"{path}/{name}")
    for name in ("@@images/image/preview", "@@download/image", "view", "@@oa-history", "Title"):
        yield Attack("GET", f"{path}/{name}")


def _classic_folder(world: World, path: str) -> Iterator[Attack]:
    last = [each.rsplit("/", 1)[1] for each in world.items if each.startswith(path)]
    selected = "[" + ",".join(f'"{uid}"' for uid in world.uids) + "]"
    for name in ("", "edit", "++add++News%20Item", "++add++PortalColumn", "folder_contents"):
        yield Attack("GET", f"{path}/{name}")
    for name in ("listing_view", "summary_view", "full_view", "album_view", "event_listing"):
        yield Attack("GET", f"{path}/{name}")
    yield Attack("GET", f"{path}/@@fc-contextInfo")
    add = {"form.widgets.IDublinCore.title": "侵入", "form.buttons.save": "保存"}
    yield Attack("POST", f"{path}/++add++News%20Item", form=add)
    yield Attack("POST", f"{path}/++add++PortalColumn", form=add)
    yield Attack("POST", f"{path}/edit", form=add)
    chosen = {"selection": selected, "folder": f"/plone/{path}"}
    for name in ("delete", "cut", "copy", "paste", "rename", "rearrange", "tags", "properties"):
        more = {"newtitle_0": "侵入", "newid_0": "x", "UID_0": world.uids[0], "subject": "x"}
        yield Attack("POST", f"{path}/@@fc-{name}", form=chosen | more | {"add": "侵入"})
    workflow = chosen | {"transition": "publish", "render": "no"}
    yield Attack("POST", f"{path}/@@fc-workflow", form=workflow)
    yield Attack("POST", f"{path}/@@fileUpload", form={"file": "x"})
    yield Attack("POST", f"{path}/folder_rename", form={"paths": [f"/plone/{path}"]})
    yield Attack("POST", f"{path}/object_paste", form={})
    yield Attack("POST", f"{path}/manage_delObjects", form={"ids:list": last or ["news"]})
    yield Attack("POST", f"{path}/manage_renameObject", form={"id": "news", "new_id": "x"})
    yield Attack("POST", f"{path}/manage_cutObjects", form={"ids:list": last or ["news"]})
    yield Attack("POST", f"{path}/manage_pasteObjects", form={})
    yield Attack("POST", f"{path}/invokeFactory", form={"type_name": "News Item", "id": "x"})
    yield Attack("POST", f"{path}/createObject", form={"type_name": "News Item"})
    yield Attack("POST", f"{path}/select_default_page", form={"objectId": "news"})
    yield Attack("POST", f"{path}/setDefaultPage", form={"objectId": "news"})
    yield Attack("PUT", f"{path}/neu.txt", body=b"x", headers={"Content-Type": "text/plain"})
    yield Attack("MKCOL", f"{path}/neu")
    yield Attack("PROPFIND", path, headers={"Depth": "1"})
    yield Attack("GET", f"{path}/manage_main")
    yield Attack("GET", f"{path}/objectIds")
    yield Attack("GET", f"{path}/contentValues")


def _renaming() -> dict[str, str]:
    return {
        "form.widgets.new_id": "x",
        "form.widgets.new_title": "侵入",
        "form.buttons.Rename": "重命名",
    }


def _lock() -> bytes:
    return (
        b'<?xml version="1.0"?><d:lockinfo xmlns:d="DAV:"><d:lockscope><d:exclusive/></d:lockscope>'
        b"<d:locktype><d:write/></d:locktype></d:lockinfo>"
    )


def finding(words: str) -> Iterator[Attack]:
    """Every way to find things by a word or in a list."""
    json = {"Accept": "application/json"}
    criteria = (
        '[{"i":"SearchableText","o":"plone.app.querystring.operation.string.contains","v":"%s"}]'
    )
    query = "query.i:records=SearchableText&query.v:records=" + words
    query += "&query.o:records=plone.app.querystring.operation.string.contains"
    for place in ("", "unit02/", "unit02/news/", "unit02/feature/", "unit03/"):
        yield Attack("GET", f"{place}@@search?SearchableText={words}")
        yield Attack("GET", f"{place}@search?SearchableText={words}", headers=json)
        yield Attack("GET", f"{place}@search?Title={words}&metadata_fields=_all", headers=json)
        yield Attack("GET", f"{place}@@ajax-search?SearchableText={words}&search={words}")
        yield Attack(
            "GET",
            f"{place}@@getVocabulary?name=plone.app.vocabularies.Catalog&query="
            + '{"criteria":'
            + criteria % words
            + "}&attributes=Title,path",
        )
        yield Attack("GET", f"{place}@@querybuilder_html_results?{query}")
        yield Attack("GET", f"{place}@@querybuildernumberofresults?{query}")
        for name in ("RSS", "rss.xml", "atom.xml", "itunes.xml", "sitemap.xml.gz", "sitemap"):
            yield Attack("GET", f"{place}{name}")
        yield Attack("GET", f"{place}search_rss?SearchableText={words}")
        yield Attack("GET", f"{place}@contextnavigation", headers=json)
        yield Attack("GET", f"{place}@navigation?expand.navigation.depth=4", headers=json)
        yield Attack("GET", f"{place}@columns", headers=json)
    for place in ("", "unit02/", "unit03/"):
        yield Attack("GET", f"{place}@@portal-search?q={words}")
        yield Attack("GET", f"{place}@@portal-home")
        yield Attack("GET", f"{place}@@unread-notices")
    yield Attack("GET", "unit02/news/@@column-page")
    yield Attack("GET", "unit02/feature/@@column-page")
    yield Attack("GET", "unit03/news/@@column-page")
    yield Attack("GET", "@search?portal_type=News%20Item&b_size=500&fullobjects=1", headers=json)
    yield Attack(
        "POST",
        "@querystring-search",
        headers=json,
        json={
            "query": [
                {
                    "i": "portal_type",
                    "o": "plone.app.querystring.operation.selection.any",
                    "v": ["News Item"],
                }
            ],
            "b_size": 500,
            "metadata_fields": "_all",
        },
    )
