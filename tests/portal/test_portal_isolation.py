"""Nobody changes or sees what is another unit's: by page, by REST, by upload, by search.

The table of pages and services is `isolation_attacks.py`. A refusal may come in any way (a form to
sign in, 401, 403, 404, 405); what counts is that no transaction touched the unit and that no
unpublished word came back.
"""

from __future__ import annotations

from ..browsing import PASSWORD
from .isolation_attacks import ALL
from .isolation_attacks import Attack
from .isolation_attacks import CITY
from .isolation_attacks import classic_attacks
from .isolation_attacks import finding
from .isolation_attacks import own_attacks
from .isolation_attacks import OWN_SERVICES
from .isolation_attacks import OWN_VIEWS
from .isolation_attacks import registered
from .isolation_attacks import rest_attacks
from .isolation_attacks import STAFF
from .isolation_attacks import World
from plone.app.textfield.value import RichTextValue
from plone.namedfile.file import NamedBlobImage
from ZODB.serialize import referencesf

import gzip
import io
import pytest
import requests
import transaction


DRAFT, PENDING, INTERNAL, SHUT = "墨竹初稿", "青瓷待审", "内册细目", "封山旧闻"
PUBLISHED = "晴川公开"
INTRUDERS = [
    None,
    "unit02-staff",
    "unit01-editor",
    "unit01-approver",
    "unit01-deputy",
    "city-editor",
]


def test_every_page_and_service_stands_in_the_table():
    pages = {name for method, name, _for in registered() if method == "page"}
    services = {f"{method} {name}" for method, name, _for in registered() if method != "page"}
    assert pages == set(OWN_VIEWS)
    assert services == set(OWN_SERVICES)


def picture():
    from PIL import Image

    kept = io.BytesIO()
    Image.effect_noise((800, 600), 60).convert("RGB").save(kept, "JPEG")
    return NamedBlobImage(kept.getvalue(), "image/jpeg", "p.jpg")


@pytest.fixture
def world(acceptance, add_item, move):
    """A unit with something in every state, a closed portal, and an item of the intruders'."""
    from collective.tobaccooa.portal.columns import change_column
    from collective.tobaccooa.portal.keeping.portals import set_status

    site = acceptance["portal"]

    def item(column, title, unit="unit02", state="published", **values):
        text = RichTextValue(f"<p>{title}的正文</p>", "text/html", "text/x-html-safe")
        found = add_item(column, f"{unit}-editor", title=title, text=text, **values)
        for step, who in (("submit", "editor"), ("publish", "approver")):
            if state == "published" or (state == "pending" and step == "submit"):
                move(found, step, f"{unit}-{who}")
        return found

    unit = site["unit02"]
    change_column(unit["feature"], {"audience": "staff"})
    kept = [
        item(unit["news"], DRAFT, state="draft", image=picture()),
        item(unit["news"], PENDING, state="pending"),
        item(unit["news"], PUBLISHED),
        item(unit["feature"], INTERNAL),
        item(unit["notices"], f"{PUBLISHED}通知", must_read=True),
    ]
    item(site["unit03"]["news"], SHUT, unit="unit03")
    own = item(site["unit01"]["news"], "自家一篇", unit="unit01")
    set_status(site["unit03"], "closed")
    transaction.commit()

    def path(content):
        return "/".join(content.getPhysicalPath()[2:])

    paths = tuple(path(each) for each in kept)
    uids = tuple(each.UID() for each in kept)
    return World("unit02", "unit02/news", paths, path(own), "unit01/news", uids)


@pytest.fixture
def send(acceptance, site_url, acting):
    """Send an attack as somebody; forms carry an authenticator that is valid for them."""
    from contextlib import nullcontext
    from plone.app.testing import logout
    from plone.protect.authenticator import createToken

    session = requests.Session()
    tokens = {}

    def token(user):
        if user not in tokens:
            logout()
            with acting(user) if user else nullcontext():
                tokens[user] = createToken()
            transaction.commit()
        return tokens[user]

    def go(user, attack: Attack):
        headers = dict(attack.headers)
        form = attack.form
        if form is not None:
            form = form | {"_authenticator": token(user)}
        if attack.json is not None:
            headers.setdefault("Accept", "application/json")
        return session.request(
            attack.method,
            f"{site_url}/{attack.path}",
            headers=headers,
            auth=(user, PASSWORD) if user else None,
            data=form if form is not None else attack.body,
            json=attack.json,
            allow_redirects=False,
            timeout=60,
        )

    token(None)
    return go


@pytest.fixture
def kept_of(acceptance):
    """Return the transaction of every record below a unit, by walking the storage itself."""
    site = acceptance["portal"]
    database = site._p_jar.db()

    def look(code):
        # the way up to the site and to its registries is no part of the unit
        outside = {site._p_oid, site.getSiteManager()._p_oid, site["portal_catalog"]._p_oid}
        connection = database.open()
        try:
            found, waiting = {}, [site[code]._p_oid]
            while waiting:
                oid = waiting.pop()
                if oid in found or oid in outside:
                    continue
                data, found[oid] = connection._storage.load(oid)
                waiting.extend(referencesf(data))
            return found
        finally:
            connection.close()

    look.last = database.lastTransaction
    return look


def text_of(answer):
    """Return what can be read in an answer, also of a packed map of the site."""
    if answer.content[:2] == b"\x1f\x8b":
        return gzip.decompress(answer.content).decode(errors="replace")
    raw = answer.content.decode(errors="replace")
    # JSON may write Han characters as escapes
    return raw.encode().decode("unicode_escape", "replace") + raw if "\\u" in raw else raw


def hidden_from(user):
    words = [DRAFT, PENDING, SHUT]
    return words if user else [*words, INTERNAL]


def leaked(user, answer):
    text = text_of(answer)
    return [word for word in hidden_from(user) if word in text]


def may_read(user, readers):
    return (
        readers == ALL
        or (readers == STAFF and user is not None)
        or (readers == CITY and user == "city-editor")
    )


class Judge:
    """Send attacks one after the other and note what they broke."""

    def __init__(self, send, kept_of, user):
        self.send, self.kept_of, self.user = send, kept_of, user
        self.broken: list[str] = []
        self.before = kept_of("unit02")
        self.last = kept_of.last()
        self.sent = 0

    def try_(self, attack, touches_others=False):
        answer = self.send(self.user, attack)
        self.sent += 1
        said = f"{attack.method} {attack.path} {answer.status_code}"
        # plone.restapi fails over comments where Plone's comments are not installed
        if answer.status_code >= 500 and "@comments" not in attack.path:
            self.broken.append(f"fails: {said}")
        if words := leaked(self.user, answer):
            self.broken.append(f"shows {words}: {said}")
        last = self.kept_of.last()
        if last != self.last:
            self.last = last
            after = self.kept_of("unit02")
            if after != self.before:
                self.before = after
                self.broken.append(f"changes the unit: {said}")
            elif not touches_others:
                self.broken.append(f"writes: {said}")
        return answer


@pytest.fixture
def judge(world, send, kept_of):
    return lambda user: Judge(send, kept_of, user)


@pytest.mark.parametrize("user", INTRUDERS)
def test_the_portals_own_pages_and_services(world, judge, user):
    judged = judge(user)
    for readers, attack in own_attacks(world):
        # the city supervises every portal: its editor may remind the keepers of a column; the
        # staff of a unit confirm what they must read. Neither is kept in the unit.
        supervision = user == "city-editor" and "column-reminder" in attack.path
        reading = user and any(n in attack.path for n in ("confirm-read", "opened-notice"))
        answer = judged.try_(attack, touches_others=bool(supervision or reading))
        if answer.status_code == 200 and not may_read(user, readers) and not reading:
            judged.broken.append(f"answers: {attack.method} {attack.path}")
    assert judged.broken == []
    assert judged.sent > 150


@pytest.mark.parametrize("user", INTRUDERS)
def test_rest(world, judge, user):
    judged = judge(user)
    for attack in rest_attacks(world):
        judged.try_(attack)
    assert judged.broken == []
    assert judged.sent > 150


@pytest.mark.parametrize("user", INTRUDERS)
def test_plones_pages_and_webdav(world, judge, user):
    judged = judge(user)
    for attack in classic_attacks(world):
        judged.try_(attack)
    assert judged.broken == []
    assert judged.sent > 200


@pytest.mark.parametrize("user", INTRUDERS)
def test_what_is_not_published_is_found_nowhere(judge, user):
    judged = judge(user)
    counted = []
    for word in hidden_from(user):
        for attack in finding(word):
            answer = judged.send(user, attack)
            # the word that was asked for stands in the answer; what belongs to it must not
            text = text_of(answer)
            if f"{word}的正文" in text or any(w in text for w in hidden_from(user) if w != word):
                judged.broken.append(f"{attack.path} {answer.status_code}")
            if answer.headers.get("Content-Type", "").startswith("application/json"):
                found = answer.json()
                if isinstance(found, dict) and "SearchableText=" in attack.path:
                    counted.append(found.get("items_total", 0))
    assert judged.broken == []
    assert counted and set(counted) == {0}


def test_pictures_of_drafts_are_shut(world, send):
    draft = world.items[0]
    for user in INTRUDERS:
        for name in ("@@images/image", "@@images/image/preview", "@@picture/page.webp", "image"):
            answer = send(user, Attack("GET", f"{draft}/{name}"))
            assert not answer.headers.get("Content-Type", "").startswith("image/"), (user, name)


def test_copying_takes_nothing_unpublished_along(world, send, kept_of):
    before = kept_of("unit02")
    for user in ("unit01-editor", "city-editor"):
        column = "unit01/news" if user.startswith("unit01") else "news"
        for hidden in world.items[:2]:
            answer = send(user, Attack("POST", f"{column}/@copy", json={"source": f"/{hidden}"}))
            # plone.restapi answers with what was copied: nothing
            assert answer.status_code in (400, 401, 403, 404) or answer.json() == []
    assert kept_of("unit02") == before


def test_the_same_requests_work_for_those_whose_unit_it_is(world, send, kept_of):
    """Otherwise the tests above would pass with any broken request."""
    draft, _pending, published = world.items[:3]
    before = kept_of("unit02")
    seen = send("unit02-editor", Attack("GET", draft, headers={"Accept": "application/json"}))
    assert DRAFT in text_of(seen)
    assert send("unit02-editor", Attack("GET", f"{draft}/@@picture/page.webp")).ok
    assert send("unit02-editor", Attack("PATCH", draft, json={"title": "改题"})).status_code == 204
    changed = kept_of("unit02")
    assert changed != before
    step = {"step": "retract", "comment": ""}
    path = f"{published}/@@item-step"
    assert send("unit02-approver", Attack("POST", path, form=step)).status_code == 302
    assert kept_of("unit02") != changed
    found = Attack("GET", "@search?SearchableText=青瓷待审", headers={"Accept": "application/json"})
    assert send("unit02-editor", found).json()["items_total"] == 1
    assert send("unit02-editor", Attack("DELETE", draft)).status_code == 204
