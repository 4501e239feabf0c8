"""Add, change and move items of columns: what pages call. plone.restapi writes the same objects."""

from __future__ import annotations

from AccessControl import getSecurityManager
from collective.tobaccooa import _
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.exceptions import OutOfDate
from collective.tobaccooa.exceptions import Refused
from collective.tobaccooa.organisation import clock
from collective.tobaccooa.portal.model import TYPES_OF
from collective.tobaccooa.portal.standing import refusal_for
from collective.tobaccooa.portal.standing import state_of
from DateTime import DateTime
from plone import api
from plone.app.textfield.value import RichTextValue
from plone.dexterity.utils import createContentInContainer
from plone.namedfile.file import NamedBlobFile
from plone.namedfile.file import NamedBlobImage
from Products.CMFCore.WorkflowCore import WorkflowException
from typing import Any
from zExceptions import BadRequest
from zope.lifecycleevent import modified

import re


KEY = re.compile(r"[0-9a-f]{32}")
FILES = {"image": NamedBlobImage, "file": NamedBlobFile}


def types_for(column: Any) -> list[str]:
    """Return the types that the present user may add to a column, the usual one first."""
    allowed = {fti.getId() for fti in column.allowedContentTypes()}
    return [each for each in TYPES_OF.get(column.kind, ()) if each in allowed]


def version_of(item: Any) -> str:
    """Return what changes with every change of an item."""
    return f"{float(item.modification_date):.6f}" if item is not None else ""


def item_id(key: str) -> str:
    """Return the address of a new item: its day and a piece of the form's key.

    :raises InvalidInput: the key is none of ours.
    """
    if not KEY.fullmatch(key):
        raise InvalidInput(
            _("error_form_key", default="The form is too old. Please open it again."), field="key"
        )
    return f"{clock.today():%Y%m%d}-{key[:8]}"


def add_item(column: Any, portal_type: str, key: str, values: dict[str, Any]) -> Any:
    """Add an item; the same key again finds what it made.

    :param values: as `fields.read` gives them, uploads as ZPublisher gives them.
    :raises InvalidInput: a type that the column does not take, or a bad file.
    :raises Refused: what the key made may not be changed by the present user any more.
    """
    if portal_type not in types_for(column):
        raise InvalidInput(
            _("error_item_type", default="This column does not take that kind of content."),
            field="type",
        )
    new_id = item_id(key)
    found = column._getOb(new_id, None)
    if found is not None:
        # the address tells the key: whoever sends it must have the right to change what is there
        _check_same_form(found, portal_type)
        change_item(found, values, version_of(found))
        return found
    try:
        return createContentInContainer(column, portal_type, id=new_id, **stored(values))
    except BadRequest as error:
        raise InvalidInput(str(error)) from error


def _check_same_form(item: Any, portal_type: str) -> None:
    may_change = getSecurityManager().checkPermission("Modify portal content", item)
    if item.portal_type != portal_type or not may_change:
        raise Refused(
            _(
                "refused_form_again",
                default="This form was sent before, and what it made can't be changed by you any "
                "more. Please open the form again.",
            )
        )


def change_item(item: Any, values: dict[str, Any], version: str) -> None:
    """Write a form's values to an item.

    :param version: of the page on which they were typed.
    :raises OutOfDate: somebody else has changed it meanwhile.
    """
    if version != version_of(item):
        raise OutOfDate(
            _(
                "error_item_changed",
                default="Somebody has changed this meanwhile. What you typed is below; open the "
                "article in another window, compare, and save again.",
            )
        )
    changes = stored(values)
    if changes.get("effective_date", "") is None and state_of(item) == "published":
        # an emptied field means "as it is": what is published has a day of publication
        del changes["effective_date"]
    for name, value in changes.items():
        setattr(item, name, value)
    try:
        modified(item)
    except BadRequest as error:
        raise InvalidInput(str(error)) from error


def stored(values: dict[str, Any]) -> dict[str, Any]:
    """Return a form's values as content keeps them."""
    found: dict[str, Any] = {}
    for name, value in values.items():
        if name == "text":
            found[name] = RichTextValue(value, "text/html", "text/x-html-safe")
        elif name in FILES:
            found[name] = FILES[name](value.read(), filename=_name(value.filename))
        elif name in ("effective", "expires"):
            attribute = "effective_date" if name == "effective" else "expiration_date"
            found[attribute] = DateTime(value) if value is not None else None
        else:
            found[name] = value
    return found


def _name(filename: str) -> str:
    """Return a file's own name, without the folders that some browsers send."""
    return re.split(r"[\\/]", filename)[-1][-200:]


def take_step(item: Any, step: str, comment: str = "") -> None:
    """Take a step of the workflow as the present user.

    :raises Refused: with the guard's reason.
    :raises InvalidInput: returned without a reason.
    """
    reason = refusal_for(item, step, getSecurityManager().getUser())
    if reason is not None:
        raise Refused(reason)
    try:
        api.portal.get_tool("portal_workflow").doActionFor(item, step, comment=comment)
    except WorkflowException as error:
        raise InvalidInput(str(error), field="comment") from error


def delete_item(item: Any) -> Any:
    """Delete a draft; returns its column.

    :raises Refused: it is not a draft.
    """
    if state_of(item) != "draft":
        raise Refused(
            _("refused_delete", default="Only drafts can be deleted. Take it back first.")
        )
    column = item.__parent__
    api.content.delete(item)
    return column
