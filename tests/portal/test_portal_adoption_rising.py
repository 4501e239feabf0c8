"""Items of a unit that rise to the city: presented, adopted, taken away."""

from __future__ import annotations

from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.exceptions import NotHere
from collective.tobaccooa.exceptions import OutOfDate
from collective.tobaccooa.exceptions import Refused
from collective.tobaccooa.organisation import clock
from datetime import datetime
from datetime import timedelta
from datetime import UTC

import pytest


NOW = datetime(2026, 11, 23, 5, 6, 7, tzinfo=UTC)


@pytest.fixture
def unit_news(demo_portal):
    """The first unit's column of news, which rises to the city's."""
    from collective.tobaccooa.portal.columns import change_column

    column = demo_portal["unit01"]["news"]
    change_column(column, {"rises_to": "news"})
    return column


@pytest.fixture
def item(unit_news, add_item, move):
    """A published item of the first unit."""
    found = add_item(unit_news, "unit01-editor", title="秋收见闻")
    move(found, "submit", "unit01-editor")
    move(found, "publish", "unit01-approver")
    return found


@pytest.fixture
def present(item):
    """Present the item to the city, as somebody."""

    def go(user="unit01-editor", note="图文俱佳", now=NOW):
        from collective.tobaccooa.portal.adoption.proposals import submit

        return submit(item, user, note, now)

    return go


@pytest.fixture
def as_manager():
    """Do what only a manager may: delete and rename what is published."""
    from plone import api

    with api.env.adopt_roles(["Manager"]):
        yield


def settle(column, proposal, act, user="city-approver", reason="", now=NOW):
    from collective.tobaccooa.portal.adoption.model import Act
    from collective.tobaccooa.portal.adoption.proposals import settle

    return settle(column, proposal.id, Act(act), user, reason, now + timedelta(hours=1))


def titles(column):
    from collective.tobaccooa.portal.adoption.showing import shown_in

    return [(line.brain.Title, line.credit) for line in shown_in(column, 10)]


def counter(unit):
    from collective.tobaccooa.portal.store import portal_record

    return portal_record(unit).counter()


def test_an_adopted_item_stands_in_the_city_with_its_source(demo_portal, news, item, present):
    from collective.tobaccooa.portal.adoption.showing import adopted_uids
    from plone.uuid.interfaces import IUUID

    proposal = present()
    assert titles(news) == []
    before = counter(demo_portal)
    settle(news, proposal, "adopt")
    [(title, credit)] = titles(news)
    assert title == "秋收见闻"
    assert "禾川县局" in credit
    assert adopted_uids(news) == {IUUID(item): "unit01"}
    assert counter(demo_portal) > before
    assert list(news.objectIds()) == []


def test_own_and_adopted_items_are_sorted_together(news, item, present, add_item, move):
    own = add_item(news, "city-editor", title="本局要闻")
    move(own, "submit", "city-editor")
    move(own, "publish", "city-approver")
    settle(news, present(), "adopt")
    assert [title for title, _credit in titles(news)] == ["本局要闻", "秋收见闻"]


@pytest.mark.parametrize("transition", ["retract", "expire"])
def test_what_the_unit_takes_back_leaves_the_city(news, item, present, move, transition):
    settle(news, present(), "adopt")
    move(item, transition, "unit01-approver")
    assert titles(news) == []


def test_what_was_retracted_comes_back_only_by_presenting_it_again(news, item, present, move):
    from collective.tobaccooa.portal.adoption.model import State
    from collective.tobaccooa.portal.adoption.proposals import latest_proposal

    settle(news, present(), "adopt")
    move(item, "retract", "unit01-approver")
    assert latest_proposal(item).state is State.LAPSED
    move(item, "submit", "unit01-editor")
    move(item, "publish", "unit01-approver")
    assert titles(news) == []
    settle(news, present(now=NOW + timedelta(days=1)), "adopt")
    assert len(titles(news)) == 1


def test_what_is_deleted_leaves_the_city_and_the_list_keeps_its_title(
    demo_portal, news, item, present, unit_news, as_manager
):
    from collective.tobaccooa.portal.adoption.proposals import proposals_of

    settle(news, present(), "adopt")
    before = counter(demo_portal)
    unit_news._delObject(item.getId())
    assert titles(news) == []
    [(proposal, column)] = proposals_of("unit01")
    assert (proposal.title, proposal.state, column) == ("秋收见闻", "lapsed", news.title)
    assert counter(demo_portal) > before


def test_deleting_the_whole_column_takes_its_items_away(
    demo_portal, news, item, present, as_manager
):
    settle(news, present(), "adopt")
    demo_portal["unit01"]._delObject("news")
    assert titles(news) == []


def test_a_unit_that_moves_takes_its_adoptions_along(demo_portal, news, present):
    from collective.tobaccooa.portal.keeping.portals import move_portal

    settle(news, present(), "adopt")
    move_portal("unit01", "unit02")
    assert len(titles(news)) == 1


def test_a_copy_was_presented_nowhere(news, item, present, unit_news, acting):
    from collective.tobaccooa.portal.adoption.proposals import latest_proposal

    settle(news, present(), "adopt")
    with acting("unit01-editor"):
        unit_news.manage_pasteObjects(unit_news.manage_copyObjects([item.getId()]))
    [copy] = [each for each in unit_news.objectValues() if each.getId() != item.getId()]
    assert latest_proposal(copy) is None
    unit_news._delObject(copy.getId())
    assert len(titles(news)) == 1


def test_renaming_an_item_changes_nothing(news, item, present, as_manager):
    settle(news, present(), "adopt")
    item.aq_parent.manage_renameObject(item.getId(), "another")
    assert len(titles(news)) == 1


def test_a_column_that_became_one_for_staff_is_not_shown_to_everybody(news, item, present):
    from collective.tobaccooa.portal.columns import change_column

    settle(news, present(), "adopt")
    change_column(item.aq_parent, {"audience": "staff"})
    assert titles(news) == []
    change_column(news, {"audience": "staff"})
    assert len(titles(news)) == 1


def test_the_list_does_not_depend_on_who_reads_it(news, item, present, acting):
    settle(news, present(), "adopt")
    found = []
    for user in ("unit02-staff", "city-editor", "unit01-editor"):
        from plone import api

        if api.user.get(userid=user) is None:
            continue
        with acting(user):
            found.append(titles(news))
    assert found and all(each == found[0] for each in found)


def test_declined_with_a_reason_that_the_unit_sees(news, item, present):
    from collective.tobaccooa.portal.adoption.proposals import proposals_of

    proposal = present()
    with pytest.raises(InvalidInput):
        settle(news, proposal, "decline")
    settle(news, proposal, "decline", reason="与上周内容重复")
    [(found, _column)] = proposals_of("unit01")
    assert (found.state, found.reason) == ("declined", "与上周内容重复")
    assert proposals_of("unit02") == []
    assert present(now=NOW + timedelta(days=1)).state == "waiting"


def test_the_same_is_not_presented_twice(present):
    present()
    with pytest.raises(OutOfDate):
        present("unit01-approver")


def test_only_who_keeps_the_column_presents(item, present):
    for user in ("unit01-leader", "unit02-editor", "city-editor", "city-finance-staff"):
        with pytest.raises(Refused):
            present(user)
    assert present("unit01-approver").submitted_by == "unit01-approver"


def test_only_what_is_published_rises(unit_news, add_item):
    from collective.tobaccooa.portal.adoption.proposals import submit

    draft = add_item(unit_news, "unit01-editor")
    with pytest.raises(Refused):
        submit(draft, "unit01-editor")


def test_a_column_that_does_not_rise_presents_nothing(demo_portal, add_item, move, present, item):
    from collective.tobaccooa.portal.columns import change_column

    for rises_to in ("", "no-such-column"):
        change_column(item.aq_parent, {"rises_to": rises_to})
        with pytest.raises(Refused):
            present()


def test_what_is_for_staff_does_not_rise_to_everybody(news, item, present):
    from collective.tobaccooa.portal.columns import change_column

    change_column(item.aq_parent, {"audience": "staff"})
    with pytest.raises(Refused):
        present()
    change_column(news, {"audience": "staff"})
    present()


@pytest.mark.parametrize("user", ["unit01-approver", "unit02-editor", "city-deputy", "city-leader"])
def test_nobody_else_settles(news, present, user):
    proposal = present()
    for act in ("adopt", "decline"):
        with pytest.raises(Refused):
            settle(news, proposal, act, user, "理由")


def test_the_leader_and_the_approver_take_an_adopted_item_off(news, present):
    proposal = present()
    settle(news, proposal, "adopt", "city-editor")
    with pytest.raises(Refused):
        settle(news, proposal, "withdraw", "city-editor", "有误")
    with pytest.raises(InvalidInput):
        settle(news, proposal, "withdraw", "city-deputy")
    settle(news, proposal, "withdraw", "city-deputy", "有误")
    assert titles(news) == []
    with pytest.raises(OutOfDate):
        settle(news, proposal, "withdraw", "city-approver", "有误")


def test_what_is_no_longer_public_can_not_be_adopted(news, item, present):
    from DateTime import DateTime

    proposal = present()
    item.setExpirationDate(DateTime() - 1)
    with pytest.raises(Refused):
        settle(news, proposal, "adopt")


def test_an_unknown_number_is_not_here(news, present):
    from collective.tobaccooa.portal.adoption.model import Act
    from collective.tobaccooa.portal.adoption.proposals import settle

    with pytest.raises(NotHere):
        settle(news, "nothing", Act.ADOPT, "city-approver")


def test_nobody_lapses_by_hand(news, present):
    with pytest.raises(Refused):
        settle(news, present(), "lapse")


def test_a_closed_portal_presents_nothing_and_shows_nothing(demo_portal, news, item, present):
    from collective.tobaccooa.portal.store import portal_record
    from collective.tobaccooa.portal.subscribers import status_changed

    settle(news, present(), "adopt")
    portal_record(demo_portal["unit01"], create=True).status = "closed"
    status_changed(demo_portal["unit01"])
    assert titles(news) == []
    with pytest.raises(Refused):
        present(now=NOW + timedelta(days=1))


def test_the_monthly_table_counts_the_units_columns(news, present):
    from collective.tobaccooa.portal.adoption.proposals import adoptions_in_month

    settle(news, present(), "adopt")
    assert adoptions_in_month("unit01", NOW.date()) == {"news": (1, 1)}
    assert adoptions_in_month("unit02", NOW.date()) == {}
    assert adoptions_in_month("unit01", clock.today().replace(year=2020)) == {}


def test_reading_writes_nothing(news, item, unit_news):
    from collective.tobaccooa.portal.adoption.proposals import latest_proposal
    from collective.tobaccooa.portal.adoption.proposals import proposals_of
    from collective.tobaccooa.portal.adoption.store import KEY
    from zope.annotation.interfaces import IAnnotations

    assert latest_proposal(item) is None
    assert proposals_of("unit01") == []
    assert titles(news) == []
    assert KEY not in IAnnotations(news)
