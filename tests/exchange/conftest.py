"""A document of the demo world, walked to its distribution."""

from __future__ import annotations

from datetime import datetime
from datetime import timedelta
from datetime import UTC

import pytest


NOW = datetime(2026, 11, 23, 5, 6, 7, tzinfo=UTC)
UNITS = [f"unit{number:02d}" for number in range(1, 13)]


def walk_to_distribution(title="关于防汛工作的通知", file=b"%PDF-1.4\n", **values):
    """Make a document with an attachment and take it to the clerk who distributes it."""
    from collective.tobaccooa.documents.attachments import share_file
    from collective.tobaccooa.documents.storage import create_document
    from collective.tobaccooa.workflows.kernel import decide
    from collective.tobaccooa.workflows.model import Decision
    from plone.namedfile.file import NamedBlobFile

    body = {"title": title, "document_type": "notice", "text": "<p>请各单位落实。</p>"}
    body |= {"department": "city-finance", "main_recipients": [f"unit:{u}" for u in UNITS]}
    body |= {"copy_recipients": ["text:省局办公室"]} | values
    document = create_document("city", "OutgoingDocument", body, "city-finance-staff", now=NOW)
    if file:
        blob = NamedBlobFile(
            data=file, contentType="application/pdf", filename="附件一（修订）.pdf"
        )
        share_file(document, "附件一", blob)
    steps = (
        ("city-finance-staff", {}),
        ("city-finance-head", {}),
        ("city-director", {"handlers": ("city-leader",)}),
        ("city-leader", {}),
        ("city-clerk", {}),
        ("city-sealkeeper", {}),
    )
    for minute, (actor, more) in enumerate(steps, 1):
        decide(document, Decision("advance", **more), actor, NOW + timedelta(minutes=minute))
    return document


def distribute(document, minute=10):
    """Let the clerk deliver it; return the deliveries."""
    from collective.tobaccooa.exchange.deliveries import deliveries_of
    from collective.tobaccooa.workflows.kernel import decide
    from collective.tobaccooa.workflows.model import Decision

    decide(document, Decision("advance"), "city-clerk", NOW + timedelta(minutes=minute))
    return deliveries_of(document)


@pytest.fixture
def sealed(demo_portal):
    """Return a function that makes a document ready to be distributed."""
    return walk_to_distribution


@pytest.fixture
def delivered(sealed):
    """Return a document that was delivered to the twelve units."""
    document = sealed()
    distribute(document)
    return document
