"""plone.protect on the portal's pages: its check stays, its rewriting of the page is spared.

It takes every page of somebody signed in apart to put tokens into forms, and writes it anew with
each Chinese character as eight letters of ASCII. Our forms bring their tokens themselves.
"""

from __future__ import annotations

from plone.protect.auto import ProtectTransform
from typing import Any


def lacks_token(html: bytes) -> bool:
    """Tell whether a page has a form that may write and brings no token."""
    return html.lower().count(b'method="post"') > html.count(b'name="_authenticator"')


class PortalProtection(ProtectTransform):
    """Refuses what the stock one refuses; rewrites only pages that need it."""

    def transform(self, result: Any, encoding: str) -> Any:
        """Return None, which leaves the page as it is, if all its forms have their tokens."""
        if not isinstance(result, (list, tuple)):
            return super().transform(result, encoding)
        parts = [part if isinstance(part, bytes) else part.encode(encoding) for part in result]
        if lacks_token(b"".join(parts)):
            return super().transform(result, encoding)
        return None
