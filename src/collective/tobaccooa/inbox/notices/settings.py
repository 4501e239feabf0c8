"""What the administrator sets for the whole site, and what everybody chooses for themselves.

Kept apart from the notices: read by background work, written by two forms.
"""

from __future__ import annotations

from collective.tobaccooa.inbox.notices.choices import Choice
from collective.tobaccooa.inbox.notices.choices import choice_of
from collective.tobaccooa.inbox.notices.choices import Site
from collective.tobaccooa.inbox.shards import Buckets
from persistent import Persistent
from plone import api
from zope.annotation.interfaces import IAnnotations


KEY = "collective.tobaccooa.notices.settings"


class Settings(Persistent):
    """The site's settings, and by user id the choices that differ from them."""

    site = Site()

    def __init__(self) -> None:
        self.choices = Buckets()


def _stored() -> Settings | None:
    return IAnnotations(api.portal.get()).get(KEY)


def _made() -> Settings:
    annotations = IAnnotations(api.portal.get())
    if KEY not in annotations:
        annotations[KEY] = Settings()
    return annotations[KEY]


def site_settings() -> Site:
    """Return the site's settings."""
    stored = _stored()
    return stored.site if stored is not None else Site()


def store_site_settings(site: Site) -> None:
    """Set the site's settings; nothing is written when they are so already."""
    if site != site_settings():
        _made().site = site


def choice_for(user_id: str) -> Choice:
    """Return what somebody chose, or the site's defaults."""
    stored = _stored()
    row = stored.choices.get(user_id) if stored is not None else None
    return choice_of(row) if row else Choice.of(site_settings())


def store_choice(user_id: str, choice: Choice | None) -> None:
    """Keep what somebody chose; None: the site's defaults again, also when those change."""
    settings = _made()
    if choice is None:
        settings.choices.remove(user_id)
    else:
        settings.choices.put(user_id, choice.row())
