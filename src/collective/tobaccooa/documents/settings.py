"""Settings of documents, kept in the registry under `collective.tobaccooa.documents`."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.documents.files import DEFAULT_LIMIT_MB
from plone.registry.interfaces import IRegistry
from zope import schema
from zope.component import queryUtility
from zope.interface import Interface


PREFIX = "collective.tobaccooa.documents"


class IDocumentSettings(Interface):
    """Changed by the application administrator."""

    attachment_limit_mb = schema.Int(
        title=_("label_attachment_limit", default="Largest attachment (MB)"),
        description=_(
            "help_attachment_limit",
            default="Larger files are refused before they are stored. 1 MB is 1024 × 1024 bytes.",
        ),
        default=DEFAULT_LIMIT_MB,
        min=1,
        max=2000,
    )


def attachment_limit_mb() -> int:
    """Return the largest attachment accepted, in MB of 1024 × 1024 bytes."""
    registry = queryUtility(IRegistry)
    if registry is None:
        return DEFAULT_LIMIT_MB
    found = registry.get(f"{PREFIX}.attachment_limit_mb", DEFAULT_LIMIT_MB)
    return found or DEFAULT_LIMIT_MB
