"""Put articles of another site into a column: each once, through the column's own workflow.

Which source an item came from is kept on the item (annotation), so that the same import again
changes nothing: what is there stays as its editors left it. The texts are cleaned as everything
that is saved in a column (`portal/pasting`).
"""

from __future__ import annotations

from AccessControl import getSecurityManager
from AccessControl.users import system
from AccessControl.users import UnrestrictedUser
from collections.abc import Callable
from collections.abc import Iterable
from collective.tobaccooa import _
from collective.tobaccooa.documents.laundering import Report
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.exceptions import OAError
from collective.tobaccooa.exceptions import Refused
from collective.tobaccooa.permissions import COLUMN_APPROVER
from collective.tobaccooa.permissions import COLUMN_EDITOR
from collective.tobaccooa.portal.guards import DRAFT
from collective.tobaccooa.portal.guards import PUBLISH
from collective.tobaccooa.portal.guards import PUBLISHED
from collective.tobaccooa.portal.guards import SUBMIT
from collective.tobaccooa.portal.importing.model import Article
from collective.tobaccooa.portal.importing.model import UnreadableSource
from collective.tobaccooa.portal.interfaces import IPortalColumn
from collective.tobaccooa.portal.model import TYPES_OF
from collective.tobaccooa.portal.pasting.keeping import last_report
from collective.tobaccooa.portal.standing import refusal_for
from dataclasses import dataclass
from dataclasses import field
from DateTime import DateTime
from datetime import datetime
from datetime import UTC
from plone import api
from plone.app.textfield.value import RichTextValue
from plone.dexterity.utils import createContentInContainer
from typing import Any
from zExceptions import BadRequest
from zope.annotation.interfaces import IAnnotations

import transaction


KEY = "collective.tobaccooa.importing.source"
IMPORTED, THERE, REFUSED = "imported", "there", "refused"
STATES = (DRAFT, PUBLISHED)
BATCH = 25
#: Types with a text, the usual one first.
TYPES = ("News Item", "Document")


@dataclass(frozen=True)
class Outcome:
    """What became of one source.

    :ivar status: `imported`, `there` (came with an earlier import) or `refused`.
    :ivar reason: why it was refused: a message, or a plain sentence.
    """

    source: str
    status: str
    title: str = ""
    reason: str = ""
    missing: tuple[str, ...] = ()
    removed: Report = field(default_factory=Report)


# Reads one source; raises UnreadableSource.
Reader = Callable[[], Article]


def find_column(site: Any, place: str) -> Any:
    """Return the column at `<unit>/<column id>`, or `<column id>` for the city's portal.

    :raises InvalidInput: there is none, or it takes no articles.
    """
    found = site
    for name in place.strip("/").split("/"):
        found = found._getOb(name, None) if hasattr(found, "_getOb") else None
    if not IPortalColumn.providedBy(found):
        raise InvalidInput(
            _(
                "error_import_column",
                default="There is no column ${place}. Name it as in its address, such as "
                "unit01/news, or news for the city's portal.",
                mapping={"place": place},
            )
        )
    article_type(found)
    return found


def article_type(column: Any) -> str:
    """Return the type that articles have in a column.

    :raises InvalidInput: columns of this kind take none.
    """
    for name in TYPES:
        if name in TYPES_OF.get(column.kind, ()):
            return name
    raise InvalidInput(
        _(
            "error_import_kind",
            default="The column ${column} takes no articles. Choose one for news, notices or a "
            "list.",
            mapping={"column": column.title},
        )
    )


def import_articles(
    column: Any,
    sources: Iterable[tuple[str, Reader]],
    state: str = DRAFT,
    told: Callable[[Outcome], None] = lambda outcome: None,
    commit: Callable[[], None] = transaction.commit,
) -> list[Outcome]:
    """Import articles that are not there yet; one that fails does not stop the others.

    :param sources: the key of each source, and what reads it.
    :param state: `draft` or `published`.
    :param told: hears of each outcome when it is known.
    :param commit: called after each 25 and at the end.
    """
    there = imported_sources(column)
    outcomes, waiting = [], 0
    for key, read in sources:
        if key in there:
            outcome = Outcome(key, THERE, there[key])
        else:
            outcome = _import_one(column, key, read, state)
        if outcome.status == IMPORTED:
            there[key] = outcome.title
            waiting += 1
        outcomes.append(outcome)
        told(outcome)
        if waiting >= BATCH:
            commit()
            waiting = 0
    if waiting:
        commit()
    return outcomes


def imported_sources(column: Any) -> dict[str, str]:
    """Return the titles of a column's imported items by the keys of their sources."""
    found = {}
    for item in column.objectValues():
        annotations = IAnnotations(item, None)
        key = annotations.get(KEY) if annotations is not None else None
        if key:
            found[key] = item.title
    return found


def _import_one(column: Any, key: str, read: Reader, state: str) -> Outcome:
    """Import one article, or leave nothing of it."""
    before = transaction.savepoint()
    try:
        article = read()
        item = _add(column, key, article, state)
    except (UnreadableSource, OAError) as error:
        before.rollback()
        return Outcome(key, REFUSED, reason=error.message)
    except (BadRequest, OSError) as error:
        before.rollback()
        return Outcome(key, REFUSED, reason=str(error))
    return Outcome(key, IMPORTED, item.title, "", article.missing, last_report(item))


def _add(column: Any, key: str, article: Article, state: str) -> Any:
    with api.env.adopt_user(user=_importer()):
        item = createContentInContainer(
            column,
            article_type(column),
            title=article.title,
            description=article.description,
            text=RichTextValue(article.html, "text/html", "text/x-html-safe"),
            language=column.Language(),
        )
        IAnnotations(item)[KEY] = key
        if state == PUBLISHED:
            _publish(item, key)
        moment = (article.published or datetime.now(UTC)).astimezone(UTC)
        if article.published is not None or state == PUBLISHED:
            item.setEffectiveDate(DateTime(moment))
            item.reindexObject()
    return item


def _importer() -> Any:
    """Return a user that edits and approves, so that the workflow's own rules hold."""
    roles = ["Manager", COLUMN_EDITOR, COLUMN_APPROVER]
    user = UnrestrictedUser(system.getUserName(), "", roles, "")
    return user.__of__(api.portal.get_tool("acl_users"))


def _publish(item: Any, key: str) -> None:
    tool = api.portal.get_tool("portal_workflow")
    comment = f"导入自 {key}"
    for transition in (SUBMIT, PUBLISH):
        reason = refusal_for(item, transition, getSecurityManager().getUser())
        if reason is not None:
            raise Refused(reason)
        tool.doActionFor(item, transition, comment=comment)
