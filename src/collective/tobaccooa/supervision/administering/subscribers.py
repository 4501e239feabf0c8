"""Write down what administrators and stewards do, as it happens."""

from __future__ import annotations

from collective.tobaccooa.supervision.administering.acts import log
from collective.tobaccooa.supervision.administering.acts import LOGGED
from collective.tobaccooa.supervision.administering.acts import made
from collective.tobaccooa.supervision.administering.acts import prepare
from collective.tobaccooa.workflows.state import kernel_state


def on_decided(document, event) -> None:
    """A decision was taken: acts from outside go into the log, others cost nothing."""
    if event.entry.action not in LOGGED:
        return
    trail = kernel_state(document).trail
    log(made(document, event.entry, trail[-2] if len(trail) > 1 else None))


def on_unit_prepared(event) -> None:
    """Make the log of a unit beforehand, so that its first writers don't conflict."""
    prepare(event.code)
