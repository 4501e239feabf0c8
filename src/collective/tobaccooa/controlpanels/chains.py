"""`<unit>/@@oa-chains`: the chain table of a unit, tried before it is saved."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.controlpanels.chain_form import read_steps
from collective.tobaccooa.controlpanels.chain_form import shown
from collective.tobaccooa.controlpanels.chain_trial import findings_shown
from collective.tobaccooa.controlpanels.chain_trial import path_shown
from collective.tobaccooa.controlpanels.rules import RulesPanel
from collective.tobaccooa.documents.vocabularies import DOCUMENT_TYPES
from collective.tobaccooa.documents.vocabularies import title_of_token
from collective.tobaccooa.exceptions import OAError
from collective.tobaccooa.inbox.under_way import under_way
from collective.tobaccooa.workflows import changes
from collective.tobaccooa.workflows.chain_rules import examine
from collective.tobaccooa.workflows.chain_rules import places_of
from collective.tobaccooa.workflows.chain_rules import save
from collective.tobaccooa.workflows.chain_rules import try_sample
from collective.tobaccooa.workflows.editing import Edit
from collective.tobaccooa.workflows.editing import edit
from collective.tobaccooa.workflows.editing import Scope
from collective.tobaccooa.workflows.editing import Standing
from collective.tobaccooa.workflows.editing import standings
from collective.tobaccooa.workflows.model import PlanStep
from collective.tobaccooa.workflows.pools import Place
from collective.tobaccooa.workflows.simulation import Finding
from collective.tobaccooa.workflows.simulation import Severity
from collective.tobaccooa.workflows.spec import chain
from collective.tobaccooa.workflows.spec import CHAIN_IDS
from collective.tobaccooa.workflows.table import ANY
from collective.tobaccooa.workflows.table import resolve
from collective.tobaccooa.workflows.table import stored_rows
from datetime import date
from functools import cached_property
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from urllib.parse import urlencode


URGENCIES = ("normal", "urgent", "extra_urgent")


class ChainsPanel(RulesPanel):
    """One scope at a time: unit, chain, document type, each possibly all."""

    page_title = _("heading_chains", default="Chains")
    actions = {"try": "try_out", "save": "save"}
    log_kind = changes.CHAINS
    step_part = ViewPageTemplateFile("templates/chain_step.pt")
    trial_part = ViewPageTemplateFile("templates/chain_trial.pt")
    wanted: list[PlanStep] | None = None
    found: list[Finding] | None = None
    path: dict[str, Any] | None = None

    @cached_property
    def scope(self) -> Scope:
        """What the page shows, by `unit`, `chain` and `document_type`."""
        asked = self.text("chain")
        types = {each.token for each in DOCUMENT_TYPES}
        wanted = self.text("document_type")
        return Scope(
            self.unit_asked,
            asked if asked in CHAIN_IDS else CHAIN_IDS[0],
            wanted if wanted in types else ANY,
        )

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """Every step of the scope as it is stored."""
        return standings(chain(self.scope.chain), stored_rows(), self.scope)

    def steps(self) -> list[dict[str, Any]]:
        """Return the steps with their fields, as typed or as stored."""
        typed = {step.id: step for step in self.wanted or ()}
        return [
            {**self._shown(number, each, typed.get(each.step.id)), "from": self._origin(each)}
            for number, each in enumerate(self.standings, 1)
        ]

    def _shown(self, number: int, standing: Standing, typed: PlanStep | None) -> dict[str, Any]:
        step = typed or standing.step
        days = "" if step.limit_days is None else f"{step.limit_days:g}"
        limit = self.text(f"limit-{step.id}") if self.posted else days
        return shown(number, standing, step, limit, self.say)

    def _origin(self, standing: Standing) -> str:
        """Say from where an inherited step comes."""
        if standing.own:
            return ""
        if standing.origin is None:
            return _("label_origin_default", default="as usual")
        unit, document_type = standing.origin
        place = self.say(_("label_all_units", default="All units"))
        if unit != ANY:
            place = self.say(_("label_origin_unit", default="this unit"))
        kind = self.say(self.type_title(document_type))
        return _("label_origin", default="as for ${where}", mapping={"where": f"{place}，{kind}"})

    def chains(self) -> list[dict[str, Any]]:
        """Return the chains to choose from."""
        return self.choices(((c, chain(c).title_zh) for c in CHAIN_IDS), self.scope.chain)

    def types(self) -> list[dict[str, Any]]:
        """Return the document types to choose from."""
        named = [(each.token, each.title) for each in DOCUMENT_TYPES]
        return self.choices(
            [(ANY, self.type_title(ANY)), *named],
            self.scope.document_type,
        )

    def type_title(self, token: str) -> str:
        """Return what a document type is called."""
        if token == ANY:
            return _("label_all_types", default="All document types")
        return title_of_token(token)

    # the sample

    @cached_property
    def sample_unit(self) -> str:
        """The unit in which the sample is drafted."""
        return self.unit.code if self.scope.unit == ANY else self.scope.unit

    @cached_property
    def places(self) -> list[Place]:
        """Where the sample may be drafted."""
        return places_of(self.sample_unit)

    def departments(self) -> list[dict[str, Any]]:
        """Return the departments of the sample to choose from."""
        named = [
            (place.department, self.directory.department(place.department).title)
            for place in self.places
            if place.department
        ]
        return self.choices(named, self.text("department"))

    def urgencies(self) -> list[dict[str, Any]]:
        """Return the urgencies of the sample to choose from."""
        return self.choices(((u, title_of_token(u)) for u in URGENCIES), self.text("urgency"))

    @property
    def start_day(self) -> date:
        """The day on which the sample is begun."""
        try:
            return date.fromisoformat(self.text("start"))
        except ValueError:
            return self.today

    # what the buttons do

    def _edit(self) -> Edit:
        self.wanted = read_steps(self.scope, self.standings, self.text, self.texts)
        back = [each.step.id for each in self.standings if self.text(f"reset-{each.step.id}")]
        spec = chain(self.scope.chain)
        return edit(spec, stored_rows(), self.scope, self.wanted, back)

    def _try(self, change: Edit) -> None:
        rows = change.applied_to(stored_rows())
        self.found = examine(self.scope, rows)
        if not self.places:
            return
        wanted = self.text("department")
        place = next((p for p in self.places if p.department == wanted), self.places[0])
        plan = resolve(chain(self.scope.chain), rows, self.sample_unit, self.scope.document_type)
        urgency = self.text("urgency") if self.text("urgency") in URGENCIES else "normal"
        trial = try_sample(self.scope.chain, plan, place, urgency, self.start_day)
        self.path = path_shown(trial, self.directory, self.say)

    def try_out(self) -> None:
        """Show the sample's path and every dead end, saving nothing."""
        self._try(self._edit())

    def save(self) -> str | None:
        """Save, unless there is a dead end or a weakness that is not confirmed."""
        change = self._edit()
        if not change:
            self.tell(_("msg_nothing_changed", default="Nothing was changed."))
            return self.here()
        kind = self.say(self.type_title(self.scope.document_type))
        label = f"{chain(self.scope.chain).title_zh}，{kind}"
        try:
            save(self.scope, change, self.user, label, confirmed=bool(self.text("confirm")))
        except OAError:
            self._try(change)
            raise
        self.tell(
            _(
                "msg_chain_saved",
                default="Saved: ${count} steps changed, for documents begun from now on. "
                "${under_way} documents are under way; they keep the chain that they began with.",
                mapping={"count": len(change.changed), "under_way": self.under_way()},
            )
        )
        return self.here()

    def under_way(self) -> int:
        """Count the documents in progress to which the scope applied when they began."""
        unit = None if self.scope.unit == ANY else self.scope.unit
        kind = "" if self.scope.document_type == ANY else self.scope.document_type
        return len(under_way(unit, self.scope.chain, kind))

    def findings(self) -> list[dict[str, Any]]:
        """Return what the trial found, worst first."""
        return findings_shown(self.found or [], self.type_title)

    @property
    def must_confirm(self) -> bool:
        """Whether there are weaknesses, and no dead end."""
        grades = {each.severity for each in self.found or ()}
        return Severity.WEAK in grades and Severity.DEAD not in grades

    def here(self) -> str:
        """Return the address of this scope."""
        scope = self.scope
        asked = {"unit": scope.unit, "chain": scope.chain, "document_type": scope.document_type}
        return f"{self.url}?{urlencode(asked)}"
