"""Test layers: a site in Chinese with this package, with and without the demo world."""

from plone.app.testing import applyProfile
from plone.app.testing import FunctionalTesting
from plone.app.testing import IntegrationTesting
from plone.app.testing import PLONE_FIXTURE
from plone.app.testing import PloneSandboxLayer
from plone.testing import zope
from zope.globalrequest import clearRequest
from zope.globalrequest import setRequest


class TobaccooaLayer(PloneSandboxLayer):
    """A site with the default profile, in zh-cn, Asia/Shanghai."""

    defaultBases = (PLONE_FIXTURE,)

    def setUpZope(self, app, configurationContext):
        """Load our package first: its import makes documentviewer's ZCML loadable."""
        import collective.tobaccooa

        self.loadZCML(package=collective.tobaccooa)

    def setUpPloneSite(self, portal):
        """Apply the default profile in the site's own language."""
        request = portal.REQUEST
        request["LANGUAGE"] = "zh-cn"
        setRequest(request)
        try:
            applyProfile(portal, "collective.tobaccooa:default")
        finally:
            clearRequest()
        portal.setTitle("市烟草专卖局（公司）办公系统")
        portal.language = "zh-cn"


class TobaccooaDemoLayer(PloneSandboxLayer):
    """The same site, filled with the demo world."""

    def setUpPloneSite(self, portal):
        """Load the demo world through its profile."""
        applyProfile(portal, "collective.tobaccooa:demo")


FIXTURE = TobaccooaLayer()
DEMO_FIXTURE = TobaccooaDemoLayer(bases=(FIXTURE,), name="Tobaccooa:DemoFixture")

INTEGRATION = IntegrationTesting(bases=(FIXTURE,), name="Tobaccooa:Integration")
FUNCTIONAL = FunctionalTesting(bases=(FIXTURE,), name="Tobaccooa:Functional")
EMPTY_ACCEPTANCE = FunctionalTesting(
    bases=(FIXTURE, zope.WSGI_SERVER_FIXTURE), name="Tobaccooa:EmptyAcceptance"
)
DEMO = IntegrationTesting(bases=(DEMO_FIXTURE,), name="Tobaccooa:Demo")
DEMO_FUNCTIONAL = FunctionalTesting(bases=(DEMO_FIXTURE,), name="Tobaccooa:DemoFunctional")
ACCEPTANCE = FunctionalTesting(
    bases=(DEMO_FIXTURE, zope.WSGI_SERVER_FIXTURE), name="Tobaccooa:Acceptance"
)
