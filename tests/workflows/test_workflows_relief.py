"""Whoever is gone is replaced by the post behind them; a document never ends up with nobody."""

from collective.tobaccooa.workflows.pools import successor
from plone import api
from tests.workflows.world import city
from tests.workflows.world import person
from tests.workflows.world import post


def test_a_person_who_works_here_keeps_it():
    holder = person("leader", via="city.post.leader")
    assert successor(holder, "city", city()) == holder


def test_a_person_who_left_is_replaced_by_their_post():
    staff = city()
    staff.groups["city.post.leader"] = ("leader", "new-leader")
    staff.left.add("leader")
    holder = successor(person("leader", via="city.post.leader"), "city", staff)
    assert (holder.principal, holder.kind) == ("city.post.leader", "post")


def test_a_vacant_post_passes_it_to_the_office_director():
    staff = city()
    staff.left.add("sealkeeper")
    assert successor(post("city.post.sealkeeper"), "city", staff).principal == "city.post.director"


def test_without_anybody_in_the_unit_the_unit_above_takes_it():
    staff = city()
    staff.above["unit01"] = ("city",)
    assert successor(post("unit01.post.clerk"), "unit01", staff).principal == "city.post.director"


class TestInTheSite:
    def test_it_is_in_the_trail_and_the_new_holder_can_act(self, demo):
        from collective.tobaccooa.documents.storage import create_document
        from collective.tobaccooa.organisation.people import deactivate
        from collective.tobaccooa.workflows.facts import people_behind
        from collective.tobaccooa.workflows.relief import relieve
        from collective.tobaccooa.workflows.staff import DirectoryStaff
        from collective.tobaccooa.workflows.state import kernel_state

        values = {"title": "关于安全检查的通知", "document_type": "notice"}
        document = create_document("city", "OutgoingDocument", values, "city-finance-staff")
        assert relieve(document, "city-admin") is None
        with api.env.adopt_user("city-admin"):
            deactivate("city-finance-staff")
        state = kernel_state(document)
        entry = state.trail[-1]
        assert (entry.action, entry.actor) == ("hand_over", "city-admin")
        assert "city-finance-staff" not in entry.next_holders
        staff = DirectoryStaff.for_today()
        assert all(people_behind(holder, staff) for holder in state.holders)
