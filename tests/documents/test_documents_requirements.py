"""The numbering step, the checks before signing, and what voiding does to a number."""

from .conftest import walk
from collective.tobaccooa.documents.attachments import add_attachment
from collective.tobaccooa.documents.ledger import find_ledger
from collective.tobaccooa.documents.numbering import NumberState
from collective.tobaccooa.documents.review import findings
from collective.tobaccooa.documents.storage import update_document
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.exceptions import Refused
from collective.tobaccooa.workflows.kernel import decide
from collective.tobaccooa.workflows.model import Decision
from collective.tobaccooa.workflows.state import kernel_state
from datetime import date
from datetime import datetime
from datetime import UTC

import pytest


NOVEMBER = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
NEW_YEAR = datetime(2026, 12, 31, 16, 0, tzinfo=UTC)


class TestNumbering:
    def test_the_number_is_automatic_by_the_letterheads_code(self, draft):
        document = draft()
        walk(document, 5, NOVEMBER)
        assert document.document_number == "某烟司〔2026〕1号"
        assert kernel_state(document).step == "sealing"

    def test_a_manual_number_passes_the_same_ledger(self, draft):
        first, second = draft(), draft()
        walk(first, 5, NOVEMBER, number="118")
        walk(second, 5, NOVEMBER)
        assert first.document_number == "某烟司〔2026〕118号"
        assert second.document_number == "某烟司〔2026〕119号"

    def test_a_used_number_is_refused_and_the_document_stays(self, draft):
        first, second = draft(), draft()
        walk(first, 5, NOVEMBER, number=7)
        with pytest.raises(InvalidInput) as refusal:
            walk(second, 5, NOVEMBER, number="某烟司〔2026〕7号")
        assert refusal.value.message == "error_number_issued"
        assert kernel_state(second).step == "numbering"
        assert second.document_number is None

    def test_returned_and_numbered_again_it_keeps_its_number(self, draft):
        document = draft()
        walk(document, 5, NOVEMBER)
        decide(
            document,
            Decision("return", to_step="numbering", then="through_chain", opinion="再核"),
            "city-sealkeeper",
        )
        decide(document, Decision("advance"), "city-clerk", now=NEW_YEAR)
        assert document.document_number == "某烟司〔2026〕1号"
        assert find_ledger("某烟司", 2027) is None

    def test_signing_notes_signer_and_day_in_shanghai(self, draft):
        document = draft()
        walk(document, 4, datetime(2026, 11, 22, 20, 0, tzinfo=UTC))
        assert (document.signer, document.dated_on) == ("周正", date(2026, 11, 23))

    def test_a_document_without_letterhead_gets_no_number(self, draft):
        document = draft()
        walk(document, 4, NOVEMBER)
        document.letterhead = None
        with pytest.raises(Refused):
            decide(document, Decision("advance"), "city-clerk")


class TestNewYear:
    def test_numbers_restart_at_midnight_in_shanghai(self, draft):
        walk(draft(), 5, NOVEMBER, number=118)
        document = draft()
        walk(document, 4, NOVEMBER)
        decide(document, Decision("advance"), "city-clerk", now=NEW_YEAR)
        assert document.document_number == "某烟司〔2027〕1号"

    def test_last_year_stays_open_for_what_was_signed_last_year(self, draft):
        walk(draft(), 5, NOVEMBER, number=118)
        document = draft()
        walk(document, 4, NOVEMBER)
        decide(document, Decision("advance", number="〔2026〕"), "city-clerk", now=NEW_YEAR)
        assert document.document_number == "某烟司〔2026〕119号"

    def test_last_year_is_closed_for_what_is_signed_this_year(self, draft):
        document = draft()
        walk(document, 4, NEW_YEAR)
        with pytest.raises(InvalidInput) as refusal:
            decide(document, Decision("advance", number="〔2026〕5号"), "city-clerk", now=NEW_YEAR)
        assert refusal.value.message == "error_number_year"


class TestVoid:
    def test_voiding_the_document_voids_its_number_with_the_reason(self, draft):
        document = draft()
        walk(document, 5, NOVEMBER)
        decide(document, Decision("void", reason="重复发文"), "city-director")
        entry = find_ledger("某烟司", 2026).entry(1)
        assert (entry.state, entry.reason) == (NumberState.VOIDED, "重复发文")
        other = draft()
        walk(other, 5, NOVEMBER)
        assert other.document_number == "某烟司〔2026〕2号"

    def test_voiding_an_unnumbered_draft_touches_no_ledger(self, draft):
        document = draft()
        decide(document, Decision("void", reason="不发了"), "city-finance-staff")
        assert find_ledger("某烟司", 2026) is None


class TestChecks:
    def test_an_error_stops_sending_for_signature_but_not_for_review(self, draft):
        document = draft(main_recipients=[])
        walk(document, 2, NOVEMBER)
        with pytest.raises(Refused) as refusal:
            decide(document, Decision("advance", handlers=("city-leader",)), "city-director")
        assert refusal.value.message == "error_checks_before_signing"
        assert kernel_state(document).step == "office_review"

    def test_the_pilots_first_document_has_no_errors(self, draft):
        document = draft(
            title="关于报送第四季度工作计划的通知 1a2b3c4d", copy_recipients=["text:省局办公室"]
        )
        assert "error" not in [finding.level for finding in findings(document)]

    def test_a_request_to_a_county_is_an_error(self, draft):
        document = draft(document_type="request")
        assert ("error", "art-8") in [(f.level, f.rule) for f in findings(document)]

    def test_the_letterhead_of_a_numbered_document_stays(self, draft):
        document = draft()
        walk(document, 5, NOVEMBER)
        with pytest.raises(InvalidInput) as refusal:
            update_document(document, {"letterhead": "city/bureau"}, "city-clerk")
        assert refusal.value.field == "letterhead"


class TestAttachments:
    def test_a_file_raises_the_version_and_changes_the_digest(self, draft):
        document = draft()
        version, digest = kernel_state(document).version, document.text_digest()
        added = add_attachment(document, "报表.txt", b"abc", "", "city-finance-staff")
        assert (added.title, added.file.filename) == ("报表", "报表.txt")
        assert kernel_state(document).version == version + 1
        assert document.text_digest() != digest

    def test_documents_share_no_annotations(self, draft):
        """Seen when a content class had a type annotation of its own."""
        first = draft()
        add_attachment(first, "报表.txt", b"abc", "", "city-finance-staff")
        assert draft().objectIds() == []
