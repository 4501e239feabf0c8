"""`<unit>/@@oa-unit`: what those who lead a unit keep and watch themselves."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.browser.interfaces import INavigationEntries
from collective.tobaccooa.browser.pages import OfficePage
from collective.tobaccooa.controlpanels.standing import ACT_READERS
from collective.tobaccooa.controlpanels.standing import administers
from collective.tobaccooa.controlpanels.standing import has_post
from collective.tobaccooa.controlpanels.standing import RULE_KEEPERS
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.organisation.principals import ROOT_UNIT
from typing import Any
from zExceptions import Unauthorized
from zope.interface import implementer


#: (page, title, help, posts that may).
CARDS = (
    (
        "oa-chains",
        _("card_chains", default="Chains"),
        _("card_chains_help", default="Steps, who takes them, how long; try before saving."),
        RULE_KEEPERS,
    ),
    (
        "oa-special-delivery",
        _("card_special_delivery", default="Special delivery"),
        _("card_special_delivery_help", default="To whom each post may send directly."),
        RULE_KEEPERS,
    ),
    (
        "oa-hand-over",
        _("card_hand_over", default="Hand over in bulk"),
        _("card_hand_over_help", default="When somebody leaves: give what they hold to others."),
        RULE_KEEPERS,
    ),
    (
        "oa-documents",
        _("card_documents", default="Administer documents"),
        _("card_documents_help", default="Hand over, set a holder, correct a register entry."),
        (),
    ),
    (
        "administrators-acts",
        _("card_acts", default="Administrators’ acts"),
        _("card_acts_help", default="What was done to documents from outside, by whom and why."),
        ACT_READERS,
    ),
)


class UnitPage(OfficePage):
    """Cards of the pages that the person may open for this unit."""

    section = "unit"
    page_title = _("nav_unit", default="Our unit")

    def __call__(self) -> Any:
        """Show the cards; :raises Unauthorized: there is none for this person."""
        if not self.cards():
            raise Unauthorized("oa-unit")
        return self.index()

    def cards(self) -> list[dict[str, Any]]:
        """Return the pages for this person."""
        code, own = self.unit.code, administers(self.unit.code)
        return [
            {"url": f"{self.unit_url}/@@{name}", "title": title, "help": help_}
            for name, title, help_, posts in CARDS
            if own or has_post(self.user, code, posts)
        ]


@implementer(INavigationEntries)
class UnitEntry:
    """An entry for who leads a unit; the site's administrator has all of it under Manage."""

    def __init__(self, context, request):
        self.context = context

    def entries(self, user: str, portal_url: str) -> list[tuple[str, str, str]]:
        """Return one entry for the person's main unit, or none."""
        who = directory()
        unit = who.person(user).unit or ROOT_UNIT
        if not who.has_unit(unit) or not has_post(user, unit, (*ACT_READERS, "admin")):
            return []
        if administers(ROOT_UNIT):
            return []
        url = who.unit_object(unit).absolute_url()
        return [("unit", _("nav_unit", default="Our unit"), f"{url}/@@oa-unit")]
