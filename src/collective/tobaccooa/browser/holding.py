"""Who has the document now, who has opened it, and who was to read it; for a document's page."""

from __future__ import annotations

from collective.tobaccooa.browser.delegating.telling import away_said
from collective.tobaccooa.browser.delegating.telling import named
from collective.tobaccooa.browser.pages import OfficePage
from typing import Any


class HoldersPart(OfficePage):
    """What the templates ask about holders and readers.

    :cvar state: as `workflows.report.state_of` gives it.
    """

    state: dict[str, Any]

    def receipts(self) -> dict[str, Any] | None:
        """Return who of those who must act has opened it, and when; who has not comes first.

        :returns: `{"rows", "opened", "total"}`; None when nobody holds it.
        """
        found = [self._receipt(each) for each in self.state["holders"]]
        opened = sum(bool(each["opened_said"]) for each in found)
        rows = sorted(found, key=lambda each: bool(each["opened_said"]))
        return {"rows": rows, "opened": opened, "total": len(rows)} if rows else None

    def _receipt(self, holder: dict[str, Any]) -> dict[str, Any]:
        post = holder["post"]
        return {
            "fullname": holder["fullname"],
            "post_title": self.directory.title_of(post) if post else "",
            "away": away_said(holder),
            "opened_said": self.short(holder["opened_at"]),
            "opened_exact": self.exact(holder["opened_at"]),
            "since_said": self.short(holder["since"]),
            "since_exact": self.exact(holder["since"]),
        }

    def readers(self) -> list[dict[str, Any]]:
        """Return to whom it was circulated, and who has read it."""
        return [
            {
                **each,
                "since_said": self.short(each["since"]),
                "read_said": self.short(each["read_at"]),
            }
            for each in sorted(self.state["readers"], key=lambda each: bool(each["read_at"]))
        ]

    def holders(self) -> dict[str, str] | None:
        """Return who holds the document now, for those who don't."""
        found = self.state["holders"]
        if not found:
            return None
        return {
            "names": "、".join(named(each) for each in found[:6]),
            "since": self.exact(found[0]["since"]),
        }
