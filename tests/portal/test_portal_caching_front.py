"""Debian's Varnish and nginx with the shipped configuration in front of the real server."""

from collective.tobaccooa.portal.caching import sending
from collective.tobaccooa.portal.keepers import keepers
from http.client import HTTPConnection
from importlib.util import module_from_spec
from importlib.util import spec_from_file_location
from pathlib import Path

import base64
import json
import os
import pytest
import shutil
import socket
import subprocess
import time
import transaction


ROOT = Path(__file__).parents[2]
PASSWORD = "Demo-oa-2026"
#: Seconds until everything is purged a second time; shorter than in earnest.
AGAIN = 0.5
NGINX = """\
include /etc/nginx/modules-enabled/*.conf;
daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
    access_log off;
    types {{ text/html html; }}
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/office.conf;
}}
"""


def filled(server, **values):
    spec = spec_from_file_location("front_script", ROOT / "scripts/front.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.filled(server, **values)


def program(name):
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")
    if found is None:
        pytest.fail(f"{name} is missing: run `make test`, which installs it, or install it")
    return found


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Front:
    """A running cache; `get` asks it."""

    def __init__(self, port, kind):
        self.port, self.kind = port, kind

    def get(self, path="/", user=None, method="GET", body=None, **headers):
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        headers.setdefault("Accept", "text/html")
        if user:
            pair = base64.b64encode(f"{user}:{PASSWORD}".encode()).decode()
            headers["Authorization"] = f"Basic {pair}"
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        response.text = response.read().decode("utf-8", "replace")
        return response

    def hit(self, path="/", **headers):
        """Whether the answer came from memory."""
        return (self.get(path, **headers).getheader("X-Cache") or "").lower() == "hit"

    def until(self, condition, seconds=10):
        """Wait until something holds: purges travel beside the answers."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if condition():
                return True
            time.sleep(0.1)
        return False


@pytest.fixture(params=["varnish", "nginx"])
def front(request, acceptance, tmp_path, monkeypatch):
    """The cache in front of the acceptance server, told of every change."""
    port, portal = free_port(), acceptance["portal"]
    values = {
        "backend": str(acceptance["port"]),
        "site": portal.getId(),
        "name": f"127.0.0.1:{port}",
        "scheme": "http",
    }
    if request.param == "varnish":
        (tmp_path / "office.vcl").write_text(filled("varnish", **values))
        command = [program("varnishd"), "-j", "none", "-F", "-n", str(tmp_path / "varnish")]
        command += ["-a", f"127.0.0.1:{port}", "-f", str(tmp_path / "office.vcl")]
        command += ["-s", "malloc,32m"]
    else:
        # where Debian's nginx looks for them
        (tmp_path / "modules").symlink_to("/usr/share/nginx/modules")
        values |= {"port": f"127.0.0.1:{port}", "cache": str(tmp_path / "cache")}
        (tmp_path / "office.conf").write_text(filled("nginx", **values))
        (tmp_path / "nginx.conf").write_text(NGINX.format(folder=tmp_path))
        command = [program("nginx"), "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf")]
    _prepare(acceptance, port)
    monkeypatch.setattr(sending, "AGAIN", AGAIN)
    log = (tmp_path / "front.log").open("w")
    process = subprocess.Popen(command, stdout=log, stderr=log)
    found = Front(port, request.param)
    try:
        if not found.until(lambda: _answers(port), 30):
            pytest.fail((tmp_path / "front.log").read_text()[-2000:])
        yield found
    finally:
        process.terminate()
        process.wait(20)


def _answers(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _prepare(acceptance, port):
    """A virtual host monster, as every instance has one, and the cache's address."""
    from plone.cachepurging.interfaces import ICachePurgingSettings
    from plone.registry.interfaces import IRegistry
    from Products.SiteAccess.VirtualHostMonster import VirtualHostMonster
    from zope.component import getUtility

    app = acceptance["app"]
    if "virtual_hosting" not in app.objectIds():
        monster = VirtualHostMonster()
        monster.id = "virtual_hosting"
        monster.addToContainer(app)
    settings = getUtility(IRegistry).forInterface(ICachePurgingSettings, check=False)
    settings.enabled, settings.cachingProxies = True, (f"http://127.0.0.1:{port}",)
    transaction.commit()


@pytest.fixture
def item(acceptance, front, add_item, move):
    """A published article of the city, told to the cache."""
    column = acceptance["portal"]["news"]
    who = keepers(column)
    found = add_item(column, who.editors[0], title="前端缓存的一篇")
    move(found, "submit", who.editors[0])
    move(found, "publish", who.approvers[0])
    transaction.commit()
    time.sleep(3 * AGAIN)
    return found


def path_of(item):
    return "/" + "/".join(item.getPhysicalPath()[2:])


def step(front, item, transition, user):
    """Take a step through the front, as a keeper's browser does."""
    return front.get(
        f"{path_of(item)}/@workflow/{transition}",
        user,
        "POST",
        json.dumps({"comment": "核对后再发"}),
        Accept="application/json",
        Content_Type="application/json",
    )


def test_visitors_are_answered_from_memory_and_others_never(front, item):
    for path in ("/", "/unit01", "/news", path_of(item)):
        first = front.get(path)
        assert first.status == 200 and f":{front.port}/" in first.text
        assert f":{front.port}/plone" not in first.text
        assert front.hit(path)
        assert front.hit(path, Cookie="visited=1", Accept="*/*")
        assert front.hit(path, Host="evil.example")
        assert "evil.example" not in front.get(path, Host="evil.example").text
    for _ in range(2):
        mine = front.get("/", "city-clerk")
        assert "万以禾" in mine.text and (mine.getheader("X-Cache") or "").lower() != "hit"
        assert not front.hit("/", Cookie="__ac=somebody")
        assert "万以禾" not in front.get("/").text
        assert front.get("/", Accept="application/json").text.startswith("{")
    assert front.get("/").text.strip().startswith("<!DOCTYPE html>")


def test_a_page_of_ones_own_is_not_stored_when_it_comes_first(front):
    assert "万以禾" in front.get("/unit05", "city-clerk").text
    after = front.get("/unit05")
    assert "万以禾" not in after.text and (after.getheader("X-Cache") or "").lower() != "hit"


def test_search_forms_and_other_addresses_are_not_stored(front):
    for path in ("/@@portal-search?q=x", "/login", "/?x=1", "/@@portal-home", "/news?b_start=20"):
        front.get(path)
        assert not front.hit(path), path
    form = {"Content_Type": "application/x-www-form-urlencoded"}
    assert (front.get("/", method="POST", body="a=b", **form).getheader("X-Cache") or "") != "hit"


def test_a_visitor_who_has_the_page_gets_304(front):
    first = front.get("/")
    again = front.get("/", If_None_Match=first.getheader("ETag"))
    assert again.status == 304 and again.text == ""


def test_taking_back_publishing_and_changing_purges(front, item):
    who = keepers(item.__parent__)
    paths = ("/", "/news", path_of(item))
    for path in paths:
        assert "前端缓存的一篇" in front.get(path).text
        assert front.hit(path)
    assert step(front, item, "retract", who.approvers[0]).status == 200
    assert front.until(lambda: "前端缓存的一篇" not in front.get("/").text)
    assert front.until(lambda: "前端缓存的一篇" not in front.get("/news").text)
    assert front.until(lambda: front.get(path_of(item)).status != 200)
    assert step(front, item, "submit", who.editors[0]).status == 200
    assert step(front, item, "publish", who.approvers[0]).status == 200
    for path in paths:
        assert front.until(lambda path=path: "前端缓存的一篇" in front.get(path).text), path


def test_nobody_reaches_another_root(front):
    for path in ("/VirtualHostBase/http/evil.example:80/plone/VirtualHostRoot/", "/_vh_x/unit01"):
        assert front.get(path).status == 404


def test_a_purge_that_was_handed_on_is_refused(front):
    if front.kind == "nginx":  # goes by the address of who connects
        assert front.get("/", method="PURGE").status in (200, 404)
        return
    assert front.get("/", method="PURGE", X_Forwarded_For="10.0.0.1").status == 405
    assert front.get("/", method="PURGE").status == 200
    assert front.get("/*", method="PURGE").status == 200
    assert front.get("/a|b*", method="PURGE").status == 400


def test_background_work_purges_too(front, item, acceptance):
    from collective.tobaccooa.portal.store import touch
    from zope.globalrequest import clearRequest

    assert front.until(lambda: front.hit("/"))
    clearRequest()
    item.title = "后台改过的一篇"
    item.reindexObject()
    touch(item)
    transaction.commit()
    assert front.until(lambda: "后台改过的一篇" in front.get("/").text)


def test_values_that_break_out_of_the_configuration_are_refused():
    with pytest.raises(ValueError):
        filled("varnish", name='x"; import std; "')
    with pytest.raises(ValueError):
        filled("varnish", backend="8080")
