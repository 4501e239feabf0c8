"""`@@oa-first-steps`: what to do in an empty site, and how far it is."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.controlpanels.calendar import missing_years
from collective.tobaccooa.controlpanels.panel import Panel
from collective.tobaccooa.documents.interfaces import ILetterheadSource
from collective.tobaccooa.organisation.directory import Directory
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.organisation.principals import post_principal
from collective.tobaccooa.organisation.principals import ROOT_UNIT
from collective.tobaccooa.workflows.spec import CHAIN_IDS
from collective.tobaccooa.workflows.table import plan_for
from dataclasses import dataclass
from functools import cached_property
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.component import queryUtility


NEVER = "never"
POST_TOKEN = "post:"


@dataclass(frozen=True)
class Vacancy:
    """A post that the chains of a unit need and nobody holds."""

    unit: str
    post: str


def vacancies(known: Directory) -> list[Vacancy]:
    """Return the steps' posts without a holder, unit by unit.

    A step whose taker may be one of several posts lacks something only when all are vacant.
    """
    found: dict[Vacancy, None] = {}
    for unit in known.units():
        for chain_id in CHAIN_IDS:
            for step in plan_for(unit.code, chain_id, ""):
                posts = [t.removeprefix(POST_TOKEN) for t in step.taken_by if POST_TOKEN in t]
                if step.applies == NEVER:
                    continue
                held = [post for post in posts if known.members(post_principal(unit.code, post))]
                if posts and not held:
                    name = unit.short_title or unit.title
                    found[Vacancy(name, known.title_of(post_principal(unit.code, posts[0])))] = None
    return list(found)


class FirstSteps(Panel):
    """Three steps, each with its true state and the way to do it."""

    page_title = _("heading_first_steps", default="First steps")
    state_html = ViewPageTemplateFile("templates/step_state.pt")

    @cached_property
    def known(self) -> Directory:
        """The organisation, as it is in this request."""
        return directory()

    @property
    def people(self) -> int:
        """How many active people there are."""
        return sum(person.active for person in self.known.people())

    @property
    def units(self) -> int:
        """How many units there are, the root among them."""
        return len(self.known.units())

    @cached_property
    def vacancies(self) -> list[Vacancy]:
        """Posts that the chains need and nobody holds."""
        return vacancies(self.known)

    @cached_property
    def letterheads(self) -> int:
        """How many letterheads the root unit has."""
        source = queryUtility(ILetterheadSource)
        return len(source.for_unit(ROOT_UNIT)) if source is not None else 0

    @property
    def missing_years(self) -> list[int]:
        """Years without a calendar."""
        return missing_years(self.today)

    @property
    def imported(self) -> bool:
        """Whether the workbook has been imported."""
        return self.people > 0

    @property
    def chains_ready(self) -> bool:
        """Whether every step of every chain finds somebody."""
        return self.imported and not self.vacancies

    @property
    def all_done(self) -> bool:
        """Whether nothing is left to do."""
        return self.chains_ready and self.letterheads > 0
