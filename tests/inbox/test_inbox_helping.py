"""An assistant's lists (代办), the log of acts for the grantor, and their page."""

from collective.tobaccooa.interfaces import ITobaccooaLayer
from collective.tobaccooa.workflows.model import Decision
from collective.tobaccooa.workflows.mover import forget_local_roles
from datetime import timedelta
from plone import api
from plone.protect.authenticator import createToken
from zope.interface import alsoProvides

import pytest
import transaction


@pytest.fixture
def office(demo_functional):
    return Office(demo_functional["request"])


class Office:
    """The leader of the city, documents waiting for them, and an assistant."""

    def __init__(self, request):
        from collective.tobaccooa.organisation import clock

        self.request = request
        alsoProvides(request, ITobaccooaLayer)
        request["LANGUAGE"] = "zh-cn"
        self.now = clock.now()

    def document(self, title="关于做好安全生产工作的通知", kind="notice"):
        from collective.tobaccooa.documents.storage import create_document

        values = {
            "title": title,
            "document_type": kind,
            "department": "city-finance",
            "main_recipients": ["unit:unit01"],
            "text": "<p>现将有关事项通知如下。</p>",
        }
        found = create_document("city", "OutgoingDocument", values, "city-finance-staff")
        for actor in ("city-finance-staff", "city-finance-head", "city-director"):
            self.take(found, actor, "advance", opinion="同意")
        transaction.commit()
        return found

    def take(self, document, actor, action, **more):
        from collective.tobaccooa.workflows.kernel import decide

        return decide(document, Decision(action, **more), actor)

    def help(self, **more):
        from collective.tobaccooa.organisation import clock
        from collective.tobaccooa.organisation.delegations import grant

        today = clock.today(self.now)
        found = grant(
            "city-leader", "city-info-staff", today, today, "city-leader", self.now, **more
        )
        transaction.commit()
        return found

    def list_of(self, user="city-info-staff", kind="open", **more):
        from collective.tobaccooa.inbox.items import work_items
        from collective.tobaccooa.inbox.model import Filter
        from collective.tobaccooa.inbox.model import Kind

        return work_items(user, Kind(kind), Filter(**more))

    def show(self, name, user, form=None, post=False):
        request, method = self.request, "POST" if post else "GET"
        request.form.clear()
        request.form.update(form or {})
        request["REQUEST_METHOD"] = request.method = method
        request.environ["REQUEST_METHOD"] = method
        request.response.setStatus(200)
        forget_local_roles()
        with api.env.adopt_user(user):
            if post:
                request.form["_authenticator"] = createToken()
            view = api.content.get_view(name, api.portal.get(), request)
            request.set("PUBLISHED", view)
            return view()


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
        from collective.tobaccooa.inbox.acts import rebuild
        from collective.tobaccooa.inbox.acts import verify

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
        assert verify() == []
        assert rebuild() == 1
        assert verify() == []
        assert acts_for("city-leader")[0] == acts

    def test_a_lost_act_is_found_out(self, office):
        from collective.tobaccooa.inbox.acts import _trees
        from collective.tobaccooa.inbox.acts import verify

        document = office.document()
        office.help()
        office.take(document, "city-info-staff", "advance", on_behalf_of="city-leader")
        _trees().clear()
        assert len(verify()) == 1


class TestPage:
    def test_a_leader_names_an_assistant_and_is_away(self, office):
        from collective.tobaccooa.organisation.delegations import delegations_of
        from collective.tobaccooa.organisation.directory import directory

        day = office.now.date() + timedelta(days=2)
        form = {
            "do": "grant",
            "assistant": "city-info-staff",
            "until": day.isoformat(),
            "absent": "yes",
            "reason": "赴省局开会",
        }
        office.show("delegations", "city-leader", form, post=True)
        found = delegations_of("city-leader")
        assert [(d.assistant, d.reason) for d in found] == [("city-info-staff", "赴省局开会")]
        assert directory().person("city-leader").absent_until == day
        html = office.show("delegations", "city-leader")
        assert "赴省局开会" in html
        assert "我已回来" in html

    def test_a_mistake_keeps_the_form(self, office):
        form = {"do": "grant", "assistant": "", "reason": "赴省局开会"}
        html = office.show("delegations", "city-leader", form, post=True)
        assert "请选择代办人" in html
        assert "赴省局开会" in html

    def test_an_administrator_sets_it_for_a_leader_and_sees_no_titles(self, office):
        from collective.tobaccooa.organisation.delegations import delegations_of

        form = {"person": "city-leader", "do": "grant", "assistant": "city-info-staff"}
        office.show("delegations", "city-admin", form, post=True)
        assert delegations_of("city-leader")[0].set_by == "city-admin"
        html = office.show("delegations", "city-admin", {"person": "city-leader"})
        assert "以我的名义办理的记录" not in html

    def test_others_do_not(self, office):
        from collective.tobaccooa.organisation.delegations import delegations_of

        form = {"person": "city-leader", "do": "grant", "assistant": "city-clerk"}
        html = office.show("delegations", "city-clerk", form, post=True)
        assert "应用管理员" in html
        assert delegations_of("city-leader") == []

    def test_the_list_of_work_says_for_whom(self, office):
        office.document()
        office.help()
        html = office.show("my-work", "city-info-staff")
        assert "oa-tag--for" in html
        assert "on_behalf_of=city-leader" in html
