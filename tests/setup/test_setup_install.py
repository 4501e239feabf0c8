"""Installing the package: what a fresh site has afterwards."""

from plone import api

import pytest


@pytest.fixture
def setup_tool(portal):
    return portal.portal_setup


class TestInstall:
    def test_profile_has_its_first_version(self, setup_tool):
        version = setup_tool.getLastVersionForProfile("collective.tobaccooa:default")
        assert version == ("1000",)

    def test_browser_layer_is_registered(self, portal):
        from collective.tobaccooa.interfaces import ITobaccooaLayer
        from plone.browserlayer.utils import registered_layers

        assert ITobaccooaLayer in registered_layers()

    @pytest.mark.parametrize(
        "product",
        ["collective.documentviewer", "collective.lineage", "lineage.registry", "plone.restapi"],
    )
    def test_dependency_is_installed(self, portal, product):
        from Products.CMFPlone.utils import get_installer

        assert get_installer(portal).is_product_installed(product)

    @pytest.mark.parametrize(
        ("record", "value"),
        [
            ("plone.app.theming.interfaces.IThemeSettings.hostnameBlacklist", []),
            ("plone.navigation_depth", 1),
            ("plone.default_language", "zh-cn"),
            ("plone.portal_timezone", "Asia/Shanghai"),
        ],
    )
    def test_site_setting(self, portal, record, value):
        assert api.portal.get_registry_record(record) == value

    @pytest.mark.parametrize(
        "role", ["Holder", "Participant", "Supervisor", "Circulated Reader", "OA Administrator"]
    )
    def test_role_exists(self, portal, role):
        assert role in portal.valid_roles()

    @pytest.mark.parametrize("profile", ["uninstall", "demo"])
    def test_profile_is_hidden_when_a_site_is_made(self, profile):
        from collective.tobaccooa.setuphandlers import HiddenProfiles

        hidden = HiddenProfiles().getNonInstallableProfiles()
        assert f"collective.tobaccooa:{profile}" in hidden


class TestUninstall:
    def test_browser_layer_is_gone(self, portal, manager):
        from collective.tobaccooa.interfaces import ITobaccooaLayer
        from plone.browserlayer.utils import registered_layers
        from Products.CMFPlone.utils import get_installer

        get_installer(portal).uninstall_product("collective.tobaccooa")
        assert ITobaccooaLayer not in registered_layers()
