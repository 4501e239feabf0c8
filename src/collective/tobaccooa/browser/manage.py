"""The administrator's menu: every page with which the office is set up and looked after."""

from __future__ import annotations

from AccessControl import getSecurityManager
from collective.tobaccooa import _
from collective.tobaccooa.browser.pages import OfficePage
from typing import Any
from zope.component import queryMultiAdapter


CARDS = (
    (
        "oa-first-steps",
        _("card_first_steps", default="First steps"),
        _("card_first_steps_help", default="What a new site needs, in order."),
    ),
    (
        "oa-workbook",
        _("card_workbook", default="Base data workbook"),
        _(
            "card_workbook_help",
            default="Units, people, posts, chains, letterheads: one file.",
        ),
    ),
    (
        "oa-people",
        _("card_people", default="People"),
        _("card_people_help", default="Accounts, absences, one-time passwords."),
    ),
    (
        "oa-chains",
        _("card_chains", default="Chains"),
        _("card_chains_help", default="Steps, who takes them, how long; try before saving."),
    ),
    (
        "oa-limits",
        _("card_limits", default="Time limits"),
        _("card_limits_help", default="How urgency shortens them; when something is due soon."),
    ),
    (
        "oa-special-delivery",
        _("card_special_delivery", default="Special delivery"),
        _("card_special_delivery_help", default="To whom each post may send directly."),
    ),
    (
        "oa-documents",
        _("card_documents", default="Administer documents"),
        _("card_documents_help", default="Hand over, set a holder, correct a register entry."),
    ),
    (
        "oa-hand-over",
        _("card_hand_over", default="Hand over in bulk"),
        _("card_hand_over_help", default="When somebody leaves: give what they hold to others."),
    ),
    (
        "administrators-acts",
        _("card_acts", default="Administrators’ acts"),
        _("card_acts_help", default="What was done to documents from outside, by whom and why."),
    ),
    (
        "oa-portals",
        _("card_portals", default="Portals"),
        _("card_portals_help", default="Make, move, close and file the units' portals."),
    ),
    (
        "portal-mourning",
        _("card_mourning", default="Days of mourning"),
        _("card_mourning_help", default="Turn all portals grey for given days."),
    ),
    (
        "oa-calendar",
        _("card_calendar", default="Working calendar"),
        _(
            "card_calendar_help",
            default="Public holidays and make-up days, for time limits.",
        ),
    ),
    (
        "oa-notices",
        _("card_notices", default="Notices"),
        _("card_notices_help", default="E-mail, quiet hours, calls to the messenger."),
    ),
    (
        "oa-matters",
        _("card_matters", default="Times of supervised matters"),
        _("card_matters_help", default="How many working days a matter usually has."),
    ),
    (
        "oa-urging",
        _("card_urging", default="Urging by rule"),
        _("card_urging_help", default="When the system urges whom, by urgency."),
    ),
    (
        "oa-jobs",
        _("card_jobs", default="Background jobs"),
        _("card_jobs_help", default="What waits, what failed and why; try it again."),
    ),
    (
        "oa-inbox-health",
        _("card_inbox", default="Health of the work lists"),
        _("card_inbox_help", default="Compare the lists with the documents; make them anew."),
    ),
    (
        "oa-statistics-health",
        _("card_statistics", default="Statistics"),
        _("card_statistics_help", default="Office hours; compare the figures with the documents."),
    ),
    (
        "oa-trails",
        _("card_trails", default="Trail verification"),
        _("card_trails_help", default="Check that no record of handling was changed."),
    ),
    (
        "overview-controlpanel",
        _("card_site", default="Site settings"),
        _("card_site_help", default="Plone's own settings, for the site's technician."),
    ),
)
TECHNICAL = {"overview-controlpanel": "Plone Site Setup: Overview"}


class ManagePage(OfficePage):
    """`@@oa-manage`."""

    section = "manage"
    page_title = _("nav_manage", default="Manage")

    def cards(self) -> list[dict[str, Any]]:
        """Return the pages that are there."""
        return [
            {"url": f"{self.portal_url}/@@{name}", "title": title, "help": help_}
            for name, title, help_ in CARDS
            if self._may(name)
        ]

    def _may(self, name: str) -> bool:
        if queryMultiAdapter((self.context, self.request), name=name) is None:
            return False
        needed = TECHNICAL.get(name)
        return not needed or bool(getSecurityManager().checkPermission(needed, self.context))
