"""Keep collective.documentviewer 6.0.3 (2023) working on Plone 6.2.

1. It imports `IObjectEvent` and `ObjectEvent` from `zope.component.interfaces`, which lost these
   names in Zope 6; without them Zope does not start. `restore_event_names` puts them back.
2. Its page stays at "Loading": it asks for RequireJS and an `add_resource_on_request` that are
   gone. `compat.views` loads the viewer's own assets instead.
3. It converts inside the upload's request, with one program call per page and size. `settle`
   switches that off; `convert` is called by a background job and keeps its storage format.

Remove 1 when a release imports the names from `zope.interface`, 2 when its page works without
RequireJS, 3 when it converts by a queue that runs on Plone 6.2.
"""

from zope.component import interfaces as component_interfaces
from zope.interface import interfaces


def restore_event_names():
    """Offer the two event names at their former place, where they are missing."""
    for name in ("IObjectEvent", "ObjectEvent"):
        if not hasattr(component_interfaces, name):
            setattr(component_interfaces, name, getattr(interfaces, name))


def settle(site):
    """Switch documentviewer's own conversion and layout off for this site (idempotent).

    :param site: the Plone site root; the settings are an annotation of it.
    """
    # imported late: this module is loaded before documentviewer can be imported at all
    from collective.documentviewer.settings import GlobalSettings

    settings = GlobalSettings(site)
    settings.auto_convert = False
    settings.auto_select_layout = False
    settings.enable_indexation = False
    settings.ocr = False
    settings.pdf_image_format = "png"


def convert(attachment):
    """Make the pages of a file, for the viewer; called by a background job.

    :param attachment: an object with a `file` (NamedBlobFile) and annotations.
    :raises compat.conversion.NotConvertible: never to succeed; the message says why.
    :raises compat.conversion.ConversionFailed: may succeed later (a missing program, a time-out).
    """
    from collective.tobaccooa.compat.conversion import convert as make_pages

    make_pages(attachment)
