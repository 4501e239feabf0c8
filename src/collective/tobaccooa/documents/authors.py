"""Who may write a document in a unit (拟稿人): its staff, for departments of their own."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.exceptions import Refused
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.organisation.principals import post_principal


# These write for any department of their unit.
GENERAL_POSTS = ("leader", "deputy", "director", "clerk")
REGISTRARS = ("clerk", "director")


def check_author(unit_code: str, portal_type: str, department: str | None, actor: str) -> None:
    """Refuse whoever does not belong to the unit, or drafts for a department of others.

    :raises Refused: with the reason.
    """
    who = directory()
    if unit_code not in who.units_of(actor):
        raise Refused(
            _(
                "error_author_unit",
                default="Only staff of ${unit} can create documents there. Sign in with an account "
                "of that unit, or create the document in your own.",
                mapping={"unit": who.unit(unit_code).title},
            )
        )
    if portal_type != "OutgoingDocument" or not department:
        return
    posts = {post_principal(unit_code, post) for post in GENERAL_POSTS}
    if department in who.departments_of(actor) or posts & who.principals_of(actor):
        return
    raise Refused(
        _(
            "error_author_department",
            default="You do not belong to ${department}; choose your own department.",
            mapping={"department": who.department(department).title},
        )
    )


def check_registrar(unit_code: str, actor: str) -> None:
    """Refuse whoever does not register incoming documents (收文登记) for the unit.

    :raises Refused: with the reason.
    """
    if not is_staff_with_post(unit_code, actor, *REGISTRARS):
        raise Refused(
            _(
                "error_registrar",
                default="Incoming documents of ${unit} are registered by its office. Hand the "
                "paper to the clerk.",
                mapping={"unit": directory().unit(unit_code).title},
            )
        )


def department_for(unit_code: str, actor: str) -> str | None:
    """Return the department in which the person mainly works in this unit, or None."""
    who = directory()
    own = who.departments_of(actor)
    main = who.person(actor).department
    if main in own and who.department(main).unit == unit_code:
        return main
    return next((each.id for each in who.departments(unit_code) if each.id in own), None)


def is_staff_with_post(unit_code: str, actor: str, *posts: str) -> bool:
    """Tell whether the person holds one of the posts in the unit."""
    return bool(
        {post_principal(unit_code, post) for post in posts} & directory().principals_of(actor)
    )
