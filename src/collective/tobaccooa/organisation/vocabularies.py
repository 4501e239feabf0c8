"""What posts, identities and kinds of unit are called."""

from __future__ import annotations

from collective.tobaccooa import _
from zope.interface import provider
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


POST_TITLES = {
    "leader": _("label_post_leader", default="Director-general"),
    "deputy": _("label_post_deputy", default="Supervising leader"),
    "director": _("label_post_director", default="Office director"),
    "clerk": _("label_post_clerk", default="Clerk"),
    "sealkeeper": _("label_post_sealkeeper", default="Seal keeper"),
    "archivist": _("label_post_archivist", default="Archivist"),
    "editor": _("label_post_editor", default="Portal editor"),
    "approver": _("label_post_approver", default="Portal approver"),
    "admin": _("label_post_admin", default="Application administrator"),
}
IDENTITY_TITLES = {
    "bureau": _("label_identity_bureau", default="Bureau"),
    "company": _("label_identity_company", default="Company"),
}
UNIT_KIND_TITLES = {
    "city": _("label_unit_kind_city", default="City"),
    "county": _("label_unit_kind_county", default="County"),
    "other": _("label_unit_kind_other", default="Other"),
}


@provider(IVocabularyFactory)
def unit_kinds(context: object) -> SimpleVocabulary:
    """Return the kinds of unit, tokens as in `model.UNIT_KINDS`."""
    return SimpleVocabulary(
        [SimpleTerm(token, token, title) for token, title in UNIT_KIND_TITLES.items()]
    )
