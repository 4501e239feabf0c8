"""The administrator's pages, used as a browser uses them."""

from __future__ import annotations

from AccessControl import Unauthorized
from collective.tobaccooa.interfaces import ITobaccooaLayer
from collective.tobaccooa.organisation import accounts
from collective.tobaccooa.organisation.calendars import working_calendar
from collective.tobaccooa.organisation.demo import FOLDER
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.organisation.signin import THROTTLE
from collective.tobaccooa.organisation.workbook.folder import read_csv
from collective.tobaccooa.organisation.workbook.importing import export_workbook
from collective.tobaccooa.organisation.workbook.importing import registered_sheets
from collective.tobaccooa.organisation.workbook.xlsx import write_xlsx
from datetime import date
from io import BytesIO
from plone import api
from plone.app.testing import login
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from plone.protect.authenticator import createToken
from types import SimpleNamespace
from zExceptions import Forbidden
from zope.component import getMultiAdapter
from zope.interface import alsoProvides

import pytest


class Site:
    """Calls pages of a site with a form, signed in as somebody."""

    def __init__(self, layer):
        self.portal, self.request = layer["portal"], layer["request"]
        alsoProvides(self.request, ITobaccooaLayer)
        self.request["LANGUAGE"] = "zh-cn"
        THROTTLE.succeeded("city-clerk")

    def view(self, name, method="GET", **form):
        """Return the view with this form, not yet called."""
        self.request.form.clear()
        self.request.form.update(form)
        self.request["REQUEST_METHOD"] = self.request.method = method
        self.request.environ["REQUEST_METHOD"] = method
        self.request.response.setStatus(200)
        view = getMultiAdapter((self.portal, self.request), name=name)
        self.request.set("PUBLISHED", view)
        return view

    def get(self, name, **form):
        """Return the page."""
        return self.view(name, **form)()

    def post(self, name, **form):
        """Return the page after a POST with a valid token."""
        return self.view(name, "POST", _authenticator=createToken(), **form)()

    @property
    def location(self):
        """Where the last answer sends the browser."""
        return self.request.response.getHeader("Location")


@pytest.fixture
def site(demo):
    """The demo world, seen by a Manager."""
    setRoles(demo["portal"], TEST_USER_ID, ["Manager"])
    return Site(demo)


@pytest.fixture
def empty(integration):
    """An empty site, seen by a Manager."""
    setRoles(integration["portal"], TEST_USER_ID, ["Manager"])
    return Site(integration)


def upload(data: bytes, filename: str = "基础资料.xlsx"):
    """Return what a form's file field holds."""
    file = BytesIO(data)
    return SimpleNamespace(read=file.read, filename=filename)


def demo_workbook(**texts: str) -> bytes:
    """Return the demo's base data as .xlsx, with the text of some sheets replaced."""
    pairs = []
    for sheet in registered_sheets():
        path = FOLDER / f"{sheet.name}.csv"
        if not path.exists():
            continue
        text = texts.get(sheet.name) or path.read_text(encoding="utf-8")
        raw = read_csv(sheet.name, text.encode())
        rows = []
        for _number, cells in raw.rows:
            values = dict(zip(raw.header, cells, strict=False))
            rows.append({c.id: values.get(c.id) or "" for c in sheet.columns})
        pairs.append((AsText(sheet), rows))
    return write_xlsx(pairs)


class AsText:
    """A sheet whose columns all hold text: writes the cells of a CSV file as they are."""

    def __init__(self, sheet):
        self.name, self.title = sheet.name, sheet.title
        self.columns = tuple(
            type(c)(c.id, c.title, "text", max_length=c.max_length) for c in sheet.columns
        )


class TestRights:
    @pytest.mark.parametrize("name", ["oa-workbook", "oa-people", "oa-calendar", "oa-first-steps"])
    def test_a_clerk_may_not_open_the_page(self, site, name):
        login(site.portal, "city-clerk")
        with pytest.raises(Unauthorized):
            site.portal.restrictedTraverse(name)

    @pytest.mark.parametrize("name", ["oa-workbook", "oa-people", "oa-calendar", "oa-first-steps"])
    def test_the_application_administrator_may(self, site, name):
        login(site.portal, "city-admin")
        assert site.portal.restrictedTraverse(name) is not None

    def test_a_post_without_token_is_refused(self, site):
        with pytest.raises(Forbidden):
            site.view("oa-people", "POST", do="reset", id="city-clerk")()


class TestWorkbook:
    def test_a_workbook_is_tried_confirmed_and_shows_passwords_once(self, empty):
        page = empty.post("oa-workbook", do="try", file=upload(demo_workbook()))
        assert "试导入" in page and "云岭市" not in empty.portal.title
        token = empty.request.get("PUBLISHED").token
        page = empty.post("oa-workbook", do="import", token=token)
        assert "unit12-clerk" in page
        assert directory().has_unit("unit12")
        assert accounts.must_change_password("unit12-clerk")
        again = empty.post("oa-workbook", do="import", token=token)
        assert "unit12-clerk" not in again and 'role="alert"' in again

    def test_mistakes_are_shown_with_sheet_row_and_column(self, empty):
        text = (FOLDER / "posts.csv").read_text(encoding="utf-8")
        data = demo_workbook(posts=text.replace("city,leader,city-leader", "city,leader,nobody"))
        page = empty.post("oa-workbook", do="try", file=upload(data))
        assert "岗位" in page and "nobody" in page and "<td>2</td>" in page
        assert empty.request.get("PUBLISHED").token == ""

    def test_without_a_file_it_asks_for_one(self, empty):
        assert 'role="alert"' in empty.post("oa-workbook", do="try")

    def test_what_is_no_workbook_is_refused_with_a_sentence(self, empty):
        page = empty.post("oa-workbook", do="try", file=upload(b"%PDF-1.4", "a.pdf"))
        assert ".xlsx" in page and 'role="alert"' in page

    def test_the_export_is_a_workbook_under_a_chinese_name(self, site):
        data = site.get("oa-workbook-export")
        assert data[:2] == b"PK"
        assert "filename*=UTF-8''%E5%9F%BA" in site.request.response.getHeader(
            "Content-Disposition"
        )
        page = site.post("oa-workbook", do="try", file=upload(export_workbook()))
        assert site.request.get("PUBLISHED").report.writes == 0
        assert 'value="import"' not in page

    def test_the_template_can_be_downloaded(self, site):
        assert site.get("oa-workbook-template")[:2] == b"PK"


class TestPeople:
    def test_people_are_found_by_name_unit_and_department(self, site):
        name = directory().fullname("unit03-clerk")
        assert "unit03-clerk" in site.get("oa-people", q=name)
        assert "city-finance-head" in site.get("oa-people", q="财务")
        assert "unit03-clerk" not in site.get("oa-people", q="财务")

    def test_the_list_goes_on_over_pages(self, site):
        first, second = site.get("oa-people"), site.get("oa-people", b_start="50")
        assert "b_start=50" in first and "b_start=100" in second

    def test_a_reset_shows_a_one_time_password_once(self, site):
        page = site.post("oa-people", do="reset", id="city-clerk")
        password = site.request.get("PUBLISHED").one_time_password
        assert password in page
        assert password not in site.get("oa-people", id="city-clerk")
        assert accounts.must_change_password("city-clerk")

    def test_absence_is_written_down(self, site):
        site.post("oa-people", do="absence", id="city-clerk", **{"from": "2026-11-23", "until": ""})
        assert directory().is_absent("city-clerk", date(2026, 12, 1))
        assert "id=city-clerk" in site.location

    @pytest.mark.parametrize("day", ["gestern", "2026-13-01"])
    def test_an_unreadable_day_is_refused(self, site, day):
        page = site.post("oa-people", do="absence", id="city-clerk", **{"from": day})
        assert 'role="alert"' in page

    def test_leaving_needs_the_box(self, site):
        assert 'role="alert"' in site.post("oa-people", do="leave", id="city-clerk")
        assert directory().person("city-clerk").active
        site.post("oa-people", do="leave", id="city-clerk", sure="yes")
        assert not directory().person("city-clerk").active

    def test_the_application_administrator_may_not_take_over_the_site(self, site):
        api.user.grant_roles(username="city-leader", roles=["Manager"])
        login(site.portal, "city-admin")
        page = site.post("oa-people", do="reset", id="city-leader")
        assert 'role="alert"' in page
        assert not accounts.must_change_password("city-leader")

    def test_markup_in_a_search_stays_text(self, site):
        assert "<script>alert" not in site.get("oa-people", q="<script>alert(1)</script>")


class TestCalendar:
    def test_a_year_is_saved(self, empty):
        empty.post(
            "oa-calendar",
            do="save",
            year="2027",
            holidays="2027-01-01 至 2027-01-03\n10月1日",
            workdays="2027-01-09",
        )
        calendar = working_calendar()
        assert calendar.has_year(2027)
        assert not calendar.is_working_day(date(2027, 10, 1))
        assert calendar.is_working_day(date(2027, 1, 9))

    def test_a_year_without_plan_is_marked(self, empty):
        assert "2027" in empty.get("oa-calendar", year="2027")
        assert not empty.request.get("PUBLISHED").known

    @pytest.mark.parametrize(
        ("holidays", "workdays"),
        [("morgen", ""), ("2026-01-01", ""), ("", "2027-01-04"), ("2027-01-09", "2027-01-09")],
    )
    def test_what_cannot_be_is_refused_and_the_text_is_kept(self, empty, holidays, workdays):
        page = empty.post(
            "oa-calendar", do="save", year="2027", holidays=holidays, workdays=workdays
        )
        assert 'role="alert"' in page and (holidays or workdays) in page
        assert not working_calendar().has_year(2027)


class TestFirstSteps:
    def test_in_an_empty_site_nothing_is_done(self, empty):
        page = empty.get("oa-first-steps")
        view = empty.request.get("PUBLISHED")
        assert (view.imported, view.chains_ready, view.all_done) == (False, False, False)
        assert "@@oa-workbook" in page

    def test_in_an_empty_site_the_administrator_begins_here(self, empty):
        empty.get("portal-home")
        assert empty.location.endswith("/@@oa-first-steps")

    def test_once_people_are_there_everybody_begins_on_the_portal(self, site):
        assert "我的工作" in site.get("portal-home")

    def test_in_the_demo_the_chains_are_ready(self, site):
        site.get("oa-first-steps")
        view = site.request.get("PUBLISHED")
        assert view.imported and view.chains_ready and not view.vacancies

    def test_a_vacant_post_is_named(self, site):
        from collective.tobaccooa.organisation.people import put_post

        put_post("unit04.post.sealkeeper", [])
        assert "印章管理员" in site.get("oa-first-steps")
        assert not site.request.get("PUBLISHED").chains_ready


class TestChangePassword:
    def test_the_page_changes_it(self, site):
        once = accounts.reset_password("city-clerk")
        login(site.portal, "city-clerk")
        assert 'name="again"' in site.get("oa-change-password")
        site.post(
            "oa-change-password", old_password=once, new_password="Frisch-2027", again="Frisch-2027"
        )
        assert not accounts.must_change_password("city-clerk")

    @pytest.mark.parametrize(
        ("old", "new", "again"),
        [("x", "Frisch-2027", "Frisch-2027"), ("", "kurz", "kurz"), ("", "Frisch-2027", "anders")],
    )
    def test_what_is_wrong_is_said_beside_the_field(self, site, old, new, again):
        once = accounts.reset_password("city-clerk")
        login(site.portal, "city-clerk")
        page = site.post(
            "oa-change-password", old_password=old or once, new_password=new, again=again
        )
        assert "is-invalid" in page
        assert accounts.must_change_password("city-clerk")


class TestControlPanelEntries:
    def test_the_pages_stand_in_plones_control_panel_in_chinese(self, empty):
        from collective.tobaccooa.i18n import say

        tool = empty.portal.portal_controlpanel
        entries = {a.id: a for a in tool.listActions() if a.appId == "collective.tobaccooa"}
        titles = {name: say(entry.title, empty.request) for name, entry in entries.items()}
        assert titles["tobaccooa-workbook"] == "基础资料"
        assert titles["tobaccooa-first-steps"] == "开始使用"
        assert {e.permissions for e in entries.values()} == {
            ("collective.tobaccooa: Manage organisation",),
            ("collective.tobaccooa: View audit",),
        }
        assert titles["tobaccooa-jobs"] == "后台任务"
