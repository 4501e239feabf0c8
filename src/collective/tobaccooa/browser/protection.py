"""plone.protect on our own pages: its checks stay, its rewriting of the page is spared.

It takes every page of somebody signed in apart to put tokens into forms, and writes it anew with
each Chinese character as eight letters of ASCII. Our forms bring their tokens themselves; a page
with one that does not, or with Plone's scripts, which ask for a token of their own, is left to it.
"""

from __future__ import annotations

from plone.protect.auto import ProtectTransform
from typing import Any

import re


TOKEN = b'name="_authenticator"'
FORM = b"<form"
END = b"</form"
#: In a form's own tag, or on a button that overrides it.
POSTS = re.compile(rb"""\b(?:form)?method\s*=\s*["']?\s*post""")


def lacks_token(html: bytes) -> bool:
    """Tell whether a page has a form that may write and brings no token."""
    for form in html.lower().split(FORM)[1:]:
        inside = form.partition(END)[0]
        if TOKEN not in inside and POSTS.search(inside):
            return True
    return False


class PageProtection(ProtectTransform):
    """Refuses what the stock one refuses; rewrites only pages that need it."""

    def transform(self, result: Any, encoding: str) -> Any:
        """Return None, which leaves the page as it is, if all its forms have their tokens."""
        if getattr(self.published, "needs_patterns", True):
            return super().transform(result, encoding)
        if not isinstance(result, (list, tuple)):
            return super().transform(result, encoding)
        parts = [part if isinstance(part, bytes) else part.encode(encoding) for part in result]
        if lacks_token(b"".join(parts)):
            return super().transform(result, encoding)
        return None
