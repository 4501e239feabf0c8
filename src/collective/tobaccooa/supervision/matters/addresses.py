"""Addresses of documents and matters, from references and back."""

from __future__ import annotations

from collective.tobaccooa.exceptions import NotHere
from collective.tobaccooa.organisation.directory import directory
from plone import api


FOLDER = "/gongwen/"


def document_url(reference: str) -> str | None:
    """Return the absolute address of a document by its reference, without waking it up."""
    unit, _slash, rest = reference.partition("/")
    try:
        return f"{directory().unit_object(unit).absolute_url()}{FOLDER}{rest}" if rest else None
    except NotHere:
        return None


def reference_from(text: str) -> str:
    """Return the reference of a document from its absolute address, or from the reference itself.

    :returns: what was given, when it is neither; nothing is found by that.
    """
    site = api.portal.get()
    root = site.absolute_url()
    if not text.startswith(f"{root}/"):
        return text
    path, folder, rest = text.removeprefix(root).partition(FOLDER)
    if not folder:
        return text
    place = site.unrestrictedTraverse(path.strip("/"), None) if path.strip("/") else site
    if place is None:
        return text
    return f"{directory().unit_of(place).code}/{rest.rstrip('/')}"
