"""Fetch a feed: one bounded request to the web, nothing else. No Zope.

Who sets a feed's address is an administrator; still its server must not hold a worker, fill the
memory, or send the request on to another host.
"""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.portal.importing.feed import MAX_FEED
from contextlib import suppress
from http.client import HTTPConnection
from http.client import HTTPException
from http.client import HTTPResponse
from http.client import HTTPSConnection
from ipaddress import ip_address
from threading import Event
from threading import Timer
from urllib.parse import SplitResult
from urllib.parse import urljoin
from urllib.parse import urlsplit

import socket


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
        answer = _ask(here, deadline, limit)
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
        parts = urlsplit(url)
        known = parts.scheme in ("http", "https") and parts.hostname and parts.username is None
        if known and (parts.port is None or parts.port > 0):
            return parts
    except ValueError:
        pass
    raise FetchFailed(
        _("feed_bad_address", default="The feed's address is not an http or https address.")
    )


def _ask(parts: SplitResult, deadline: float, limit: int) -> bytes | str:
    """Return the body, or where the server sends on to."""
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=deadline)
    # The timeout is for each part that arrives; a server that drips would stretch it for ever.
    late = Event()
    timer = None
    try:
        connection.connect()
        _refuse_own(connection.sock.getpeername()[0])
        # kept here, as the connection forgets it when the answer is to end it
        timer = Timer(deadline, _cut, [connection.sock, late])
        timer.daemon = True
        timer.start()
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("GET", path, headers=_HEADERS)
        answer = _read(connection.getresponse(), limit)
    except (OSError, HTTPException, UnicodeError, FetchFailed) as error:
        if late.is_set() or isinstance(error, TimeoutError):
            raise _slow(deadline) from error
        if isinstance(error, FetchFailed):
            raise
        raise FetchFailed(
            _(
                "feed_unreachable",
                default="The feed's server can't be reached: ${error}",
                mapping={"error": str(error) or type(error).__name__},
            )
        ) from error
    finally:
        if timer is not None:
            timer.cancel()
        connection.close()
    if late.is_set():
        # what was cut looks like an end
        raise _slow(deadline)
    return answer


def is_own_address(address: str) -> bool:
    """Tell whether an IP address is of this machine or of what only it can reach.

    Private networks are none: a bureau's own feeds lie in them.
    """
    found = ip_address(address.partition("%")[0])
    found = getattr(found, "ipv4_mapped", None) or found
    return found.is_loopback or found.is_link_local or found.is_unspecified or found.is_multicast


def _refuse_own(address: str) -> None:
    """Refuse what answers here, asked of the connection: a name may lead anywhere."""
    if is_own_address(address):
        raise FetchFailed(
            _(
                "feed_own_server",
                default="The feed's address leads to this server itself. Enter one of the web or "
                "of the bureau's network.",
            )
        )


def _slow(deadline: float) -> FetchFailed:
    return FetchFailed(
        _(
            "feed_slow",
            default="The feed's server did not answer within ${seconds} seconds.",
            mapping={"seconds": round(deadline)},
        )
    )


def _cut(connected: socket.socket, late: Event) -> None:
    late.set()
    with suppress(OSError):
        connected.shutdown(socket.SHUT_RDWR)


def _read(response: HTTPResponse, limit: int) -> bytes | str:
    target = response.getheader("Location")
    if response.status in _REDIRECTS and target:
        return target
    if response.status != 200:
        raise FetchFailed(
            _(
                "feed_status",
                default="The feed's server answered with the error ${status}.",
                mapping={"status": response.status},
            )
        )
    body = response.read(limit + 1)
    if len(body) > limit:
        raise FetchFailed(
            _(
                "feed_too_large",
                default="The feed is larger than ${limit} MB.",
                mapping={"limit": limit // 2**20},
            )
        )
    if response.length:
        raise FetchFailed(_("feed_cut", default="The feed's server broke off."))
    return body
