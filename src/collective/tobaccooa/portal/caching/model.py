"""Who may keep an answer, and for how long: the rules behind the headers. Pure.

After RFC 9111: `private` keeps an answer out of every cache that people share, `no-cache` makes the
browser ask each time whether it still holds (304), `no-store` keeps it out of the browser too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import hashlib


NOTHING = "private, no-store"
OWN = "private, no-cache"
YEAR = "public, max-age=31536000, immutable"
#: What the same address may answer differently by; caches in front drop the cookies of visitors.
VARY = "Accept, Cookie, Authorization"


@dataclass(frozen=True)
class Answer:
    """What decides about one answer.

    :param reading: a GET or HEAD.
    :param status: of HTTP.
    :param personal: made for one moment: a message was shown, a cookie is set, a keeper's tools.
    :param credentials: the request names a person, even if nobody was recognised by it.
    :param plain: asked by the one address of this content, without a query.
    :param public: every visitor may see it now.
    """

    reading: bool
    status: int
    personal: bool
    credentials: bool
    plain: bool
    public: bool

    @property
    def may_be_kept(self) -> bool:
        """Whether the reader's own browser may keep it and ask again."""
        return self.reading and self.status == 200 and not self.personal

    @property
    def may_be_shared(self) -> bool:
        """Whether one cache may give it to everybody."""
        return self.may_be_kept and self.plain and self.public and not self.credentials


def cache_control(answer: Answer, seconds: int) -> str:
    """Return the header `Cache-Control`.

    :param seconds: how long a shared cache may keep it, if it may at all.
    """
    if not answer.may_be_kept:
        return NOTHING
    if answer.may_be_shared and seconds > 0:
        return f"public, max-age=0, s-maxage={seconds}, must-revalidate"
    return OWN


def shared_seconds(limit: int, until: float, now: float) -> int:
    """Return how long a shared cache may keep a page: not beyond what the page is good for.

    :param limit: the administrator's limit, in seconds.
    :param until: when something on the page begins or ends; :param now: both in seconds since 1970.
    """
    return max(0, min(limit, int(until - now)))


def etag(parts: Iterable[str]) -> str:
    """Return an ETag of some parts, without its quotes; what is one's own can't be read from it."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:24]


def prefixed(paths: Iterable[str], site: str) -> list[str]:
    """Return each path also without the path of the site, for caches before a virtual host.

    >>> prefixed(["/oa/unit01", "/oa"], "/oa")
    ['/oa/unit01', '/unit01', '/oa', '/']
    """
    found: list[str] = []
    for path in paths:
        found.append(path)
        if site and (path == site or path.startswith(f"{site}/")):
            found.append(path[len(site) :] or "/")
    return found
