"""Keep collective.documentviewer 6.0.3 working on Plone 6.2.

1. It imports `IObjectEvent` and `ObjectEvent` from `zope.component.interfaces`, which lost these
   names in Zope 6; without them Zope does not start. `restore_event_names` puts them back.

Remove this when a release of collective.documentviewer imports them from `zope.interface`.
"""

from zope.component import interfaces as component_interfaces
from zope.interface import interfaces


def restore_event_names():
    """Offer the two event names at their former place, where they are missing."""
    for name in ("IObjectEvent", "ObjectEvent"):
        if not hasattr(component_interfaces, name):
            setattr(component_interfaces, name, getattr(interfaces, name))
