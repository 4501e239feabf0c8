"""`<unit>/@@administrators-acts`: what was done to documents from outside their chain."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.browser.my_work import paging_of
from collective.tobaccooa.browser.pages import PAGE_SIZE
from collective.tobaccooa.controlpanels.rules import RulesPanel
from collective.tobaccooa.controlpanels.standing import ACT_READERS
from collective.tobaccooa.controlpanels.standing import administers_all
from collective.tobaccooa.controlpanels.standing import units_kept
from collective.tobaccooa.inbox.model import WorkItem
from collective.tobaccooa.inbox.sources import source_of
from collective.tobaccooa.supervision.administering.acts import Act
from collective.tobaccooa.supervision.administering.acts import acts
from collective.tobaccooa.supervision.administering.acts import mend
from collective.tobaccooa.supervision.administering.acts import verify
from collective.tobaccooa.workflows.table import ANY
from collective.tobaccooa.workflows.texts import ACTION_TITLES
from functools import cached_property
from typing import Any


class ActsPage(RulesPanel):
    """Leaders see those of their unit, the administrator of the site all of them."""

    section = ""
    page_title = _("heading_acts", default="Administrators’ acts")
    actions = {"verify": "compare", "mend": "complete"}
    differences: list[str] | None = None

    @cached_property
    def units_kept(self) -> list[str]:
        """Units whose acts the person sees."""
        return units_kept(self.user, ACT_READERS)

    @cached_property
    def page(self) -> tuple[list[Act], int]:
        """The acts on this page of the list, and how many there are."""
        units = self.units_kept if self.unit_asked == ANY else [self.unit_asked]
        return acts(units, self.start(), PAGE_SIZE)

    def rows(self) -> list[dict[str, Any]]:
        """Return the acts, ready to show."""
        return [self._row(act) for act in self.page[0]]

    def _row(self, act: Act) -> dict[str, Any]:
        item = WorkItem(act.reference, act.title, "", act.at)
        document = source_of(act.reference).page(item)
        return {
            "at": self.exact(act.at),
            "who": self.directory.fullname(act.actor),
            "act": ACTION_TITLES[act.action],
            "title": act.title,
            "number": act.number,
            "unit": self.unit_title(act.unit) if len(self.units_kept) > 1 else "",
            "url": document if self._reads(act.unit) else "",
            "reason": act.reason,
            "before": self._names(act.before),
            "after": self._names(act.after),
        }

    def _reads(self, unit: str) -> bool:
        """Whether the person may open the unit's documents: those who lead it, not who keeps it."""
        groups = {f"{unit}.post.leader", f"{unit}.post.director"}
        return bool(groups & self.directory.principals_of(self.user))

    def _names(self, principals: tuple[str, ...]) -> str:
        return "、".join(self.directory.title_of(each) for each in principals)

    def paging(self) -> dict[str, Any] | None:
        """Return the links to the other pages of the list."""
        return paging_of(self, self.url, self.page[1], unit=self.unit_asked)

    @property
    def may_verify(self) -> bool:
        """Only the administrator of the site compares: every document is read for it."""
        return administers_all()

    def compare(self) -> None:
        """Compare the list with the trails of all documents."""
        if self.may_verify:
            self.differences = verify()

    def complete(self) -> str | None:
        """Add what the trails tell of and the list lacks."""
        if not self.may_verify:
            return None
        count = mend()
        self.tell(
            _("msg_acts_mended", default="${count} lines were added.", mapping={"count": count})
        )
        return self.url
