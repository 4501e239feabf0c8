"""The names of groups that stand for units, departments and posts. Pure.

One flat set of Plone groups says who belongs where; nothing else does:

==============================  ====================================================
`<unit>.staff`                  everybody of the unit
`<unit>.<department>`           everybody of the department
`<unit>.<department>.head`      its heads
`<unit>.post.<post>`            the holders of a post (岗位)
==============================  ====================================================

A unit code is `[a-z][a-z0-9]*`; a department id is `<unit>-<department>`. `staff` and `post`
are therefore no names for a department.
"""

from __future__ import annotations

import re


POSTS = (
    "leader",
    "deputy",
    "director",
    "clerk",
    "sealkeeper",
    "archivist",
    "editor",
    "approver",
    "admin",
)
RESERVED = frozenset({"staff", "post", "head"})
ROOT_UNIT = "city"

_CODE = re.compile(r"[a-z][a-z0-9]{0,30}")
_USER_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.@-]{0,63}")


def is_code(text: str) -> bool:
    """Tell whether `text` may be the code of a unit or of a department."""
    return bool(_CODE.fullmatch(text)) and text not in RESERVED


def is_user_id(text: str) -> bool:
    """Tell whether `text` may be a user id.

    A name of a group (it contains `.staff`, `.post.` or ends in `.head`) may not, so that a person
    and a group are never confused.
    """
    looks_like_group = text.endswith((".staff", ".head")) or ".post." in text
    return bool(_USER_ID.fullmatch(text)) and not looks_like_group


def unit_principal(unit: str) -> str:
    """Return the group of everybody in a unit: `city` → `city.staff`."""
    return f"{unit}.staff"


def post_principal(unit: str, post: str) -> str:
    """Return the group of a post: `city`, `clerk` → `city.post.clerk`."""
    return f"{unit}.post.{post}"


def department_principal(department_id: str) -> str:
    """Return the group of a department: `city-finance` → `city.finance`."""
    unit, _, code = department_id.partition("-")
    return f"{unit}.{code}"


def head_principal(department_id: str) -> str:
    """Return the group of a department's heads: `city-finance` → `city.finance.head`."""
    return f"{department_principal(department_id)}.head"


def post_of(principal: str) -> tuple[str, str] | None:
    """Return (unit, post) of a post's group, None for any other name."""
    parts = principal.split(".")
    return (parts[0], parts[2]) if len(parts) == 3 and parts[1] == "post" else None


def department_of(principal: str) -> str | None:
    """Return the department id of a department's group (not of its heads' group)."""
    parts = principal.split(".")
    if len(parts) != 2 or parts[1] in RESERVED:
        return None
    return f"{parts[0]}-{parts[1]}"


def headed_by(principal: str) -> str | None:
    """Return the department id of a heads' group, None for any other name."""
    parts = principal.split(".")
    if len(parts) != 3 or parts[2] != "head" or parts[1] in RESERVED:
        return None
    return f"{parts[0]}-{parts[1]}"


def unit_of_staff(principal: str) -> str | None:
    """Return the unit code of a unit's group, None for any other name."""
    unit, dot, rest = principal.partition(".")
    return unit if dot and rest == "staff" else None
