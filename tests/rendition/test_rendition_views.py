"""The log of seals as a page: for keepers and the office, with what was sealed."""

from ..documents.conftest import BODY
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.rendition.seallog import SealEntry
from datetime import datetime
from datetime import UTC

import html
import transaction


ENTRY = SealEntry(
    seal="city/company",
    seal_title="云岭市烟草公司印章",
    document="city/outgoing/2026/gone",
    number="云烟司〔2026〕9号",
    title=BODY["title"],
    digest="ab" * 32,
    by="city-sealkeeper",
    on_behalf_of="",
    at=datetime(2026, 11, 23, 5, 6, 7, tzinfo=UTC),
)


class TestSealLog:
    def test_keeper_and_clerk_read_it(self, api):
        directory().unit_object("city").seals.company.log.append(ENTRY)
        transaction.commit()
        for user in ("city-sealkeeper", "city-clerk"):
            answer = api(user)("GET", "/@@seal-log", Accept="text/html")
            page = html.unescape(answer.text)
            assert answer.status_code == 200
            for words in (ENTRY.number, ENTRY.seal_title, "2026-11-23 13:06", ENTRY.digest):
                assert words in page

    def test_a_strange_start_shows_the_first_page(self, api):
        for start in ("x", "-1", "99999999999", "１"):
            answer = api("city-clerk")("GET", f"/@@seal-log?b_start={start}", Accept="text/html")
            assert answer.status_code == 200

    def test_others_do_not_read_it(self, api):
        session = api("city-finance-staff")
        answer = session.session.get(session.base + "/@@seal-log", allow_redirects=False)
        assert answer.status_code in (302, 401, 403)

    def test_a_unit_has_its_own(self, api):
        assert (
            api("unit01-clerk")("GET", "/unit01/@@seal-log", Accept="text/html").status_code == 200
        )
        other = api("unit01-clerk")
        answer = other.session.get(other.base + "/unit02/@@seal-log", allow_redirects=False)
        assert answer.status_code in (302, 401, 403)
