"""`@@special-delivery`: to whom or to which step, why, and what happens afterwards."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.browser.delegating.telling import away_said
from collective.tobaccooa.browser.handling import Decide
from collective.tobaccooa.browser.panel.phrases import MODES
from collective.tobaccooa.browser.panel.phrases import REASONS
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.workflows.report import state_of
from functools import cached_property
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zope.i18nmessageid import Message


AFTERWARDS = {
    "back_to_me": (
        _("label_special_back", default="Back to me"),
        _("help_special_back", default="When they are done it comes back to you at ${step}."),
    ),
    "from_sender": (
        _("label_special_sender", default="On from my step"),
        _(
            "help_special_sender",
            default="When they are done it goes on as if you had sent it on from ${step}.",
        ),
    ),
    "from_addressee": (
        _("label_special_addressee", default="On from their step"),
        _(
            "help_special_addressee",
            default="It goes on from the step that they take; it doesn't come back to you.",
        ),
    ),
}


class SpecialDelivery(Decide):
    """The form; sent to itself, so that a refusal comes back with all that was chosen."""

    whom_part = ViewPageTemplateFile("../templates/special_whom.pt")
    reasons = REASONS

    def __call__(self):
        """Show the form, or decide."""
        if self.posted:
            return super().__call__()
        self.request.response.setHeader("Cache-Control", "private, no-store")
        return self.index()

    @cached_property
    def state(self) -> dict[str, Any]:
        """The state of the document, with everybody to whom it may be sent."""
        return state_of(self.context, self.user, on_behalf_of=self.text("on_behalf_of") or None)

    @cached_property
    def action(self) -> dict[str, Any]:
        """What the kernel says of special delivery here."""
        return next(each for each in self.state["actions"] if each["id"] == "special_delivery")

    def groups(self) -> list[dict[str, Any]]:
        """Return the people by department, leaders first: `{"title", "people"}`."""
        known = directory()
        found: dict[str, list[dict[str, Any]]] = {}
        ticked = set(self.texts("handlers-special_delivery"))
        for each in self.action["candidates"]:
            person = known.person(each["id"])
            home = person.department or ""
            found.setdefault(home, []).append(
                {
                    **each,
                    "where": person.job_title,
                    "away": away_said(each),
                    "rank": (person.order, person.id),
                    "checked": each["id"] in ticked,
                }
            )
        order = ["", *(each.id for each in known.departments(self.context.unit_code))]
        order += sorted(set(found) - set(order))
        leaders = self.say(_("label_leaders", default="Leaders"))
        return [
            {
                "title": known.department(home).title if home else leaders,
                "people": sorted(found[home], key=lambda each: each["rank"]),
            }
            for home in order
            if home in found and (not home or known.has_department(home))
        ]

    def steps(self) -> list[dict[str, Any]]:
        """Return the steps to which it may go, with who takes them."""
        chosen = self.text("special_step")
        return [
            {
                **step,
                "names": "、".join(step["default"]),
                "field": f"handlers-special-{step['id']}",
                "people": [
                    {
                        **p,
                        "away": away_said(p),
                        "checked": p["id"] in self.texts(f"handlers-special-{step['id']}"),
                    }
                    for p in step["candidates"]
                ]
                if len(step["candidates"]) > 1 or step["must_choose"]
                else [],
                "checked": step["id"] == chosen,
            }
            for step in self.action["to_steps"]
        ]

    def afterwards(self) -> list[dict[str, Any]]:
        """Return what may happen afterwards, each with a sentence that says it."""
        chosen = self.text("then") or "back_to_me"
        where = {"step": self.state["step"]["title"]}
        return [
            {
                "id": then,
                "title": self.say(title),
                "help": self.say(Message(help_, mapping=where)),
                "checked": then == chosen,
            }
            for then, (title, help_) in AFTERWARDS.items()
        ]

    def modes(self) -> list[dict[str, Any]]:
        """Return how several people may work together."""
        chosen = self.text("mode") or "all"
        return [{"id": m, "title": title, "checked": m == chosen} for m, title in MODES.items()]
