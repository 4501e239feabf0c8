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


class TestAway:
    def away(self, office, day=None):
        from collective.tobaccooa.organisation import clock
        from collective.tobaccooa.organisation.people import set_absence

        set_absence("city-leader", clock.today(office.now), day)
        transaction.commit()

    def page(self, office, document, name, user, form=None, post=False):
        request = office.request
        with api.env.adopt_user(user):
            forget_local_roles()
            request.form.clear()
            request.form.update(form or {})
            request["REQUEST_METHOD"] = request.method = "POST" if post else "GET"
            request.environ["REQUEST_METHOD"] = request.method
            if post:
                request.form["_authenticator"] = createToken()
            view = api.content.get_view(name, document, request)
            request.set("PUBLISHED", view)
            view()
            return view

    def test_the_sender_is_told_who_acts_meanwhile(self, office):
        from collective.tobaccooa.browser.delegating.telling import told_away
        from collective.tobaccooa.organisation.directory import directory
        from collective.tobaccooa.workflows.report import state_of

        document = office.document()
        holders = state_of(document, "city-director")["holders"]
        assert told_away(holders) == ""
        self.away(office, office.now.date() + timedelta(days=3))
        assert told_away(state_of(document, "city-director")["holders"]) == ""
        office.help()
        said = told_away(state_of(document, "city-director")["holders"])
        name = directory().fullname
        assert said.startswith(f"{name('city-leader')} 外出至")
        assert said.endswith(f"由 {name('city-info-staff')} 代办。")

    def test_the_page_and_the_choice_name_the_assistant(self, office):
        from collective.tobaccooa.organisation.directory import directory
        from collective.tobaccooa.workflows.report import state_of

        document = office.document()
        office.take(document, "city-leader", "return", to_step="office_review", reason="补充")
        self.away(office)
        office.help()
        state = state_of(document, "city-director")
        advance = next(each for each in state["actions"] if each["id"] == "advance")
        leader = next(each for each in advance["candidates"] if each["id"] == "city-leader")
        assert leader["absent"]
        assert [each["id"] for each in leader["delegates"]] == ["city-info-staff"]
        form = {"action": "advance", "to_step": "signing", "opinion": "请签发"}
        view = self.page(office, document, "decide", "city-director", form, post=True)
        assistant = directory().fullname("city-info-staff")
        told = view.request.response.cookies["statusmessages"]["value"]
        from base64 import b64decode

        assert f"由 {assistant} 代办" in b64decode(told).decode("utf-8", "ignore")
        shown = self.page(office, document, "view", "city-director")
        assert f"外出，由{assistant}代办" in shown.index()

    def test_one_for_another_step_does_not_help_who_is_away(self, office):
        from collective.tobaccooa.exceptions import ChoiceNeeded

        self.away(office)
        office.help(steps=("instruction",))
        with pytest.raises(ChoiceNeeded):
            office.document()
        office.help(steps=("signing",), document_types=("notice",))
        office.document()
        with pytest.raises(ChoiceNeeded):
            office.document(kind="letter")

    def test_who_hands_over_is_somebody_present(self, office):
        from collective.tobaccooa.organisation import clock
        from collective.tobaccooa.organisation.delegations import grant
        from collective.tobaccooa.organisation.people import set_absence
        from collective.tobaccooa.workflows.pools import stewards
        from collective.tobaccooa.workflows.staff import DirectoryStaff

        today = clock.today(office.now)
        set_absence("city-director", today, today)
        grant("city-director", "city-info-staff", today, today, "city-director", office.now)
        assert "city-director" not in stewards("city", DirectoryStaff(today))[1]


class TestInWhoseName:
    def test_with_an_own_part_and_for_somebody_there_is_a_choice(self, office):
        from collective.tobaccooa.organisation import clock
        from collective.tobaccooa.organisation.delegations import grant
        from collective.tobaccooa.organisation.directory import directory

        document = office.document()
        readers = ("city-info-staff", "city-deputy")
        office.take(document, "city-director", "circulate", handlers=readers)
        office.help()
        day = clock.today(office.now)
        grant("city-deputy", "city-info-staff", day, day, "city-deputy", office.now)
        transaction.commit()
        page = TestAway().page
        name = directory().fullname
        own = page(office, document, "view", "city-info-staff").panel
        assert own.grantor == ""
        assert [each["title"] for each in own.instead] == [
            f"改为代 {name('city-deputy')} 办理",
            f"改为代 {name('city-leader')} 办理",
        ]
        form = {"on_behalf_of": "city-leader"}
        view = page(office, document, "view", "city-info-staff", form)
        assert view.panel.grantor == name("city-leader")
        assert [each["title"] for each in view.panel.instead] == [
            "改为以本人名义办理",
            f"改为代 {name('city-deputy')} 办理",
        ]
        assert "改为以本人名义办理" in view.index()

    def test_the_chain_line_names_whose_step_it_was(self, office):
        from collective.tobaccooa.organisation.directory import directory
        from collective.tobaccooa.workflows.report import state_of

        document = office.document()
        office.help()
        office.take(document, "city-info-staff", "advance", on_behalf_of="city-leader")
        line = state_of(document, "city-director")["chain"]
        place = next(each for each in line if each["id"] == "signing")
        assert place["holders"] == [directory().fullname("city-leader")]


class TestTold:
    def told(self, user):
        from collective.tobaccooa.inbox.notices.telling import notices_of

        return [
            (each.notice.kind, each.notice.title, each.notice.note) for each in notices_of(user)
        ]

    def test_the_assistant_learns_of_it_and_of_its_end(self, office):
        from collective.tobaccooa.organisation.delegations import end

        found = office.help(reason="赴省局开会")
        [(kind, title, note)] = self.told("city-info-staff")
        assert (kind, note) == ("delegated", "赴省局开会")
        assert "请您代为办理" in title
        assert self.told("city-leader") == [], "who did it knows it"
        end(found.id, "city-admin", office.now + timedelta(minutes=1))
        assert "已结束" in self.told("city-info-staff")[0][1]
        assert "已结束" in self.told("city-leader")[0][1]

    def test_what_comes_for_who_is_away_is_told_to_who_acts(self, office):
        from collective.tobaccooa.organisation.people import set_absence

        office.help()
        office.document()
        assert [kind for kind, _title, _note in self.told("city-info-staff")] == ["delegated"]
        set_absence("city-leader", office.now.date(), None)
        document = office.document("关于防汛的通知")
        kind, title, note = self.told("city-info-staff")[0]
        assert (kind, title) == ("absence", "关于防汛的通知")
        assert "外出，由您代办" in note
        office.take(document, "city-info-staff", "advance", on_behalf_of="city-leader")
        assert "delegated" in [kind for kind, _title, _note in self.told("city-leader")]


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
