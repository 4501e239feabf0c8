"""The pages and the service: who sees them, what they say, and that the file says the same."""

from collective.tobaccooa.documents.storage import create_document
from collective.tobaccooa.interfaces import ITobaccooaLayer
from collective.tobaccooa.jobs.model import JobState
from collective.tobaccooa.jobs.store import queue_of
from collective.tobaccooa.supervision.statistics import settings
from collective.tobaccooa.supervision.statistics.keeping import verify
from collective.tobaccooa.supervision.statistics.model import Account
from collective.tobaccooa.supervision.statistics.model import Row
from collective.tobaccooa.supervision.statistics.store import statistics_store
from collective.tobaccooa.workflows.kernel import decide
from collective.tobaccooa.workflows.model import Decision
from contextlib import contextmanager
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from html import unescape
from io import BytesIO
from openpyxl import load_workbook
from pathlib import Path
from plone import api
from plone.protect.authenticator import createToken
from zExceptions import Forbidden
from zExceptions import Unauthorized
from zope.interface import alsoProvides

import hashlib
import json
import pytest
import re


NOW = datetime(2026, 9, 28, 1, tzinfo=UTC)
STEPS = (
    ("city-finance-staff", {}),
    ("city-finance-head", {}),
    ("city-director", {"handlers": ("city-leader",)}),
    ("city-leader", {}),
    ("city-clerk", {}),
    ("city-sealkeeper", {}),
    ("city-clerk", {}),
)
SEPTEMBER = {"from": "2026-09-01", "to": "2026-09-30"}
VENDOR = Path(__file__).parents[2] / "src/collective/tobaccooa/browser/static/vendor"


def make(title="关于报送计划的通知", steps=7, hours=1, **values):
    """Make a document and let everybody take so many hours for it."""
    body = {"title": title, "document_type": "notice", "text": "<p>请落实。</p>"}
    body |= {"department": "city-finance", "main_recipients": ["unit:unit01", "unit:unit02"]}
    document = create_document("city", "OutgoingDocument", body | values, STEPS[0][0], now=NOW)
    for place, (actor, more) in enumerate(STEPS[:steps], 1):
        at = NOW + timedelta(hours=place * hours)
        decide(document, Decision("advance", **more), actor, at)
    return document


def gone():
    """The row of a document that is not there."""
    facts = ("outgoing", "notice", "normal", "city-finance", "city-clerk", 1, 0, False, 1)
    return Row("city/outgoing/2026/gone", *facts, (), ())


@contextmanager
def acting(user):
    if user is None:
        with api.env.adopt_roles(["Anonymous"]):
            yield
    else:
        with api.env.adopt_user(username=user):
            yield


@pytest.fixture
def page(demo_portal):
    """Ask for a page as somebody; `form` makes it a POST."""

    def render(user, name="statistics", unit="", query=None, form=None, token=True):
        request = demo_portal.REQUEST
        alsoProvides(request, ITobaccooaLayer)
        request.form.clear()
        request.form.update(query or {})
        context = demo_portal[unit] if unit else demo_portal
        with acting(user):
            if form is not None:
                request.form.update(form)
                if token:
                    request.form["_authenticator"] = createToken()
            method = "GET" if form is None else "POST"
            request["REQUEST_METHOD"] = request.environ["REQUEST_METHOD"] = method
            request.method = method
            return context.restrictedTraverse(f"@@{name}")()

    return render


def text_of(html):
    """Return what a reader sees of a page, spaces to one."""
    body = re.sub(r"(?s)<(script|style).*?</\1>", " ", html)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def table_of(html, name):
    """Return the cells of a table's body."""
    table = html[html.index(f'id="t-{name}"') :].split("</table>")[0]
    body = table[table.index("<tbody") :]
    rows = [re.findall(r"(?s)<td.*?</td>", row) for row in body.split("<tr")[1:]]
    return [[text_of(cell) for cell in row] for row in rows]


@pytest.mark.parametrize(
    ("user", "unit"),
    [
        ("city-leader", ""),
        ("city-deputy", ""),
        ("city-director", ""),
        ("city-clerk", ""),
        ("city-admin", ""),
        ("city-finance-head", ""),
        ("city-clerk", "unit01"),
        ("unit01-leader", "unit01"),
        ("unit01-clerk", "unit01"),
    ],
)
def test_who_sees_it(page, user, unit):
    assert "统计" in page(user, unit=unit)


@pytest.mark.parametrize(
    ("user", "unit"),
    [
        ("city-finance-staff", ""),
        ("city-sealkeeper", ""),
        ("unit01-clerk", ""),
        ("unit01-leader", "unit02"),
        ("unit01-staff", "unit01"),
        ("city-finance-head", "unit01"),
        (None, ""),
    ],
)
@pytest.mark.parametrize("name", ["statistics", "statistics.xlsx"])
def test_who_does_not(page, user, unit, name):
    with pytest.raises(Unauthorized):
        page(user, name, unit)


def test_the_page_says_what_happened(page, work_off):
    make()
    make("=关于请示的请示", 2, document_type="request", urgency="urgent")
    work_off()
    html = page("city-leader", query=SEPTEMBER)
    assert table_of(html, "types") == [["通知", "1", "0", "1"], ["请示", "0", "0", "1"]]
    steps = {row[0]: row[1:4] for row in table_of(html, "steps")}
    # the second three hours lie in the afternoon: 14:00 to 17:00
    assert steps["核稿"] == ["2", "1.0", "1.0"]
    assert steps["签发"][0] == "1"
    people = {row[0]: row for row in table_of(html, "people")}
    leader = api.user.get("city-leader").getProperty("fullname")
    assert people[leader][3] == "1"
    paper = table_of(html, "paper")
    assert paper == [["2026年9月", "1", "2", "2", "2"]]
    assert "2026年9月" in text_of(html)
    waits = table_of(html, "waits")
    assert waits[0][0].startswith(("关于", "=关于"))


def test_what_waits_in_the_background_is_in_the_figures_already(page, work_off):
    make()
    before = page("city-leader", query=SEPTEMBER)
    work_off()
    assert table_of(page("city-leader", query=SEPTEMBER), "types") == table_of(before, "types")


def test_a_decision_asks_for_nothing_and_reading_writes_nothing(page, demo_portal):
    before = len(list(statistics_store(demo_portal).unit("city").places()))
    make(steps=2)
    jobs = {job.name for job in queue_of(demo_portal).jobs(JobState.WAITING)}
    assert "count-document" not in jobs
    page("city-leader", query=SEPTEMBER)
    assert {job.name for job in queue_of(demo_portal).jobs(JobState.WAITING)} == jobs
    assert len(list(statistics_store(demo_portal).unit("city").places())) == before


def test_a_head_sees_the_department_only(page, work_off):
    make()
    make("他科公文", 1, department="city-finance")
    work_off()
    html = page("city-finance-head", query=SEPTEMBER)
    assert "财务" in text_of(html)
    assert {row[0] for row in table_of(html, "departments")} <= {"财务科", "财务管理科"}
    assert 't-units"' not in html
    legal = page("city-legal-head", query=SEPTEMBER)
    assert 'id="t-types"' not in legal


def test_the_city_sees_the_units_below(page, work_off):
    make()
    work_off()
    html = page("city-leader", query=SEPTEMBER)
    assert len(table_of(html, "units")) == 12
    assert "unit01/@@statistics?from=2026-09-01" in unescape(html)


def test_an_empty_period_and_bad_days_are_told(page):
    html = page("city-leader", query={"from": "2019-01-01", "to": "2019-01-31"})
    assert "本期没有数据" in html
    assert "起止日期无法统计" in page("city-leader", query={"from": "2026-02-31"})
    assert "起止日期无法统计" in page("city-leader", query={"from": "x", "to": "<b>"})


def test_the_file_says_what_the_page_says(page, work_off):
    make("=SUM(A1)")
    work_off()
    book = load_workbook(BytesIO(page("city-clerk", "statistics.xlsx", query=SEPTEMBER)))
    html = page("city-clerk", query=SEPTEMBER)
    assert book.sheetnames[:4] == ["各月发文收文", "按文种", "按紧急程度", "各环节用时（工作小时）"]
    rows = list(book["按文种"].iter_rows(min_row=2, values_only=True))
    assert rows == [("通知", 1, 0, 1)]
    assert [[str(cell) for cell in row] for row in rows] == table_of(html, "types")
    first = book["停留最久的公文"].cell(2, 1)
    assert (first.value, first.data_type) == ("=SUM(A1)", "s")


def test_the_administrator_compares_counts_anew_and_sets_the_hours(page, demo_portal, work_off):
    make()
    work_off()
    assert "全部数字与流转记录、登记簿一致" in page(
        "city-admin", "oa-statistics-health", form={"verify": "1"}
    )
    rows = statistics_store(demo_portal).unit("city")
    for month, reference in list(rows.places()):
        rows.drop(month, reference)
    rows.put(Account("city/outgoing/2026/gone", {"2026-09": gone()}, None))
    html = page("city-admin", "oa-statistics-health", form={"verify": "1"})
    assert "没有计入" in html
    assert "不应计入" in html
    page("city-admin", "oa-statistics-health", form={"rebuild": "1"})
    work_off()
    assert verify(demo_portal) == []
    page(
        "city-admin",
        "oa-statistics-health",
        form={"office_hours": "9:00-17:00", "pages_on_sheet": "1"},
    )
    assert (settings.office_hours(), settings.pages_on_sheet()) == ("9:00-17:00", 1)
    page("city-admin", "oa-statistics-health", form={"office_hours": "早上", "pages_on_sheet": "1"})
    assert settings.office_hours() == "9:00-17:00"
    with pytest.raises(Forbidden):
        page("city-admin", "oa-statistics-health", form={"rebuild": "1"}, token=False)


@pytest.mark.parametrize("user", ["city-leader", "unit01-clerk", "city-finance-staff", None])
def test_only_administrators_look_after_it(page, user):
    with pytest.raises(Unauthorized):
        page(user, "oa-statistics-health")


def test_what_differs_from_the_register_is_found(demo_portal, work_off):
    document = make()
    work_off()
    document.urgency = "urgent"  # not through the door, so nobody was told
    kinds = {fault.kind for fault in verify(demo_portal)}
    assert kinds == {"different"}
    rows = statistics_store(demo_portal).prepare("city")
    from collective.tobaccooa.supervision.statistics.facts import account_of

    rows.put(account_of(document))
    assert {fault.kind for fault in verify(demo_portal)} == {"register"}


def test_the_shipped_libraries_are_as_pinned():
    entries = json.loads((VENDOR / "vendored.json").read_text("utf-8"))
    named = {"vendored.json"}
    for entry in entries:
        assert entry["license"] and entry["version"] and entry["integrity"].startswith("sha512-")
        for name, file in entry["files"].items():
            data = (VENDOR / name).read_bytes()
            assert hashlib.sha256(data).hexdigest() == file["sha256"]
            assert len(data) <= 300_000
            named.add(name)
    assert named == {path.name for path in VENDOR.iterdir()}
