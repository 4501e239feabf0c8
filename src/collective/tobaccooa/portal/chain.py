"""Which workflow an item follows: in a column ours, elsewhere what Plone is set to."""

from __future__ import annotations

from Acquisition import aq_inner
from Acquisition import aq_parent
from collective.tobaccooa.portal.interfaces import IPortalColumn
from collective.tobaccooa.portal.model import ITEM_TYPES
from plone.base.interfaces import IWorkflowChain
from plone.dexterity.interfaces import IDexterityContent
from Products.CMFCore.interfaces import IWorkflowTool
from Products.CMFPlone.workflow import ToolWorkflowChain
from typing import Any
from zope.component import adapter
from zope.interface import implementer


WORKFLOW = "tobaccooa_column_item"


def lies_in_column(content: Any) -> bool:
    """Tell whether content is an item of a column."""
    if getattr(content, "portal_type", None) not in ITEM_TYPES:
        return False
    return IPortalColumn.providedBy(aq_parent(aq_inner(content)))


@adapter(IDexterityContent, IWorkflowTool)
@implementer(IWorkflowChain)
def column_item_chain(content: Any, tool: Any) -> tuple[str, ...]:
    """Return the chain of workflows for Dexterity content."""
    return (WORKFLOW,) if lies_in_column(content) else ToolWorkflowChain(content, tool)
