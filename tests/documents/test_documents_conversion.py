"""Pages of attachments are made in the background; a receiver shows the sender's."""

from collective.tobaccooa.compat.conversion import state_of
from collective.tobaccooa.documents.attachments import add_attachment
from collective.tobaccooa.documents.conversion import convert_attachment
from collective.tobaccooa.documents.storage import create_document
from collective.tobaccooa.jobs.model import JobState
from collective.tobaccooa.jobs.store import prepare

import pypdfium2
import pytest


@pytest.fixture(scope="module")
def pdf(tmp_path_factory):
    path = tmp_path_factory.mktemp("pdf") / "one.pdf"
    document = pypdfium2.PdfDocument.new()
    document.new_page(595, 842)
    document.save(str(path))
    return path.read_bytes()


def waiting(portal):
    return {
        job.id for job in prepare(portal).jobs(JobState.WAITING) if job.name == "convert-attachment"
    }


class TestJob:
    def test_an_upload_asks_for_its_pages_once(self, draft, bureau, pdf):
        document = draft()
        added = add_attachment(document, "附件.pdf", pdf, "", "city-finance-staff")
        assert waiting(bureau) == {f"convert-attachment|{document.reference}/{added.getId()}"}

    def test_a_file_without_pages_asks_for_nothing(self, draft, bureau):
        add_attachment(draft(), "附件.zip", b"PK\x03\x04", "", "city-finance-staff")
        assert waiting(bureau) == set()

    def test_a_file_that_went_away_is_no_error(self, bureau):
        convert_attachment(bureau, "city/outgoing/2026/none", "none")

    def test_what_can_never_be_shown_is_noted_and_not_tried_again(self, draft, bureau):
        document = draft()
        added = add_attachment(document, "附件.docx", b"no office file", "", "city-finance-staff")
        convert_attachment(bureau, document.reference, added.getId())
        assert state_of(added)["successfully_converted"] is False
        assert state_of(added)["exception_msg"]

    def test_a_receiver_shares_the_senders_pages(self, draft, bureau, pdf):
        sent = draft()
        source = add_attachment(sent, "附件.pdf", pdf, "附件一", "city-finance-staff")
        convert_attachment(bureau, sent.reference, source.getId())
        assert state_of(source)["num_pages"] == 1
        received = create_document(
            "unit01",
            "IncomingDocument",
            {"title": "来文", "document_type": "notice"},
            "unit01-clerk",
            facts={"source_document": sent.reference},
            files=[("附件一", source.file)],
        )
        (target,) = received.attachments()
        convert_attachment(bureau, received.reference, target.getId())
        pages = [state_of(each)["blob_files"]["large/dump_1.png"] for each in (source, target)]
        assert pages[0] is pages[1]
        assert target.digest == source.digest
