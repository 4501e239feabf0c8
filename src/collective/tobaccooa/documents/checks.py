"""Rules of direction (行文规则) and of form, judged on a draft: error, warning or hint. Pure.

Source: 《党政机关公文处理工作条例》 arts. 13-17 as paraphrased in the project's references (rule
ids R-n there), GB/T 9704-2012 for title and text; what offices merely practise is a hint. They
judge the issuing organ, which is the letterhead's unit. A draft can always be saved; an error
stops sending it to the signer.
"""

from __future__ import annotations

from collections.abc import Iterator
from collective.tobaccooa import _
from collective.tobaccooa.documents.vocabularies import DocumentType
from collective.tobaccooa.documents.vocabularies import DOWN
from collective.tobaccooa.documents.vocabularies import LEVEL
from collective.tobaccooa.documents.vocabularies import PUBLIC
from collective.tobaccooa.documents.vocabularies import UP
from dataclasses import dataclass
from enum import StrEnum

import re


class Level(StrEnum):
    """How much a finding weighs; an error stops sending for signature."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True)
class Finding:
    """One thing found; `message` is a translatable sentence, `rule` an id such as R-4."""

    level: Level
    rule: str
    message: str


@dataclass(frozen=True)
class Addressee:
    """A recipient as the issuing organ sees it.

    :param name: what to call it.
    :param relation: `up`, `down`, `level` or `inner`; "" for an outside body.
    :param distance: levels between, 1 for the direct superior or subordinate.
    """

    name: str
    relation: str = ""
    distance: int = 0
    key: str = ""


@dataclass(frozen=True)
class Draft:
    """The facts of a draft that the rules judge.

    :param text: plain text, one line per paragraph.
    :param has_letterhead: whether a letterhead that is valid today is chosen.
    """

    title: str
    kind: DocumentType
    text: str
    main: tuple[Addressee, ...] = ()
    copy: tuple[Addressee, ...] = ()
    has_letterhead: bool = True
    attachments: tuple[str, ...] = ()
    contact: str = ""
    openness: str = "internal"
    openness_reason: str = ""


_PLEA = re.compile("请予(?:批准|审批)|请(?:审批|批准|批复)|妥否|当否")
_IN_PERSON = re.compile("(?:局长|经理|书记|主任|处长|科长|同志|先生|女士)$")
_END_MARK = re.compile(r"[。，、；：！？.,;:!?]$")
_WRONG_BRACKET = re.compile(r"[\u4e00-\u9fff]{2,}[\[［(（【](?:19|20)\d{2}[\]］)）】]\s*第?\d+号")
_MARK_AFTER_BRACKET = re.compile(r"[（(][一二三四五六七八九十\d]+[）)]、")
LONG_TITLE = 60
NEEDS_RECIPIENTS = frozenset(
    {"notice", "report", "request", "reply", "letter", "opinion", "circular"}
)


def check(draft: Draft) -> list[Finding]:
    """Return all findings: errors first, then warnings, then hints."""
    found = [*_recipients(draft), *_upward(draft), *_direction(draft), *_content(draft)]
    found += [*_form(draft)]
    order = list(Level)
    return sorted(found, key=lambda finding: order.index(finding.level))


def _recipients(draft: Draft) -> Iterator[Finding]:
    if not draft.has_letterhead:
        yield Finding(
            Level.ERROR,
            "R-13",
            _(
                "error_check_letterhead",
                default="No valid letterhead is chosen. Choose one, or have the administrator set "
                "a default for the department.",
            ),
        )
    if not draft.main and draft.kind.token in NEEDS_RECIPIENTS:
        yield Finding(
            Level.ERROR,
            "art-9",
            _(
                "error_check_no_recipient",
                default="A document of this type needs a main recipient. Choose at least one.",
            ),
        )
    both = [each.name for each in draft.main if each.key and each.key in _keys(draft.copy)]
    if both:
        yield Finding(
            Level.WARNING,
            "R-9",
            _(
                "warning_check_both",
                default="${names} stands among both main and copy recipients; once is enough.",
                mapping={"names": "、".join(both)},
            ),
        )
    for each in draft.main:
        if not each.relation and _IN_PERSON.search(each.name):
            yield Finding(
                Level.WARNING,
                "R-8",
                _(
                    "warning_check_in_person",
                    default="“${name}” looks like a person. Address the organ, not its head in "
                    "person.",
                    mapping={"name": each.name},
                ),
            )


def _keys(addressees: tuple[Addressee, ...]) -> set[str]:
    return {each.key for each in addressees}


def _upward(draft: Draft) -> Iterator[Finding]:
    superiors = [each for each in draft.main if each.relation == UP]
    if not superiors:
        return
    if len(draft.main) > 1:
        yield Finding(
            Level.WARNING,
            "R-3",
            _(
                "warning_check_one_superior",
                default="A document to a superior has one main recipient in principle; put the "
                "others among the copies.",
            ),
        )
    for each in draft.copy:
        if each.relation == DOWN:
            yield Finding(
                Level.ERROR,
                "R-4",
                _(
                    "error_check_copy_down",
                    default="A document to a superior must not be copied to subordinates: remove "
                    "${name} from the copies.",
                    mapping={"name": each.name},
                ),
            )
    skipped = [each for each in superiors if each.distance > 1]
    if skipped and not any(e.relation == UP and e.distance == 1 for e in draft.copy + draft.main):
        yield Finding(
            Level.WARNING,
            "R-2",
            _(
                "warning_check_skipped_level",
                default="The document to ${name} passes over the direct superior. If that cannot "
                "be avoided, copy it to the direct superior.",
                mapping={"name": skipped[0].name},
            ),
        )


def _direction(draft: Draft) -> Iterator[Finding]:
    allowed = draft.kind.directions
    for each in draft.main:
        if each.relation not in (UP, DOWN, LEVEL) or each.relation in allowed:
            continue
        strict = draft.kind.token in ("request", "report", "reply", "decision", "order")
        yield Finding(
            Level.ERROR if strict else Level.WARNING,
            "art-8",
            _(
                "error_check_direction",
                default="A document of the type “${type}” is not addressed to ${name}; choose "
                "another type or recipient.",
                mapping={"type": draft.kind.title, "name": each.name},
            ),
        )
        return
    if draft.kind.token in ("decision", "circular") and not any(
        each.relation == UP for each in draft.copy
    ):
        yield Finding(
            Level.HINT,
            "R-10",
            _(
                "hint_check_copy_superior",
                default="An important document to subordinates is also copied to the direct "
                "superior.",
            ),
        )


def _content(draft: Draft) -> Iterator[Finding]:
    if not draft.text.strip() and not draft.attachments:
        yield Finding(
            Level.ERROR,
            "art-9",
            _("error_check_no_text", default="The main text is empty. Write or paste it."),
        )
    tail = draft.text[-300:]
    if draft.kind.token == "report" and _PLEA.search(tail):
        yield Finding(
            Level.ERROR,
            "R-7",
            _(
                "error_check_plea_in_report",
                default="A report must not carry a request. Send the request on its own, with the "
                "type “request”.",
            ),
        )
    if draft.kind.token == "request":
        if not draft.contact:
            yield Finding(
                Level.WARNING,
                "art-9-note",
                _(
                    "warning_check_contact",
                    default="A request names a contact person and telephone in its notes.",
                ),
            )
        yield Finding(
            Level.HINT,
            "R-7",
            _("hint_check_one_matter", default="A request has one matter only."),
        )
    if "附件" in draft.text and not draft.attachments:
        yield Finding(
            Level.WARNING,
            "M-10",
            _(
                "warning_check_attachment_missing",
                default="The text speaks of an attachment, but none is attached.",
            ),
        )
    if draft.openness == "not_open" and not draft.openness_reason:
        yield Finding(
            Level.WARNING,
            "openness",
            _(
                "warning_check_openness",
                default="Not open: please give the reason and its basis.",
            ),
        )


def _form(draft: Draft) -> Iterator[Finding]:
    if _END_MARK.search(draft.title):
        yield Finding(
            Level.WARNING,
            "M-2",
            _("warning_check_title_mark", default="A title has no punctuation at its end."),
        )
    if draft.kind.statutory and not draft.title.rstrip("。 ").endswith(draft.kind.suffix):
        yield Finding(
            Level.WARNING,
            "title",
            _(
                "warning_check_title_suffix",
                default="The title usually ends with the document type “${suffix}”.",
                mapping={"suffix": draft.kind.suffix},
            ),
        )
    if len(draft.title) > LONG_TITLE:
        yield Finding(
            Level.HINT,
            "M-1",
            _(
                "hint_check_title_long",
                default="The title has ${length} characters; a shorter one is easier to read.",
                mapping={"length": len(draft.title)},
            ),
        )
    if _WRONG_BRACKET.search(draft.text):
        yield Finding(
            Level.HINT,
            "H-6",
            _(
                "hint_check_brackets",
                default="Document numbers in the text take hexagonal brackets: 〔2026〕8号.",
            ),
        )
    if _MARK_AFTER_BRACKET.search(draft.text):
        yield Finding(
            Level.HINT,
            "M-8",
            _(
                "hint_check_level_mark",
                default="No “、” follows a bracketed number such as （一）.",
            ),
        )
    if draft.kind.directions == {PUBLIC} and draft.main:
        yield Finding(
            Level.HINT,
            "art-8-public",
            _(
                "hint_check_public",
                default="A document of this type is published to everybody and usually names no "
                "main recipient.",
            ),
        )
