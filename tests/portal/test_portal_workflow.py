"""Items of a column: who writes, who lets through, who may take back."""

from Products.CMFCore.WorkflowCore import WorkflowException

import pytest


def state(item):
    from plone import api

    return api.content.get_state(item)


def test_an_item_is_written_submitted_and_published(news, add_item, move):
    item = add_item(news, "city-editor")
    assert state(item) == "draft" and item.effective_date is None
    move(item, "submit", "city-editor")
    assert state(item) == "pending"
    move(item, "publish", "city-approver")
    assert state(item) == "published" and item.effective_date is not None


def test_the_list_is_sorted_by_the_day_of_publication(news, add_item, move):
    from collective.tobaccooa.portal.items import published_brains

    first, second = (add_item(news, "city-editor", title=title) for title in ("甲", "乙"))
    for item in (second, first):
        move(item, "submit", "city-editor")
        move(item, "publish", "city-approver")
    assert [brain.Title for brain in published_brains(news)] == ["甲", "乙"]


def test_rejecting_needs_a_reason_and_keeps_it(news, add_item, move):
    from plone import api

    item = add_item(news, "city-editor")
    move(item, "submit", "city-editor")
    with pytest.raises(WorkflowException):
        move(item, "reject", "city-approver", comment="  ")
    assert state(item) == "pending"
    move(item, "reject", "city-approver", comment="标题请写全称")
    assert state(item) == "draft"
    history = api.portal.get_tool("portal_workflow").getInfoFor(item, "comments")
    assert history == "标题请写全称"


@pytest.mark.parametrize(
    ("user", "transition"),
    [
        ("city-editor", "publish"),
        ("city-approver", "publish"),
        ("city-deputy", "submit"),
        ("unit01-editor", "submit"),
        ("unit01-approver", "publish"),
        ("city-admin", "publish"),
        ("city-staff", "submit"),
    ],
)
def test_a_draft_is_moved_by_nobody_else(news, add_item, move, user, transition):
    from plone import api

    if api.user.get(userid=user) is None:
        user = "city-finance-staff"
    item = add_item(news, "city-editor")
    with pytest.raises(WorkflowException):
        move(item, transition, user)
    assert state(item) == "draft"


def test_an_urgent_notice_is_published_at_once_by_the_approver(demo_portal, add_item, move):
    item = add_item(demo_portal["notices"], "city-approver")
    move(item, "publish", "city-approver")
    assert state(item) == "published"


def test_the_supervising_leader_sees_a_draft_and_withdraws_what_is_published(
    news, add_item, move, acting
):
    from AccessControl import getSecurityManager

    item = add_item(news, "city-editor")
    with acting("city-deputy"):
        assert getSecurityManager().checkPermission("View", item)
        assert not getSecurityManager().checkPermission("Modify portal content", item)
    move(item, "submit", "city-editor")
    move(item, "publish", "city-approver")
    move(item, "retract", "city-deputy")
    assert state(item) == "draft" and item.effective_date is None


def test_expiring_takes_it_from_the_list_and_keeps_it(news, add_item, move):
    from collective.tobaccooa.portal.items import published_brains

    item = add_item(news, "city-editor")
    move(item, "submit", "city-editor")
    move(item, "publish", "city-approver")
    assert len(published_brains(news)) == 1
    move(item, "expire", "city-approver")
    assert state(item) == "published" and published_brains(news) == []


def test_rights_end_with_the_office(news, add_item, move, acting):
    from AccessControl import getSecurityManager
    from collective.tobaccooa.portal.columns import change_column

    item = add_item(news, "city-editor")
    change_column(news, {"editors": ("city-info-staff",)})
    with acting("city-editor"):
        assert not getSecurityManager().checkPermission("View", item)
        assert not getSecurityManager().checkPermission("Add portal content", news)
    with acting("city-info-staff"):
        assert getSecurityManager().checkPermission("Modify portal content", item)


def test_a_column_refuses_types_of_another_kind(demo_portal, add_item):
    from zExceptions import BadRequest

    with pytest.raises(BadRequest):
        add_item(
            demo_portal["links"], "city-info-staff", portal_type="Link", title="x"
        ) and add_item(demo_portal["links"], "city-info-staff", portal_type="News Item")


def test_what_happens_in_a_portal_raises_its_counter_and_those_above(demo_portal, add_item):
    from collective.tobaccooa.portal.store import portal_record

    unit, other = demo_portal["unit01"], demo_portal["unit02"]
    before = [portal_record(each).counter() for each in (demo_portal, unit, other)]
    add_item(unit["news"], "unit01-editor")
    after = [portal_record(each).counter() for each in (demo_portal, unit, other)]
    assert after[0] > before[0] and after[1] > before[1] and after[2] == before[2]


def test_an_editor_of_one_unit_changes_nothing_in_another(demo_portal, add_item):
    from zExceptions import Unauthorized

    with pytest.raises((Unauthorized, ValueError)):
        add_item(demo_portal["unit02"]["news"], "unit01-editor")


def test_a_column_for_staff_hides_what_is_published_in_it(news, add_item, move, acting):
    from AccessControl import getSecurityManager
    from AccessControl.SecurityManagement import newSecurityManager
    from AccessControl.SecurityManagement import noSecurityManager
    from collective.tobaccooa.portal.columns import change_column

    item = add_item(news, "city-editor")
    move(item, "submit", "city-editor")
    move(item, "publish", "city-approver")
    kept = getSecurityManager().getUser()
    for audience, visible in (("everybody", True), ("staff", False)):
        change_column(news, {"audience": audience})
        noSecurityManager()
        assert bool(getSecurityManager().checkPermission("View", item)) is visible
        newSecurityManager(None, kept)
        with acting("unit05-staff"):
            assert getSecurityManager().checkPermission("View", item)


def test_only_drafts_go_to_another_column(demo_portal, add_item, move):
    from plone import api
    from zExceptions import BadRequest

    news, monopoly = demo_portal["news"], demo_portal["monopoly"]
    item = add_item(news, "city-editor")
    with api.env.adopt_roles(["Manager"]):
        item = api.content.move(item, monopoly)
        assert state(item) == "draft"
        item = api.content.move(item, news)
    move(item, "submit", "city-editor")
    move(item, "publish", "city-approver")
    with api.env.adopt_roles(["Manager"]), pytest.raises(BadRequest):
        api.content.move(item, monopoly)


@pytest.mark.parametrize("case", ["from elsewhere", "wrong kind", "out of its column"])
def test_nothing_is_moved_where_it_does_not_belong(demo_portal, add_item, case):
    from plone import api
    from zExceptions import BadRequest

    content, target = add_item(demo_portal["news"], "city-editor"), demo_portal["links"]
    with api.env.adopt_roles(["Manager"]):
        if case == "from elsewhere":
            content = api.content.create(demo_portal, "Document", "page", "写在别处")
            target = demo_portal["news"]
        if case == "out of its column":
            target = demo_portal
        with pytest.raises(BadRequest):
            api.content.move(content, target)


@pytest.mark.parametrize("act", ["move", "rename", "copy"])
def test_a_column_stays_where_it_is(demo_portal, act):
    from plone import api

    column, unit = demo_portal["unit01"]["news"], demo_portal["unit02"]
    acts = {
        "move": lambda: api.content.move(column, unit, id="more-news"),
        "rename": lambda: api.content.rename(column, "more-news"),
        "copy": lambda: api.content.copy(column, unit, id="more-news"),
    }
    with api.env.adopt_roles(["Manager"]), pytest.raises(ValueError, match="PortalColumn"):
        acts[act]()


def test_a_column_names_in_chinese_what_it_does_not_take(demo_portal, add_item):
    from zExceptions import BadRequest

    with pytest.raises(BadRequest, match="新闻") as refused:
        add_item(demo_portal["links"], "city-info-staff", portal_type="News Item")
    assert "News Item" not in str(refused.value)


def test_what_is_said_after_a_step_is_true(demo_portal, add_item, move):
    from collective.tobaccooa.i18n import say
    from collective.tobaccooa.portal.keeping.said import done
    from DateTime import DateTime

    item = add_item(demo_portal["news"], "city-editor")
    assert "草稿" in say(done(item, ""))
    move(item, "submit", "city-editor")
    assert "等待审核" in say(done(item, ""))
    item.setEffectiveDate(DateTime("2099-01-01 08:30:00 Asia/Shanghai"))
    move(item, "publish", "city-approver")
    assert "2099" in say(done(item, "publish")) and "自动展示" in say(done(item, "publish"))
    assert "已更新" in say(done(item, ""))
