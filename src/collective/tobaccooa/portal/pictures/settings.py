"""Settings of pictures, kept in the registry under `collective.tobaccooa.pictures`."""

from __future__ import annotations

from collective.tobaccooa import _
from plone import api
from plone.registry.interfaces import IRegistry
from zope import schema
from zope.component import queryUtility
from zope.interface import Interface


PREFIX = "collective.tobaccooa.pictures"


class IPictureSettings(Interface):
    """Changed by the application administrator."""

    keep_originals = schema.Bool(
        title=_("label_keep_originals", default="Keep the originals of pictures"),
        description=_(
            "help_keep_originals",
            default="Without place and time of taking, in full size, so that the focal point can "
            "be changed later without loss. Otherwise only the picture of the page stays. Holds "
            "for pictures uploaded from now on.",
        ),
        default=True,
        required=False,
    )


def keeps_originals() -> bool:
    """Tell whether the originals of new pictures stay, without metadata."""
    registry = queryUtility(IRegistry)
    return registry is None or registry.get(f"{PREFIX}.keep_originals", True) is not False


def keep_originals(wanted: bool) -> None:
    """Keep the originals of pictures from now on, or not; of all portals."""
    api.portal.set_registry_record(f"{PREFIX}.keep_originals", bool(wanted))
