"""The clerk's entries in the ledger by hand."""

from collective.tobaccooa.documents.bookkeeping import enter
from collective.tobaccooa.documents.bookkeeping import organ_codes
from collective.tobaccooa.documents.ledger import find_ledger
from collective.tobaccooa.documents.ledger import ledger
from collective.tobaccooa.documents.numbering import NumberState
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.exceptions import Refused
from datetime import datetime
from datetime import UTC

import html
import pytest
import re


NOW = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)


def entered(action, number="", reason="留作纪要", actor="city-clerk", code="某烟司", now=NOW):
    return enter("city", code, action, number, reason, actor, now)


class TestEnter:
    def test_the_next_number_is_reserved(self, bureau):
        assert entered("reserve") == "某烟司〔2026〕1号"
        assert find_ledger("某烟司", 2026).entry(1).state is NumberState.RESERVED

    def test_a_reservation_is_released(self, bureau):
        entered("reserve", "7")
        assert entered("release", "某烟司〔2026〕7号") == "某烟司〔2026〕7号"
        assert find_ledger("某烟司", 2026).entry(7) is None

    def test_a_skipped_number_is_voided_with_its_reason(self, bureau):
        entered("void", "3", "纸质作废")
        entry = find_ledger("某烟司", 2026).entry(3)
        assert (entry.state, entry.reason) == (NumberState.VOIDED, "纸质作废")

    def test_a_documents_number_is_not_voided_here(self, bureau):
        ledger("某烟司", 2026, "city").issue("city/outgoing/2026/x", "city-clerk", NOW)
        with pytest.raises(InvalidInput) as refusal:
            entered("void", "1")
        assert refusal.value.message == "error_number_has_document"

    @pytest.mark.parametrize(
        "wrong",
        [
            {"action": "issue"},
            {"action": "reserve", "reason": " "},
            {"action": "reserve", "code": "一烟专"},
            {"action": "reserve", "code": ""},
            {"action": "release", "number": ""},
            {"action": "release", "number": "9"},
            {"action": "void", "number": "〔2026〕"},
            {"action": "reserve", "number": "某烟司〔2020〕1号"},
            {"action": "reserve", "number": "abc"},
        ],
    )
    def test_anything_incomplete_is_refused_and_nothing_is_written(self, bureau, wrong):
        with pytest.raises(InvalidInput):
            entered(**wrong)
        store = find_ledger("某烟司", 2026)
        assert store is None or list(store.entries()) == []

    @pytest.mark.parametrize("actor", ["city-leader", "city-finance-staff", "unit01-clerk"])
    def test_others_are_refused(self, bureau, actor):
        with pytest.raises(Refused):
            entered("reserve", actor=actor)

    def test_last_years_ledger_stays_open(self, bureau):
        entered("reserve", "5")
        new_year = datetime(2027, 1, 5, tzinfo=UTC)
        assert entered("void", "〔2026〕4号", now=new_year) == "某烟司〔2026〕4号"

    def test_the_units_codes_are_offered(self, bureau):
        assert organ_codes("city") == ["某烟专", "某烟司"]
        assert organ_codes("unit01") == ["一烟专"]


class TestForm:
    def send(self, session, token, **form):
        values = {"_authenticator": token, "organ_code": "云烟函", "entry": "reserve"} | form
        return session.session.post(
            session.base + "/@@numbers", data=values, headers={"Accept": "text/html"}
        )

    def token(self, session):
        page = session("GET", "/@@numbers", Accept="text/html").text
        return re.search(r'name="_authenticator" value="([^"]+)"', page).group(1)

    def test_the_clerk_reserves_a_number(self, api):
        clerk = api("city-clerk")
        answer = self.send(clerk, self.token(clerk), reason="留作纪要")
        assert answer.status_code == 200
        assert "云烟函〔2026〕" in html.unescape(answer.text)

    def test_a_mistake_keeps_what_was_typed(self, api):
        clerk = api("city-clerk")
        answer = self.send(clerk, self.token(clerk), number="abc", reason="留作纪要")
        assert answer.status_code == 400
        assert 'value="abc"' in answer.text

    def test_a_forged_form_writes_nothing(self, api):
        clerk = api("city-clerk")
        answer = self.send(clerk, "x", organ_code="云烟办", number="77", reason="留作纪要")
        assert answer.status_code == 403
        assert "77" not in clerk("GET", "/@numbers?organ_code=云烟办").text

    def test_a_leader_sees_no_form(self, api):
        page = api("city-leader")("GET", "/@@numbers", Accept="text/html").text
        assert 'name="entry"' not in page
