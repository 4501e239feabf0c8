"""A small REST client over real HTTP, and fixtures for the tests of our services."""

from dataclasses import dataclass
from dataclasses import field
from typing import Any

import json
import os
import pytest
import requests
import uuid


PASSWORD = os.environ.get("OA_DEMO_PASSWORD") or "Demo-oa-2026"
UNITS = [f"unit{number:02d}" for number in range(1, 13)]
SECONDS = 120


@dataclass
class Answer:
    """Status, headers, JSON (or text) and bytes of a response."""

    status: int
    body: Any
    headers: dict
    raw: bytes = b""

    @classmethod
    def of(cls, response):
        try:
            body = response.json()
        except ValueError:
            body = response.text
        return cls(response.status_code, body, response.headers, response.content)

    def refused(self, *statuses):
        """Whether it is a refusal with one of the statuses, told as `{"type", "message"}`."""
        return (
            self.status in statuses
            and isinstance(self.body, dict)
            and bool(self.body.get("type"))
            and bool(self.body.get("message"))
        )


@dataclass
class Person:
    """One user's session; `user` None is anonymous."""

    base: str
    user: str | None
    token: str | None = None

    def __post_init__(self):
        if self.user is not None:
            found = self.post("/@login", {"login": self.user, "password": PASSWORD})
            assert found.status == 200, (self.user, found)
            self.token = found.body["token"]

    def send(self, method, path, data=None, headers=None):
        """Send raw bytes; `path` is an absolute address or below the site."""
        url = path if path.startswith("http") else self.base + path
        head = {"Accept": "application/json", "Content-Type": "application/json"}
        if data is None:
            del head["Content-Type"]
        if self.token:
            head["Authorization"] = f"Bearer {self.token}"
        head.update(headers or {})
        return Answer.of(requests.request(method, url, data=data, headers=head, timeout=SECONDS))

    def get(self, path):
        return self.send("GET", path)

    def post(self, path, body, key=None):
        headers = {"Idempotency-Key": key} if key else {}
        return self.send("POST", path, json.dumps(body).encode(), headers)

    def patch(self, path, body):
        return self.send("PATCH", path, json.dumps(body).encode())

    def decide(self, document, action, key=None, **more):
        return self.post(f"{document}/@decisions", {"action": action, **more}, key)


def draft(**more):
    """Return the body of a document that the city's finance department writes."""
    return {
        "@type": "OutgoingDocument",
        "title": "关于报送第四季度工作计划的通知",
        "document_type": "notice",
        "urgency": "normal",
        "department": "city-finance",
        "main_recipients": [f"unit:{unit}" for unit in UNITS],
        "copy_recipients": ["text:省局办公室"],
        "text": {
            "content-type": "text/html",
            "data": "<p>现将有关事项通知如下。</p><h2>一、总体要求</h2><p>按时报送。</p>",
        },
        **more,
    }


#: The whole chain: who advances it, with what, to which step, and who holds it then.
CHAIN = [
    ("city-finance-staff", {"opinion": "请审核"}, "department_review", ["city-finance-head"]),
    (
        "city-finance-head",
        {
            "to_step": "countersigning",
            "handlers": ["city-legal-head", "city-info-head"],
            "opinion": "请法规、信息会签",
        },
        "countersigning",
        ["city-info-head", "city-legal-head"],
    ),
    ("city-legal-head", {"opinion": "同意，注意时限"}, "countersigning", ["city-info-head"]),
    ("city-info-head", {"opinion": "同意"}, "office_review", ["city-director"]),
    (
        "city-director",
        {"handlers": ["city-leader"], "opinion": "拟同意，请签发"},
        "signing",
        ["city-leader"],
    ),
    ("city-leader", {"opinion": "同意签发"}, "numbering", ["city-clerk"]),
    ("city-clerk", {}, "sealing", ["city-sealkeeper"]),
    ("city-sealkeeper", {}, "distribution", ["city-clerk"]),
    ("city-clerk", {}, "distributed", []),
]


@dataclass
class Office:
    """The demo site over HTTP: its people, and short ways to a document at some step."""

    base: str
    people: dict = field(default_factory=dict)

    def who(self, user) -> Person:
        """Return a signed-in person; None is anonymous."""
        if user not in self.people:
            self.people[user] = Person(self.base, user)
        return self.people[user]

    def document(self, **more) -> str:
        """Create a document; return its address."""
        made = self.who("city-finance-staff").post("/@documents", draft(**more))
        assert made.status == 201, made
        return made.body["@id"]

    def advance(self, document, count):
        """Take the first decisions of the chain; return the last answer."""
        answer = None
        for actor, more, step, _ in CHAIN[:count]:
            answer = self.who(actor).decide(document, "advance", **more)
            assert answer.status == 200, (actor, answer)
            assert answer.body["step"]["id"] == step
        return answer

    def delivery(self, document, unit):
        """Return the row of a unit's delivery as its clerk sees it."""
        found = self.who(f"{unit}-clerk").get(f"/{unit}/@deliveries?direction=in&b_size=500")
        assert found.status == 200, found
        return next(row for row in found.body["items"] if row["document"] == document)


@pytest.fixture
def office(acceptance):
    """The demo site behind a real HTTP server; what a test does is undone."""
    portal = acceptance["portal"]
    return Office(portal.absolute_url())


@pytest.fixture
def key():
    """A fresh Idempotency-Key."""
    return uuid.uuid4().hex
