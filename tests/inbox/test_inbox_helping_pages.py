"""Who is away, in whose name one acts, what is told, and the page of delegations."""

from .helping import HelpedOffice
from base64 import b64decode
from datetime import timedelta
from zExceptions import Unauthorized

import pytest
import transaction


@pytest.fixture
def office(demo_functional):
    return HelpedOffice(demo_functional["request"])


class TestAway:
    def away(self, office, day=None):
        from collective.tobaccooa.organisation import clock
        from collective.tobaccooa.organisation.people import set_absence

        set_absence("city-leader", clock.today(office.now), day)
        transaction.commit()

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
        view = office.page(document, "decide", "city-director", form, post=True)
        assistant = directory().fullname("city-info-staff")
        told = view.request.response.cookies["statusmessages"]["value"]
        assert f"由 {assistant} 代办" in b64decode(told).decode("utf-8", "ignore")
        shown = office.page(document, "view", "city-director")
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
        page = office.page
        name = directory().fullname
        own = page(document, "view", "city-info-staff").panel
        assert own.grantor == ""
        assert [each["title"] for each in own.instead] == [
            f"改为代 {name('city-deputy')} 办理",
            f"改为代 {name('city-leader')} 办理",
        ]
        form = {"on_behalf_of": "city-leader"}
        view = page(document, "view", "city-info-staff", form)
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
        with pytest.raises(Unauthorized) as error:
            office.show("delegations", "city-clerk", form, post=True)
        assert "应用管理员" in str(error.value)
        assert delegations_of("city-leader") == []

    def test_the_list_of_work_says_for_whom(self, office):
        office.document()
        office.help()
        html = office.show("my-work", "city-info-staff")
        assert "oa-tag--for" in html
        assert "on_behalf_of=city-leader" in html
