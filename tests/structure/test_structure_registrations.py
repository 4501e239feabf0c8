"""Every view and service names its permission and is registered for our layer."""

from pathlib import Path
from xml.etree import ElementTree

import pytest


ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "collective" / "tobaccooa"
LAYER = "collective.tobaccooa.interfaces.ITobaccooaLayer"
BROWSER = "{http://namespaces.zope.org/browser}"
PLONE = "{http://namespaces.plone.org/plone}"
# asked by the workflow tool, also where no browser has made the request
WITHOUT_LAYER = {"tobaccooa-deciding", "tobaccooa-may"}
GUARDED = {f"{BROWSER}{name}" for name in ("page", "view", "viewlet")} | {f"{PLONE}service"}


def registrations():
    """Return `(file, element)` of what a request can reach."""
    return [
        (str(path.relative_to(PACKAGE)), element)
        for path in sorted(PACKAGE.rglob("*.zcml"))
        for element in ElementTree.parse(path).iter()  # noqa: S314 - our own files
        if element.tag in GUARDED
    ]


@pytest.mark.parametrize("attribute", ["permission", "layer"])
def test_is_named_everywhere(attribute):
    missing = [
        f"{file}: {element.get('name')} {element.get('method', '')}"
        for file, element in registrations()
        if not element.get(attribute)
        and not (attribute == "layer" and element.get("name") in WITHOUT_LAYER)
    ]
    assert missing == []


def test_layer_is_ours():
    other = [
        f"{file}: {element.get('name')}"
        for file, element in registrations()
        if element.get("layer") and not element.get("layer").endswith("ITobaccooaLayer")
    ]
    assert other == []


def test_writing_services_have_more_than_view():
    weak = [
        f"{file}: {element.get('method')} {element.get('name')}"
        for file, element in registrations()
        if element.get("method", "GET") != "GET" and element.get("permission") == "zope2.View"
    ]
    assert weak == []
