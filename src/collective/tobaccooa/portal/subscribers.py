"""Keep columns, their items and the portals' counters true when content changes."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.i18n import say
from collective.tobaccooa.portal.access import apply_access
from collective.tobaccooa.portal.chain import lies_in_column
from collective.tobaccooa.portal.columns import columns_of
from collective.tobaccooa.portal.guards import DRAFT
from collective.tobaccooa.portal.guards import EXPIRE
from collective.tobaccooa.portal.guards import PUBLISH
from collective.tobaccooa.portal.guards import REJECT
from collective.tobaccooa.portal.guards import RETRACT
from collective.tobaccooa.portal.indexing import index_keepers
from collective.tobaccooa.portal.indexing import index_person
from collective.tobaccooa.portal.indexing import index_rights
from collective.tobaccooa.portal.interfaces import IColumnItem
from collective.tobaccooa.portal.interfaces import IPortalColumn
from collective.tobaccooa.portal.model import ITEM_TYPES
from collective.tobaccooa.portal.model import TYPES_OF
from collective.tobaccooa.portal.standing import state_of
from collective.tobaccooa.portal.store import portal_record
from collective.tobaccooa.portal.store import touch
from collective.tobaccooa.workflows.mover import forget_local_roles
from DateTime import DateTime
from Products.CMFCore.WorkflowCore import WorkflowException
from typing import Any
from zExceptions import BadRequest
from zope.container.interfaces import IObjectRemovedEvent
from zope.interface import alsoProvides
from zope.interface import noLongerProvides


MINUTE = 1 / (24 * 60)


def unit_prepared(event: Any) -> None:
    """Make the record of a unit's portal beforehand: reading never makes it."""
    portal_record(event.unit_object, create=True)


def person_changed(event: Any) -> None:
    """Index again what a person may see now or no longer, also in the unit that they left."""
    forget_local_roles()
    index_person(event.user_id)


def column_changed(column: Any, event: Any) -> None:
    """Give a column its permissions and tell the portals."""
    forget_local_roles()
    if apply_access(column):
        index_rights(column)
    else:
        index_keepers(column)
    touch(column)


def column_removed(column: Any, event: Any) -> None:
    """Tell the portals that a column is gone."""
    touch(event.oldParent)


def item_will_be_added(content: Any, event: Any) -> None:
    """Mark an item of a column: before its first version is kept, so that all versions bear it."""
    if IPortalColumn.providedBy(event.newParent) and content.portal_type in ITEM_TYPES:
        alsoProvides(content, IColumnItem)
    elif event.object is content and IColumnItem.providedBy(content):
        noLongerProvides(content, IColumnItem)


def item_added(content: Any, event: Any) -> None:
    """Refuse what the column does not take, and tell the portals.

    :raises BadRequest: a type that columns of this kind don't hold.
    """
    if lies_in_column(content):
        check_type(content, content.__parent__)
        touch(content)


def item_changed(content: Any, event: Any) -> None:
    """Tell the portals that an item has changed."""
    touch(content)


def check_type(content: Any, column: Any) -> None:
    """Refuse what a column of its kind does not hold.

    :raises BadRequest: with the sentence.
    """
    if content.portal_type not in TYPES_OF.get(column.kind, ()):
        raise BadRequest(
            say(
                _(
                    "error_column_takes",
                    default="The column ${column} takes no ${type}.",
                    mapping={"column": column.title, "type": say(content.getTypeInfo().Title())},
                )
            )
        )


def item_moved(content: Any, event: Any) -> None:
    """Watch over content that is cut and pasted into a column, out of one, or within one.

    Only drafts go to another column, since each has an approver of its own; what was written
    elsewhere is added anew. A unit that is moved takes its items along.

    :raises BadRequest: it may not go there.
    """
    source, target = event.oldParent, event.newParent
    if source is None or (target is None and not IObjectRemovedEvent.providedBy(event)):
        return
    columns = [IPortalColumn.providedBy(each) for each in (source, target)]
    if event.object is content and target is not None and any(columns) and source is not target:
        if not all(columns) or state_of(content) != DRAFT:
            raise BadRequest(
                say(
                    _(
                        "error_item_moved",
                        default="Only drafts can be moved, and only from column to column. Add it "
                        "anew in the other column.",
                    )
                )
            )
        check_type(content, target)
    if columns[0]:
        touch(source)


def before_transition(content: Any, event: Any) -> None:
    """Refuse to reject without a reason.

    :raises WorkflowException: with the sentence.
    """
    if event.transition is None or event.transition.id != REJECT:
        return
    if not str((event.kwargs or {}).get("comment") or "").strip():
        raise WorkflowException(
            say(
                _(
                    "error_reject_reason",
                    default="Say why it is returned: the editor needs the reason to correct it.",
                )
            )
        )


def after_transition(content: Any, event: Any) -> None:
    """Set the dates that a step means, and tell the portals.

    Publishing sets the day of publication, unless a later one was chosen; taking an item back
    forgets it; expiring sets the end to now.
    """
    transition = event.transition.id if event.transition is not None else ""
    now = DateTime()
    if transition == PUBLISH:
        chosen = content.effective_date
        if chosen is None or chosen < now:
            content.setEffectiveDate(now)
        if content.expiration_date is not None and content.expiration_date <= now:
            content.setExpirationDate(None)
    elif transition in (REJECT, RETRACT):
        content.setEffectiveDate(None)
    elif transition == EXPIRE:
        # the index of times counts minutes: without one less it would be shown a minute longer
        content.setExpirationDate(now - MINUTE)
    if transition:
        content.reindexObject()
        touch(content)


def status_changed(unit_object: Any) -> None:
    """Give all columns of a portal the permissions of its new status."""
    forget_local_roles()
    for column in columns_of(unit_object):
        apply_access(column)
        index_rights(column)
    touch(unit_object)


def unit_changed(unit_object: Any, event: Any) -> None:
    """Tell the portals that a unit's name or place has changed."""
    touch(unit_object)
