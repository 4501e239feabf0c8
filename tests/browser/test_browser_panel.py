"""The page's actions beside sending on: special delivery, several items at once, more time."""

from collective.tobaccooa.interfaces import ITobaccooaLayer
from collective.tobaccooa.workflows.model import Decision
from collective.tobaccooa.workflows.mover import forget_local_roles
from plone import api
from plone.protect.authenticator import createToken
from zope.interface import alsoProvides

import pytest
import transaction


@pytest.fixture
def office(demo_functional):
    """Documents of the city, and views called as somebody."""
    return Office(demo_functional["request"])


class Office:
    def __init__(self, request):
        self.request = request
        alsoProvides(request, ITobaccooaLayer)
        request["LANGUAGE"] = "zh-cn"

    def draft(self, title="关于做好安全生产工作的通知", sent=True):
        from collective.tobaccooa.documents.storage import create_document

        values = {
            "title": title,
            "document_type": "notice",
            "department": "city-finance",
            "main_recipients": ["unit:unit01"],
            "text": "<p>现将有关事项通知如下。</p>",
        }
        document = create_document("city", "OutgoingDocument", values, "city-finance-staff")
        if sent:
            self.take(document, "city-finance-staff", "advance")
        # a refused form aborts its transaction
        transaction.commit()
        return document

    def take(self, document, actor, action, **more):
        from collective.tobaccooa.workflows.kernel import decide

        return decide(document, Decision(action, **more), actor)

    def state(self, document):
        from collective.tobaccooa.workflows.state import kernel_state

        return kernel_state(document)

    def show(self, context, name, user, form=None, post=False):
        """Call a view as somebody; a POST brings its authenticator."""
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
            view = api.content.get_view(name, context, request)
            request.set("PUBLISHED", view)
            return view()


class TestSpecialDelivery:
    def test_the_page_offers_people_steps_and_what_follows(self, office):
        document = office.draft()
        html = office.show(document, "special-delivery", "city-finance-head")
        assert 'value="city-legal-head"' in html
        assert 'value="signing"' in html
        assert "办完送回我" in html
        assert 'value="numbering"' not in html

    def test_sent_it_is_with_the_addressee_and_on_the_chain_line(self, office):
        document = office.draft()
        form = {
            "action": "special_delivery",
            "handlers-special_delivery": ["city-legal-head"],
            "reason": "请核对条款",
            "then": "back_to_me",
            "version": str(office.state(document).version),
        }
        office.show(document, "special-delivery", "city-finance-head", form, post=True)
        assert [h.principal for h in office.state(document).holders] == ["city-legal-head"]
        html = office.show(document, "view", "city-legal-head")
        assert "oa-branch--open" in html
        assert "提交意见" in html
        office.take(document, "city-legal-head", "advance", opinion="无误")
        html = office.show(document, "view", "city-finance-head")
        assert "oa-branch--open" not in html
        assert "oa-branch" in html

    def test_a_refusal_keeps_what_was_written(self, office):
        document = office.draft()
        form = {"action": "special_delivery", "reason": "请核对条款", "then": "from_sender"}
        html = office.show(document, "special-delivery", "city-finance-head", form, post=True)
        assert "请选择特送给谁" in html
        assert "请核对条款" in html
        assert office.state(document).holders[0].principal == "city.finance.head"

    def test_who_does_not_hold_it_is_told_why(self, office):
        document = office.draft()
        html = office.show(document, "special-delivery", "city-clerk")
        assert "<form" not in html.partition('class="oa-special"')[2]
        assert "现在不能办理" in html or "不能" in html


class TestMoreTime:
    def test_asked_on_the_page_it_waits_in_the_directors_box(self, office):
        from collective.tobaccooa.inbox.health import verify
        from collective.tobaccooa.inbox.items import work_items
        from collective.tobaccooa.inbox.model import Kind

        document = office.draft()
        form = {"action": "ask_extension", "opinion": "等数据", "until": "2099-01-04"}
        html = office.show(document, "decide", "city-finance-head", form, post=True)
        assert "2099" not in html or office.state(document).extension is None
        until = office.state(document).holders[0].due_on.replace(year=2027).isoformat()
        form["until"] = until
        office.show(document, "decide", "city-finance-head", form, post=True)
        waiting = [i.reference for i in work_items("city-director", Kind.OPEN).items]
        assert f"extension:{document.reference}" in waiting
        assert verify(api.portal.get()) == []
        html = office.show(document, "view", "city-director")
        assert "同意延期" in html
        form = {"action": "refuse_extension", "opinion": "时间够用"}
        office.show(document, "decide", "city-director", form, post=True)
        assert office.state(document).extension is None
        waiting = [i.reference for i in work_items("city-director", Kind.OPEN).items]
        assert f"extension:{document.reference}" not in waiting
        assert verify(api.portal.get()) == []

    def test_a_day_that_is_none_is_refused(self, office):
        document = office.draft()
        form = {"action": "ask_extension", "opinion": "等数据", "until": "2026-02-31"}
        html = office.show(document, "decide", "city-finance-head", form, post=True)
        assert "没有这一天" in html


class TestReaders:
    def test_those_who_have_not_read_are_reminded(self, office):
        document = office.draft()
        office.take(
            document,
            "city-finance-head",
            "circulate",
            handlers=("city-legal-head", "city-info-head"),
            opinion="请阅知",
        )
        office.take(document, "city-legal-head", "mark_read")
        office.show(document, "decide", "city-finance-head", {"action": "chase_readers"}, post=True)
        urged = {r.principal: r.urged for r in office.state(document).readers}
        assert urged == {"city-legal-head": 0, "city-info-head": 1}


class TestCorrectedOpinion:
    def test_both_stand_on_the_page_the_old_one_marked(self, office):
        document = office.draft()
        office.take(document, "city-finance-head", "advance", opinion="不同意")
        form = {"action": "supersede_opinion", "opinion": "同意"}
        office.show(document, "decide", "city-finance-head", form, post=True)
        html = office.show(document, "view", "city-director")
        assert "oa-opinion--corrected" in html
        assert "不同意" in html


class TestSeveralAtOnce:
    def test_each_has_its_own_result(self, office):
        good = [office.draft(f"关于第{n}批物资采购的通知") for n in (1, 2)]
        stranger = office.draft("关于别处的通知", sent=False)
        transaction.commit()
        chosen = [d.reference for d in (*good, stranger)]
        preview = office.show(
            api.portal.get(), "handle-many", "city-finance-head", {"items": chosen}, post=True
        )
        assert preview.count('name="items"') == 2
        form = {"items": chosen, "confirm": "1", "opinion": "同意"}
        html = office.show(api.portal.get(), "handle-many", "city-finance-head", form, post=True)
        assert "共 3 件，已办理 2 件" in html.replace("\n", "").replace("          ", "")
        assert [office.state(d).step for d in good] == ["office_review"] * 2
        assert office.state(stranger).step == "drafting"
        assert [office.state(d).trail[-1].opinion for d in good] == ["同意"] * 2

    def test_what_changed_since_it_was_shown_is_left_alone(self, office):
        from collective.tobaccooa.documents.storage import update_document

        document = office.draft()
        seen = str(office.state(document).version)
        update_document(document, {"text": "<p>改稿。</p>"}, "city-finance-head")
        transaction.commit()
        reference = document.reference
        form = {"items": [reference], "confirm": "1", f"version-{reference}": seen}
        office.show(api.portal.get(), "handle-many", "city-finance-head", form, post=True)
        assert office.state(document).step == "department_review"

    def test_an_assistant_handles_them_in_both_names(self, office):
        from collective.tobaccooa.organisation import clock
        from collective.tobaccooa.organisation.delegations import grant

        document = office.draft()
        now = clock.now()
        grant("city-finance-head", "city-legal-staff", clock.today(now), None, "city-admin", now)
        transaction.commit()
        form = {"items": [document.reference], "confirm": "1", "opinion": "同意"}
        office.show(api.portal.get(), "handle-many", "city-legal-staff", form, post=True)
        entry = office.state(document).trail[-1]
        assert (entry.actor, entry.on_behalf_of) == ("city-legal-staff", "city-finance-head")
