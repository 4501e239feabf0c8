"""Front pages, pages of columns and items, as visitors and staff see them."""

from collective.tobaccooa.portal import model
from collective.tobaccooa.portal.front.kept import Kept
from collective.tobaccooa.portal.front.model import layout
from collective.tobaccooa.portal.front.model import month_of
from collective.tobaccooa.portal.front.model import Placed
from collective.tobaccooa.portal.front.model import ZONES
from datetime import date
from hypothesis import given
from hypothesis import strategies as st

import pytest


IDS = st.text("abcde", min_size=1, max_size=3)
COLUMNS = st.lists(
    st.builds(Placed, IDS, st.sampled_from(model.KINDS)), unique_by=lambda each: each.id
)


@given(COLUMNS, st.dictionaries(st.sampled_from((*ZONES, "attic")), st.lists(IDS)))
def test_every_column_stands_in_exactly_one_zone_whatever_was_chosen(columns, chosen):
    zones = layout(columns, chosen)
    placed = [column for zone in zones.values() for column in zone]
    assert sorted(placed) == sorted(each.id for each in columns if each.kind != model.TICKER)


def test_what_was_chosen_keeps_its_place_and_order():
    columns = [Placed("a", "news"), Placed("b", "news"), Placed("c", "notice")]
    zones = layout(columns, {"side": ["b", "a"]})
    assert zones["side"] == ["b", "a", "c"] and zones["wide"] == []


def test_a_single_column_of_three_abreast_stands_at_the_side_unless_it_was_put_there():
    columns = [Placed("a", "news"), Placed("b", "news"), Placed("c", "notice")]
    assert layout(columns, {})["side"] == ["c", "b"] and layout(columns, {})["thirds"] == []
    assert layout(columns, {"wide": ["a"], "thirds": ["b"]})["thirds"] == ["b"]
    more = [*columns, Placed("d", "downloads")]
    assert layout(more, {})["thirds"] == ["b", "d"]


@given(st.dates(date(1990, 1, 1), date(2100, 12, 1)))
def test_a_month_has_whole_weeks_and_all_its_days(day):
    weeks = month_of(day)
    days = [each for week in weeks for each in week]
    assert all(len(week) == 7 and week[0].weekday() == 0 for week in weeks)
    assert day in days and len(weeks) <= 6
    assert days[0].month != days[-1].month or days[0].day == 1


def test_what_is_kept_is_made_anew_when_the_version_moves_or_time_is_over():
    kept, made = Kept(slots=2), []

    def make():
        made.append(1)
        return len(made), 100.0

    assert [kept.get("a", 1, now, make) for now in (0, 99, 100)] == [1, 1, 2]
    assert kept.get("a", 2, 0, make) == 3
    for key in "bcd":
        kept.get(key, 1, 0, make)
    assert len(kept) == 2


@pytest.fixture
def page(demo, demo_portal):
    """The HTML of a page as a visitor or as somebody."""
    from collective.tobaccooa.interfaces import ITobaccooaLayer
    from plone.app.testing import login
    from plone.app.testing import logout
    from zope.globalrequest import setRequest
    from zope.interface import alsoProvides

    def get(context, name, user=None, **form):
        request = demo["request"]
        request.form.clear()
        request.form.update(form)
        request["LANGUAGE"] = "zh-cn"
        alsoProvides(request, ITobaccooaLayer)
        setRequest(request)
        login(demo_portal, user) if user else logout()
        view = context.restrictedTraverse(f"@@{name}")
        request["PUBLISHED"] = view
        return view()

    return get


def published(add_item, move, column, title="会议召开", editor="city-editor", **values):
    item = add_item(column, editor, title=title, **values)
    move(item, "submit", editor)
    move(item, "publish", editor.replace("editor", "approver"))
    return item


def test_a_visitor_sees_what_is_published_and_nothing_else(demo_portal, add_item, move, page):
    published(add_item, move, demo_portal["news"], title="公开的一篇")
    add_item(demo_portal["news"], "city-editor", title="还是草稿")
    html = page(demo_portal, "portal-home")
    assert "公开的一篇" in html and "还是草稿" not in html
    assert "登录" in html and "我的工作" not in html


def test_staff_see_their_own_counts_beside_it(demo_portal, page):
    html = page(demo_portal, "portal-home", "city-clerk")
    assert "待办" in html and "kind=to-read" in html and "万以禾" in html


def test_a_column_for_staff_is_no_visitors(demo_portal, add_item, move, page):
    from collective.tobaccooa.portal.columns import change_column

    change_column(demo_portal["notices"], {"audience": "staff"})
    published(add_item, move, demo_portal["notices"], title="内部通知")
    assert "内部通知" not in page(demo_portal, "portal-home")
    assert "内部通知" in page(demo_portal, "portal-home", "unit03-staff")
    assert "找到 0 条" in page(demo_portal, "portal-search", q="内部通知")
    found = page(demo_portal, "portal-search", "unit03-staff", q="内部通知")
    assert "找到 1 条" in found


def test_a_retracted_item_is_gone_from_the_kept_page(demo_portal, add_item, move, page):
    item = published(add_item, move, demo_portal["news"], title="撤下的一篇")
    assert "撤下的一篇" in page(demo_portal, "portal-home")
    move(item, "retract", "city-approver")
    assert "撤下的一篇" not in page(demo_portal, "portal-home")


def test_each_portal_shows_its_own(demo_portal, add_item, move, page):
    published(add_item, move, demo_portal["unit01"]["news"], "禾川的消息", "unit01-editor")
    assert "禾川的消息" in page(demo_portal["unit01"], "portal-home")
    assert "禾川的消息" not in page(demo_portal["unit02"], "portal-home")
    assert "禾川县烟草专卖局" in page(demo_portal["unit01"], "portal-home")


def test_reading_writes_nothing(demo_portal, add_item, move, page):
    from Products.CMFCore.indexing import processQueue

    item = published(add_item, move, demo_portal["news"])
    processQueue()
    before = len(demo_portal._p_jar._registered_objects)
    for context, name in ((demo_portal, "portal-home"), (item, "newsitem_view")):
        page(context, name)
        page(context, name, "city-clerk")
    page(demo_portal["news"], "column-page")
    assert len(demo_portal._p_jar._registered_objects) == before


def test_the_page_of_a_column_turns_its_pages(demo_portal, add_item, move, page):
    for number in range(23):
        published(add_item, move, demo_portal["news"], title=f"第{number}篇")
    first = page(demo_portal["news"], "column-page")
    assert "共 23 条" in first and "b_start=20" in first
    second = page(demo_portal["news"], "column-page", b_start="20")
    assert second.count("<time") == 3


def test_titles_are_no_markup(demo_portal, add_item, move, page):
    published(add_item, move, demo_portal["news"], title="<script>alert(1)</script>")
    assert "<script>alert" not in page(demo_portal, "portal-home")


def test_an_article_shows_when_it_was_published(demo_portal, add_item, move, page):
    item = published(add_item, move, demo_portal["news"], description="摘要一句")
    html = page(item, "newsitem_view")
    assert "摘要一句" in html and "办公室" in html and f"{date.today():%Y-%m}" in html


def test_a_page_beyond_the_last_is_the_last(demo_portal, add_item, move, page):
    for number in range(21):
        published(add_item, move, demo_portal["news"], title=f"第{number}篇")
    beyond = page(demo_portal["news"], "column-page", b_start="99999999")
    assert "第0篇" in beyond and "第20篇" not in beyond


def test_how_long_a_column_is_is_told_without_reading_it(demo_portal, add_item, move, monkeypatch):
    from collective.tobaccooa.portal.front import entries

    published(add_item, move, demo_portal["news"])
    monkeypatch.setattr(entries, "entry", None)
    assert entries.total_of(demo_portal["news"]) == 1


def test_from_neighbour_to_neighbour_every_item_is_reached(demo_portal, add_item, move):
    from collective.tobaccooa.portal.items import neighbours
    from DateTime import DateTime

    news = demo_portal["news"]
    items = [published(add_item, move, news, title=f"第{number}篇") for number in range(6)]
    for item, at in zip(items, ("11", "12", "12", "12", "12:00:30", "13"), strict=True):
        item.setEffectiveDate(
            DateTime(f"2026-09-01 {at}:00" if ":" not in at else f"2026-09-01 {at}")
        )
        item.reindexObject(idxs=["effective", "effectiveRange"])
    by_uid = {item.UID(): item for item in items}
    assert neighbours(items[-1])[0] is None
    seen = [items[-1]]
    while (older := neighbours(seen[-1])[1]) is not None:
        assert seen[-1].UID() == neighbours(by_uid[older.UID])[0].UID
        seen.append(by_uid[older.UID])
    assert len(seen) == 6 and seen[-1] == items[0]


def test_only_the_present_column_is_marked_in_the_navigation(demo_portal, page):
    from collective.tobaccooa.portal.columns import add_column

    longer = add_column(demo_portal, "news-2", {"title": "要闻二", "kind": "news", "position": 11})
    html = page(longer, "column-page")
    marked = [
        line for line in html.split("<li") if 'aria-current="page"' in line and "href" in line
    ]
    assert any("/news-2" in line for line in marked)
    assert not any('href="http://nohost/plone/news"' in line for line in marked)


def test_the_calendar_tells_nothing_of_a_closed_portal(demo_portal, add_item, move, page):
    from collective.tobaccooa.organisation import clock
    from collective.tobaccooa.portal.keeping.portals import set_status

    at = clock.now()
    column = demo_portal["unit01"]["news"]
    event = add_item(column, "unit01-editor", "Event", title="开放日活动", start=at, end=at)
    move(event, "submit", "unit01-editor")
    move(event, "publish", "unit01-approver")
    assert "开放日活动" in page(demo_portal, "portal-home", "unit05-staff")
    assert "开放日活动" in page(demo_portal, "portal-home")
    set_status(demo_portal["unit01"], "closed")
    assert "开放日活动" not in page(demo_portal, "portal-home", "unit05-staff")
    assert "开放日活动" not in page(demo_portal, "portal-home")


def test_an_item_more_writes_no_list_of_all_items(demo_portal, add_item):
    from collective.tobaccooa.portal.columns import column_in
    from zope.annotation.interfaces import IAnnotations

    column = column_in(demo_portal["unit01"], "news")
    add_item(column, "unit01-editor")
    assert not [key for key in IAnnotations(column) if key.startswith("plone.folder.ordered")]


def test_the_other_portals_go_on_when_the_pages_of_a_unit_are_deleted(demo_portal, page):
    from plone import api

    with api.env.adopt_roles(["Manager"]):
        demo_portal._delObject("unit07")
    assert "unit07" not in page(demo_portal, "portal-home")
    assert "unit08" in page(demo_portal["unit01"], "portal-home", "unit01-editor")
    page(demo_portal, "my-columns", "city-editor")
