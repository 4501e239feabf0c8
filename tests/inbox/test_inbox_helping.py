"""An assistant's lists (代办) and the log of acts for the grantor."""

from .helping import HelpedOffice
from plone import api

import pytest


@pytest.fixture
def office(demo_functional):
    return HelpedOffice(demo_functional["request"])


class TestLists:
    def test_the_assistant_sees_what_waits_marked_for_whom(self, office):
        document = office.document()
        assert office.list_of().total == 0
        office.help()
        page = office.list_of()
        assert [(i.reference, i.for_whom) for i in page.items] == [
            (document.reference, "city-leader")
        ]
        assert page.counts["open"] == page.total == 1

    def test_only_the_types_and_steps_agreed_and_the_count_agrees(self, office):
        notice = office.document()
        office.document("关于请求支持的函", "letter")
        office.help(document_types=("notice",), steps=("signing",))
        page = office.list_of()
        assert [i.reference for i in page.items] == [notice.reference]
        assert page.counts["open"] == 1

    def test_what_is_circulated_to_the_grantor_is_there_too(self, office):
        document = office.document()
        office.take(document, "city-director", "circulate", handlers=("city-leader",))
        office.help()
        assert office.list_of(kind="to-read").total == 1
        office.take(document, "city-info-staff", "mark_read", on_behalf_of="city-leader")
        assert office.list_of(kind="to-read").total == 0

    def test_ended_nothing_is_left(self, office):
        from collective.tobaccooa.organisation.delegations import end

        office.document()
        found = office.help()
        end(found.id, "city-leader", office.now)
        assert office.list_of().counts["open"] == 0

    def test_one_can_look_at_ones_own_or_at_one_persons(self, office):
        office.document()
        office.help()
        assert office.list_of(whose="-").total == 0
        assert office.list_of(whose="city-leader").total == 1

    def test_the_grantors_deliveries_and_other_things_stay_theirs(self, office):
        from collective.tobaccooa.inbox.looking import look_of
        from collective.tobaccooa.inbox.model import WorkItem

        office.help()
        help_ = look_of("city-info-staff").helps[0]
        thing = WorkItem("delivery:1", "x", "to_sign_for", office.now)
        assert not help_.shows(thing)

    def test_a_box_that_both_look_into_is_counted_once(self, office):
        from collective.tobaccooa.inbox.looking import look_of

        office.help()
        look = look_of("city-info-staff")
        assert not look.principals & look.helps[0].principals

    def test_what_one_of_two_in_a_post_has_agreed_to_is_there(self, office):
        from collective.tobaccooa.organisation import clock
        from collective.tobaccooa.organisation.delegations import grant
        from collective.tobaccooa.organisation.people import put_post

        put_post("city.post.leader", ("city-leader", "city-deputy"))
        document = office.document()
        today = clock.today(office.now)
        for grantor, steps in (("city-deputy", ("numbering",)), ("city-leader", ())):
            grant(grantor, "city-info-staff", today, None, grantor, office.now, steps=steps)
        page = office.list_of()
        assert [(i.reference, i.for_whom) for i in page.items] == [
            (document.reference, "city-leader")
        ]
        assert page.counts["open"] == 1
        grant("city-deputy", "city-info-staff", today, None, "city-deputy", office.now)
        page = office.list_of()
        assert (len(page.items), page.counts["open"]) == (1, 1)

    def test_the_pulse_beats_for_the_assistant_too(self, office):
        from collective.tobaccooa.inbox.pulse import pulse

        office.help()
        before = pulse("city-info-staff")
        office.document()
        after = pulse("city-info-staff")
        assert after.counts["open"] == before.counts["open"] + 1
        assert after.stamp != before.stamp


class TestActs:
    def test_every_act_is_listed_for_the_grantor(self, office):
        from collective.tobaccooa.inbox.acts import acts_for
        from collective.tobaccooa.inbox.acts import examine
        from collective.tobaccooa.inbox.acts import rebuild

        document = office.document()
        office.help()
        office.take(
            document, "city-info-staff", "advance", opinion="同意印发", on_behalf_of="city-leader"
        )
        acts, total = acts_for("city-leader")
        assert total == 1
        assert (acts[0].assistant, acts[0].action, acts[0].opinion) == (
            "city-info-staff",
            "advance",
            "同意印发",
        )
        assert examine().differences == []
        assert rebuild() == 1
        assert examine().differences == []
        assert acts_for("city-leader")[0] == acts

    def test_a_lost_act_is_found_out(self, office):
        from collective.tobaccooa.inbox.acts import _trees
        from collective.tobaccooa.inbox.acts import examine

        document = office.document()
        office.help()
        office.take(document, "city-info-staff", "advance", on_behalf_of="city-leader")
        _trees().clear()
        [lost] = examine().differences
        assert (lost.principal, lost.fault) == ("city-leader", "missing")

    def test_what_was_read_for_somebody_is_listed(self, office):
        from collective.tobaccooa.inbox.acts import acts_for
        from collective.tobaccooa.inbox.health import examine
        from collective.tobaccooa.inbox.health import rebuild

        document = office.document()
        readers = ("city-leader", "city-info-staff")
        office.take(document, "city-director", "circulate", handlers=readers)
        office.help()
        site = api.portal.get()
        ticked = {"items": [document.reference]}
        office.show("mark-read-many", "city-info-staff", ticked, post=True)
        assert acts_for("city-leader") == ([], 0), "their own part comes first"
        office.show("mark-read-many", "city-info-staff", ticked, post=True)
        [act], total = acts_for("city-leader")
        assert (act.assistant, act.action, act.step, total) == (
            "city-info-staff",
            "mark_read",
            "",
            1,
        )
        assert examine(site).differences == []
        rebuild(site)
        assert acts_for("city-leader")[0] == [act]
        assert examine(site).differences == []
