"""Fixtures for all tests. Unit tests need none of them and start without loading Plone.

A test that asks for `integration`, `functional`, `demo`, `demo_functional` or `acceptance` gets
that layer of `collective.tobaccooa.testing`; layers are set up once per run, the tests are ordered
so that each layer is entered once, and all are torn down at the end.
"""

from .browsing import accessible as accessible
from .browsing import browse as browse
from .browsing import chromium as chromium
from .browsing import site_url as site_url

import os
import pytest


# Read by zope.i18n when it is imported: the catalogues are compiled as in a real instance.
os.environ["zope_i18n_compile_mo_files"] = "true"  # noqa: SIM112

LAYERS = {
    "integration": "INTEGRATION",
    "functional": "FUNCTIONAL",
    "empty_acceptance": "EMPTY_ACCEPTANCE",
    "demo": "DEMO",
    "demo_functional": "DEMO_FUNCTIONAL",
    "acceptance": "ACCEPTANCE",
}


class LayerStack:
    """Set up and tear down plone.testing layers, bases first, as a test runner does."""

    def __init__(self):
        self.ready = []

    def bases_first(self, layer, found=None):
        """Return `layer` and everything below it, each once, bases first."""
        found = [] if found is None else found
        for base in layer.__bases__:
            self.bases_first(base, found)
        if layer not in found:
            found.append(layer)
        return found

    def enter(self, layer):
        """Leave the layers this one doesn't stand on, then set up what is missing."""
        wanted = self.bases_first(layer)
        while self.ready and any(each not in wanted for each in self.ready):
            self.ready.pop().tearDown()
        for each in wanted:
            if each not in self.ready:
                each.setUp()
                self.ready.append(each)

    def leave_all(self):
        """Tear down every layer, the highest first."""
        while self.ready:
            self.ready.pop().tearDown()


def layer_name(item):
    """Return which layer fixture a test uses, the empty string for a unit test."""
    names = [name for name in LAYERS if name in getattr(item, "fixturenames", ())]
    return names[-1] if names else ""


def pytest_collection_modifyitems(items):
    """Run unit tests first and keep the tests of one layer together."""
    order = ["", *LAYERS]
    items.sort(key=lambda item: order.index(layer_name(item)))


@pytest.fixture(scope="session")
def layer_stack():
    """The layers set up so far in this run."""
    stack = LayerStack()
    yield stack
    stack.leave_all()


def run_in_layer(stack, name):
    """Set the layer up, run one test in it, undo what the test did."""
    from collective.tobaccooa import testing

    layer = getattr(testing, LAYERS[name])
    stack.enter(layer)
    layers = stack.bases_first(layer)
    for each in layers:
        each.testSetUp()
    try:
        yield layer
    finally:
        for each in reversed(layers):
            each.testTearDown()


@pytest.fixture
def integration(layer_stack):
    """The site with our default profile; each test's changes are undone."""
    yield from run_in_layer(layer_stack, "integration")


@pytest.fixture
def functional(layer_stack):
    """The same site for tests that commit."""
    yield from run_in_layer(layer_stack, "functional")


@pytest.fixture
def demo(layer_stack):
    """The site with the demo world; each test's changes are undone."""
    yield from run_in_layer(layer_stack, "demo")


@pytest.fixture
def demo_functional(layer_stack):
    """The demo world for tests that commit."""
    yield from run_in_layer(layer_stack, "demo_functional")


@pytest.fixture
def empty_acceptance(layer_stack):
    """A site for real use, nobody entered yet, behind a real HTTP server."""
    yield from run_in_layer(layer_stack, "empty_acceptance")


@pytest.fixture
def acceptance(layer_stack):
    """The demo world behind a real HTTP server."""
    yield from run_in_layer(layer_stack, "acceptance")


@pytest.fixture
def portal(integration):
    """The site root, with the default profile."""
    return integration["portal"]


@pytest.fixture
def functional_portal(functional):
    """The site root for tests that commit."""
    return functional["portal"]


@pytest.fixture
def demo_portal(demo):
    """The site root of the demo world."""
    return demo["portal"]


@pytest.fixture
def request_of(integration):
    """The current request of an integration test, marked with our layer."""
    return integration["request"]


@pytest.fixture
def manager(integration):
    """The test user with the role Manager."""
    from plone.app.testing import setRoles
    from plone.app.testing import TEST_USER_ID

    setRoles(integration["portal"], TEST_USER_ID, ["Manager"])
    return TEST_USER_ID
