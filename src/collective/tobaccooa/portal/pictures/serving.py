"""How a picture goes out: addresses that carry the digest of the files may be kept for ever.

Only what anonymous people may see is kept by caches in front; the rest stays in the reader's
browser. A cache in front asks again after a day, and sooner when it is told to (`purging`).
"""

from __future__ import annotations

from AccessControl.PermissionRole import rolesForPermissionOn
from plone.namedfile.utils import stream_data
from typing import Any


YEAR, DAY, MINUTE = 365 * 24 * 3600, 24 * 3600, 60


def cache_control(public: bool, lasting: bool) -> str:
    """Return the header: `public` when anonymous people may see it, `lasting` when the address
    names these very bytes."""
    if not lasting:
        return f"public, max-age={MINUTE}" if public else "private, no-cache"
    if public:
        return f"public, max-age={YEAR}, s-maxage={DAY}, immutable"
    return f"private, max-age={YEAR}, immutable"


def open_to_all(context: Any) -> bool:
    """Tell whether anonymous people may see an object."""
    return "Anonymous" in rolesForPermissionOn("View", context)


def send(request: Any, context: Any, file: Any, tag: str, lasting: bool) -> Any:
    """Return a file as the answer, or nothing (304) when the browser has it.

    :param tag: what changes whenever the bytes do.
    """
    response = request.response
    response.setHeader("Cache-Control", cache_control(open_to_all(context), lasting))
    response.setHeader("ETag", f'"{tag}"')
    response.setHeader("X-Content-Type-Options", "nosniff")
    if f'"{tag}"' in (request.getHeader("If-None-Match") or ""):
        response.setStatus(304)
        return b""
    response.setHeader("Content-Type", file.contentType)
    response.setHeader("Content-Length", str(file.getSize()))
    return stream_data(file)
