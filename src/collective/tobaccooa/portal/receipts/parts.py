"""What required reading puts under a notice and into the form of a notice."""

from __future__ import annotations

from collections.abc import Mapping
from collective.tobaccooa.interfaces import ITobaccooaLayer
from collective.tobaccooa.portal.interfaces import IColumnItem
from collective.tobaccooa.portal.interfaces import IItemFormPart
from collective.tobaccooa.portal.interfaces import IPortalColumn
from collective.tobaccooa.portal.model import NOTICE
from collective.tobaccooa.portal.parts import ViewExtra
from collective.tobaccooa.portal.receipts.model import requirement_from
from collective.tobaccooa.portal.receipts.notices import require
from typing import Any
from zope.component import adapter
from zope.component import getMultiAdapter
from zope.interface import implementer


#: Types of items that can be required reading.
TYPES = ("News Item", "Document", "Event", "File")


@adapter(IColumnItem, ITobaccooaLayer)
class ReadingExtra(ViewExtra):
    """Asks the reader to confirm, and leads those who look after it to its readers."""

    name = "required-reading"


@implementer(IItemFormPart)
@adapter(IPortalColumn, ITobaccooaLayer)
class ReadingFields:
    """Whether a notice must be read, by whom and until when; in columns of notices only."""

    def __init__(self, column: Any, request: Any) -> None:
        self.column, self.request = column, request

    @property
    def types(self) -> tuple[str, ...]:
        return TYPES if self.column.kind == NOTICE else ()

    def render(self, item: Any) -> str:
        view = getMultiAdapter((self.column, self.request), name="reading-fields")
        return view.fields(item)

    def save(self, item: Any, form: Mapping[str, Any]) -> None:
        require(item, requirement_from(form))
