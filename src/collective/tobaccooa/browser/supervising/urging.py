"""Urge from the board: one or many at once, each with its own result."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.browser.supervising.base import BoardBase
from collective.tobaccooa.browser.supervising.words import PHRASES
from collective.tobaccooa.documents.storage import document_by_reference
from collective.tobaccooa.exceptions import NotHere
from collective.tobaccooa.exceptions import OAError
from collective.tobaccooa.workflows.kernel import decide
from collective.tobaccooa.workflows.model import Action
from collective.tobaccooa.workflows.model import Decision

import transaction


#: More than this at once is no urging but noise.
MOST = 100

GONE = _("error_not_on_board", default="It is no longer in progress, or not on your board.")


class UrgeMany(BoardBase):
    """`<unit>/@@urge-many`: POST only; then shows the board again with what happened."""

    def __call__(self) -> str:
        """Urge the holders of the documents that were ticked, or of the one whose button it was."""
        self.check_form()
        self.check_access()
        one = self.text("one")
        chosen = list(dict.fromkeys([one] if one else self.texts("documents")))[:MOST]
        if not chosen:
            self.tell(
                _("board_error_choose", default="Choose the documents to urge first."),
                "warning",
            )
            return self.go(self._back)
        message = self.text("message").replace("\r\n", "\n") or self.say(PHRASES[0])
        seen = {line.item.reference: line.item.title for line in self.lines}
        done = []
        for reference in chosen:
            try:
                self._urge(reference, message, reference in seen)
                done.append(seen[reference])
            except OAError as error:
                self._failed(seen.get(reference, reference), error)
        if done:
            self._succeeded(done)
        return self.go(self._back)

    def _urge(self, reference: str, message: str, seen: bool) -> None:
        """Urge one document; what fails leaves nothing behind and hinders no other."""
        document = document_by_reference(reference) if seen else None
        if document is None:
            raise NotHere(GONE)
        before = transaction.savepoint()
        try:
            decide(document, Decision(Action.URGE, opinion=message), self.user, self.now)
        except OAError:
            before.rollback()
            raise

    def _succeeded(self, titles: list[str]) -> None:
        self.tell(
            _(
                "msg_urged_many",
                default="Urged: ${count} documents (${titles}). The holders are told at once.",
                mapping={"count": str(len(titles)), "titles": _names(titles)},
            )
        )

    def _failed(self, title: str, error: OAError) -> None:
        self.tell(
            _(
                "msg_not_urged",
                default="Not urged: ${title}. ${reason}",
                mapping={"title": _short(title), "reason": self.say(error.message)},
            ),
            "error",
        )

    @property
    def _back(self) -> str:
        """The board as it was: only its own query is taken over."""
        query = self.text("query")
        return f"{self.address}?{query}" if query and query.isprintable() else self.address


def _short(title: str) -> str:
    return title if len(title) <= 40 else f"{title[:39]}…"


def _names(titles: list[str]) -> str:
    more = "" if len(titles) <= 5 else "…"
    return "、".join(f"《{_short(title)}》" for title in titles[:5]) + more
