"""A document of the demo world with a leader's instruction, and short ways to a matter."""

from __future__ import annotations

from datetime import datetime
from datetime import timedelta
from datetime import UTC


NOW = datetime(2026, 11, 2, 2, 0, tzinfo=UTC)
WORDS = "请财务科牵头，法规科配合，本月底前完成专项检查。"
LEAD, HELP, BELOW = "department:city-finance", "department:city-legal", "unit:unit01"


def instructed_document(title="关于开展专项检查的请示"):
    """Return an outgoing document that the leader signed with words."""
    from collective.tobaccooa.documents.storage import create_document
    from collective.tobaccooa.workflows.kernel import decide
    from collective.tobaccooa.workflows.model import Decision

    body = {"title": title, "document_type": "notice", "text": "<p>请批示。</p>"}
    body |= {"department": "city-finance", "main_recipients": ["unit:unit01"]}
    document = create_document("city", "OutgoingDocument", body, "city-finance-staff", now=NOW)
    steps = (
        ("city-finance-staff", {"opinion": "请审核"}),
        ("city-finance-head", {}),
        ("city-director", {"handlers": ("city-leader",)}),
        ("city-leader", {"opinion": WORDS}),
    )
    for minute, (actor, more) in enumerate(steps, 1):
        decide(document, Decision("advance", **more), actor, NOW + timedelta(minutes=minute))
    return document


def asked(document, **more):
    """Return what the director asks for when making a matter of the leader's words."""
    from collective.tobaccooa.supervision.matters.checks import Asked
    from collective.tobaccooa.supervision.matters.instructions import instructions

    values = {
        "document": document.reference,
        "entry": instructions(document)[-1].id,
        "title": "开展专项检查并报送结果",
        "lead": LEAD,
        "assisting": (HELP, BELOW),
    }
    return Asked(**{**values, **more})


def made(document=None, actor="city-director", **more):
    """Return a new matter."""
    from collective.tobaccooa.supervision.matters.life import create

    document = document or instructed_document()
    return create(asked(document, **more), actor, now=NOW + timedelta(hours=1))


def does(matter, what, actor, text="", days=1, **more):
    """Let somebody act on a matter; return it as it is then."""
    from collective.tobaccooa.supervision.matters.life import act
    from collective.tobaccooa.supervision.matters.model import Act

    return act(matter.id, Act(what), actor, text, now=NOW + timedelta(days=days), **more)
