"""How a call to the messenger is written and signed. Pure.

The receiver computes HMAC-SHA256 with the shared secret over the timestamp's text, a full stop
and the body's bytes, compares it with the header, and refuses old timestamps: so nobody else can
send calls, change them, or send one again later.
"""

from __future__ import annotations

from collections.abc import Sequence
from collective.tobaccooa.inbox.notices.model import Kept
from datetime import datetime
from datetime import UTC

import hashlib
import hmac
import json


TIMESTAMP = "X-OA-Timestamp"
SIGNATURE = "X-OA-Signature"
#: The same for every try of one call, so that the receiver can drop what it has already.
DELIVERY = "X-OA-Delivery"


def body_of(people: Sequence[str], item: Kept, url: str) -> str:
    """Return the JSON of the call about a notice.

    :param url: absolute address of the thing, or "".
    """
    return body(item.notice.kind, people, item.notice.title, url, item.at)


def body(event: str, people: Sequence[str], title: str, url: str, at: datetime) -> str:
    """Return the JSON of a call, ASCII only."""
    when = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return json.dumps({"event": event, "to": list(people), "title": title, "url": url, "at": when})


def headers_of(sent: bytes, secret: str, delivery: str, now: datetime) -> dict[str, str]:
    """Return the headers of a call that is sent now."""
    timestamp = str(int(now.timestamp()))
    return {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "collective.tobaccooa (notices)",
        "Accept": "*/*",
        "Accept-Encoding": "identity",
        "Connection": "close",
        DELIVERY: delivery,
        TIMESTAMP: timestamp,
        SIGNATURE: f"sha256={signature(sent, secret, timestamp)}",
    }


def signature(sent: bytes, secret: str, timestamp: str) -> str:
    """Return HMAC-SHA256 (hex) over timestamp and body."""
    message = timestamp.encode("ascii") + b"." + sent
    return hmac.new(secret.encode("utf-8"), message, hashlib.sha256).hexdigest()
