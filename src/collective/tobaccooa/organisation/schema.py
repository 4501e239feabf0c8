"""Fields of the content types; the directory's values are made from them."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.organisation.principals import is_code
from plone.supermodel import model
from zope import schema
from zope.interface import Invalid


def code_constraint(value: str) -> bool:
    """Refuse what is no code of a unit or department."""
    if not is_code(value):
        raise Invalid(
            _(
                "error_code",
                default="A code has lower-case letters and digits only and begins with a letter.",
            )
        )
    return True


class ISubPortalSchema(model.Schema):
    """A subordinate unit."""

    title = schema.TextLine(title=_("label_unit_title", default="Full name"), max_length=200)
    code = schema.ASCIILine(
        title=_("label_unit_code", default="Code"),
        description=_("help_unit_code", default="Never changes, e.g. unit01."),
        constraint=code_constraint,
    )
    short_title = schema.TextLine(
        title=_("label_short_title", default="Short name"), required=False, default=""
    )
    kind = schema.Choice(
        title=_("label_unit_kind", default="Kind"),
        vocabulary="collective.tobaccooa.UnitKinds",
        default="county",
    )
    order = schema.Int(title=_("label_rank", default="Rank"), default=0, required=False)
    bureau_title = schema.TextLine(
        title=_("label_bureau_title", default="Name of the bureau"), required=False, default=""
    )
    bureau_short_title = schema.TextLine(
        title=_("label_bureau_short_title", default="Short name of the bureau"),
        required=False,
        default="",
    )
    company_title = schema.TextLine(
        title=_("label_company_title", default="Name of the company"), required=False, default=""
    )
    company_short_title = schema.TextLine(
        title=_("label_company_short_title", default="Short name of the company"),
        required=False,
        default="",
    )


class IDepartmentSchema(model.Schema):
    """A department of a unit; its id is its code."""

    title = schema.TextLine(title=_("label_department_title", default="Name"), max_length=100)
    order = schema.Int(title=_("label_rank", default="Rank"), default=0, required=False)


class IOfficeFolderSchema(model.Schema):
    """A folder the package keeps its own things in."""

    title = schema.TextLine(title=_("label_folder_title", default="Title"), max_length=100)
