"""The trail (流转记录): append-only, each entry carrying the digest of the one before.

Whoever changes, drops or reorders an entry breaks every digest after it. Source: the regulation
asks that opinions, names and times are kept with the document (条例 art. 22); the chain of digests
is our own means of proving it.
"""

from __future__ import annotations

from collections.abc import Iterable
from collective.tobaccooa.workflows.model import TrailEntry
from dataclasses import fields
from dataclasses import replace
from datetime import datetime
from datetime import UTC

import hashlib
import json


def genesis(reference: str) -> str:
    """The digest before the first entry: ties the trail to its document."""
    return hashlib.sha256(f"tobaccooa-trail:{reference}".encode()).hexdigest()


def digest_of(entry: TrailEntry, previous: str) -> str:
    """Return sha256 (hex) over the entry, without its own digest, and the one before."""
    data: dict[str, object] = {"previous": previous}
    for item in fields(entry):
        value = getattr(entry, item.name)
        if item.name == "digest":
            continue
        if isinstance(value, datetime):
            value = value.astimezone(UTC).isoformat(timespec="microseconds")
        data[item.name] = value
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def append(trail: tuple[TrailEntry, ...], entry: TrailEntry, reference: str) -> TrailEntry:
    """Return `entry` with its id and digest set to follow the trail."""
    previous = trail[-1].digest if trail else genesis(reference)
    numbered = replace(entry, id=str(len(trail) + 1), digest="")
    return replace(numbered, digest=digest_of(numbered, previous))


def first_broken(trail: Iterable[TrailEntry], reference: str) -> str | None:
    """Return the id of the first entry whose digest does not fit, or None when all do."""
    previous = genesis(reference)
    for position, entry in enumerate(trail, 1):
        if entry.id != str(position) or entry.digest != digest_of(entry, previous):
            return entry.id
        previous = entry.digest
    return None


def is_valid(trail: Iterable[TrailEntry], reference: str) -> bool:
    """True when every entry stands as it was written."""
    return first_broken(trail, reference) is None
