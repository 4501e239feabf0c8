"""Hostile bodies and addresses get a refusal, never an error of the server."""

from base64 import b64encode

import json
import pytest
import urllib.error
import urllib.parse
import urllib.request


PASSWORD = "Demo-oa-2026"
# Zope itself parses JSON bodies and gives up some way beyond
DEEP = "[" * 500 + "]" * 500
VALUES = (
    None,
    5,
    -1,
    1.5,
    True,
    [],
    [[]],
    {},
    {"a": [1]},
    "",
    "\0",
    "../..",
    "x" * 20000,
    "\ud800",
)
BODIES = {
    "@proposals": ("id", "action", "reason"),
    "monopoly/@proposals": ("id", "action", "reason"),
    "news/{item}/@submit-up": ("note",),
    "news/{item}/@readers": ("action",),
    "news/{item}/@workflow/publish": ("comment", "effective", "expires", "include_children"),
    "news/@@clean-paste": ("html",),
}
TEXTS = tuple(value for value in VALUES if isinstance(value, str))
# plone.restapi itself stumbles over other than texts in the last four
ITEM_FIELDS = dict.fromkeys(("title", "description", "must_read", "read_by"), VALUES)
ITEM_FIELDS |= dict.fromkeys(("text", "image", "effective", "readers"), TEXTS)
PAGES = (
    ("news", "b_start"),
    ("news/@@proposals", "state"),
    ("news/@@proposals", "b_start"),
    ("@@portal-search", "q"),
    ("@@portal-search", "b_start"),
    ("@@portal-month", "month"),
    ("@@portal-month.xlsx", "month"),
    ("@@portal-supervision", "column"),
    ("@@my-columns", "column"),
    ("news/@@add-item", "type"),
    ("@columns", "b_start"),
    ("@columns", "b_size"),
    ("@@portal-face", "design"),
)
ASKED = (
    "",
    "-1",
    "9" * 30,
    "\0",
    "%",
    "<script>",
    "' or 1=1",
    "０",
    "2026-13",
    "x" * 3000,
    "(",
    "and not",
    "*",
    '"\'"',
)


@pytest.fixture
def status(site_url):
    def send(user, method, path, data=None, accept="application/json"):
        headers = {"Accept": accept} | ({"Content-Type": "application/json"} if data else {})
        if user:
            headers["Authorization"] = "Basic " + b64encode(f"{user}:{PASSWORD}".encode()).decode()
        url = f"{site_url}/{path}"
        request = urllib.request.Request(url, data, headers, method=method)  # noqa: S310
        try:
            with urllib.request.urlopen(request) as answer:  # noqa: S310
                return answer.status
        except urllib.error.HTTPError as error:
            return error.code

    return send


@pytest.fixture
def item(status, site_url):
    body = json.dumps({"@type": "News Item", "title": "一篇", "id": "one"}).encode()
    assert status("city-editor", "POST", "news", body) == 201
    return "one"


def test_no_body_breaks_a_service(status, item):
    broken = []
    for path, names in BODIES.items():
        bodies = [{name: value} for name in names for value in VALUES]
        bodies += [dict.fromkeys(names, value) for value in VALUES]
        texts = [json.dumps(body) for body in bodies]
        for text in [*texts, "", "[]", "5", "null", '"x"', "{", DEEP, f'{{"id": {DEEP}}}']:
            got = status("city-editor", "POST", path.format(item=item), text.encode() or b" ")
            if got >= 500:
                broken.append((path, text[:80], got))
    assert not broken, "\n".join(map(repr, broken))


def test_no_value_breaks_an_item(status, item):
    broken = []
    for name, values in ITEM_FIELDS.items():
        for value in values:
            body = json.dumps({name: value}).encode()
            got = status("city-editor", "PATCH", f"news/{item}", body)
            if got >= 500:
                broken.append((name, str(value)[:80].encode("ascii", "replace"), got))
    assert not broken, "\n".join(map(repr, broken))
    assert status("city-editor", "GET", "news/one", accept="*/*") == 200


@pytest.mark.parametrize("user", ["city-admin", None])
def test_no_address_breaks_a_page(status, item, user):
    broken = []
    for path, name in PAGES:
        for value in ASKED:
            for query in ({name: value}, [(name, value), (name, "x")], {f"{name}:list": value}):
                asked = urllib.parse.urlencode(query)
                got = status(user, "GET", f"{path}?{asked}", accept="*/*")
                if got >= 500:
                    broken.append((path, asked[:80], got))
    assert not broken, "\n".join(map(repr, broken))
