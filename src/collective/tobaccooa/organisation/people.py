"""Enter people, say where they belong, when they are away, and that they left.

The only writer of a person's facts and memberships. Membership is Plone's groups; the facts are
rows in the record of `store`. Each change is told by an event.
"""

from __future__ import annotations

from collections.abc import Iterable
from collective.tobaccooa import _
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.exceptions import NotHere
from collective.tobaccooa.organisation import accounts
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.organisation.events import PersonChanged
from collective.tobaccooa.organisation.events import PersonLeft
from collective.tobaccooa.organisation.groups import set_groups
from collective.tobaccooa.organisation.groups import source_groups
from collective.tobaccooa.organisation.model import Person
from collective.tobaccooa.organisation.passwords import one_time_password
from collective.tobaccooa.organisation.principals import is_user_id
from collective.tobaccooa.organisation.store import organisation
from dataclasses import replace
from datetime import date
from zope.event import notify


def add_person(
    person: Person,
    groups: Iterable[str] = (),
    *,
    password: str | None = None,
    must_change: bool = True,
) -> str:
    """Enter a person, with an account if there is none yet.

    :param groups: all groups of ours that the person is in.
    :param password: None makes a one-time password.
    :param must_change: the password must be changed at the first sign-in.
    :returns: the password, "" when the account was there already.
    :raises InvalidInput: the user id is not allowed or the instance's own, or there is no
        such group.
    """
    if not is_user_id(person.id):
        raise InvalidInput(
            _(
                "error_user_id",
                default="${id} cannot be a user name: use letters, digits, - and . only.",
                mapping={"id": person.id},
            ),
            field="id",
        )
    if accounts.belongs_above(person.id):
        raise InvalidInput(taken_by_instance(person.id), field="id")
    given = ""
    if not accounts.has_account(person.id):
        given = password or one_time_password()
        accounts.create_account(person.id, person.fullname, given, once=must_change)
    put_person(person)
    put_membership(person.id, groups)
    return given


def taken_by_instance(user_id: str) -> str:
    """Return that a user name belongs to an administrator of the whole instance."""
    return _(
        "error_user_id_taken",
        default="The user name ${id} belongs to the instance's administrator; choose another.",
        mapping={"id": user_id},
    )


def put_person(person: Person) -> bool:
    """Write a person's facts; nothing is written when they are so already.

    :returns: whether anything changed.
    """
    record = organisation(create=True)
    known = record.people.get(person.id)
    if known == person:
        return False
    record.people[person.id] = person
    if known is None or known.fullname != person.fullname:
        accounts.set_account_name(person.id, person.fullname)
    notify(PersonChanged(person.id))
    return True


def put_membership(user_id: str, groups: Iterable[str]) -> bool:
    """Put a person into exactly these groups of ours (groups of the site's own stay).

    :returns: whether anything changed.
    :raises InvalidInput: a group does not exist.
    """
    wanted = frozenset(groups)
    plugin = source_groups()
    missing = sorted(group for group in wanted if plugin.getGroupInfo(group) is None)
    if missing:
        raise InvalidInput(
            _(
                "error_no_such_group",
                default="There is no group ${group}.",
                mapping={"group": ", ".join(missing)},
            )
        )
    current = frozenset(group for group in directory().principals_of(user_id) if "." in group)
    if not set_groups(user_id, wanted, current):
        return False
    notify(PersonChanged(user_id))
    return True


def put_post(principal: str, user_ids: Iterable[str]) -> bool:
    """Let exactly these people hold a post; returns whether anything changed.

    :param principal: the group of the post.
    """
    plugin = source_groups()
    wanted, current = set(user_ids), set(plugin.getGroupMembers(principal))
    for user_id in sorted(wanted - current):
        plugin.addPrincipalToGroup(user_id, principal)
    for user_id in sorted(current - wanted):
        plugin.removePrincipalFromGroup(user_id, principal)
    for user_id in sorted(wanted ^ current):
        notify(PersonChanged(user_id))
    return wanted != current


def set_absence(user_id: str, from_: date | None, until: date | None) -> None:
    """Say when a person is away (days in Asia/Shanghai); None, None: present again.

    :raises NotHere: no such person.
    :raises InvalidInput: the last day lies before the first, or has no first.
    """
    person = known_person(user_id)
    if until is not None and (from_ is None or until < from_):
        raise InvalidInput(
            _(
                "error_absence_days",
                default="The last day of absence must not lie before the first.",
            ),
            field="until",
        )
    put_person(replace(person, absent_from=from_, absent_until=until))


def deactivate(user_id: str) -> None:
    """Let a person leave: no group, no sign-in, sessions end; the name stays for the records.

    :raises NotHere: no such person.
    """
    person = known_person(user_id)
    accounts.lock_account(user_id)
    put_membership(user_id, ())
    put_person(replace(person, active=False))
    notify(PersonLeft(user_id))


def reactivate(user_id: str) -> str:
    """Let a person who left sign in again; returns a one-time password.

    :raises NotHere: no such person.
    """
    person = known_person(user_id)
    put_person(replace(person, active=True))
    return accounts.unlock_account(user_id)


def known_person(user_id: str) -> Person:
    """Return a person's facts.

    :raises NotHere: no such person.
    """
    found = organisation().people.get(user_id)
    if found is None:
        raise NotHere(
            _(
                "error_no_such_person",
                default="There is no user ${id}.",
                mapping={"id": user_id},
            )
        )
    return found
