"""`<unit>/@@oa-hand-over`: hand over in bulk what somebody holds who leaves or changes posts."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.controlpanels.rules import RulesPanel
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.exceptions import NotHere
from collective.tobaccooa.organisation.principals import unit_principal
from collective.tobaccooa.supervision.administering.batches import Batch
from collective.tobaccooa.supervision.administering.batches import batch_of
from collective.tobaccooa.supervision.administering.batches import begin
from collective.tobaccooa.supervision.administering.batches import Line
from collective.tobaccooa.supervision.administering.handover import held_by
from collective.tobaccooa.supervision.administering.handover import held_by_posts
from collective.tobaccooa.supervision.administering.handover import people_holding
from collective.tobaccooa.supervision.administering.handover import Waiting
from collective.tobaccooa.supervision.administering.handover import with_candidates
from collective.tobaccooa.workflows.texts import step_title
from functools import cached_property
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from urllib.parse import urlencode


#: So many are shown with their choices at once; the rest after these are done.
SHOWN = 200
STATES = {
    "waiting": _("state_batch_waiting", default="waits"),
    "done": _("state_batch_done", default="handed over"),
    "refused": _("state_batch_refused", default="not handed over"),
}


class HandOverPanel(RulesPanel):
    """First who leaves, then what they hold with who takes each, then the results."""

    page_title = _("heading_hand_over", default="Hand over in bulk")
    actions = {"hand_over": "hand_over"}
    items_part = ViewPageTemplateFile("templates/hand_over_items.pt")
    result_part = ViewPageTemplateFile("templates/hand_over_result.pt")

    @cached_property
    def scopes(self) -> list[str]:
        """One unit at a time: documents are handed over inside a unit."""
        return self.units_kept

    @property
    def leaver(self) -> str:
        """The user id of who leaves, "" before somebody is chosen."""
        user_id = self.text("who")
        return user_id if self.directory.has_person(user_id) else ""

    def leaver_name(self) -> str:
        """The name of who leaves."""
        return self.directory.fullname(self.leaver)

    @cached_property
    def batch(self) -> Batch | None:
        """The handing over whose results are shown, by `?batch=`; only one of this unit."""
        found = batch_of(self.text("batch"))
        return found if found is not None and found.unit == self.unit_asked else None

    def people(self) -> list[dict[str, Any]]:
        """Return who holds something in person, most first, for the choice of who leaves."""
        return [
            {
                "id": user,
                "count": count,
                "name": self.directory.fullname(user),
                "job": self.directory.person(user).job_title,
                "url": f"{self.url}?{urlencode({'unit': self.unit_asked, 'who': user})}",
            }
            for user, count in people_holding(self.unit_asked)
        ]

    @cached_property
    def held(self) -> list[Any]:
        """What the person holds."""
        return held_by(self.leaver, self.unit_asked)

    def items(self) -> list[dict[str, Any]]:
        """Return what is shown of each document: number, title, step, due day, who may take it."""
        waiting = with_candidates(self.held[:SHOWN], self.leaver)
        return [self._item(n, each) for n, each in enumerate(waiting)]

    def not_shown(self) -> int:
        """Return how many more the person holds than the page lists."""
        return max(0, len(self.held) - SHOWN)

    def _item(self, number: int, waiting: Waiting) -> dict[str, Any]:
        item = waiting.item
        chosen = self.text(f"to-{number}") if self.posted else waiting.proposed
        kept = not self.posted or item.reference in self.texts("items")
        return {
            "number": number,
            "reference": item.reference,
            "title": item.title,
            "document_number": item.number,
            "step": step_title(item.step),
            "due": self.day(item.due_on),
            "light": self.light(item.due_on),
            "checked": "checked" if kept else None,
            "candidates": self.choices(
                [(each["id"], self._name(each)) for each in waiting.candidates], chosen
            ),
        }

    def _name(self, candidate: dict[str, Any]) -> str:
        person = self.directory.person(candidate["id"])
        known = person.department and self.directory.has_department(person.department)
        place = self.directory.department(person.department).title if known else ""
        away = self.say(_("state_absent", default="absent")) if candidate["absent"] else ""
        more = "，".join(filter(None, (f"{place} {person.job_title}".strip(), away)))
        return f"{candidate['fullname']}（{more}）" if more else candidate["fullname"]

    def everybody(self) -> list[dict[str, Any]]:
        """Return the people of the unit, for one successor of all."""
        members = self.directory.members(unit_principal(self.unit_asked))
        pairs = [(user, self.directory.fullname(user)) for user in members if user != self.leaver]
        blank = self.say(_("label_each_as_below", default="Each as chosen below"))
        return self.choices([("", blank), *pairs], self.text("all"))

    def posts(self) -> list[dict[str, Any]]:
        """Return what waits for the person's posts, which nobody need hand over."""
        return [
            {"title": self.directory.title_of(group), "count": count, "others": others}
            for group, count, others in held_by_posts(self.leaver, self.unit_asked)
        ]

    def hand_over(self) -> str:
        """Hand over what is ticked; each document has its own result."""
        if not self.leaver:
            raise NotHere(_("error_choose_leaver", default="Choose first who leaves."))
        chosen, for_all = set(self.texts("items")), self.text("all")
        lines = []
        for number, item in enumerate(self.held[:SHOWN]):
            if item.reference in chosen:
                to = for_all or self._to(item.reference, number)
                lines.append(Line(item.reference, item.title, to))
        if self.text("rest") and for_all:
            lines += [Line(item.reference, item.title, for_all) for item in self.held[SHOWN:]]
        missing = [line.title for line in lines if not line.successor]
        if missing:
            raise InvalidInput(
                _(
                    "error_hand_over_to_whom",
                    default="Choose who takes “${title}”.",
                    mapping={"title": missing[0][:60]},
                ),
                field="to",
            )
        batch = begin(self.unit_asked, self.leaver, self.user, self.text("reason"), lines)
        return f"{self.url}?{urlencode({'unit': self.unit_asked, 'batch': batch.id})}"

    def _to(self, reference: str, number: int) -> str:
        """Who was chosen for a document: the form names it, since the list may have moved."""
        named = dict(
            zip(self.texts("shown"), (self.text(f"to-{n}") for n in range(SHOWN)), strict=False)
        )
        return named.get(reference, self.text(f"to-{number}"))

    def results(self) -> list[dict[str, Any]]:
        """Return the lines of the batch with what became of each."""
        batch = self.batch
        return [
            {
                "title": line.title,
                "to": self.directory.fullname(line.successor),
                "state": STATES[line.state],
                "css": "oa-error" if line.state == "refused" else "",
                "message": line.message,
            }
            for line in (batch.lines if batch is not None else ())
        ]

    def progress(self) -> dict[str, Any]:
        """Return how far the batch is."""
        batch = self.batch
        if batch is None:
            return {}
        done, refused = batch.count("done"), batch.count("refused")
        return {
            "done": done,
            "refused": refused,
            "total": len(batch.lines),
            "now": done + refused,
            "finished": batch.finished,
            "name": self.directory.fullname(batch.leaver),
        }
