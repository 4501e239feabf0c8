"""Record requests and responses of every service and compare them with the committed ones.

`UPDATE_EXAMPLES=1 pytest tests/rest/test_rest_examples.py` writes `tests/http-examples/` anew. What
differs from run to run (addresses, ids, digests, tokens, times) is replaced by fixed values of the
same form, numbered in the order in which they appear.
"""

from .matters_examples import record_matters
from collective.tobaccooa.organisation import clock
from datetime import timedelta
from pathlib import Path

import json
import os
import re


FOLDER = Path(__file__).parent.parent / "http-examples"
UPDATE = bool(os.environ.get("UPDATE_EXAMPLES"))
SHOWN = ("Content-Type", "Location")


class Recorder:
    """Sends requests and keeps what a reader should see of them, made the same in every run."""

    def __init__(self, office):
        self.office = office
        self.names = {}
        self.files = {}

    def plain(self, text):
        """Replace what differs from run to run."""
        text = text.replace(self.office.base, "http://localhost:8080/oa")
        for pattern, form in (
            (r"eyJ[\w-]+\.[\w-]+\.[\w-]+", "token-{}"),
            (r"\b[0-9a-f]{64}\b", "{:0>64}"),
            (r"\b[0-9a-f]{32}\b", "{:0>32}"),
            (r"\b[0-9a-f]{24}\b", "{:0>24}"),
            (r"\b[0-9]{20}-[0-9a-f]{8}\b", "{:0>20}-0a0b0c0d"),
        ):
            text = re.sub(pattern, lambda found: self._name(found[0], form), text)  # noqa: B023
        text = re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|\+00:00)", "2026-11-23T05:06:07Z", text)
        text = re.sub(r"\b\d{4}-\d\d-\d\d\b(?!T)", "2026-11-25", text)
        text = re.sub(r"/(outgoing|incoming)/\d{4}/", r"/\1/2026/", text)
        text = re.sub(r'"month": "[0-9-]+"', '"month": "2026-11"', text)
        return re.sub(r"〔\d{4}〕|\"year\": \d{4}", _this_year, text)

    def _name(self, found, form):
        known = self.names.setdefault((form, found), 1 + sum(f == form for f, _ in self.names))
        return form.format(format(known, "x"))

    def record(self, name, user, method, path, body=None, key=None):
        """Send a request as a user; keep it and its answer under a name."""
        person = self.office.who(user)
        headers = {"Idempotency-Key": key} if key else {}
        data = json.dumps(body).encode() if body is not None else None
        answer = person.send(method, path, data, headers)
        place = path.removeprefix(self.office.base)
        lines = [f"{method} /oa{place} HTTP/1.1", "Accept: application/json"]
        if user:
            lines.append("Authorization: Bearer token-of-" + user)
        lines += [f"{header}: {value}" for header, value in headers.items()]
        if body is not None:
            lines += ["Content-Type: application/json", "", shown(body)]
        self.files[f"{name}.req"] = self.plain("\n".join(lines) + "\n")
        lines = [f"HTTP/1.1 {answer.status}"]
        lines += [f"{each}: {answer.headers[each]}" for each in SHOWN if each in answer.headers]
        self.files[f"{name}.resp"] = self.plain("\n".join([*lines, "", shown(answer.body)]) + "\n")
        return answer

    def compare(self):
        """Write the files, or compare them with the committed ones."""
        if UPDATE:
            FOLDER.mkdir(exist_ok=True)
            for old in FOLDER.iterdir():
                old.unlink()
            for name, text in self.files.items():
                (FOLDER / name).write_text(text, "utf-8")
        committed = {path.name: path.read_text("utf-8") for path in FOLDER.iterdir()}
        assert sorted(committed) == sorted(self.files)
        for name, text in self.files.items():
            assert committed[name] == text, f"{name} differs: see the docstring of this module"


def _this_year(found):
    return re.sub(r"\d{4}", "2026", found[0])


def shown(body):
    return json.dumps(body, ensure_ascii=False, indent=2, sort_keys=True)


def draft():
    return {
        "@type": "OutgoingDocument",
        "title": "关于报送第四季度工作计划的通知",
        "document_type": "notice",
        "urgency": "normal",
        "department": "city-finance",
        "main_recipients": ["unit:unit01", "unit:unit02"],
        "copy_recipients": ["text:省局办公室"],
        "text": {"content-type": "text/html", "data": "<p>请于月底前报送工作计划。</p>"},
    }


def test_examples_are_as_recorded(office, monkeypatch):
    recorder = Recorder(office)
    record = recorder.record
    login = {"login": "city-finance-staff", "password": "Demo-oa-2026"}
    record("login_post", None, "POST", "/@login", login)
    record("units_get", "unit01-clerk", "GET", "/unit01/@units")
    record("columns_get", "unit01-editor", "GET", "/unit01/@columns")
    record("columns_get_reader", None, "GET", "/unit01/@columns?b_size=1")
    document = record_documents(record)
    record_favourites(record, document)
    record_decisions(record, office, document)
    record_deliveries(record, office, document)
    record_notices(record)
    record("numbers_get", "city-clerk", "GET", "/@numbers?year=" + this_year(document))
    record("numbers_get_refused", "city-finance-staff", "GET", "/@numbers")
    record_adoption(record, office)
    record_reading(record, office)
    record_statistics(record, monkeypatch)
    record_matters(record, office, document)
    record_delegations(record, office)
    recorder.compare()


def this_year(document):
    return document.split("/")[-2]


def record_documents(record):
    """Create a document, in every way that can end."""
    user = "city-finance-staff"
    made = record("documents_post", user, "POST", "/@documents", draft(), "plan-4")
    document = made.body["@id"]
    other = {**draft(), "urgency": "urgent"}
    record("documents_post_key-reused", user, "POST", "/@documents", other, "plan-4")
    invalid = {**draft(), "main_recipients": ["unit:unit99"]}
    record("documents_post_invalid", user, "POST", "/@documents", invalid)
    record("documents_post_anonymous", None, "POST", "/@documents", draft())
    record("documents_get", user, "GET", "/@documents?type=outgoing&b_size=10")
    record("documents-search_get", user, "GET", "/@documents-search?q=%E8%AE%A1%E5%88%92&b_size=5")
    record("document_get", user, "GET", document)
    record("document_patch", user, "PATCH", document, {"title": "关于报送工作计划的通知"})
    record("work-items_get", user, "GET", "/@work-items?kind=open")
    return document


def record_favourites(record, document):
    """Keep a document, list it, stop keeping it."""
    user, body = "city-finance-staff", {"document": document}
    kept = record("favourites_post", user, "POST", "/@favourites", body).body["@id"]
    record("favourites_post_again", user, "POST", "/@favourites", body)
    record("favourites_post_not-here", "unit01-clerk", "POST", "/@favourites", body)
    record("favourites_get", user, "GET", "/@favourites")
    record("favourites_delete", user, "DELETE", kept)
    record("favourites_delete_not-here", user, "DELETE", kept)


def record_decisions(record, office, document):
    """Walk the document to its distribution; show what is refused on the way."""
    address = f"{document}/@decisions"
    record("decisions_get", "city-finance-staff", "GET", address)
    body = {"action": "advance", "opinion": "请审核", "version": 2}
    record("decisions_post", "city-finance-staff", "POST", address, body, "send-1")
    record("supervision_get", "city-clerk", "GET", "/@supervision?step=department_review")
    record("supervision_get_refused", "city-finance-staff", "GET", "/@supervision")
    record("decisions_post_refused", "city-finance-staff", "POST", address, {"action": "advance"})
    record("decisions_post_out-of-date", "city-finance-head", "POST", address, body)
    choice = {"action": "advance", "to_step": "countersigning"}
    record("decisions_post_choice", "city-finance-head", "POST", address, choice)
    record("decisions_post_urge", "city-clerk", "POST", address, {"action": "urge"})
    more = {"action": "ask_extension", "until": "2026-02-01", "reason": "等数据"}
    record("decisions_post_extension-invalid", "city-finance-head", "POST", address, more)
    special = {
        "action": "special_delivery",
        "handlers": ["city-finance-staff"],
        "reason": "请补充预算依据",
        "then": "back_to_me",
    }
    record("decisions_post_special-delivery", "city-finance-head", "POST", address, special)
    answer = {"action": "advance", "opinion": "已补充"}
    record("decisions_post_special-answer", "city-finance-staff", "POST", address, answer)
    for_leader = {"action": "advance", "on_behalf_of": "city-leader"}
    record("decisions_post_no-delegation", "city-clerk", "POST", address, for_leader)
    record("decisions_get_stranger", "unit01-clerk", "GET", address)
    for actor, more in (
        ("city-finance-head", {"to_step": "office_review"}),
        ("city-director", {"handlers": ["city-leader"]}),
        ("city-leader", {"opinion": "同意"}),
        ("city-clerk", {"number": 12}),
        ("city-sealkeeper", {}),
        ("city-clerk", {}),
    ):
        answer = office.who(actor).decide(document, "advance", **more)
        assert answer.status == 200, (actor, answer.body)


def record_deliveries(record, office, document):
    """Show the matrix, then one unit signs for it and another refuses."""
    record("deliveries_get", "city-clerk", "GET", f"{document}/@deliveries")
    clerk, path = "unit01-clerk", "/unit01/@deliveries?direction=in&state=sent"
    row = record("deliveries_get_received", clerk, "GET", path).body["items"][0]["@id"]
    record("deliveries_get_one", clerk, "GET", row)
    record("deliveries_post", clerk, "POST", row, {"action": "sign_for"}, "sign-1")
    recall = {"action": "recall", "reason": "文字有误"}
    record("deliveries_post_refused", clerk, "POST", row, recall)
    path = "/unit02/@deliveries?direction=in&state=sent"
    row = office.who("unit02-clerk").get(path).body["items"][0]["@id"]
    refusal = {"action": "refuse", "reason": "不属于本单位职责"}
    record("deliveries_post_refuse", "unit02-clerk", "POST", row, refusal)


def record_notices(record):
    """The drafter was told how the document went on."""
    told = record("notices_get", "city-finance-staff", "GET", "/@notices?unseen=true&b_size=3")
    record("notices_get_anonymous", None, "GET", "/@notices")
    seen = {"until": told.body["items"][0]["id"]}
    record("notices_post", "city-finance-staff", "POST", "/@notices", seen)
    record("notices_post_invalid", "city-finance-staff", "POST", "/@notices", {"ids": "all"})


def published(office, column, editor, approver, **values):
    """Return the address of a new item, written by one person and let through by another."""
    made = office.who(editor).post(column, values)
    assert made.status == 201, made
    item = made.body["@id"]
    for user, step in ((editor, "submit"), (approver, "publish")):
        answer = office.who(user).post(f"{item}/@workflow/{step}", {})
        assert answer.status == 200, answer
    return item


def record_adoption(record, office):
    """A unit presents an item to the city, which adopts it."""
    changed = office.who("city-admin").patch("/unit01/news", {"rises_to": "news"})
    assert changed.status == 204, changed
    editor, approver = "unit01-editor", "unit01-approver"
    values = {"@type": "News Item", "title": "秋收见闻"}
    item = published(office, "/unit01/news", editor, approver, **values)
    note = {"note": "图文俱佳，请予采用"}
    record("submit-up_post_refused", "unit02-editor", "POST", f"{item}/@submit-up", note)
    made = record("submit-up_post", editor, "POST", f"{item}/@submit-up", note)
    record("proposals_get", "city-editor", "GET", "/news/@proposals?state=waiting")
    record("proposals_get_refused", "city-clerk", "GET", "/news/@proposals")
    decline = {"id": made.body["id"], "action": "decline"}
    record("proposals_post_invalid", "city-editor", "POST", "/news/@proposals", decline)
    adopt = {"id": made.body["id"], "action": "adopt"}
    record("proposals_post", "city-editor", "POST", "/news/@proposals", adopt)
    record("proposals_post_out-of-date", "city-approver", "POST", "/news/@proposals", adopt)


def record_reading(record, office):
    """A unit's notice must be read: one confirms, the others are reminded."""
    editor, approver = "unit01-editor", "unit01-approver"
    values = {"@type": "News Item", "title": "关于值班安排的通知", "must_read": True}
    item = published(office, "/unit01/notices", editor, approver, **values)
    record("readers_post", "unit01-clerk", "POST", f"{item}/@readers", {"action": "confirm"})
    record("readers_post_chase", editor, "POST", f"{item}/@readers", {"action": "chase"})
    record("readers_get", editor, "GET", f"{item}/@readers?b_size=4")
    record("readers_get_refused", "unit01-clerk", "GET", f"{item}/@readers")


def record_statistics(record, monkeypatch):
    """What the walk above adds up to; outside office hours, so that no time depends on the run."""
    away = (clock.now() + timedelta(hours=12)).astimezone(clock.SHANGHAI).hour
    hours = "collective.tobaccooa.supervision.statistics.settings.office_hours"
    monkeypatch.setattr(hours, lambda: f"{away}:00-{away}:01")
    record("statistics_get", "city-clerk", "GET", "/@statistics")
    path = "/@statistics?from=2026-02-02&to=2026-02-01"
    record("statistics_get_invalid", "city-clerk", "GET", path)
    record("statistics_get_refused", "unit01-clerk", "GET", "/@statistics")


def record_delegations(record, office):
    """A leader names an assistant, who signs in both names; then the help ends."""
    leader, assistant, path = "city-leader", "city-info-staff", "/@delegations"
    body = {
        "assistant": assistant,
        "until": "2099-12-31",
        "document_types": ["notice", "letter"],
        "steps": ["signing"],
        "reason": "赴省局开会",
    }
    made = record("delegations_post", leader, "POST", path, body, "help-1")
    wrong = {**body, "steps": ["dancing"]}
    record("delegations_post_invalid", leader, "POST", path, wrong)
    other = {**body, "grantor": leader}
    record("delegations_post_refused", "city-director", "POST", path, other)
    record("delegations_get", assistant, "GET", path)
    document = office.who("city-finance-staff").post("/@documents", draft()).body["@id"]
    for actor, more in (
        ("city-finance-staff", {}),
        ("city-finance-head", {"to_step": "office_review"}),
        ("city-director", {"handlers": [leader]}),
    ):
        answer = office.who(actor).decide(document, "advance", **more)
        assert answer.status == 200, (actor, answer.body)
    signing = {"action": "advance", "opinion": "同意", "on_behalf_of": leader}
    record("decisions_post_on-behalf", assistant, "POST", f"{document}/@decisions", signing)
    record("delegations_delete_refused", assistant, "DELETE", made.body["@id"])
    record("delegations_delete", leader, "DELETE", made.body["@id"])
    record("delegations_delete_not-here", "city-clerk", "DELETE", made.body["@id"])
