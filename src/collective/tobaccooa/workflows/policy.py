"""To whom somebody may send a document specially (特送): a policy by unit and post.

Rows are data that the administrator edits. The widest scope of all posts of a person counts, after
the row of the unit has won over the row for all units.
"""

from __future__ import annotations

from BTrees.OOBTree import OOBTree
from collections.abc import Iterable
from collective.tobaccooa.organisation.principals import POSTS
from collective.tobaccooa.workflows.model import Scope
from dataclasses import dataclass
from plone import api
from zope.annotation.interfaces import IAnnotations


ANNOTATION = "collective.tobaccooa.special_delivery"
ANY = "*"
HEAD = "head"
STAFF = "staff"


WIDTH = tuple(Scope)
DEFAULTS = {
    "leader": Scope.UNIT,
    "deputy": Scope.UNIT,
    "director": Scope.UNIT,
    "clerk": Scope.UNIT,
    HEAD: Scope.CHAIN,
    STAFF: Scope.PARTICIPANTS,
}


@dataclass(frozen=True)
class PolicyRow:
    """One row; `unit` may be `*`, `post` is a post, `head` (of any department) or `staff`."""

    unit: str
    post: str
    scope: str

    @property
    def key(self) -> str:
        return f"{self.unit}|{self.post}"


def faults(row: PolicyRow) -> list[tuple[str, str]]:
    """Return (column, code of what is wrong): `unknown_post`, `unknown_scope`."""
    found = []
    if row.post not in (*POSTS, HEAD, STAFF):
        found.append(("post", "unknown_post"))
    if row.scope not in set(Scope):
        found.append(("scope", "unknown_scope"))
    return found


def posts_in(unit: str, principals: Iterable[str]) -> tuple[str, ...]:
    """Return the posts of a unit that somebody's groups stand for; `staff` who has none."""
    found = set()
    for principal in principals:
        parts = principal.split(".")
        if len(parts) != 3 or parts[0] != unit:
            continue
        if parts[1] == "post":
            found.add(parts[2])
        elif parts[2] == HEAD:
            found.add(HEAD)
    return tuple(sorted(found)) or (STAFF,)


def scope_for(rows: Iterable[PolicyRow], unit: str, posts: Iterable[str]) -> Scope:
    """Return the widest scope of a person who has these posts in the unit."""
    table = {row.key: Scope(row.scope) for row in rows}

    def of(post: str) -> Scope:
        for key in (f"{unit}|{post}", f"{ANY}|{post}"):
            if key in table:
                return table[key]
        return DEFAULTS.get(post, Scope.PARTICIPANTS)

    return max((of(post) for post in posts), key=WIDTH.index, default=Scope.NONE)


def stored_policies() -> list[PolicyRow]:
    """All rows of the site, ordered by key."""
    table = IAnnotations(api.portal.get()).get(ANNOTATION)
    return list(table.values()) if table is not None else []


def store_policy(row: PolicyRow) -> None:
    """Add or replace a row; :raises ValueError: the row has faults."""
    wrong = faults(row)
    if wrong:
        raise ValueError(f"{row.key}: {wrong}")
    annotations = IAnnotations(api.portal.get())
    if ANNOTATION not in annotations:
        annotations[ANNOTATION] = OOBTree()
    annotations[ANNOTATION][row.key] = row


def remove_policy(key: str) -> None:
    """Remove the row of that key; :raises KeyError: there is none."""
    del IAnnotations(api.portal.get())[ANNOTATION][key]
