"""The one door to DCWorkflow: transitions move only while the kernel is deciding.

Every transition of our definitions carries the guard `here/@@tobaccooa-deciding`. Outside a
decision it is false for everybody, so Plone's state menu, core `@workflow` and `doActionFor`
find no transition to take.
"""

from __future__ import annotations

from collections.abc import Iterator
from collective.tobaccooa.workflows.spec import chain
from collective.tobaccooa.workflows.spec import RECORD
from contextlib import contextmanager
from contextvars import ContextVar
from plone import api
from Products.Five.browser import BrowserView
from zope.annotation.interfaces import IAnnotations
from zope.globalrequest import getRequest


_deciding: ContextVar[str | None] = ContextVar("tobaccooa_deciding", default=None)


@contextmanager
def deciding(reference: str) -> Iterator[None]:
    """Open the guard for one document."""
    token = _deciding.set(reference)
    try:
        yield
    finally:
        _deciding.reset(token)


class DecidingView(BrowserView):
    """`@@tobaccooa-deciding`: whether the kernel is deciding about this document right now."""

    def __call__(self) -> bool:
        return _deciding.get() == self.context.reference


def transition_id(step_from: str, step_to: str) -> str:
    """The transition that leads from one step to another, or that only records a decision."""
    return RECORD if step_from == step_to else f"to_{step_to}"


def move(document, step_from: str, step_to: str, **variables) -> None:
    """Move the document in DCWorkflow, keeping history, variables and all its events.

    :param variables: values of the status variables (`comment`, `holders`, `due_on` …).
    """
    workflow = api.portal.get_tool("portal_workflow")
    with deciding(document.reference):
        workflow.doActionFor(
            document,
            transition_id(step_from, step_to),
            wf_id=chain(document.chain_id).workflow,
            **variables,
        )


def forget_local_roles() -> None:
    """Drop what borg.localrole remembers for this request: the holders have changed."""
    request = getRequest()
    if request is None:
        return
    annotations = IAnnotations(request, None)
    if annotations is None:
        return
    for key in [k for k in annotations if "localrole" in str(k)]:
        del annotations[key]
