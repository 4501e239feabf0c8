"""Official documents that are open on initiative, in a column of their own."""

from collective.tobaccooa.portal.disclosure.rule import is_shown
from datetime import datetime
from datetime import timedelta
from datetime import UTC

import pytest


NOW = datetime(2026, 11, 23, 5, 6, 7, tzinfo=UTC)
STEPS = (
    ("city-finance-staff", {}),
    ("city-finance-head", {}),
    ("city-director", {"handlers": ("city-leader",)}),
    ("city-leader", {}),
    ("city-clerk", {}),
    ("city-sealkeeper", {}),
    ("city-clerk", {}),
)


@pytest.mark.parametrize(
    ("facts", "shown"),
    [
        (("outgoing", "on_initiative", "distributed", True), True),
        (("outgoing", "on_initiative", "archived", True), True),
        (("outgoing", "on_request", "distributed", True), False),
        (("outgoing", "internal", "distributed", True), False),
        (("outgoing", "on_initiative", "signing", True), False),
        (("outgoing", "on_initiative", "abolished", True), False),
        (("outgoing", "on_initiative", "distributed", False), False),
        (("incoming", "on_initiative", "completed", True), False),
    ],
)
def test_only_what_is_open_sealed_and_distributed_is_shown(facts, shown):
    assert is_shown(*facts) is shown


@pytest.fixture
def walked(demo_portal):
    """Take a document through the chain, as far as asked."""

    def walk(openness="on_initiative", steps=None):
        from collective.tobaccooa.documents.attachments import share_file
        from collective.tobaccooa.documents.storage import create_document
        from collective.tobaccooa.workflows.kernel import decide
        from collective.tobaccooa.workflows.model import Decision
        from plone.namedfile.file import NamedBlobFile

        body = {"title": "关于公布办事指南的通告", "document_type": "public_notice"}
        body |= {"text": "<p>现予公布。</p>", "department": "city-finance", "openness": openness}
        body |= {"main_recipients": ["unit:unit01"]}
        document = create_document("city", "OutgoingDocument", body, "city-finance-staff", now=NOW)
        share_file(
            document, "指南", NamedBlobFile(b"%PDF-1.4\n", "application/pdf", "办事指南.pdf")
        )
        for minute, (actor, more) in enumerate(STEPS[:steps], 1):
            decide(document, Decision("advance", **more), actor, NOW + timedelta(minutes=minute))
        return document

    return walk


def references():
    from collective.tobaccooa.portal.disclosure.rows import disclosed

    return [row.reference for row in disclosed("city")]


def test_a_distributed_open_document_appears_and_an_internal_one_does_not(walked):
    shown = walked()
    walked(openness="internal")
    walked(steps=6)
    assert references() == [shown.reference]


def test_an_abolished_document_is_gone_at_once(walked):
    from collective.tobaccooa.workflows.kernel import decide
    from collective.tobaccooa.workflows.model import Decision

    document = walked()
    later = NOW + timedelta(hours=2)
    decide(document, Decision("abolish", reason="由新文件代替"), "city-director", later)
    assert references() == []


def test_rows_made_anew_are_the_same(walked):
    from collective.tobaccooa.portal.disclosure.rows import rebuild

    walked()
    before = references()
    assert rebuild() == 1 and references() == before


def test_changing_the_openness_after_signing_goes_back_to_the_signer(walked):
    from collective.tobaccooa.documents.storage import update_document

    document = walked(openness="internal", steps=4)
    signed = document.text_digest()
    update_document(document, {"openness": "on_initiative"}, "city-clerk")
    assert document.text_digest() != signed


@pytest.fixture
def column(demo_portal):
    return demo_portal["disclosure"]


def opened(column, demo, *path):
    from collective.tobaccooa.interfaces import ITobaccooaLayer
    from plone.app.testing import logout
    from zope.globalrequest import setRequest
    from zope.interface import alsoProvides

    request = demo["request"]
    alsoProvides(request, ITobaccooaLayer)
    setRequest(request)
    logout()
    view = column.restrictedTraverse("@@open-document")
    for name in path:
        view = view.publishTraverse(request, name)
    request["PUBLISHED"] = view
    return view()


def test_a_visitor_reads_the_frozen_text_and_gets_the_file(walked, column, demo):
    document = walked()
    html = opened(column, demo, "2026", document.getId())
    assert "现予公布" in html and "指南" in html and "city-finance-head" not in html
    assert opened(column, demo, "2026", document.getId(), "1") == b"%PDF-1.4\n"


@pytest.mark.parametrize("path", [(), ("2026",), ("2026", "nothing"), ("2026", "x", "1", "2")])
def test_what_is_not_public_is_not_found(walked, column, demo, path):
    from zExceptions import NotFound

    walked(openness="internal")
    with pytest.raises(NotFound):
        opened(column, demo, *path)


def test_an_internal_document_is_not_found_by_its_address(walked, column, demo):
    from zExceptions import NotFound

    with pytest.raises(NotFound):
        opened(column, demo, "2026", walked(openness="internal").getId())
