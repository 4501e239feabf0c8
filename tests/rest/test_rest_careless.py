"""Parameters and bodies that nobody means, of the services around work lists and supervision."""

from urllib.parse import quote

import json
import pytest


DAYS = ["x", "2026-13-40", "0001-01-01", "9999-12-31", "2026-11-25T00:00", "２０２６-11-25", "-1"]
WORDS = ["\x00", "*", '"', "AND", "NOT NOT", "(", "x" * 5000, "%", "\ud7ff", "a b" * 200]


def places():
    return [
        *(f"/@statistics?from={a}&to={b}" for a in DAYS for b in DAYS),
        *(f"/@work-items?from={a}" for a in DAYS),
        *(f"/@documents-search?from={a}&year=9&month=99" for a in DAYS),
        *(f"/@documents?from={a}" for a in DAYS),
        *(f"/@statistics?from={a}&from={a}" for a in DAYS),
        "/@work-items?b_start=-1",
        "/@work-items?b_size=999999999",
        "/@work-items?b_start=1e9",
        "/@work-items?kind=x&sort=x",
        "/@work-items?sort=x",
        "/@notices?b_size=0",
        "/@matters?state=x",
        "/@matters?lead=x&q=x",
        "/@matters/x",
        "/@matters/x/y",
        "/@matters/%F0%9F%98%80",
        "/@statistics?from:list=1&from:list=2",
        "/@notices?unseen:int=1",
        "/@work-items?kind:record.x=1",
        "/@documents-search?year=99999999999999999999",
        "/@documents-search?unit=x&department=x&person=x&step=x&kind=x",
    ]


def test_careless_addresses(office):
    leader, broken = office.who("city-director"), []
    for address in places():
        answer = leader.get(address)
        if answer.status >= 500:
            broken.append((address, answer.status, str(answer.body)[:200]))
    assert broken == []


def test_careless_words(office):
    leader, broken = office.who("city-director"), []
    for word in WORDS:
        for name in ("q", "number", "person", "unit", "step", "type"):
            for service in ("@documents-search", "@work-items", "@documents", "@matters"):
                answer = leader.get(f"/{service}?{name}={quote(word)}")
                if answer.status >= 500:
                    broken.append((service, name, word[:20], str(answer.body)[:200]))
    assert broken == []


SURROGATE = "\ud800"
VALUES = [
    None,
    True,
    17,
    -1,
    1.5,
    [],
    {},
    [[]],
    [None],
    {"a": {}},
    "x" * 100_000,
    "\x00",
    SURROGATE,
    [SURROGATE],
    "9999-12-31",
    "0001-01-01",
    10**30,
]


BODIES = {
    "/@notices": {"ids": ["x"], "until": "x"},
    "/@matters": {
        "document": "x",
        "instruction": "x",
        "title": "x",
        "lead": "department:city-finance",
        "assisting": [],
        "due_on": "2027-01-01",
        "urgency": "normal",
        "review_by": "office",
    },
    "decisions": {
        "action": "special_delivery",
        "handlers": ["city-info-staff"],
        "to_step": None,
        "then": "back_to_me",
        "mode": "all",
        "reason": "急",
        "opinion": "x",
        "until": "2027-01-01",
        "granted": True,
        "corrections": {},
        "recipients": [],
        "on_behalf_of": None,
        "number": None,
        "seal": None,
        "version": None,
    },
}
ACTIONS = [
    "special_delivery",
    "urge",
    "chase_readers",
    "ask_extension",
    "grant_extension",
    "supersede_opinion",
    "set_holder",
    "correct_entry",
    "hand_over",
    "circulate",
    "withdraw",
    "mark_read",
    "open",
    "add_signers",
]


@pytest.mark.parametrize("place", ["/@notices", "/@matters"])
def test_careless_bodies(office, place):
    document = office.document()
    office.advance(document, 1)
    person, broken = office.who("city-clerk"), []
    fine = dict(BODIES[place])
    if place == "/@matters":
        fine["document"] = document
    for name in BODIES[place]:
        for value in VALUES:
            raw = json.dumps({**fine, name: value}).encode()
            answer = person.send("POST", place, raw)
            if answer.status >= 500:
                broken.append((place, name, str(value)[:30], str(answer.body)[:200]))
    assert broken == []


@pytest.mark.parametrize("action", ACTIONS)
def test_careless_decisions(office, action):
    document = office.document()
    office.advance(document, 1)
    person, broken = office.who("city-finance-head"), []
    for name in BODIES["decisions"]:
        for value in VALUES:
            body = {**BODIES["decisions"], "action": action, name: value}
            answer = person.send("POST", f"{document}/@decisions", json.dumps(body).encode())
            if answer.status >= 500:
                broken.append((name, str(value)[:30], str(answer.body)[:300]))
    assert broken == []
