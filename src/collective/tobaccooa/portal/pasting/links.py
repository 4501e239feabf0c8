"""Links and pictures of a text: what leads outside is judged, nothing is ever fetched. Pure."""

from __future__ import annotations

from collective.tobaccooa.documents.laundering import drop
from collective.tobaccooa.documents.laundering import is_tracker
from collective.tobaccooa.documents.laundering import Kind
from collective.tobaccooa.documents.laundering import Report
from collective.tobaccooa.portal.pasting.tree import elements
from collective.tobaccooa.portal.pasting.tree import unwrap
from typing import Any
from urllib.parse import parse_qs
from urllib.parse import unquote
from urllib.parse import urlsplit
from urllib.parse import urlunsplit

import re


MAX_ADDRESS = 2000
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
# Query parameters that say where a reader came from, never what they get.
_TRACKING = re.compile(
    r"utm_[a-z_]+|spm|scm|gclid|dclid|fbclid|msclkid|yclid|mc_[ce]id|_hsenc|_hsmi|vero_id|"
    r"isappinstalled|share_token|share_source|bd_vid|hmsr|hmpl|hmcu|hmkw|hmci",
    re.IGNORECASE,
)
# `from` may mean anything; these values of it are set by WeChat when a page is shared.
_SHARED_FROM = frozenset({"timeline", "singlemessage", "groupmessage"})
_MAIL_WRAPPER = re.compile(r"(?:^|\.)safelinks\.protection\.outlook\.(?:com|cn)$", re.IGNORECASE)
_SCHEME = re.compile(r"^([a-zA-Z][a-zA-Z0-9+.-]*):")
_NOISE = re.compile(r"[\x00-\x20\x7f]+")
# A picture of this site: by its id, or a file named as a picture, without a query that could make
# the reader's browser do something.
_OWN_PICTURE = re.compile(
    r"(?:\.\./)*resolveuid/[0-9a-zA-Z-]{1,64}(?:/[A-Za-z0-9@_.,:=-]+)*|"
    r"(?:/(?![/\\])|(?:\.\./)+)?(?:(?!\.\.)[^\s\\?#:\"'<>/]+/)*"
    r"(?:(?:(?!\.\.)[^\s\\?#:\"'<>/]+/)?@@[a-z-]+(?:/[^\s\\?#:\"'<>/]+)+|"
    r"(?!\.\.)[^\s\\?#:\"'<>/]+\.(?:png|jpe?g|gif|webp|avif))",
    re.IGNORECASE,
)
# Content by its id: what leads to `resolveuid` from the editor's page is of no use elsewhere.
_BY_ID = re.compile(r"^(?!//)[^:?#\\]*?\b(resolveuid/[0-9a-zA-Z-]{1,64}(?:[/?#].*)?)$")
_WINDOWS_PATH = re.compile(r"^(?:[a-zA-Z]:[\\/]|\\\\)")


def clean_links(root: Any, report: Report) -> None:
    """Unlink what is unsafe or leads to somebody's own disk; take tracking off the others."""
    for link in elements(root, "a", "area"):
        address = _NOISE.sub("", link.get("href") or "")
        kind = refusal(address)
        if kind is not None:
            report.note(kind)
        if kind is not None or not address or address.startswith("#"):
            unwrap(link)
            continue
        address = _BY_ID.sub(r"\1", address)
        better = without_tracking(address)
        if better != address:
            report.note(Kind.LINK_TRACKING)
        link.set("href", better)


def refusal(address: str) -> Kind | None:
    """Return why an address may not be a link, or None."""
    address = _NOISE.sub("", address)
    if _WINDOWS_PATH.match(address):
        return Kind.LOCAL_LINKS
    scheme = _SCHEME.match(address)
    if scheme is None:
        return None
    if scheme.group(1).lower() == "file":
        return Kind.LOCAL_LINKS
    if scheme.group(1).lower() not in SCHEMES or len(address) > MAX_ADDRESS:
        return Kind.UNSAFE_LINKS
    return None


def without_tracking(address: str) -> str:
    """Return a web address without what only tells where the reader came from."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return address
    if _MAIL_WRAPPER.search(host):
        inside = parse_qs(parts.query).get("url", [""])[0]
        if inside.startswith(("http://", "https://")):
            return without_tracking(inside)
    if parts.scheme not in ("http", "https", "") or not parts.query:
        return address
    pairs = parts.query.split("&")
    kept = [pair for pair in pairs if not _is_tracking(pair)]
    if len(kept) == len(pairs):
        return address
    return urlunsplit(parts._replace(query="&".join(kept)))


def _is_tracking(pair: str) -> bool:
    name, _equals, value = pair.partition("=")
    if name.lower() == "from":
        return unquote(value).lower() in _SHARED_FROM
    return _TRACKING.fullmatch(unquote(name)) is not None


def clean_pictures(root: Any, report: Report) -> None:
    """Drop beacons and pictures that are not of this site; name those that a reader would miss."""
    for picture in elements(root, "img"):
        address = _BY_ID.sub(r"\1", (picture.get("src") or "").strip())
        if is_own_picture(address):
            picture.set("src", address)
            continue
        if not address:
            pass
        elif is_tracker(picture):
            report.note(Kind.TRACKERS)
        elif address.lower().startswith("data:"):
            report.note(Kind.EMBEDDED)
        else:
            report.note(Kind.PICTURES, name=address)
        drop(picture)
    for element in elements(root, "picture", "source"):
        unwrap(element)


def is_own_picture(address: str) -> bool:
    """Tell whether a picture's address is of this site (or stands for an embedded picture)."""
    return len(address) <= MAX_ADDRESS and _OWN_PICTURE.fullmatch(address) is not None


def own_addresses(html: str, site_url: str) -> str:
    """Return HTML in which the site's own absolute addresses begin with its path.

    What is copied from one's own portal comes with absolute addresses; they stay right when the
    site gets another name.
    """
    if not site_url:
        return html
    host = re.match(r"https?://[^/]+", site_url)
    if host is None:
        return html
    own = re.escape(host.group())
    return re.sub(rf"(\s(?:src|href)\s*=\s*[\"']){own}(?=/)", r"\1", html, flags=re.IGNORECASE)
