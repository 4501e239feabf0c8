"""What runs inside a database process: making sites and walking documents through the chain."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import transaction


SITE = "oa"
STOCK = "stock"
PASSWORD = "Bench-oa-2026"
UNITS = tuple(f"unit{number:02d}" for number in range(1, 13))
TEXT = "<p>现将有关事项通知如下。</p><h2>一、总体要求</h2>" + (
    "<p>各单位要高度重视，按照职责分工抓好落实，并于规定时间前将有关情况书面报送。</p>" * 12
)


def make_site(app) -> None:
    """Create the site with the demo world, as `scripts/site.py` does."""
    import os

    os.environ["OA_DEMO_PASSWORD"] = PASSWORD
    create_plone(app, SITE, "collective.tobaccooa:default", "collective.tobaccooa:demo")


def create_plone(app, site_id: str, *profiles: str):
    """Create a Plone site of the classic distribution and commit."""
    from Products.CMFPlone.factory import addPloneSite
    from zope.component.hooks import setSite

    site = addPloneSite(
        app,
        site_id,
        title="Bench",
        distribution_name="classic",
        default_language="zh-cn",
        portal_timezone="Asia/Shanghai",
        setup_content=False,
    )
    setSite(site)
    for profile in profiles:
        site.portal_setup.runAllImportStepsFromProfile(f"profile-{profile}")
    transaction.commit()
    return site


def enter(app):
    """Return our site, made the current one, with our browser layer on the request."""
    from collective.tobaccooa.interfaces import ITobaccooaLayer
    from zope.component.hooks import setSite
    from zope.interface import alsoProvides

    site = app[SITE]
    setSite(site)
    alsoProvides(app.REQUEST, ITobaccooaLayer)
    return site


def values(title: str, units: tuple[str, ...] = UNITS) -> dict[str, Any]:
    """Return what a drafter fills in."""
    return {
        "title": title,
        "document_type": "notice",
        "urgency": "normal",
        "department": "city-finance",
        "main_recipients": [f"unit:{unit}" for unit in units] or ["text:各有关单位"],
        "copy_recipients": ["text:省局办公室"] if units else [],
        "text": {"content-type": "text/html", "data": TEXT},
    }


def draft(title: str, units: tuple[str, ...] = UNITS):
    """Create an outgoing document of the city's finance department."""
    from collective.tobaccooa.documents.storage import create_document

    return create_document("city", "OutgoingDocument", values(title, units), "city-finance-staff")


#: The eight decisions from drafting to distributed: who takes it, and what is said and chosen.
CHAIN: tuple[tuple[str, dict[str, Any]], ...] = (
    ("city-finance-staff", {"opinion": "请审核"}),
    (
        "city-finance-head",
        {"to_step": "countersigning", "handlers": ("city-legal-head",), "opinion": "请会签"},
    ),
    ("city-legal-head", {"opinion": "同意"}),
    ("city-director", {"handlers": ("city-leader",), "opinion": "拟同意，请签发"}),
    ("city-leader", {"opinion": "同意签发"}),
    ("city-clerk", {}),
    ("city-sealkeeper", {}),
    ("city-clerk", {}),
)


def decisions() -> Iterator[tuple[str, Any]]:
    """Yield (actor, decision) of the whole chain."""
    from collective.tobaccooa.workflows.model import Decision

    for actor, more in CHAIN:
        yield actor, Decision(action="advance", **more)


def walk(document, steps: int = len(CHAIN)) -> None:
    """Take the first decisions of the chain, without committing."""
    from collective.tobaccooa.workflows.kernel import decide

    for actor, decision in list(decisions())[:steps]:
        decide(document, decision, actor)
