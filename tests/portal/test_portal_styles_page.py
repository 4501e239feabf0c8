"""The page of a portal's face: who may, what it keeps, what it refuses without losing anything."""

from ..browsing import PASSWORD
from ..browser.conftest import open_as as open_as
from ..browser.conftest import said
from ..browser.conftest import url as url
from collective.tobaccooa.portal.styles.designs import DESIGNS

import pytest
import transaction


@pytest.fixture
def editor(open_as, url):
    """The page of unit03 as its editor."""
    browser = open_as("unit03-editor")
    browser.open(f"{url}/unit03/@@portal-face")
    return browser


def save(browser):
    browser.getForm(id="face-form").getControl("保存").click()


def test_shows_every_design_with_its_swatch(editor):
    for design in DESIGNS.values():
        assert f'value="{design.id}"' in said(editor)
    for words in ("青山", "江流", "庆典", "秋叶", "素简", "夜航", "春茶", "晴空", "肃穆"):
        assert words in said(editor)
    assert "--oa-banner-image" in said(editor)
