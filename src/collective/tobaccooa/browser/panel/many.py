"""`@@handle-many`: several items of the work list with one opinion, each with its own result.

Shown first is what would happen to each. Then every item is decided in a transaction of its own, so
that one which is refused, or changed by somebody meanwhile, takes nothing from the others.
"""

from __future__ import annotations

from AccessControl import getSecurityManager
from collective.tobaccooa import _
from collective.tobaccooa.browser.delegating.telling import named
from collective.tobaccooa.browser.pages import OfficePage
from collective.tobaccooa.documents.storage import document_by_reference
from collective.tobaccooa.exceptions import OAError
from collective.tobaccooa.workflows.kernel import decide
from collective.tobaccooa.workflows.model import Decision
from collective.tobaccooa.workflows.report import state_of
from collective.tobaccooa.workflows.state import has_state
from functools import cached_property
from transaction.interfaces import TransientError
from typing import Any

import transaction


#: As many as one looks through.
MOST = 100
#: How often a decision is tried again that met somebody else's.
TRIES = 4
#: Candidates are of no use here: who must choose opens the document.
WITHOUT = frozenset({"special_delivery", "hand_over", "set_holder", "add_signers"})


class HandleMany(OfficePage):
    """POST only: with `items` (references) it shows them, with `confirm` it decides."""

    section = "my-work"
    scripts = ("handle.js",)
    page_title = _("heading_handle_many", default="Handle several items")
    phrases = (
        _("phrase_agree", default="Agreed."),
        _("phrase_checked", default="Checked."),
        _("phrase_handled", default="Handled."),
    )
    results: list[dict[str, Any]] | None = None

    def __call__(self):
        """Show what would happen, or do it and show what happened."""
        self.check_form()
        self.request.response.setHeader("Cache-Control", "private, no-store")
        if self.text("confirm"):
            self.results = [self._decided(reference) for reference in self.references]
        return self.index()

    @cached_property
    def references(self) -> list[str]:
        """The references of the items, each once, at most `MOST`."""
        return list(dict.fromkeys(self.texts("items")))[:MOST]

    @property
    def left_over(self) -> int:
        """How many were chosen beyond that."""
        return max(0, len(dict.fromkeys(self.texts("items"))) - MOST)

    def items(self) -> list[dict[str, Any]]:
        """Return what would happen to each: `{"reference", "title", "url", "next", "reason"}`."""
        return [self._previewed(reference) for reference in self.references]

    def _document(self, reference: str) -> Any:
        """The document, if the person takes part in it."""
        found = None if ":" in reference else document_by_reference(reference)
        if found is None or not has_state(found):
            return None
        may = getSecurityManager().checkPermission("View", found)
        return found if may else None

    def _previewed(self, reference: str) -> dict[str, Any]:
        document = self._document(reference)
        if document is None:
            return {
                "reference": reference,
                "title": reference,
                "url": f"{self.portal_url}/@@my-work",
                "next": "",
                "version": "",
                "reason": self.say(NOT_A_DOCUMENT),
            }
        state = state_of(document, self.user, without=WITHOUT)
        advance = next(each for each in state["actions"] if each["id"] == "advance")
        step = advance["to_steps"][0] if advance["to_steps"] else None
        reason = advance["reason"] or ""
        if advance["allowed"] and step and step["must_choose"] and len(state["holders"]) < 2:
            reason = self.say(MUST_CHOOSE)
        names = "、".join(step["default"]) if step else ""
        return {
            "reference": reference,
            "title": document.title,
            "url": document.absolute_url(),
            "step": state["step"]["title"],
            "verb": advance["title"],
            "next": f"{step['title']} {names}".strip() if step else "",
            "for_whom": next(
                (w["fullname"] for w in state["acting_for"] if w["id"] == state["on_behalf_of"]), ""
            ),
            "version": str(state["version"]),
            "reason": reason,
        }

    def _decided(self, reference: str) -> dict[str, Any]:
        """Decide one item in a transaction of its own."""
        for attempt in range(TRIES):
            document = self._document(reference)
            if document is None:
                return self._result(reference, f"{self.portal_url}/@@my-work", NOT_A_DOCUMENT)
            title, url = document.title, document.absolute_url()
            try:
                decide(document, self._decision(document, reference), self.user)
                transaction.commit()
            except OAError as error:
                transaction.abort()
                return self._result(title, url, error.message)
            except TransientError:
                transaction.abort()
                if attempt == TRIES - 1:
                    return self._result(title, url, BUSY)
                continue
            break
        state = state_of(document, self.user, without=WITHOUT)
        names = "、".join(named(each) for each in state["holders"][:6])
        done = _("label_done_sent", default="now ${step} ${names}")
        said = type(done)(done, mapping={"step": state["step"]["title"], "names": names})
        return {"title": title, "url": url, "done": True, "said": self.say(said)}

    def _decision(self, document: Any, reference: str) -> Decision:
        seen = self.text(f"version-{reference}")
        grantor = state_of(document, self.user, without=WITHOUT)["on_behalf_of"]
        return Decision(
            "advance",
            self.text("opinion").replace("\r\n", "\n"),
            on_behalf_of=grantor,
            version=int(seen) if seen.isascii() and seen.isdigit() else None,
        )

    def _result(self, title: str, url: str, reason: str) -> dict[str, Any]:
        return {"title": title, "url": url, "done": False, "said": self.say(reason)}

    @property
    def done(self) -> int:
        """How many went through."""
        return sum(1 for each in self.results or () if each["done"])


NOT_A_DOCUMENT = _(
    "reason_open_it_alone",
    default="This can't be handled together with others; open it by itself.",
)
MUST_CHOOSE = _(
    "reason_choose_alone", default="Somebody must be chosen for the next step; open it by itself."
)
BUSY = _(
    "reason_busy", default="Others are working on it at this moment; try it again in a minute."
)
