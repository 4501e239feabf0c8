"""What the handling panel offers: the sentence, the primary action, choices, and the rest."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.browser.delegating.telling import away_said
from collective.tobaccooa.browser.panel.people import People
from collective.tobaccooa.browser.panel.phrases import MODES
from collective.tobaccooa.browser.panel.phrases import OTHERS
from collective.tobaccooa.browser.panel.phrases import PHRASES
from collective.tobaccooa.browser.panel.phrases import URGING
from collective.tobaccooa.browser.panel.phrases import VISITING
from collective.tobaccooa.documents.review import findings
from collective.tobaccooa.exchange.model import State
from collective.tobaccooa.exchange.pages import matrix
from collective.tobaccooa.i18n import say
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.rendition.seals import seals_in
from collective.tobaccooa.workflows.model import Mode
from collective.tobaccooa.workflows.model import Then
from collective.tobaccooa.workflows.state import kernel_state
from collective.tobaccooa.workflows.texts import step_title
from functools import cached_property
from typing import Any
from urllib.parse import urlencode


#: Actions behind "more", in this order; the others have their own place or no form.
MORE = (
    "return",
    "special_delivery",
    "withdraw",
    "add_signers",
    "remove_signers",
    "supersede_opinion",
    "ask_extension",
    "hand_over",
    "circulate",
    "urge",
    "chase_readers",
    "mark_read",
    "add_recipients",
    "void",
    "abolish",
    "archive",
)
CHOOSING = ("add_signers", "remove_signers", "hand_over")
#: Actions that need nothing but the press of a button.
BARE = ("withdraw", "mark_read", "archive", "chase_readers")
#: Actions with a page of their own, by its name.
PAGES = {"special_delivery": "special-delivery"}
#: What the page asks no candidates for: they are on pages of their own.
ELSEWHERE = frozenset({"special_delivery", "set_holder"})
#: Where the opinion above is the reason, and where it is the message.
REASONED = ("return", "hand_over", "void", "abolish", "ask_extension")
#: Who only reads along is asked nothing but this.
QUIET_PRIMARY = ("mark_read",)


HELP = {
    "supersede_opinion": _(
        "help_supersede",
        default="Write the new opinion above; the old one stays visible, marked as corrected.",
    ),
    "urge": _(
        "help_urge",
        default="What you write above goes with the reminder; it stands in the record.",
    ),
    "special_delivery": _(
        "help_special_delivery",
        default="Straight to a person or step, without repeating the steps in between.",
    ),
}


class Panel(People):
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
        frame = kernel.frames[-1] if kernel.frames else None
        if frame is not None and frame.returned_to == kernel.step:
            found = self._with_way_back(frame, found)
        for each in found:
            each["checked"] = each["value"] == self.request.form.get("to_step", found[0]["value"])
        return found

    def _with_way_back(self, frame, found: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The way back to who returned it comes first; of a special delivery it is the only one."""
        if not frame.special:
            return [self._back(frame), *found]
        return [self._back(frame)] if frame.then == Then.BACK_TO_ME else found

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
            "modes": [],
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
            "modes": self._modes(step) if step["many"] else [],
        }

    def _modes(self, step: dict[str, Any]) -> list[dict[str, Any]]:
        """How several people of a step work together."""
        field = f"mode-{step['id']}"
        chosen = self.request.form.get(field, "all")
        return [
            {"id": mode, "title": title, "field": field, "checked": mode == chosen}
            for mode, title in MODES.items()
        ]

    def _people(self, candidates: list[dict[str, Any]], field: str) -> list[dict[str, Any]]:
        given = self.request.form.get(field, [])
        ticked = set(given if isinstance(given, list) else [given])
        return [
            {
                **each,
                "where": self._where(each),
                "away": away_said(each),
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
            "groups": self.circles(field) if name == "circulate" else [],
            "steps": action["to_steps"] if name == "return" else [],
            "units": self._recipients() if name == "add_recipients" else [],
            "needs_reason": name in REASONED,
            "bare": name in BARE,
            "page": PAGES.get(name, ""),
            "asks_day": name == "ask_extension",
            "help": HELP.get(name, ""),
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

    @property
    def refused(self) -> list[dict[str, str]]:
        """What can't be done now, with the reason: for whoever wonders."""
        return [
            {"title": each["title"], "reason": each["reason"]}
            for each in self.state["actions"]
            if not each["allowed"] and each["reason"] and each["id"] in (*MORE, "advance")
        ]

    @cached_property
    def grantor(self) -> str:
        """The name of whom the person acts for here, or ""."""
        who = self.state["on_behalf_of"]
        return directory().fullname(who) if who else ""

    @cached_property
    def instead(self) -> list[dict[str, str]]:
        """In whose right the person may act here instead: `{"url", "title"}`."""
        state, url = self.state, self.document.absolute_url()
        found = []
        parts = [*state["holders"], *(r for r in state["readers"] if r["read_at"] is None)]
        if self.grantor and any(each["id"] == self.user for each in parts):
            own = _("label_act_as_oneself", default="Act in your own name instead")
            found.append({"url": url, "title": say(own, self.request)})
        for each in state["acting_for"]:
            if each["id"] != state["on_behalf_of"]:
                query = urlencode({"on_behalf_of": each["id"]})
                words = {"name": each["fullname"]}
                other = _("label_act_for_instead", default="Act for ${name}", mapping=words)
                found.append({"url": f"{url}?{query}", "title": say(other, self.request)})
        return found

    @property
    def extension(self) -> dict[str, Any] | None:
        """The request for more time, for who decides on it."""
        return self.state["extension"] if self.may("grant_extension") else None

    @property
    def urged(self) -> int:
        """How often the person was reminded of it."""
        who = self.state["on_behalf_of"] or self.user
        return max((h["urged"] for h in self.state["holders"] if h["id"] == who), default=0)

    @property
    def _visits(self) -> bool:
        """Whether the person is only asked for an opinion, by a special delivery."""
        frames = kernel_state(self.document).frames
        return bool(frames) and frames[-1].visiting

    @property
    def phrases(self) -> tuple[str, ...]:
        """Common phrases for this step."""
        if self.may("advance") and self._visits:
            return VISITING
        if self.may("advance"):
            return PHRASES.get(self.state["step"]["id"], OTHERS)
        return URGING if self.may("urge") else OTHERS

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
