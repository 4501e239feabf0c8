"""The pages of supervision: who sees them, what they say, and figures that are a direct count."""

from AccessControl.users import nobody
from collective.tobaccooa.interfaces import ITobaccooaLayer
from collective.tobaccooa.portal.adoption.model import Act
from collective.tobaccooa.portal.adoption.proposals import settle
from collective.tobaccooa.portal.adoption.proposals import submit
from collective.tobaccooa.portal.columns import change_column
from collective.tobaccooa.portal.freshness.facts import column_standing
from collective.tobaccooa.portal.freshness.month import unit_table
from collective.tobaccooa.portal.freshness.reminders import remind
from collective.tobaccooa.portal.freshness.reminders import reminder_store
from collective.tobaccooa.portal.freshness.rules import Month
from collective.tobaccooa.portal.freshness.table import ColumnRow
from collective.tobaccooa.portal.freshness.table import Figures
from collective.tobaccooa.portal.freshness.table import league
from collective.tobaccooa.portal.freshness.table import UnitTable
from collective.tobaccooa.portal.visits.store import FRONT
from collective.tobaccooa.portal.visits.store import visit_store
from DateTime import DateTime
from datetime import datetime
from datetime import timedelta
from io import BytesIO
from openpyxl import load_workbook
from plone import api
from plone.protect.authenticator import createToken
from zExceptions import Forbidden
from zExceptions import NotFound
from zExceptions import Unauthorized
from zoneinfo import ZoneInfo
from zope.interface import alsoProvides

import pytest
import random


PAGES = ["portal-supervision", "portal-month", "portal-month.xlsx"]
ZONE = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def page(demo_portal, acting):
    """Ask for a page as somebody; `form` makes it a POST."""

    def render(context, name, user, query=None, form=None):
        request = demo_portal.REQUEST
        alsoProvides(request, ITobaccooaLayer)
        request.form.clear()
        request.form.update(query or {})
        with acting(user):
            if form is not None:
                request.form.update({"_authenticator": createToken(), **form})
            method = "GET" if form is None else "POST"
            request["REQUEST_METHOD"] = request.environ["REQUEST_METHOD"] = method
            request.method = method
            return context.restrictedTraverse(f"@@{name}")()

    return render


class TestAccess:
    @pytest.mark.parametrize("name", PAGES)
    @pytest.mark.parametrize(
        "user",
        ["unit01-leader", "unit01-deputy", "unit01-director", "unit01-editor", "city-leader"],
    )
    def test_leaders_office_and_keepers_see_their_units(self, demo_portal, page, name, user):
        assert page(demo_portal["unit01"], name, user)

    @pytest.mark.parametrize("name", PAGES)
    @pytest.mark.parametrize("user", ["unit01-clerk", "unit02-leader", "unit02-editor"])
    def test_others_do_not(self, demo_portal, page, name, user):
        with pytest.raises(Unauthorized):
            page(demo_portal["unit01"], name, user)

    @pytest.mark.parametrize("name", PAGES)
    def test_visitors_do_not(self, demo_portal, name):
        alsoProvides(demo_portal.REQUEST, ITobaccooaLayer)
        visitor = nobody.__of__(demo_portal.acl_users)
        with api.env.adopt_user(user=visitor), pytest.raises(Unauthorized):
            demo_portal["unit01"].restrictedTraverse(f"@@{name}")

    def test_who_keeps_a_single_column_sees_the_page(self, demo_portal, page):
        html = page(demo_portal, "portal-supervision", "city-monopoly-staff")
        assert "专卖管理" in html
        assert "/unit12/" not in html

    def test_only_the_city_sees_all_portals(self, demo_portal, page):
        html = page(demo_portal, "portal-supervision", "city-leader")
        assert "/unit12/@@portal-supervision" in html
        html = page(demo_portal["unit01"], "portal-supervision", "unit01-leader")
        assert "/unit12/" not in html


class TestSupervision:
    def test_it_says_light_keepers_and_days(self, demo_portal, page):
        html = page(demo_portal["unit01"], "portal-supervision", "unit01-leader")
        assert "oa-light--empty" in html and "空白" in html
        assert "还有 14 天" in html
        editor = api.user.get("unit01-editor").getProperty("fullname")
        assert editor in html

    def test_the_keepers_are_reminded_by_hand(self, demo_portal, page):
        unit = demo_portal["unit01"]
        page(unit, "portal-supervision", "unit01-director", form={"column": "news"})
        reminder = reminder_store().get(unit["news"].UID())
        assert (reminder.by, reminder.unit) == ("unit01-director", "unit01")
        assert reminder.readers == ("unit01-editor", "unit01-approver")
        html = page(unit["news"], "column-reminder", "unit01-editor")
        assert reminder.title in html
        page(unit["news"], "column-reminder", "unit01-editor", form={})
        assert reminder_store().get(unit["news"].UID()).readers == ("unit01-approver",)

    def test_not_without_the_form_nor_by_others(self, demo_portal, page):
        unit = demo_portal["unit01"]
        with pytest.raises(Forbidden):
            page(
                unit,
                "portal-supervision",
                "unit01-leader",
                form={"column": "news", "_authenticator": "x"},
            )
        with pytest.raises(Unauthorized):
            page(unit, "portal-supervision", "unit02-leader", form={"column": "news"})
        assert list(reminder_store().all()) == []

    @pytest.mark.parametrize("column", ["", "nothing", "departments", "gongwen"])
    def test_what_is_no_column_is_said(self, demo_portal, page, column):
        page(demo_portal["unit01"], "portal-supervision", "unit01-leader", form={"column": column})
        assert list(reminder_store().all()) == []

    def test_a_reminder_is_not_for_others(self, demo_portal, page):
        unit = demo_portal["unit01"]
        with pytest.raises(NotFound):
            page(unit["news"], "column-reminder", "unit01-editor")
        page(unit, "portal-supervision", "unit01-leader", form={"column": "news"})
        for user in ("unit01-clerk", "unit02-editor"):
            with pytest.raises(Unauthorized):
                page(unit["news"], "column-reminder", user)
        with pytest.raises(Unauthorized):
            page(unit["news"], "column-reminder", "unit02-editor", form={})
        assert len(reminder_store().get(unit["news"].UID()).readers) == 2


class TestMonth:
    @pytest.fixture
    def busy(self, demo_portal, add_item, move):
        """Two columns with items at chosen times, one gone since, and views of all."""
        dice = random.Random(7)
        news, law, uids = demo_portal["news"], demo_portal["law"], []
        for column in (news, law):
            column.creation_date = DateTime("2026/09/20 GMT+8")
            editor = "city-editor" if column is news else "city-legal-staff"
            for _ in range(6):
                item = add_item(column, editor)
                move(item, "submit", editor)
                move(item, "publish", "city-approver")
                at = datetime(2026, 9, 25, tzinfo=ZONE) + timedelta(minutes=dice.randrange(80_000))
                item.setEffectiveDate(DateTime(at.isoformat()))
                item.reindexObject()
                uids.append(item.UID())
        gone = uids.pop()
        with api.env.adopt_roles(["Manager"]):
            api.content.delete(law[_id_of(law, gone)])
        views = {uid: dice.randrange(50) for uid in uids}
        visit_store(demo_portal, create=True).add("2026-10", {**views, gone: 4, FRONT: 100})
        visit_store(demo_portal, create=True).add("2026-09", dict.fromkeys(uids, 1000))
        return views

    def brute(self, column, month, today):
        """Count by walking through the objects, day by day."""
        items = column.objectValues()
        days = [item.effective_date.asdatetime().astimezone(ZONE).date() for item in items]
        since = column.created().asdatetime().astimezone(ZONE).date()
        overdue, supervised, day = 0, 0, month.first
        while day <= min(month.last, today):
            if day >= since:
                supervised += 1
                last = max([since, *(each for each in days if each <= day)])
                overdue += (day - last).days > column.max_age_days
            day += timedelta(days=1)
        return sum(Month.of(each) == month for each in days), overdue, supervised

    def test_the_figures_are_a_direct_count(self, demo_portal, busy):
        month, now = Month(2026, 10), datetime(2026, 11, 25, 4, 0, tzinfo=ZONE)
        table = unit_table(demo_portal, month, {"news": (3, 2)}, now)
        rows = {row.id: row.figures for row in table.rows}
        for name in ("news", "law"):
            column = demo_portal[name]
            items, overdue, days = self.brute(column, month, now.date())
            seen = sum(busy[item.UID()] for item in column.objectValues())
            expected = (items, overdue, days, seen)
            found = rows[name]
            assert (found.items, found.overdue, found.days, found.views) == expected
        assert rows["news"].overdue > 0
        assert (rows["news"].submitted, rows["news"].adopted) == (3, 2)
        assert (table.front_views, table.other_views) == (100, 4)
        assert table.total.views == sum(busy.values()) + 104
        assert table.total.items == sum(figures.items for figures in rows.values())

    @pytest.fixture
    def adopted(self, add_item, move):
        """Present an item of a unit's news to a column of the city, which adopts it."""

        def adopt(unit_object, target, at):
            code = unit_object.code
            change_column(unit_object["news"], {"rises_to": target.getId()})
            item = add_item(unit_object["news"], f"{code}-editor")
            move(item, "submit", f"{code}-editor")
            move(item, "publish", f"{code}-approver")
            proposal = submit(item, f"{code}-editor", now=at)
            settle(target, proposal.id, Act.ADOPT, "city-approver", now=at)
            return item

        return adopt

    def test_the_city_sees_the_league(self, demo_portal, page, busy):
        html = page(demo_portal, "portal-month", "city-leader", {"month": "2026-10"})
        assert "2026年10月" in html and "单位排名" in html
        html = page(demo_portal["unit01"], "portal-month", "unit01-leader")
        assert "单位排名" not in html

    def test_what_the_city_adopts_is_news_of_its_column(self, demo_portal, adopted, move):
        law, now = demo_portal["law"], datetime.now(ZONE)
        assert column_standing(law).verdict.light == "empty"
        item = adopted(demo_portal["unit01"], law, now)
        standing = column_standing(law, now + timedelta(minutes=2))
        assert (standing.verdict.light, standing.shown) == ("fresh", 1)
        assert standing.last_published_at == now
        row = next(each for each in unit_table(demo_portal, Month.of(now.date()), {}).rows)
        assert row.figures.items == 0
        move(item, "retract", "unit01-approver")
        assert column_standing(law).verdict.light == "empty"

    def test_adopting_ends_the_reminder_of_the_citys_column(self, demo_portal, adopted):
        law, now = demo_portal["law"], datetime.now(ZONE)
        remind(law, "city-director", now, None)
        assert reminder_store().get(law.UID()).readers
        adopted(demo_portal["unit01"], law, now)
        assert reminder_store().get(law.UID()).readers == ()

    def test_page_and_file_say_the_same(self, demo_portal, page, busy, adopted):
        adopted(demo_portal["unit03"], demo_portal["news"], datetime(2026, 10, 9, tzinfo=ZONE))
        data = page(demo_portal, "portal-month.xlsx", "city-leader", {"month": "2026-10"})
        sheets = load_workbook(BytesIO(data))
        table = unit_table(demo_portal, Month(2026, 10), {})
        lines = list(sheets["月度统计"].iter_rows(min_row=3, values_only=True))
        news = next(row.figures for row in table.rows if row.id == "news")
        (line,) = (each for each in lines if each[1] == "要闻动态")
        assert line[2:7] == (news.items, 0, 0, news.views, news.overdue)
        assert line[7] == pytest.approx(news.on_time)
        first = next(sheets["单位排名"].iter_rows(min_row=3, max_row=3, values_only=True))
        assert (first[0], first[3], first[4]) == (1, 1, 1)

    @pytest.mark.parametrize("month", ["2026-13", "x", "'; drop", "9999-01", "2026-1"])
    def test_what_is_no_month_is_said(self, demo_portal, page, month):
        html = page(demo_portal["unit01"], "portal-month", "unit01-leader", {"month": month})
        assert "月份写法不对" in html

    def test_text_in_the_file_is_no_formula(self, demo_portal, page):
        demo_portal["unit01"]["news"].title = "=1+1"
        data = page(demo_portal["unit01"], "portal-month.xlsx", "unit01-leader")
        cells = [cell for row in load_workbook(BytesIO(data)).active for cell in row]
        assert [cell.data_type for cell in cells if cell.value == "=1+1"] == ["s"]


def _id_of(column, uid):
    return next(item.getId() for item in column.objectValues() if item.UID() == uid)


def unit(code, adopted=0, overdue=0, items=0, views=0):
    figures = Figures(items=items, adopted=adopted, views=views, overdue=overdue, days=30)
    return UnitTable(code, code, (ColumnRow("news", "News", figures),))


class TestLeague:
    def test_adoption_counts_before_time_and_number(self):
        tables = [unit("a", items=90), unit("b", adopted=1, overdue=9), unit("c", overdue=1)]
        assert [place.table.unit for place in league(tables)] == ["b", "a", "c"]

    def test_equals_share_a_place(self):
        places = league([unit("a"), unit("b"), unit("c", overdue=3)])
        assert [(place.rank, place.table.unit) for place in places] == [
            (1, "a"),
            (1, "b"),
            (3, "c"),
        ]

    def test_shares_come_from_sums(self):
        figures = Figures(overdue=10, days=10) + Figures(overdue=0, days=30)
        assert figures.on_time == 0.75
        assert Figures().on_time is None
