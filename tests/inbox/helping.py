"""The leader of the city, documents waiting for them, and an assistant."""

from collective.tobaccooa.interfaces import ITobaccooaLayer
from collective.tobaccooa.workflows.model import Decision
from collective.tobaccooa.workflows.mover import forget_local_roles
from plone import api
from plone.protect.authenticator import createToken
from zope.interface import alsoProvides

import transaction


class HelpedOffice:
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

    def page(self, document, name, user, form=None, post=False):
        request = self.request
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
