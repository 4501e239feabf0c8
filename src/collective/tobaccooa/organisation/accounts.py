"""Accounts and passwords: one-time passwords, the first change, the reset without mail.

A gate in the record holds up a user's sessions: `password` until the password has been changed,
`left` for ever. `signin.py` asks it on every request.
"""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.exceptions import NotHere
from collective.tobaccooa.exceptions import Refused
from collective.tobaccooa.organisation.passwords import one_time_password
from collective.tobaccooa.organisation.passwords import weakness
from collective.tobaccooa.organisation.store import organisation
from plone import api
from typing import Any

import re


GATE_PASSWORD = "password"
GATE_LEFT = "left"
PLUGIN_ID = "tobaccooa_signin"
MAX_EMAIL = 200
# one address in plain ASCII: what mail servers of offices give out
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


def source_users() -> Any:
    """Return the site's own users plugin."""
    return api.portal.get().acl_users.source_users


def login_of(user_id: str) -> str | None:
    """Return the login name of a user of the site, None for a stranger."""
    try:
        return source_users().getLoginForUserId(user_id)
    except KeyError:
        return None


def has_account(user_id: str) -> bool:
    """Tell whether the site itself knows that user."""
    return login_of(user_id) is not None


def belongs_above(login: str) -> bool:
    """Tell whether the login is the instance's own, outside the site."""
    return api.portal.get().getPhysicalRoot().acl_users.getUser(login) is not None


def is_right_password(login: str, password: str) -> bool:
    """Tell whether a password is right; wrong ones count as failed attempts to sign in."""
    plugin = api.portal.get().acl_users._getOb(PLUGIN_ID, None) or source_users()
    return bool(plugin.authenticateCredentials({"login": login, "password": password}))


def create_account(user_id: str, fullname: str, password: str, *, once: bool) -> None:
    """Make a user with the role Member.

    :param once: the password must be changed at the first sign-in.
    """
    portal = api.portal.get()
    portal.acl_users._doAddUser(user_id, password, ["Member"], [])
    set_account_name(user_id, fullname)
    if once:
        organisation(create=True).gates[user_id] = GATE_PASSWORD


def set_account_name(user_id: str, fullname: str) -> None:
    """Show that name wherever Plone shows the user."""
    member = api.user.get(userid=user_id)
    if member is not None and member.getProperty("fullname") != fullname:
        member.setMemberProperties({"fullname": fullname})


def email_of(user_id: str) -> str:
    """Return a user's e-mail address, "" when none is known."""
    member = api.user.get(userid=user_id)
    return (member.getProperty("email", "") or "").strip() if member is not None else ""


def is_email(text: str) -> bool:
    """Tell whether a text has the form of one plain e-mail address."""
    return len(text) <= MAX_EMAIL and bool(_EMAIL.fullmatch(text))


def set_email(user_id: str, address: str) -> None:
    """Set a user's e-mail address, "" removes it; nothing is written when it is so already.

    :raises InvalidInput: it is no address (field `email`).
    """
    if address and not is_email(address):
        raise InvalidInput(bad_email(address), field="email")
    member = api.user.get(userid=user_id)
    if member is not None and email_of(user_id) != address:
        member.setMemberProperties({"email": address})


def bad_email(address: str) -> str:
    """Return the sentence of an impossible address."""
    return _(
        "error_email",
        default="“${address}” is not an e-mail address; write it as name@example.com.",
        mapping={"address": address[:60]},
    )


def must_change_password(user_id: str | None) -> bool:
    """Tell whether the user has to choose a password before anything else."""
    return organisation().gates.get(user_id or "") == GATE_PASSWORD


def change_password(user_id: str, old: str, new: str) -> None:
    """Change one's own password and open the gate.

    :raises InvalidInput: the present password is wrong (field `old_password`) or the new one is
        not good enough (field `new_password`).
    """
    login = login_of(user_id)
    if login is None or not is_right_password(login, old):
        raise InvalidInput(
            _("error_old_password", default="The present password is not right; type it again."),
            field="old_password",
        )
    why = weakness(new, user_id, old)
    if why is not None:
        raise InvalidInput(why, field="new_password")
    source_users().updateUserPassword(user_id, new)
    gates = organisation(create=True).gates
    if gates.get(user_id) == GATE_PASSWORD:
        del gates[user_id]


def reset_password(user_id: str) -> str:
    """Give a user a new one-time password, without mail.

    :returns: the password, to be shown once to the administrator who asked; only its hash is
        stored.
    :raises NotHere: no such account.
    :raises Refused: the person has left.
    """
    if not has_account(user_id):
        raise NotHere(
            _(
                "error_no_such_person",
                default="There is no user ${id}.",
                mapping={"id": user_id},
            )
        )
    gates = organisation(create=True).gates
    if gates.get(user_id) == GATE_LEFT:
        raise Refused(
            _(
                "error_person_left",
                default="${id} has been deactivated; enter the person again by the workbook first.",
                mapping={"id": user_id},
            )
        )
    password = one_time_password()
    source_users().updateUserPassword(user_id, password)
    gates[user_id] = GATE_PASSWORD
    return password


def lock_account(user_id: str) -> None:
    """Make the user's password unknown and end all sessions."""
    if has_account(user_id):
        source_users().updateUserPassword(user_id, one_time_password() + one_time_password())
    organisation(create=True).gates[user_id] = GATE_LEFT


def unlock_account(user_id: str) -> str:
    """Let somebody in again who had left; returns a one-time password."""
    gates = organisation(create=True).gates
    if gates.get(user_id) == GATE_LEFT:
        del gates[user_id]
    return reset_password(user_id)
