"""What a fresh site needs of the organisation: the root unit, the calendar, the throttle."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.i18n import write_down
from collective.tobaccooa.organisation import calendars
from collective.tobaccooa.organisation.signin import install_plugin
from collective.tobaccooa.organisation.units import prepare_root


def prepare_site() -> None:
    """Make the root unit, seed the calendar, install the throttle; may be repeated."""
    prepare_root(
        write_down(_("label_new_root_title", default="City Tobacco Monopoly Bureau (Company)")),
        write_down(_("label_new_root_short_title", default="City bureau (company)")),
    )
    calendars.seed()
    install_plugin()
