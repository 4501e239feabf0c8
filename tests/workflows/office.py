"""One document of the city and what tests of acts on it do: take decisions, look at its record."""

from __future__ import annotations

from collective.tobaccooa.workflows.model import Decision
from plone import api


class Office:
    def __init__(self):
        from collective.tobaccooa.documents.storage import create_document
        from collective.tobaccooa.organisation import clock

        self.now = clock.now()
        self.document = create_document(
            "city",
            "OutgoingDocument",
            {
                "title": "关于做好安全生产工作的通知",
                "document_type": "notice",
                "department": "city-finance",
                "main_recipients": ["unit:unit01"],
                "text": "<p>现将有关事项通知如下。</p>",
            },
            "city-finance-staff",
        )

    @property
    def state(self):
        from collective.tobaccooa.workflows.state import kernel_state

        return kernel_state(self.document)

    @property
    def today(self):
        from collective.tobaccooa.organisation import clock

        return clock.today(self.now)

    def take(self, actor, action, **more):
        from collective.tobaccooa.workflows.kernel import decide

        return decide(self.document, Decision(action, **more), actor, self.now)

    def to_signing(self):
        self.take("city-finance-staff", "advance")
        self.take("city-finance-head", "advance", opinion="同意")
        self.take("city-director", "advance", opinion="请签发")

    def help(self, grantor="city-leader", assistant="city-info-staff", **more):
        from collective.tobaccooa.organisation.delegations import grant

        last = more.pop("last", self.today)
        return grant(grantor, assistant, self.today, last, grantor, self.now, **more)

    def offered(self, viewer, action):
        from collective.tobaccooa.workflows.report import state_of

        state = state_of(self.document, viewer, self.now)
        return next(each for each in state["actions"] if each["id"] == action)

    def may(self, permission, user):
        from collective.tobaccooa.workflows.mover import forget_local_roles

        forget_local_roles()
        return api.user.has_permission(permission, username=user, obj=self.document)
