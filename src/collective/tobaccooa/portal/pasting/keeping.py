"""Keep what was last removed from an item's text, for its editor."""

from __future__ import annotations

from collections import Counter
from collective.tobaccooa.documents.laundering import Kind
from collective.tobaccooa.documents.laundering import Report
from typing import Any
from zope.annotation.interfaces import IAnnotations


KEY = "collective.tobaccooa.pasting"


def keep_report(item: Any, report: Report) -> None:
    """Keep a report on an item, or forget the last one when nothing was removed."""
    annotations = IAnnotations(item)
    if report:
        annotations[KEY] = {
            "counts": {str(kind): number for kind, number in report.counts.items()},
            "names": list(report.names),
        }
    elif KEY in annotations:
        del annotations[KEY]


def last_report(item: Any) -> Report:
    """Return the report of the last cleaning; an empty one when nothing was removed then."""
    annotations = IAnnotations(item, None)
    kept = annotations.get(KEY) if annotations is not None else None
    if kept is None:
        return Report()
    known = {str(kind): kind for kind in Kind}
    counts = {known[name]: number for name, number in kept["counts"].items() if name in known}
    return Report(Counter(counts), list(kept["names"]))
