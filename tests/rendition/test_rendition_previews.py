"""A file of a document gets its pages in the background; a file without pages says why."""

from ..compat.conftest import one_page_pdf
from collective.tobaccooa.compat.conversion import state_of
from collective.tobaccooa.documents.attachments import add_attachment
from collective.tobaccooa.documents.attachments import share_file
from collective.tobaccooa.jobs.worker import drain

import pytest


@pytest.fixture
def attach(draft):
    """Attach a file to a draft."""
    document = draft()

    def add(name, data):
        return add_attachment(document, name, data, "附件一", "city-finance-staff")

    return add


class TestPages:
    def test_upload_leaves_the_work_to_the_job(self, attach):
        assert state_of(attach("批复.pdf", one_page_pdf())) == {}

    def test_job_makes_the_pages(self, attach, portal):
        attachment = attach("批复.pdf", one_page_pdf())
        drain(portal)
        assert state_of(attachment)["num_pages"] == 1

    def test_file_that_is_not_its_kind_says_so_in_chinese(self, attach, portal):
        attachment = attach("假.docx", b"x" * 2000)
        drain(portal)
        assert state_of(attachment)["successfully_converted"] is False
        assert "扩展名不符" in state_of(attachment)["exception_msg"]

    def test_kind_without_pages_is_not_queued(self, attach, portal):
        attachment = attach("数据.zip", b"PK")
        drain(portal)
        assert state_of(attachment) == {}

    def test_removed_file_is_no_error(self, attach, portal):
        attachment = attach("批复.pdf", one_page_pdf())
        attachment.document()._delObject(attachment.getId(), suppress_events=True)
        drain(portal)

    def test_copy_at_the_recipient_shares_the_pages(self, attach, portal, draft):
        attachment = attach("批复.pdf", one_page_pdf())
        drain(portal)
        received = draft()
        received.source_document = attachment.document().reference
        share_file(received, "附件一", attachment.file, attachment.digest)
        drain(portal)
        (copy,) = received.attachments()
        assert state_of(copy)["blob_files"] is state_of(attachment)["blob_files"]
