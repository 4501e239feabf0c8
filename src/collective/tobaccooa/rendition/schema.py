"""Fields of letterheads and seals; changed by the application administrator."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.documents.numbering import check_organ_code
from collective.tobaccooa.exceptions import InvalidInput
from plone.supermodel import model
from zope import schema
from zope.interface import Invalid


FORMS = "collective.tobaccooa.LetterheadForms"
IDENTITIES = "collective.tobaccooa.Identities"
KEEPER_POSTS = "collective.tobaccooa.KeeperPosts"


def organ_code_constraint(value: str) -> bool:
    """Refuse what is no organ code (机关代字)."""
    try:
        return check_organ_code(value) == value
    except InvalidInput as error:
        raise Invalid(error.message) from error


class ILetterhead(model.Schema):
    """A letterhead (文头): under which name, form and number family a document goes out."""

    title = schema.TextLine(title=_("label_letterhead_title", default="Name"), max_length=200)
    identity = schema.Choice(
        title=_("label_letterhead_identity", default="Identity"),
        vocabulary=IDENTITIES,
        default="bureau",
    )
    organ_mark = schema.TextLine(
        title=_("label_organ_mark", default="Organ mark"),
        description=_("help_organ_mark", default="The name in red at the head of the first page."),
        max_length=200,
    )
    organ_code = schema.TextLine(
        title=_("label_organ_code", default="Organ code"),
        description=_(
            "help_organ_code",
            default="2 to 12 Chinese characters before the year in document numbers; each has its "
            "own count.",
        ),
        constraint=organ_code_constraint,
    )
    form = schema.Choice(
        title=_("label_letterhead_form", default="Form"), vocabulary=FORMS, default="document"
    )
    signature = schema.TextLine(
        title=_("label_letterhead_signature", default="Name under the text"),
        description=_("help_letterhead_signature", default="As the organ mark when empty."),
        required=False,
        default="",
        max_length=200,
    )
    seal = schema.TextLine(
        title=_("label_letterhead_seal", default="Seal"),
        description=_("help_letterhead_seal", default="Id of a seal of the same unit."),
        required=False,
        default="",
        max_length=60,
    )
    departments = schema.Tuple(
        title=_("label_letterhead_departments", default="Default of these departments"),
        value_type=schema.TextLine(),
        required=False,
        default=(),
    )
    valid_from = schema.Date(title=_("label_valid_from", default="Valid from"), required=False)
    valid_until = schema.Date(title=_("label_valid_until", default="Valid until"), required=False)


class ISeal(model.Schema):
    """A seal (印章) and the post that keeps it."""

    title = schema.TextLine(title=_("label_seal_title", default="Inscription"), max_length=200)
    keeper_post = schema.Choice(
        title=_("label_keeper_post", default="Kept by"),
        vocabulary=KEEPER_POSTS,
        default="sealkeeper",
    )
    valid_from = schema.Date(title=_("label_valid_from", default="Valid from"), required=False)
    valid_until = schema.Date(title=_("label_valid_until", default="Valid until"), required=False)
