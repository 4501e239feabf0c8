"""What applying a profile does beyond its XML files."""

from collective.tobaccooa.compat import documentviewer
from collective.tobaccooa.organisation.setup import prepare_site
from collective.tobaccooa.organisation.signin import remove_plugin
from plone import api
from Products.CMFPlone.interfaces import INonInstallable
from zope.interface import implementer


@implementer(INonInstallable)
class HiddenProfiles:
    """Keep the profiles that nobody should pick by hand out of Plone's lists."""

    def getNonInstallableProducts(self):
        """Return the products hidden from the add-ons page."""
        return []

    def getNonInstallableProfiles(self):
        """Return the profiles hidden when a site is made."""
        return [
            "collective.tobaccooa:uninstall",
            "collective.tobaccooa:demo",
            "collective.tobaccooa:demo-articles",
        ]


def post_install(context):
    """Run after the default profile: settle the viewer, make the root unit, seed the calendar."""
    documentviewer.settle(api.portal.get())
    prepare_site()


def post_uninstall(context):
    """Run after the uninstall profile: passwords are checked by Plone alone again."""
    remove_plugin()
