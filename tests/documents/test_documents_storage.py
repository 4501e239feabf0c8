"""Documents are put in place whole, once, and without shared writes."""

from collective.tobaccooa.documents.ledger import LEDGERS_KEY
from collective.tobaccooa.documents.storage import create_document
from collective.tobaccooa.documents.storage import document_by_reference
from collective.tobaccooa.documents.storage import update_document
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.exceptions import KeyReused
from collective.tobaccooa.exceptions import Refused
from collective.tobaccooa.workflows.state import kernel_state
from datetime import datetime
from datetime import UTC
from plone import api
from zope.component import getUtility
from zope.intid.interfaces import IIntIds

import pytest


VALUES = {"title": "关于报送计划的通知", "document_type": "notice"}


class TestCreate:
    def test_it_lies_in_its_units_folder_of_the_year(self, draft):
        document = draft()
        path = "/".join(document.getPhysicalPath()[2:])
        assert path == f"gongwen/outgoing/2026/{document.getId()}"
        assert document.reference == f"city/outgoing/2026/{document.getId()}"

    def test_it_stands_at_drafting_held_by_its_drafter(self, draft):
        document = draft()
        state = kernel_state(document)
        assert state.step == api.content.get_state(document) == "drafting"
        assert [h.principal for h in state.holders] == ["city-finance-staff"]

    def test_it_has_no_catalogue_entry_intid_or_local_roles(self, draft):
        document = draft()
        assert not api.portal.get_tool("portal_catalog").unrestrictedSearchResults(
            portal_type="OutgoingDocument"
        )
        assert getUtility(IIntIds).queryId(document) is None
        assert not document.get_local_roles()

    def test_the_drafters_department_is_the_default(self, draft):
        assert draft().department == "city-finance"

    def test_it_is_found_by_its_reference(self, draft):
        document = draft()
        assert document_by_reference(document.reference).getId() == document.getId()

    @pytest.mark.parametrize(
        "reference",
        ["", None, "city/outgoing/2026/none", "nowhere/outgoing/2026/x", "city/x/2026/y", "a/b"],
    )
    def test_an_unknown_reference_gives_none(self, bureau, reference):
        assert document_by_reference(reference) is None

    def test_the_year_is_that_of_shanghai(self, bureau):
        eve = datetime(2026, 12, 31, 16, 0, tzinfo=UTC)
        document = create_document(
            "city", "OutgoingDocument", dict(VALUES), "city-finance-staff", now=eve
        )
        assert document.year == 2027

    def test_a_title_of_1000_characters_is_kept_whole(self, draft):
        assert draft(title="长" * 1000).title == "长" * 1000

    def test_reading_ledgers_writes_nothing(self, bureau):
        from collective.tobaccooa.documents.ledger import find_ledger
        from zope.annotation.interfaces import IAnnotations

        assert find_ledger("某烟办", 2026) is None
        assert LEDGERS_KEY not in IAnnotations(bureau)


class TestIdempotency:
    def make(self, digest="a", actor="city-finance-staff", now=None):
        return create_document(
            "city", "OutgoingDocument", dict(VALUES), actor, key="k1", body_digest=digest, now=now
        )

    def test_the_same_key_and_body_give_the_same_document(self, bureau):
        assert self.make().getId() == self.make().getId()

    def test_the_same_key_with_another_body_is_refused(self, bureau):
        self.make()
        with pytest.raises(KeyReused):
            self.make("b")

    def test_another_person_with_the_same_key_makes_another_document(self, bureau):
        assert self.make().getId() != self.make(actor="city-finance-head").getId()

    def test_new_year_between_two_requests_makes_no_second_document(self, bureau):
        first = self.make(now=datetime(2026, 12, 31, 15, 59, tzinfo=UTC))
        again = self.make(now=datetime(2026, 12, 31, 16, 1, tzinfo=UTC))
        assert first.reference == again.reference


class TestRefusals:
    def refused(self, kind, actor="city-finance-staff", unit="city", **values):
        with pytest.raises(kind) as refusal:
            create_document(unit, "OutgoingDocument", VALUES | values, actor)
        return refusal.value

    def test_staff_of_another_unit_cannot_create(self, bureau):
        error = self.refused(Refused, actor="unit01-clerk")
        assert error.message == "error_author_unit"

    def test_nobody_drafts_for_a_department_of_others(self, bureau):
        error = self.refused(Refused, department="city-legal")
        assert error.message == "error_author_department"

    def test_the_clerk_drafts_for_any_department(self, bureau):
        made = create_document(
            "city", "OutgoingDocument", VALUES | {"department": "city-legal"}, "city-clerk"
        )
        assert made.department == "city-legal"

    @pytest.mark.parametrize(
        ("values", "field"),
        [
            ({"title": ""}, "title"),
            ({"title": "长" * 1001}, "title"),
            ({"title": 5}, "title"),
            ({"title": None}, "title"),
            ({"title": "机密★ 方案"}, "title"),
            ({"document_type": "poem"}, "document_type"),
            ({"document_type": ["notice"]}, "document_type"),
            ({"urgency": "soon"}, "urgency"),
            ({"department": "city-none"}, "department"),
            ({"department": {"a": 1}}, "department"),
            ({"letterhead": "city/none"}, "letterhead"),
            ({"letterhead": "unit01/bureau"}, "letterhead"),
            ({"main_recipients": "unit:unit01"}, "main_recipients"),
            ({"main_recipients": [1]}, "main_recipients"),
            ({"main_recipients": ["unit:none"]}, "main_recipients"),
            ({"main_recipients": ["x"]}, "main_recipients"),
            ({"copy_recipients": ["text:a"] * 501}, "copy_recipients"),
            ({"text": 5}, "text"),
            ({"text": {"data": 5}}, "text"),
            ({"text": {"data": "x", "content-type": "application/x"}}, "text"),
            ({"text": "<p>机密★3年</p>"}, "text"),
            ({"copies": -1}, "copies"),
            ({"copies": True}, "copies"),
            ({"printed_on": "2026-02-30"}, "printed_on"),
            ({"secrecy": "机密"}, "secrecy"),
            ({"document_number": "某烟办〔2026〕1号"}, "document_number"),
            ({"drafter": "city-leader"}, "drafter"),
            ({"__class__": "x"}, "__class__"),
        ],
    )
    def test_a_wrong_value_is_refused_by_name_and_nothing_is_stored(self, bureau, values, field):
        error = self.refused(InvalidInput, **values)
        assert error.field == field
        assert "outgoing" not in bureau.gongwen.objectIds()

    def test_nulls_mean_the_default(self, draft):
        document = draft(urgency=None, copy_recipients=None, text=None, notes=None, copies=None)
        assert (document.urgency, document.copy_recipients, document.notes) == ("normal", (), "")


class TestUpdate:
    def test_a_change_raises_both_versions_once(self, draft):
        document = draft()
        before = kernel_state(document).version
        assert update_document(document, {"title": "新题目"}, "city-finance-staff")
        assert kernel_state(document).version == before + 1
        assert document.title == "新题目"

    def test_the_same_values_change_nothing(self, draft):
        document = draft()
        before = kernel_state(document).version
        same = {"title": document.title, "main_recipients": ["unit:unit01", "unit:unit02"]}
        assert not update_document(document, same, "city-finance-staff")
        assert kernel_state(document).version == before

    def test_the_digest_follows_the_text_but_not_the_number(self, draft):
        document = draft()
        first = document.text_digest()
        document.document_number = "某烟办〔2026〕1号"
        assert document.text_digest() == first
        update_document(document, {"text": "<p>改。</p>"}, "city-finance-staff")
        assert document.text_digest() != first

    def test_hostile_html_is_cleaned(self, draft):
        document = draft(text="<p onclick='x'>甲<script>x</script></p>")
        assert document.text_html() == "<p>甲</p>"


class TestIncoming:
    def make(self, unit="unit01", actor="unit01-clerk"):
        return create_document(
            unit,
            "IncomingDocument",
            VALUES | {"from_unit": "city", "source_number": "某烟办〔2026〕1号"},
            actor,
            facts={"source_document": "city/outgoing/2026/x"},
        )

    def test_receipt_numbers_count_in_each_unit(self, bureau):
        serials = [self.make().receipt_number, self.make().receipt_number]
        other = self.make("unit02", "unit02-clerk").receipt_number
        assert [s.partition("〕")[2] for s in (*serials, other)] == ["1号", "2号", "1号"]

    def test_it_starts_at_registration(self, bureau):
        document = self.make()
        assert kernel_state(document).step == "registration"
        assert document.source_document == "city/outgoing/2026/x"
