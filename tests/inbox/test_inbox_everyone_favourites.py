"""Favourites: what a person keeps, as it is now, and never more than they may see."""

from ..exchange.conftest import NOW
from datetime import timedelta

import pytest


DRAFTER = "city-finance-staff"


@pytest.fixture
def signed_in(demo_portal):
    """Return a function that signs somebody in."""
    from AccessControl.SecurityManagement import newSecurityManager
    from collective.tobaccooa.organisation.directory import directory

    def sign_in(user):
        newSecurityManager(None, demo_portal.acl_users.getUserById(user))
        return directory()

    return sign_in


def make(title="关于防汛工作的通知", by=DRAFTER):
    from collective.tobaccooa.documents.storage import create_document

    body = {"title": title, "document_type": "notice", "department": "city-finance"}
    body |= {"main_recipients": ["unit:unit01"], "text": "<p>请落实。</p>"}
    return create_document("city", "OutgoingDocument", body, by, now=NOW)


def decide(document, actor, **more):
    from collective.tobaccooa.workflows.kernel import decide
    from collective.tobaccooa.workflows.model import Decision

    decide(document, Decision(**{"action": "advance", **more}), actor, NOW + timedelta(minutes=1))


def test_they_follow_title_and_step(signed_in):
    from collective.tobaccooa.documents.storage import update_document
    from collective.tobaccooa.inbox import favourites

    document = make()
    signed_in(DRAFTER)
    assert favourites.add_favourite(DRAFTER, document.reference, NOW)
    assert not favourites.add_favourite(DRAFTER, document.reference, NOW + timedelta(days=1))
    update_document(document, {"title": "关于抗旱工作的通知"}, DRAFTER)
    decide(document, DRAFTER)
    found = favourites.favourites(DRAFTER)
    assert [(e.title, e.step, e.added_at) for e in found.items] == [
        ("关于抗旱工作的通知", "department_review", NOW)
    ]
    assert found.hidden == 0


def test_what_is_out_of_sight_is_counted_and_can_be_dropped(signed_in):
    from collective.tobaccooa.inbox import favourites

    document = make()
    portal = signed_in("city-info-staff")._portal
    # kept while they could see it, by somebody who has left the post since
    record = favourites.personal_store(portal, create=True).record("city-info-staff")
    record.favourites[document.reference] = 1
    found = favourites.favourites("city-info-staff")
    assert found.items == [] and found.hidden == 1
    assert favourites.forget_hidden("city-info-staff") == 1
    assert favourites.favourites("city-info-staff").hidden == 0


def test_nobody_keeps_what_they_may_not_see(signed_in):
    from collective.tobaccooa.exceptions import NotHere
    from collective.tobaccooa.inbox import favourites

    document = make()
    for stranger in ("city-info-staff", "unit01-clerk", "unit01-leader"):
        signed_in(stranger)
        for reference in (document.reference, "city/outgoing/2026/none", "", "../x"):
            with pytest.raises(NotHere):
                favourites.add_favourite(stranger, reference, NOW)
        assert not favourites.is_favourite(stranger, document.reference)


def test_words_narrow_and_newest_come_first(signed_in):
    from collective.tobaccooa.inbox import favourites

    titles = ("关于值班的通知", "关于防汛的通知", "关于防汛值班的通知")
    signed_in(DRAFTER)
    for minute, title in enumerate(titles):
        reference = make(title).reference
        favourites.add_favourite(DRAFTER, reference, NOW + timedelta(minutes=minute))
    assert [e.title for e in favourites.favourites(DRAFTER).items] == list(reversed(titles))
    assert [e.title for e in favourites.favourites(DRAFTER, "防汛 值班").items] == [titles[2]]


def test_there_is_an_end_to_them(signed_in, monkeypatch):
    from collective.tobaccooa.exceptions import Refused
    from collective.tobaccooa.inbox import favourites

    monkeypatch.setattr(favourites, "MOST", 1)
    signed_in(DRAFTER)
    favourites.add_favourite(DRAFTER, make().reference, NOW)
    second = make()
    with pytest.raises(Refused):
        favourites.add_favourite(DRAFTER, second.reference, NOW)
    assert not favourites.is_favourite(DRAFTER, second.reference)


def test_reading_writes_nothing(signed_in):
    from collective.tobaccooa.inbox import favourites
    from collective.tobaccooa.inbox.personal import personal_store

    portal = signed_in(DRAFTER)._portal
    favourites.favourites(DRAFTER)
    favourites.is_favourite(DRAFTER, "city/outgoing/2026/x")
    favourites.forget_hidden(DRAFTER)
    assert not favourites.remove_favourite(DRAFTER, "city/outgoing/2026/x")
    assert personal_store(portal).peek(DRAFTER) is None


@pytest.mark.parametrize(
    "named",
    ["", "x", "city/outgoing/2026/../x", "http://elsewhere/gongwen/outgoing/2026/1", "/" * 900],
)
def test_odd_names_are_no_documents(signed_in, named):
    from collective.tobaccooa.inbox.favourites import reference_in

    signed_in(DRAFTER)
    assert reference_in(named) == ""


def test_an_address_is_a_name(signed_in):
    from collective.tobaccooa.inbox.favourites import reference_in

    document = make()
    assert reference_in(document.absolute_url()) == document.reference
    assert reference_in(document.reference) == document.reference


class TestSeen:
    def test_the_first_time_counts(self):
        from collective.tobaccooa.inbox.personal import has_seen
        from collective.tobaccooa.inbox.personal import note_seen
        from collective.tobaccooa.inbox.personal import seen_at
        from zope.annotation.interfaces import IAnnotations
        from zope.interface import directlyProvides

        class Annotated(dict):
            pass

        site = Annotated()
        directlyProvides(site, IAnnotations)
        assert not has_seen(site, "anna", "tour")
        assert note_seen(site, "anna", "tour", NOW)
        assert not note_seen(site, "anna", "tour", NOW + timedelta(days=1))
        assert seen_at(site, "anna", "tour") == NOW.replace(microsecond=0)
        assert not has_seen(site, "berta", "tour") and seen_at(site, "", "tour") is None
