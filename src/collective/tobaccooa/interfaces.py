"""The browser layer that every view and service of this package is registered for."""

from zope.publisher.interfaces.browser import IDefaultBrowserLayer


class ITobaccooaLayer(IDefaultBrowserLayer):
    """A request to a site in which collective.tobaccooa is installed."""
