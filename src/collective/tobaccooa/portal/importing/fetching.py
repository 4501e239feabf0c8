"""Fetch a feed: one bounded request to the web, nothing else. No Zope.

Who sets a feed's address is an administrator; still its server must not hold a worker, fill the
memory, or send the request on to another host.
"""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.jobs.calling import address_parts
from collective.tobaccooa.jobs.calling import call
from collective.tobaccooa.jobs.calling import CallFailed
from collective.tobaccooa.portal.importing.feed import MAX_FEED
from urllib.parse import SplitResult
from urllib.parse import urljoin


#: Seconds for all of it, however slowly the server sends.
DEADLINE = 20.0
MAX_REDIRECTS = 3
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_HEADERS = {
    "User-Agent": "collective.tobaccooa (feed reader)",
    "Accept": "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.9",
    "Accept-Encoding": "identity",
    "Connection": "close",
}


class FetchFailed(Exception):
    """The feed could not be fetched; `message` says why, for the administrator."""

    def __init__(self, message: str) -> None:
        super().__init__(str(message))
        self.message = message


def fetch(url: str, deadline: float = DEADLINE, limit: int = MAX_FEED) -> bytes:
    """Return what lies at a web address.

    :param deadline: seconds; :param limit: bytes.
    :raises FetchFailed: not http or https, an address of this machine, no answer in time, too
        large, an error, or sent on to another host.
    """
    first = _parts(url)
    here = first
    for _number in range(MAX_REDIRECTS + 1):
        answer = _ask(here.geturl(), deadline, limit)
        if isinstance(answer, bytes):
            return answer
        here = _parts(urljoin(here.geturl(), answer))
        # to the same host's https is as the site wants it; nowhere else
        same_port = (here.scheme, here.port) == (first.scheme, first.port)
        safer = first.scheme == "http" and here.scheme == "https" and here.port is None
        if here.hostname != first.hostname or not (same_port or safer):
            raise FetchFailed(
                _(
                    "feed_other_host",
                    default="The feed's server sends on to another address, ${host}. If that is "
                    "right, enter it as the feed's address.",
                    mapping={"host": here.netloc},
                )
            )
    raise FetchFailed(_("feed_redirects", default="The feed's server sends on without an end."))


def _parts(url: str) -> SplitResult:
    try:
        return address_parts(url)
    except CallFailed as failure:
        raise FetchFailed(_why(failure, DEADLINE, MAX_FEED)) from failure


def _ask(url: str, deadline: float, limit: int) -> bytes | str:
    """Return the body, or where the server sends on to."""
    try:
        answer = call("GET", url, _HEADERS, deadline=deadline, limit=limit)
    except CallFailed as failure:
        raise FetchFailed(_why(failure, deadline, limit)) from failure
    if answer.status in _REDIRECTS and answer.location:
        return answer.location
    if answer.status != 200:
        raise FetchFailed(
            _(
                "feed_status",
                default="The feed's server answered with the error ${status}.",
                mapping={"status": answer.status},
            )
        )
    return answer.body


def _why(failure: CallFailed, deadline: float, limit: int) -> str:
    """Return the sentence for the administrator."""
    return {
        CallFailed.ADDRESS: _(
            "feed_bad_address", default="The feed's address is not an http or https address."
        ),
        CallFailed.OWN: _(
            "feed_own_server",
            default="The feed's address leads to this server itself. Enter one of the web or "
            "of the bureau's network.",
        ),
        CallFailed.SLOW: _(
            "feed_slow",
            default="The feed's server did not answer within ${seconds} seconds.",
            mapping={"seconds": round(deadline)},
        ),
        CallFailed.UNREACHABLE: _(
            "feed_unreachable",
            default="The feed's server can't be reached: ${error}",
            mapping={"error": failure.detail},
        ),
        CallFailed.LARGE: _(
            "feed_too_large",
            default="The feed is larger than ${limit} MB.",
            mapping={"limit": limit // 2**20},
        ),
        CallFailed.CUT: _("feed_cut", default="The feed's server broke off."),
    }[failure.reason]
