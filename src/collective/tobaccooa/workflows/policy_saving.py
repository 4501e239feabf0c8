"""Save policies of special delivery and write down what changed."""

from __future__ import annotations

from collections.abc import Iterable
from collective.tobaccooa import _
from collective.tobaccooa.i18n import write_down
from collective.tobaccooa.organisation.vocabularies import POST_TITLES
from collective.tobaccooa.workflows import changes
from collective.tobaccooa.workflows.model import Scope
from collective.tobaccooa.workflows.policy import HEAD
from collective.tobaccooa.workflows.policy import PolicyRow
from collective.tobaccooa.workflows.policy import remove_policy
from collective.tobaccooa.workflows.policy import scope_for
from collective.tobaccooa.workflows.policy import STAFF
from collective.tobaccooa.workflows.policy import store_policy
from collective.tobaccooa.workflows.policy import stored_policies
from datetime import datetime


SCOPE_TITLES = {
    Scope.UNIT: _("label_scope_unit", default="Anybody of the unit"),
    Scope.CHAIN: _("label_scope_chain", default="Whoever can take a step of its chain"),
    Scope.PARTICIPANTS: _("label_scope_participants", default="Who took part in it so far"),
    Scope.NONE: _("label_scope_none", default="Nobody: not allowed"),
}
HOLDER_TITLES = {
    **POST_TITLES,
    HEAD: _("label_scope_head", default="Heads of departments"),
    STAFF: _("label_scope_staff", default="Everybody else"),
}


def put_policies(rows: Iterable[PolicyRow], actor: str, label: str) -> None:
    """Store rows as they come from the workbook, and write down what changed.

    :param label: how the log says where they come from.
    """
    units: dict[str, list[PolicyRow]] = {}
    for row in rows:
        units.setdefault(row.unit, []).append(row)
    for unit, wanted in units.items():
        _store(unit, {row.post: str(row.scope) for row in wanted}, actor, label)


def inherited_scope(unit: str, post: str) -> Scope:
    """Return how far a post may send without a row of the unit's own."""
    others = [row for row in stored_policies() if row.unit != unit]
    return scope_for(others, unit, (post,))


def save_policies(
    unit: str, wanted: dict[str, str], actor: str, now: datetime | None = None
) -> int:
    """Let the posts of a unit (`*`: of all units) send as far as wanted.

    :param wanted: post → scope, "" to inherit.
    :returns: how many posts changed.
    :raises ValueError: an unknown post or scope.
    """
    return _store(unit, wanted, actor, now=now)


def _store(
    unit: str, wanted: dict[str, str], actor: str, label: str = "", now: datetime | None = None
) -> int:
    own = {row.post: row for row in stored_policies() if row.unit == unit}
    lines = []
    for post, scope in wanted.items():
        before = own[post].scope if post in own else inherited_scope(unit, post)
        if scope and (post not in own or own[post].scope != scope):
            store_policy(PolicyRow(unit, post, scope))
        elif not scope and post in own:
            remove_policy(own[post].key)
        else:
            continue
        lines.append(_line(post, Scope(before), Scope(scope or inherited_scope(unit, post))))
    if lines:
        said = (label, *lines) if label else tuple(lines)
        changes.record(changes.POLICIES, unit, actor, said, now)
    return len(lines)


def _line(post: str, before: Scope, after: Scope) -> str:
    said = f"{write_down(SCOPE_TITLES[before])} → {write_down(SCOPE_TITLES[after])}"
    return f"{write_down(HOLDER_TITLES[post])}：{said}"


def own_rows(unit: str) -> dict[str, str]:
    """Return post → scope of the rows that belong to exactly this unit (or `*`)."""
    return {row.post: str(row.scope) for row in stored_policies() if row.unit == unit}


#: In the order of a page: leaders first, everybody else last.
POSTS_SHOWN = (
    "leader",
    "deputy",
    "director",
    "clerk",
    "sealkeeper",
    "archivist",
    HEAD,
    STAFF,
)
