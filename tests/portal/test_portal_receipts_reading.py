"""Required reading in the demo world: who must read, who has, who is chased."""

from __future__ import annotations

from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.exceptions import Refused
from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import UTC

import pytest


NOW = datetime(2026, 11, 23, 5, 6, 7, tzinfo=UTC)


@pytest.fixture
def unit_notices(demo_portal):
    """The first unit's column of notices."""
    return demo_portal["unit01"]["notices"]


@pytest.fixture
def publish(add_item, move):
    """Publish a notice that must be read."""

    def go(column, approver, portal_type="News Item", **values):
        values = {"title": "关于值班安排的通知", "must_read": True} | values
        item = add_item(column, approver, portal_type, **values)
        move(item, "publish", approver)
        return item

    return go


@pytest.fixture
def notice(unit_notices, publish):
    """A notice that everybody of the first unit must read."""
    return publish(unit_notices, "unit01-approver", read_by=date(2026, 12, 1))


def staff(unit="unit01"):
    from collective.tobaccooa.organisation.directory import directory
    from collective.tobaccooa.organisation.principals import unit_principal

    return set(directory().members(unit_principal(unit)))


def to_read(user):
    """Return the references of the notices in somebody's list of what is to be read."""
    from collective.tobaccooa.inbox.items import work_items
    from collective.tobaccooa.inbox.model import Kind

    page = work_items(user, Kind.TO_READ, size=1000)
    assert page.counts["to-read"] == page.total
    return [item for item in page.items if item.reference.startswith("notice:")]


def chase(item, user="unit01-editor", now=NOW):
    from collective.tobaccooa.portal.receipts.notices import chase

    return chase(item, user, now)


def change(item):
    from plone import api
    from zope.lifecycleevent import modified

    with api.env.adopt_user(username="unit01-approver"):
        modified(item)
        item.reindexObject()


def confirm(item, user, now=NOW):
    from collective.tobaccooa.portal.receipts.notices import confirm

    return confirm(item, user, now)


def overview(item):
    from collective.tobaccooa.portal.receipts.notices import overview_of

    return overview_of(item)


@pytest.fixture(autouse=True)
def boxes_stay_true(demo_portal):
    """Whatever a test does, the boxes are what the notices say."""
    from collective.tobaccooa.inbox.health import verify

    yield
    assert verify(demo_portal) == []


def test_everybody_of_the_unit_must_read_it(notice):
    found = overview(notice)
    assert {line.who.id for line in found.lines} == staff()
    assert found.read == 0
    assert len({group.department for group in found.groups}) > 1


def test_confirming_counts_once_and_keeps_the_first_time(notice):
    assert confirm(notice, "unit01-clerk")
    assert not confirm(notice, "unit01-clerk", NOW + timedelta(days=1))
    found = overview(notice)
    assert found.read == 1
    [line] = [each for each in found.lines if each.read_at]
    assert (line.who.id, line.read_at) == ("unit01-clerk", NOW)


def test_chasing_reaches_exactly_those_who_have_not(notice):
    confirm(notice, "unit01-clerk")
    assert chase(notice) == len(staff()) - 1
    reached = {user for user in staff() | staff("unit02") | staff("city") if to_read(user)}
    assert reached == staff() - {"unit01-clerk"}


def test_a_line_says_what_and_until_when_and_goes_when_confirmed(notice):
    chase(notice)
    [line] = to_read("unit01-clerk")
    assert (line.title, line.due_on) == ("关于值班安排的通知", date(2026, 12, 1))
    assert (line.sender, line.register, line.unit) == ("unit01-editor", "notice", "unit01")
    confirm(notice, "unit01-clerk")
    assert to_read("unit01-clerk") == []


def test_the_line_leads_to_the_notice_and_shows_its_present_title(notice):
    from collective.tobaccooa.inbox.sources import source_of

    chase(notice)
    notice.title, notice.read_by = "关于值班安排的补充通知", date(2026, 12, 8)
    change(notice)
    [line] = to_read("unit01-clerk")
    assert (line.title, line.due_on) == ("关于值班安排的补充通知", date(2026, 12, 8))
    source = source_of(line.reference)
    assert source.page(line) == f"{notice.absolute_url()}/view"
    assert source.url(line) == notice.absolute_url()


def test_chasing_again_renews_the_line(notice):
    chase(notice)
    chase(notice, now=NOW + timedelta(days=2))
    [line] = to_read("unit01-clerk")
    assert line.since == NOW + timedelta(days=2)


def test_everybody_has_read_it(notice):
    for user in staff():
        confirm(notice, user)
    assert overview(notice).percent == 100
    with pytest.raises(InvalidInput):
        chase(notice)


def test_the_city_asks_the_units_below(demo_portal, publish):
    everybody = publish(demo_portal["notices"], "city-approver", readers="units_below")
    own = publish(demo_portal["notices"], "city-approver")
    assert {line.who.id for line in overview(own).lines} == staff("city")
    found = {line.who.id for line in overview(everybody).lines}
    assert found >= staff("city") | staff("unit01") | staff("unit12")
    confirm(everybody, "unit01-clerk")
    with pytest.raises(Refused):
        confirm(own, "unit01-clerk")


def test_many_are_chased_by_a_job(demo_portal, publish, monkeypatch):
    from collective.tobaccooa.jobs.interfaces import IJob
    from collective.tobaccooa.jobs.model import JobState
    from collective.tobaccooa.jobs.store import prepare
    from collective.tobaccooa.portal.receipts import notices
    from zope.component import getUtility

    monkeypatch.setattr(notices, "AT_ONCE", 5)
    item = publish(demo_portal["notices"], "city-approver", readers="units_below")
    count = chase(item, "city-editor")
    assert to_read("unit01-clerk") == []
    [job] = [
        each for each in prepare(demo_portal).jobs(JobState.WAITING) if each.name == "portal-chase"
    ]
    confirm(item, "unit01-leader")
    getUtility(IJob, name="portal-chase")(demo_portal, *job.args)
    assert len(to_read("unit01-clerk")) == 1
    assert to_read("unit01-leader") == []
    assert sum(bool(line.chased_at) for line in overview(item).lines) == count - 1


@pytest.mark.parametrize(
    "user", ["unit01-leader", "unit01-director", "unit01-deputy", "city-admin"]
)
def test_who_looks_after_it(notice, user):
    from collective.tobaccooa.portal.receipts.notices import may_oversee

    assert may_oversee(notice, user)


@pytest.mark.parametrize("user", ["unit01-clerk", "unit02-editor", "city-editor", "nobody", ""])
def test_who_does_not(notice, user):
    with pytest.raises(Refused):
        chase(notice, user)


@pytest.mark.parametrize("user", ["unit02-clerk", "city-clerk", "nobody"])
def test_another_unit_need_not_confirm(notice, user):
    with pytest.raises(Refused):
        confirm(notice, user)


def test_what_asks_nothing_is_not_confirmed(demo_portal, unit_notices, publish, add_item, move):
    plain = publish(unit_notices, "unit01-approver", must_read=False)
    news = add_item(demo_portal["unit01"]["news"], "unit01-editor", must_read=True)
    move(news, "submit", "unit01-editor")
    move(news, "publish", "unit01-approver")
    draft = add_item(unit_notices, "unit01-approver", must_read=True)
    for item in (plain, news, draft):
        with pytest.raises(Refused):
            confirm(item, "unit01-clerk")
        with pytest.raises(Refused):
            chase(item)


@pytest.mark.parametrize("portal_type", ["News Item", "Document", "Event", "File"])
def test_every_type_of_notice_can_be_required_reading(unit_notices, publish, portal_type):
    item = publish(unit_notices, "unit01-approver", portal_type)
    assert confirm(item, "unit01-clerk")


def test_retracting_ends_the_chase(notice, move):
    chase(notice)
    move(notice, "retract", "unit01-approver")
    assert to_read("unit01-clerk") == []


def test_asking_no_more_ends_the_chase(notice):
    chase(notice)
    notice.must_read = False
    change(notice)
    assert to_read("unit01-clerk") == []


def test_deleting_ends_the_chase(notice, unit_notices, demo_portal):
    from plone import api

    chase(notice)
    with api.env.adopt_roles(["Manager"]):
        demo_portal["unit01"]._delObject("notices")
    assert to_read("unit01-clerk") == []


def test_a_unit_that_moves_takes_its_reminders_along(notice, demo_portal):
    from collective.tobaccooa.portal.keeping.portals import move_portal

    chase(notice)
    move_portal("unit01", "unit02")
    assert len(to_read("unit01-clerk")) == 1


def test_closing_the_portal_ends_the_chase(notice, demo_portal):
    from collective.tobaccooa.portal.keeping.portals import set_status

    chase(notice)
    set_status(demo_portal["unit01"], "closed")
    assert to_read("unit01-clerk") == []


def test_who_leaves_is_counted_and_chased_no_more(notice):
    from collective.tobaccooa.organisation.people import deactivate

    chase(notice)
    before = overview(notice).total
    deactivate("unit01-clerk")
    assert overview(notice).total == before - 1
    assert to_read("unit01-clerk") == []


def test_a_copy_has_been_read_by_nobody(notice, unit_notices, acting):
    chase(notice)
    confirm(notice, "unit01-clerk")
    with acting("unit01-approver"):
        unit_notices.manage_pasteObjects(unit_notices.manage_copyObjects([notice.getId()]))
    [copy] = [each for each in unit_notices.objectValues() if each.getId() != notice.getId()]
    assert overview(copy).read == 0
    assert all(line.chased_at is None for line in overview(copy).lines)


def test_rebuilding_the_boxes_gives_the_same(notice, demo_portal):
    from collective.tobaccooa.inbox.health import rebuild

    chase(notice)
    rebuild(demo_portal)
    assert len(to_read("unit01-clerk")) == 1


def test_the_table_has_a_line_for_each_reader(notice):
    from collective.tobaccooa.portal.receipts.table import write_table
    from io import BytesIO
    from openpyxl import load_workbook

    confirm(notice, "unit01-clerk")
    data = write_table(overview(notice), "阅读情况", ("单位", "科室", "姓名", "阅读", "催读"))
    rows = list(load_workbook(BytesIO(data)).active.iter_rows(values_only=True))
    assert len(rows) == len(staff()) + 1
    assert [row[3] for row in rows[1:] if row[3]] == [datetime(2026, 11, 23, 13, 6, 7)]
