"""Closed lists of documents: types (文种), urgency (紧急程度), openness (公开属性).

The 15 statutory types and their directions are those of 《党政机关公文处理工作条例》 art. 8; the
internal ones are practice of offices (seed). Tokens are part of the public contract.
"""

from __future__ import annotations

from collective.tobaccooa import _
from dataclasses import dataclass
from zope.interface import provider
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


UP = "up"
DOWN = "down"
LEVEL = "level"
PUBLIC = "public"


@dataclass(frozen=True)
class DocumentType:
    """A document type (文种).

    :param title: translatable name.
    :param suffix: the Chinese word with which a title of this type ends.
    :param directions: where such a document may go: up, down, level, public.
    :param statutory: False for internal types, which the regulation does not know.
    """

    token: str
    title: str
    suffix: str
    directions: frozenset[str]
    statutory: bool = True


def _type(
    token: str, title: str, suffix: str, *directions: str, statutory: bool = True
) -> DocumentType:
    return DocumentType(token, title, suffix, frozenset(directions), statutory)


DOCUMENT_TYPES: tuple[DocumentType, ...] = (
    _type("notice", _("label_type_notice", default="Notice"), "通知", DOWN, LEVEL),
    _type("report", _("label_type_report", default="Report"), "报告", UP),
    _type("request", _("label_type_request", default="Request"), "请示", UP),
    _type("reply", _("label_type_reply", default="Reply"), "批复", DOWN),
    _type("letter", _("label_type_letter", default="Letter"), "函", LEVEL, UP, DOWN),
    _type("minutes", _("label_type_minutes", default="Minutes"), "纪要", UP, DOWN, LEVEL),
    _type("opinion", _("label_type_opinion", default="Opinion"), "意见", UP, DOWN, LEVEL),
    _type("decision", _("label_type_decision", default="Decision"), "决定", DOWN),
    _type("circular", _("label_type_circular", default="Circular"), "通报", DOWN, LEVEL),
    _type("announcement", _("label_type_announcement", default="Announcement"), "公告", PUBLIC),
    _type("public_notice", _("label_type_public_notice", default="Public notice"), "通告", PUBLIC),
    _type("order", _("label_type_order", default="Order"), "命令", DOWN, PUBLIC),
    _type("resolution", _("label_type_resolution", default="Resolution"), "决议", DOWN),
    _type("communique", _("label_type_communique", default="Communiqué"), "公报", PUBLIC),
    _type("proposal", _("label_type_proposal", default="Proposal"), "议案", LEVEL, UP),
    _type(
        "internal_request",
        _("label_type_internal_request", default="Internal request"),
        "签报",
        UP,
        LEVEL,
        statutory=False,
    ),
    _type(
        "plain_letter",
        _("label_type_plain_letter", default="Plain letter"),
        "便函",
        UP,
        DOWN,
        LEVEL,
        statutory=False,
    ),
    _type(
        "briefing",
        _("label_type_briefing", default="Briefing"),
        "简报",
        UP,
        DOWN,
        LEVEL,
        statutory=False,
    ),
    _type(
        "information",
        _("label_type_information", default="Information"),
        "信息",
        UP,
        DOWN,
        LEVEL,
        statutory=False,
    ),
    _type(
        "telegram",
        _("label_type_telegram", default="Open telegram"),
        "电报",
        UP,
        DOWN,
        LEVEL,
        statutory=False,
    ),
)

URGENCIES: tuple[tuple[str, str], ...] = (
    ("normal", _("label_urgency_normal", default="Normal")),
    ("urgent", _("label_urgency_urgent", default="Urgent")),
    ("extra_urgent", _("label_urgency_extra_urgent", default="Extra urgent")),
)

OPENNESS: tuple[tuple[str, str], ...] = (
    ("on_initiative", _("label_openness_on_initiative", default="Open on initiative")),
    ("on_request", _("label_openness_on_request", default="Open on request")),
    ("internal", _("label_openness_internal", default="Internal")),
    ("not_open", _("label_openness_not_open", default="Not open")),
)

TYPES_BY_TOKEN = {each.token: each for each in DOCUMENT_TYPES}
_TITLES = {
    **{each.token: each.title for each in DOCUMENT_TYPES},
    **dict(URGENCIES),
    **dict(OPENNESS),
}


def title_of_token(token: str) -> str:
    """Return the translatable name of a type, urgency or openness token; else the token."""
    return _TITLES.get(token, token)


def _vocabulary(pairs: list[tuple[str, str]]) -> SimpleVocabulary:
    return SimpleVocabulary([SimpleTerm(token, token, title) for token, title in pairs])


@provider(IVocabularyFactory)
def document_types(context: object) -> SimpleVocabulary:
    """Vocabulary `collective.tobaccooa.DocumentTypes`: statutory types first."""
    return _vocabulary([(each.token, each.title) for each in DOCUMENT_TYPES])


@provider(IVocabularyFactory)
def urgencies(context: object) -> SimpleVocabulary:
    """Vocabulary `collective.tobaccooa.Urgencies`, rising."""
    return _vocabulary(list(URGENCIES))


@provider(IVocabularyFactory)
def openness(context: object) -> SimpleVocabulary:
    """Vocabulary `collective.tobaccooa.Openness`, from open to closed."""
    return _vocabulary(list(OPENNESS))
