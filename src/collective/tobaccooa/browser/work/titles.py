"""What the work lists and their orders are called."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.inbox.model import Kind
from collective.tobaccooa.inbox.model import Sort


TABS = {
    Kind.OPEN: _("tab_open", default="To do"),
    Kind.TO_READ: _("tab_to_read", default="To read"),
    Kind.STARTED: _("tab_started", default="Started by me"),
    Kind.DONE: _("tab_done", default="Done"),
}
SORTS = {
    Sort.DUE: _("sort_due", default="Most urgent first"),
    Sort.NEWEST: _("sort_newest", default="Newest first"),
    Sort.OLDEST: _("sort_oldest", default="Oldest first"),
}
