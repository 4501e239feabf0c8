"""What the handling panel offers: the sentence, the primary action, choices, and the rest."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.documents.review import findings
from collective.tobaccooa.exchange.model import State
from collective.tobaccooa.exchange.pages import matrix
from collective.tobaccooa.i18n import say
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.organisation.principals import department_principal
from collective.tobaccooa.rendition.seals import seals_in
from collective.tobaccooa.workflows.model import Mode
from collective.tobaccooa.workflows.state import kernel_state
from collective.tobaccooa.workflows.texts import step_title
from functools import cached_property
from typing import Any


#: Common phrases (常用语) by step; the first suits most.
PHRASES = {
    "drafting": (
        _("phrase_please_review", default="Please review."),
        _("phrase_changed", default="Changed as asked."),
    ),
    "department_review": (
        _("phrase_agree_please_review", default="Agreed; please review."),
        _("phrase_please_countersign", default="Please countersign."),
        _("phrase_please_revise", default="Please revise and send it again."),
    ),
    "countersigning": (
        _("phrase_agree", default="Agreed."),
        _("phrase_agree_in_principle", default="Agreed in principle."),
        _("phrase_no_objection", default="No objection."),
    ),
    "office_review": (
        _("phrase_agree_please_sign", default="Agreed; please sign."),
        _("phrase_format_checked", default="Content and format are checked."),
        _("phrase_please_revise", default="Please revise and send it again."),
    ),
    "signing": (
        _("phrase_agree_sign", default="Agreed, to be issued."),
        _("phrase_sign", default="Issue."),
        _("phrase_please_revise", default="Please revise and send it again."),
    ),
    "proposal": (
        _("phrase_propose_leader", default="Please instruct."),
        _("phrase_propose_office", default="Proposed: to be handled by the department concerned."),
    ),
    "instruction": (
        _("phrase_agree", default="Agreed."),
        _("phrase_handle", default="Please handle it as the document says."),
        _("phrase_read_handle", default="Read; please carry it out without delay."),
    ),
    "handling": (
        _("phrase_handled", default="Handled."),
        _("phrase_read", default="Read."),
    ),
}
OTHERS = (_("phrase_checked", default="Checked."),)
#: Actions behind "more", in this order; the others have their own place or no form.
MORE = (
    "return",
    "withdraw",
    "add_signers",
    "remove_signers",
    "hand_over",
    "circulate",
    "mark_read",
    "add_recipients",
    "void",
    "abolish",
    "archive",
)
CHOOSING = ("add_signers", "remove_signers", "hand_over")
#: Actions that need nothing but the press of a button.
BARE = ("withdraw", "mark_read", "archive")
#: Who only reads along is asked nothing but this.
QUIET_PRIMARY = ("mark_read",)


class Panel:
    """The handling panel of one document for one person."""

    def __init__(self, document, state: dict[str, Any], user: str, request) -> None:
        self.document = document
        self.state = state
        self.user = user
        self.request = request
        self._actions = {each["id"]: each for each in state["actions"]}

    def may(self, action: str) -> bool:
        """Tell whether an action is allowed."""
        return bool(self._actions.get(action, {}).get("allowed"))

    @cached_property
    def primary(self) -> dict[str, Any] | None:
        """The one main action: sending on, else confirming that one has read it.

        Taking back is none: it would stand where the button just pressed had been.
        """
        for action in ("advance", *QUIET_PRIMARY):
            if self.may(action):
                return self._actions[action]
        return None

    @property
    def asks(self) -> str:
        """The sentence that says what is asked of the person."""
        if self.state["asks"]:
            return self.state["asks"]
        if self.may("mark_read"):
            return say(
                _("help_asks_reading", default="This was sent to you to read."), self.request
            )
        return ""

    @property
    def writes_opinion(self) -> bool:
        """Whether there is anything with which an opinion can go."""
        return self.primary is not None or bool(self.more)

    @cached_property
    def steps(self) -> list[dict[str, Any]]:
        """Where sending on may lead; the default first."""
        kernel = kernel_state(self.document)
        if not self.may("advance") or (kernel.mode == Mode.ALL and len(kernel.holders) > 1):
            return []
        found = [self._step(each) for each in self._actions["advance"]["to_steps"]]
        if kernel.frames and kernel.frames[-1].returned_to == kernel.step:
            found.insert(0, self._back(kernel.frames[-1]))
        for each in found:
            each["checked"] = each["value"] == self.request.form.get("to_step", found[0]["value"])
        return found

    def _back(self, frame) -> dict[str, Any]:
        """Straight back to whoever returned it."""
        who = directory()
        return {
            "value": "",
            "title": say(step_title(frame.step), self.request),
            "names": "、".join(who.title_of(holder.principal) for holder in frame.holders),
            "people": [],
            "picks": False,
            "must_choose": False,
            "kind": "radio",
        }

    def _step(self, step: dict[str, Any]) -> dict[str, Any]:
        return {
            **step,
            "value": step["id"],
            "field": f"handlers-advance-{step['id']}",
            "names": "、".join(step["default"]),
            "people": self._people(step["candidates"], f"handlers-advance-{step['id']}"),
            "picks": len(step["candidates"]) > 1 or step["must_choose"],
            "kind": "checkbox" if step["many"] else "radio",
        }

    def _people(self, candidates: list[dict[str, Any]], field: str) -> list[dict[str, Any]]:
        given = self.request.form.get(field, [])
        ticked = set(given if isinstance(given, list) else [given])
        return [
            {
                **each,
                "where": self._where(each),
                "checked": each["id"] in ticked,
            }
            for each in candidates
        ]

    def _where(self, person: dict[str, Any]) -> str:
        who = directory()
        if person.get("department") and who.has_department(person["department"]):
            return who.department(person["department"]).title
        return who.person(person["id"]).job_title

    @cached_property
    def more(self) -> list[dict[str, Any]]:
        """The other allowed actions, with what each needs."""
        first = self.primary["id"] if self.primary else ""
        found = [self._more(name) for name in MORE if name != first and self.may(name)]
        return [each for each in found if each["id"] != "add_recipients" or each["units"]]

    def _more(self, name: str) -> dict[str, Any]:
        action = self._actions[name]
        field = f"handlers-{name}"
        people = self._signers(name) if name in CHOOSING else []
        return {
            **action,
            "field": field,
            "people": self._people(people, field) if people else [],
            "groups": self._circles(field) if name == "circulate" else [],
            "steps": action["to_steps"] if name == "return" else [],
            "units": self._recipients() if name == "add_recipients" else [],
            "needs_reason": name in ("return", "hand_over", "void", "abolish"),
            "bare": name in BARE,
        }

    def _signers(self, name: str) -> list[dict[str, Any]]:
        """Whom to add: who is not asked yet; whom to remove: who has not answered yet."""
        asked = {each["id"] for each in self.state["holders"]}
        people = self._actions[name]["candidates"]
        if name == "remove_signers":
            return [each for each in people if each["id"] in asked]
        return [each for each in people if each["id"] not in asked]

    def _recipients(self) -> list[dict[str, Any]]:
        """The units and own departments where it does not lie now, with what was ticked.

        Who refused it, or from whom it was recalled, may get it again.
        """
        known, document = directory(), self.document
        there = {
            row["recipient"]
            for row in matrix(document)["rows"]
            if row["state"] in (State.SENT.value, State.SIGNED.value)
        }
        given = self.request.form.get("recipients", [])
        ticked = set(given if isinstance(given, list) else [given])
        offered = [
            *((f"unit:{u.code}", u.title) for u in known.units() if u.code != document.unit_code),
            *((f"department:{d.id}", d.title) for d in known.departments(document.unit_code)),
        ]
        return [
            {"id": each, "title": title, "checked": each in ticked}
            for each, title in offered
            if each not in there
        ]

    def _circles(self, field: str) -> list[dict[str, Any]]:
        """To whom it is circulated most: the leaders by name, departments as a whole.

        Single people are chosen on a page of their own, so that a document's page costs the same
        in a unit of ten and of five hundred.
        """
        known, ticked = directory(), self._ticked(field)
        departments = [
            {
                "id": department_principal(each.id),
                "fullname": each.title,
                "where": "",
                "checked": department_principal(each.id) in ticked,
            }
            for each in known.departments(self.document.unit_code)
        ]
        groups = [{"title": "", "people": self._in_department(None, ticked)}]
        return [g for g in [*groups, {"title": "", "people": departments}] if g["people"]]

    def colleagues(self, field: str) -> list[dict[str, Any]]:
        """Everybody of the unit by department, leaders first."""
        ticked = self._ticked(field)
        found = [{"title": "", "people": self._in_department(None, ticked)}]
        for department in directory().departments(self.document.unit_code):
            people = self._in_department(department.id, ticked)
            found.append({"title": department.title, "people": people})
        return [group for group in found if group["people"]]

    def _in_department(self, department: str | None, ticked: set[str]) -> list[dict[str, Any]]:
        unit = self.document.unit_code
        return [
            {
                "id": person.id,
                "fullname": person.fullname,
                "where": person.job_title,
                "checked": person.id in ticked,
            }
            for person in directory().people()
            if person.active
            and person.unit == unit
            and (person.department or None) == department
            and person.id != self.user
        ]

    def _ticked(self, field: str) -> set[str]:
        given = self.request.form.get(field, [])
        return set(given if isinstance(given, list) else [given])

    @property
    def refused(self) -> list[dict[str, str]]:
        """What can't be done now, with the reason: for whoever wonders."""
        return [
            {"title": each["title"], "reason": each["reason"]}
            for each in self.state["actions"]
            if not each["allowed"] and each["reason"] and each["id"] in (*MORE, "advance")
        ]

    @property
    def phrases(self) -> tuple[str, ...]:
        """Common phrases for this step."""
        return PHRASES.get(self.state["step"]["id"], OTHERS) if self.may("advance") else OTHERS

    @property
    def takes_number(self) -> bool:
        """Whether sending on gives the number."""
        return self.may("advance") and self.state["step"]["id"] == "numbering"

    @cached_property
    def seals(self) -> list[dict[str, str]]:
        """The seals of the unit where sending on applies one."""
        if not self.may("advance") or self.state["step"]["id"] != "sealing":
            return []
        unit = self.document.unit_code
        return [{"ref": f"{unit}/{seal.getId()}", "title": seal.title} for seal in seals_in(unit)]

    @cached_property
    def findings(self) -> list[dict[str, str]]:
        """What the rules find, while something can still be done about it."""
        if not self.may("advance") or self.document.document_number:
            return []
        titles = {
            "error": _("label_finding_error", default="Must be corrected"),
            "warning": _("label_finding_warning", default="Please check"),
            "hint": _("label_finding_hint", default="Hint"),
        }
        return [
            {"level": str(f.level), "title": titles[str(f.level)], "message": f.message}
            for f in findings(self.document)
        ]
