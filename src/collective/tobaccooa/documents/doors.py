"""The doors that stay shut (invariant 4): a document changes by decisions of the kernel, its fields
by its holder, and nothing else.

Three nets: the content class refuses what Zope's own methods would do, subscribers refuse removal,
move and copy however they were asked for, and services and pages answer with a sentence.
Administrators act by named, logged actions. Deleting the whole site stays possible.
"""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.documents.interfaces import IAttachmentMarker
from collective.tobaccooa.documents.interfaces import IOfficialDocument
from collective.tobaccooa.i18n import say
from Products.CMFCore.interfaces import ISiteRoot
from zExceptions import Forbidden


REASON = _(
    "error_door_shut",
    default="Official documents are changed only by handling them in the chain: deleting, copying, "
    "moving, renaming, sharing and reverting are not possible. Use the actions on the document’s "
    "page, such as return, withdraw or void.",
)


def refuse(*ignored, **also_ignored):
    """Refuse whatever was asked for.

    :raises Forbidden: always; with the sentence in the user's language.
    """
    raise Forbidden(say(REASON))


class ShutDoors:
    """Mixin of documents: Zope's own ways to copy, move, share or overwrite end here."""

    def cb_isCopyable(self):
        """Return False: there is one of each document."""
        return False

    def cb_isMoveable(self):
        """Return False: a document stays in its unit's folder."""
        return False

    def _refuse(self, *args, **kwargs):
        refuse()

    # no docstrings: not publishable
    manage_setLocalRoles = _refuse
    manage_addLocalRoles = _refuse
    manage_delLocalRoles = _refuse
    manage_pasteObjects = _refuse
    manage_permission = _refuse
    manage_role = _refuse
    manage_acquiredPermissions = _refuse
    manage_renameObject = _refuse
    manage_renameObjects = _refuse
    manage_delObjects = _refuse
    PUT = _refuse
    MKCOL = _refuse
    MKCOL_handler = _refuse
    PROPPATCH = _refuse
    COPY = _refuse
    MOVE = _refuse
    DELETE = _refuse


def moved_or_removed(document, event) -> None:
    """Refuse removing, moving and renaming a document or a file of it.

    A unit that is moved takes its documents along; a site that is deleted takes them too.

    :raises Forbidden: otherwise.
    """
    if event.oldParent is None or ISiteRoot.providedBy(event.object):
        return
    if event.newParent is None or event.object is document:
        refuse()


def copied(document, event) -> None:
    """Refuse a copy of a document or of anything that holds one.

    :raises Forbidden: always.
    """
    refuse()


def holds_documents(context) -> bool:
    """Tell whether copying or moving this object itself is one of the shut doors."""
    return IOfficialDocument.providedBy(context) or IAttachmentMarker.providedBy(context)
