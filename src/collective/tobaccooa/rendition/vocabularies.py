"""Forms of letterheads, identities, and posts that may keep a seal."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.organisation.vocabularies import IDENTITY_TITLES
from collective.tobaccooa.organisation.vocabularies import POST_TITLES
from zope.interface import provider
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


# GB/T 9704-2012: the general form and the special forms of chapter 10.
FORMS: tuple[tuple[str, str, str], ...] = (
    ("document", "文件", _("label_form_document", default="Document")),
    ("letter", "函", _("label_form_letter", default="Letter")),
    ("order", "令", _("label_form_order", default="Order")),
    ("minutes", "纪要", _("label_form_minutes", default="Minutes")),
    ("briefing", "简报", _("label_form_briefing", default="Briefing")),
)
KEEPERS = ("sealkeeper", "clerk", "director")


def _vocabulary(pairs):
    return SimpleVocabulary([SimpleTerm(token, token, title) for token, title in pairs])


@provider(IVocabularyFactory)
def forms(context):
    """Vocabulary `collective.tobaccooa.LetterheadForms`."""
    return _vocabulary([(token, title) for token, chinese, title in FORMS])


@provider(IVocabularyFactory)
def identities(context):
    """Vocabulary `collective.tobaccooa.Identities`."""
    return _vocabulary(IDENTITY_TITLES.items())


@provider(IVocabularyFactory)
def keeper_posts(context):
    """Vocabulary `collective.tobaccooa.KeeperPosts`."""
    return _vocabulary([(post, POST_TITLES[post]) for post in KEEPERS])
