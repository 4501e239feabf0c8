"""Call another server from a job: one request, bounded in time and size. No Zope.

Who enters an address is an administrator; still its server must not hold a worker, fill the
memory, or make us talk to services of this machine. Nothing is followed: whoever wants to go where
an answer sends us on to decides that.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from http.client import HTTPException
from http.client import HTTPResponse
from http.client import HTTPSConnection
from ipaddress import ip_address
from threading import Event
from threading import Timer
from urllib.parse import SplitResult
from urllib.parse import urlsplit

import socket


class CallFailed(Exception):
    """There was no whole answer; `reason` is one of the class's constants, `detail` says more."""

    ADDRESS = "address"  # not an http or https address
    OWN = "own"  # it leads to this machine
    SLOW = "slow"
    UNREACHABLE = "unreachable"
    LARGE = "large"
    CUT = "cut"

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason} {detail}".strip())
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True)
class Answer:
    """What a server answered; `body` is empty unless the status is 2xx."""

    status: int
    body: bytes
    location: str = ""


def address_parts(url: str) -> SplitResult:
    """Return the parts of an http or https address without a name and password in it.

    :raises CallFailed: it is none.
    """
    try:
        parts = urlsplit(url)
        known = parts.scheme in ("http", "https") and parts.hostname and parts.username is None
        if known and (parts.port is None or parts.port > 0):
            return parts
    except ValueError:
        pass
    raise CallFailed(CallFailed.ADDRESS)


def call(
    method: str,
    url: str,
    headers: dict[str, str],
    body: bytes | None = None,
    *,
    deadline: float,
    limit: int,
    own: bool = False,
) -> Answer:
    """Send one request and return the answer.

    :param deadline: seconds for all of it, however slowly the server sends.
    :param limit: bytes of the answer. :param own: this machine may be called.
    :raises CallFailed: see there. A status that is no success is an answer, not a failure.
    """
    parts = address_parts(url)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=deadline)
    # The timeout is for each part that arrives; a server that drips would stretch it for ever.
    late = Event()
    timer = None
    try:
        connection.connect()
        # asked of the connection: a name may lead anywhere
        if not own and is_own_address(connection.sock.getpeername()[0]):
            raise CallFailed(CallFailed.OWN)
        # the socket is kept here, as the connection forgets it when the answer is to end it
        timer = Timer(deadline, _cut, [connection.sock, late])
        timer.daemon = True
        timer.start()
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request(method, path, body=body, headers=headers)
        answer = _read(connection.getresponse(), limit)
    except (OSError, HTTPException, UnicodeError, CallFailed) as error:
        if late.is_set() or isinstance(error, TimeoutError):
            raise CallFailed(CallFailed.SLOW) from error
        if isinstance(error, CallFailed):
            raise
        raise CallFailed(CallFailed.UNREACHABLE, str(error) or type(error).__name__) from error
    finally:
        if timer is not None:
            timer.cancel()
        connection.close()
    if late.is_set():
        # what was cut looks like an end
        raise CallFailed(CallFailed.SLOW)
    return answer


def is_own_address(address: str) -> bool:
    """Tell whether an IP address is of this machine or of what only it can reach.

    Private networks are none: a bureau's own servers lie in them.
    """
    found = ip_address(address.partition("%")[0])
    found = getattr(found, "ipv4_mapped", None) or found
    return found.is_loopback or found.is_link_local or found.is_unspecified or found.is_multicast


def _cut(connected: socket.socket, late: Event) -> None:
    late.set()
    with suppress(OSError):
        connected.shutdown(socket.SHUT_RDWR)


def _read(response: HTTPResponse, limit: int) -> Answer:
    if not 200 <= response.status < 300:
        return Answer(response.status, b"", response.getheader("Location") or "")
    body = response.read(limit + 1)
    if len(body) > limit:
        raise CallFailed(CallFailed.LARGE)
    if response.length:
        raise CallFailed(CallFailed.CUT)
    return Answer(response.status, body)
