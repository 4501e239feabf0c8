"""`GET @notices`: what the caller was told. `POST @notices`: what of it they have seen."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.i18n import say
from collective.tobaccooa.inbox.notices.links import address_of
from collective.tobaccooa.inbox.notices.model import Kept
from collective.tobaccooa.inbox.notices.store import NEWEST
from collective.tobaccooa.inbox.notices.telling import mark_all_seen
from collective.tobaccooa.inbox.notices.telling import mark_seen
from collective.tobaccooa.inbox.notices.telling import notices_of
from collective.tobaccooa.inbox.notices.telling import unseen
from collective.tobaccooa.inbox.notices.texts import KIND_TITLES
from collective.tobaccooa.organisation import clock
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.rest import iso
from collective.tobaccooa.rest import OAService
from plone import api
from typing import Any


class NoticesGet(OAService):
    """The caller's notices, newest first; `unseen=true` leaves out those seen."""

    def answer(self) -> dict[str, Any]:
        items = notices_of(self.actor)
        if self.param("unseen").lower() in ("true", "1", "yes"):
            items = [each for each in items if each.seen_at is None]
        root = api.portal.get().absolute_url()
        answer = self.batch(items, lambda item: _json(item, root))
        return {**answer, "unseen": unseen(self.actor)}


def _json(item: Kept, root: str) -> dict[str, Any]:
    notice = item.notice
    return {
        "id": item.id,
        "kind": notice.kind,
        "kind_title": say(KIND_TITLES[notice.kind]),
        "title": notice.title,
        "note": notice.note or None,
        "url": address_of(notice, root) or None,
        "actor": notice.actor or None,
        "actor_fullname": directory().title_of(notice.actor) if notice.actor else None,
        "urgent": notice.urgent,
        "at": iso(item.at),
        "seen_at": iso(item.seen_at),
    }


class NoticesPost(OAService):
    """`{"ids": […]}` or `{"until": id}`: marks them as seen; repeating it changes nothing."""

    def answer(self) -> dict[str, Any]:
        ids, until = self.body.get("ids"), self.body.get("until")
        if isinstance(until, str) and until and ids is None:
            marked = mark_all_seen(self.actor, until, clock.now())
        elif _is_list_of_ids(ids) and until is None:
            marked = mark_seen(self.actor, ids, clock.now())
        else:
            raise InvalidInput(
                _(
                    "error_notices_body",
                    default="Name notices by “ids” (a list, at most ${most}), or all up to one "
                    "by “until”.",
                    mapping={"most": str(NEWEST)},
                ),
                field="ids",
            )
        return {"marked": marked, "unseen": unseen(self.actor)}


def _is_list_of_ids(value: Any) -> bool:
    return (
        isinstance(value, list)
        and 0 < len(value) <= NEWEST
        and all(isinstance(each, str) for each in value)
    )
