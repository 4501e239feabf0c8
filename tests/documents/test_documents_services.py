"""Documents over real requests: creating, changing, files, numbers; every input has an answer."""

from .conftest import BODY
from collective.tobaccooa.documents.ledger import ledger
from datetime import datetime
from datetime import UTC

import base64
import html
import json
import pytest
import transaction


AT = datetime(2026, 11, 23, 5, 6, 7, tzinfo=UTC)
FILE = {
    "data": base64.b64encode(b"abc").decode(),
    "encoding": "base64",
    "filename": "报送表（修订）.txt",
    "content-type": "text/plain",
}


class TestCreate:
    def test_it_answers_with_the_document(self, drafter):
        answer = drafter("POST", "/@documents", BODY)
        made = answer.json()
        assert answer.status_code == 201
        assert answer.headers["Location"] == made["@id"]
        expected = {
            "title": BODY["title"],
            "document_type": "notice",
            "urgency": "normal",
            "department": "city-finance",
            "letterhead": "city/company",
            "main_recipients": BODY["main_recipients"],
            "copy_recipients": BODY["copy_recipients"],
            "document_number": None,
            "review_state": "drafting",
            "attachments": [],
        }
        assert {key: made[key] for key in expected} == expected
        assert made["text"]["data"] == BODY["text"]["data"]
        assert drafter("GET", made["@id"]).json() == made

    def test_a_repeated_key_has_one_effect_and_the_same_answer(self, drafter):
        first = drafter("POST", "/@documents", BODY, **{"Idempotency-Key": "rest-1"})
        again = drafter("POST", "/@documents", BODY, **{"Idempotency-Key": "rest-1"})
        assert (again.status_code, again.json()) == (201, first.json())

    def test_a_repeated_key_with_another_body_is_422(self, drafter):
        drafter("POST", "/@documents", BODY, **{"Idempotency-Key": "rest-2"})
        other = BODY | {"urgency": "urgent"}
        answer = drafter("POST", "/@documents", other, **{"Idempotency-Key": "rest-2"})
        assert answer.status_code == 422
        assert answer.json()["type"] == "KeyReused"

    def test_a_county_creates_in_its_own_unit(self, api):
        body = {key: BODY[key] for key in ("title", "document_type")}
        answer = api("unit01-clerk")("POST", "/unit01/@documents", body)
        assert answer.status_code == 201
        assert "/unit01/gongwen/outgoing/" in answer.json()["@id"]

    def test_staff_of_another_unit_are_refused_with_the_reason(self, api):
        answer = api("unit01-clerk")("POST", "/@documents", BODY)
        assert answer.status_code == 403
        assert "本单位" in answer.json()["reason"] or answer.json()["reason"]

    def test_only_the_office_registers_incoming_papers(self, api):
        body = {"@type": "IncomingDocument", "title": "来文", "document_type": "letter"}
        body |= {"from_unit": "市政府办公室", "source_number": "某政办〔2026〕3号"}
        made = api("city-clerk")("POST", "/@documents", body)
        assert (made.status_code, made.json()["review_state"]) == (201, "registration")
        assert made.json()["receipt_number"].endswith("号")
        refused = api("city-finance-staff")("POST", "/@documents", body)
        assert (refused.status_code, bool(refused.json()["reason"])) == (403, True)

    def test_nobody_else_may_create(self, api):
        assert api(None)("POST", "/@documents", BODY).status_code == 401
        assert api("admin")("POST", "/@documents", BODY).status_code in (401, 403)

    @pytest.mark.parametrize(
        "change",
        [
            {"@type": "Folder"},
            {"@type": 5},
            {"@type": None},
            {"title": None},
            {"title": "长" * 1001},
            {"title": {"a": []}},
            {"title": "机密★3年"},
            {"text": [1, 2]},
            {"main_recipients": {"unit": "unit01"}},
            {"main_recipients": [None]},
            {"main_recipients": ["unit:unit01"] * 5000},
            {"letterhead": 1},
            {"copies": 1.5},
            {"nonsense": 1},
            {"UID": "x"},
            {"id": "x"},
            {"\ud800": 1},
        ],
    )
    def test_bad_input_is_400_with_a_sentence_and_the_field(self, drafter, change):
        answer = drafter("POST", "/@documents", BODY | change)
        assert answer.status_code == 400
        error = answer.json()
        assert error["message"]
        assert error["field"] == next(iter(change))[:60]
        assert "traceback" not in error

    @pytest.mark.parametrize("raw", ["", "[]", "null", "5", '"x"', "{", "[" * 50000])
    def test_what_is_no_json_object_is_400(self, drafter, raw):
        answer = drafter.session.post(drafter.base + "/@documents", data=raw)
        assert answer.status_code == 400
        assert "traceback" not in answer.text

    def test_a_title_of_1000_characters_passes(self, drafter):
        answer = drafter("POST", "/@documents", BODY | {"title": "长" * 1000})
        assert len(answer.json()["title"]) == 1000


class TestChange:
    def test_the_holder_changes_it(self, drafter, document):
        assert drafter("PATCH", document, {"title": "新题目"}).status_code == 204
        assert drafter("GET", document).json()["title"] == "新题目"

    def test_it_can_answer_with_the_document(self, drafter, document):
        answer = drafter("PATCH", document, {"notes": "存档"}, Prefer="return=representation")
        assert (answer.status_code, answer.json()["notes"]) == (200, "存档")

    def test_nobody_else_changes_it(self, api, document):
        for user in ("city-finance-head", "city-leader", "unit01-clerk"):
            assert api(user)("PATCH", document, {"title": "x"}).status_code in (401, 403)

    def test_a_wrong_value_is_400(self, drafter, document):
        answer = drafter("PATCH", document, {"document_number": "云烟司〔2026〕1号"})
        assert (answer.status_code, answer.json()["field"]) == (400, "document_number")

    def test_only_those_concerned_read_it(self, api, document):
        assert api("city-director")("GET", document).status_code == 200
        assert api("city-info-staff")("GET", document).status_code in (401, 403)
        assert api("unit01-clerk")("GET", document).status_code in (401, 403)
        assert api(None)("GET", document).status_code == 401


class TestAttachments:
    def add(self, drafter, document, **change):
        body = {"@type": "Attachment", "title": "附件一", "file": FILE} | change
        return drafter("POST", document, body)

    def test_a_file_is_stored_listed_and_read_back(self, drafter, document):
        answer = self.add(drafter, document)
        assert answer.status_code == 201
        assert answer.headers["Location"] == answer.json()["@id"]
        (listed,) = drafter("GET", document).json()["attachments"]
        assert (listed["title"], listed["filename"]) == ("附件一", "报送表（修订）.txt")
        assert (listed["size"], listed["content_type"]) == (3, "text/plain")
        got = drafter("GET", listed["download"], Accept="*/*")
        assert (got.status_code, got.content) == (200, b"abc")
        assert got.headers["Content-Disposition"].startswith("attachment")
        assert drafter("GET", listed["@id"]).json()["filename"] == "报送表（修订）.txt"

    def test_files_keep_their_order(self, drafter, document):
        for number in range(3):
            self.add(drafter, document, title=f"附件{number}")
        titles = [each["title"] for each in drafter("GET", document).json()["attachments"]]
        assert titles == ["附件0", "附件1", "附件2"]

    def test_others_read_no_file(self, api, drafter, document):
        url = self.add(drafter, document).json()
        for target in (url["@id"], url["download"]):
            assert api("city-info-staff")("GET", target).status_code in (401, 403)

    def test_the_holder_renames_and_removes_it(self, drafter, document):
        url = self.add(drafter, document).json()["@id"]
        assert drafter("PATCH", url, {"title": "新名"}).status_code == 204
        assert drafter("GET", url).json()["title"] == "新名"
        assert drafter("DELETE", url).status_code == 204
        assert drafter("GET", document).json()["attachments"] == []

    def test_others_neither_add_rename_nor_remove(self, api, drafter, document):
        url = self.add(drafter, document).json()["@id"]
        director = api("city-director")
        assert self.add(director, document).status_code in (401, 403)
        assert director("PATCH", url, {"title": "x"}).status_code in (401, 403)
        assert director("DELETE", url).status_code in (401, 403)

    @pytest.mark.parametrize(
        "change",
        [
            {"file": None},
            {"file": "abc"},
            {"file": {}},
            {"file": FILE | {"filename": None}},
            {"file": FILE | {"data": 5}},
            {"file": FILE | {"data": ""}},
            {"file": FILE | {"data": "%%%", "encoding": "base64"}},
            {"file": FILE | {"encoding": "rot13"}},
            {"file": FILE | {"filename": "a.exe"}},
            {"file": FILE | {"filename": "a.pdf"}},
            {"title": 5},
            {"title": "长" * 301},
            {"title": "机密★3年"},
            {"@type": "File"},
            {"extra": 1},
        ],
    )
    def test_a_bad_file_is_400_and_nothing_is_stored(self, drafter, document, change):
        answer = self.add(drafter, document, **change)
        assert answer.status_code == 400
        assert answer.json()["message"]
        assert drafter("GET", document).json()["attachments"] == []


class TestNumbers:
    def test_the_office_reads_the_ledger(self, api):
        answer = api("city-clerk")("GET", "/@numbers")
        assert answer.status_code == 200
        assert set(answer.json()) >= {"items", "items_total", "gaps"}

    def test_others_are_refused_with_the_reason(self, api):
        answer = api("city-finance-staff")("GET", "/@numbers")
        assert (answer.status_code, bool(answer.json()["reason"])) == (403, True)

    @pytest.mark.parametrize("query", ["year=abc", "year=-1", "b_start=x"])
    def test_a_bad_filter_is_400(self, api, query):
        assert api("city-clerk")("GET", f"/@numbers?{query}").status_code == 400

    def test_the_page_shows_each_state_and_the_gaps(self, api):
        store = ledger("云烟专", 2026, "city")
        store.issue("city/outgoing/2026/gone", "city-clerk", AT, 3)
        store.reserve("city-clerk", AT, "留作纪要", 5)
        store.void(2, "city-clerk", AT, "纸质作废")
        transaction.commit()
        page = html.unescape(api("city-clerk")("GET", "/@@numbers", Accept="text/html").text)
        for words in ("云烟专〔2026〕3号", "已编", "预留", "留作纪要", "作废", "云烟专〔2026〕1号"):
            assert words in page
        answer = api("city-clerk")("GET", "/@numbers?organ_code=云烟专&year=2026").json()
        assert [line["state"] for line in answer["items"]] == ["voided", "issued", "reserved"]
        assert answer["gaps"] == [{"organ_code": "云烟专", "year": 2026, "from": 1, "to": 1}]
        assert answer["items"][1]["document"] is None

    def test_the_page_is_for_the_office(self, api):
        page = api("city-finance-staff").session.get(
            api("city-clerk").base + "/@@numbers", allow_redirects=False
        )
        assert page.status_code in (302, 401, 403)


def test_json_is_plain(drafter, document):
    """Every value of the content JSON is what JSON knows, twice the same."""
    first = drafter("GET", document).json()
    assert json.loads(json.dumps(first)) == drafter("GET", document).json()
