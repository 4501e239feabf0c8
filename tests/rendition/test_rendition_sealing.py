"""The sealing step: only the keeper, with a valid seal; logged, and the text is frozen."""

from ..documents.conftest import walk
from collective.tobaccooa.documents.attachments import add_attachment
from collective.tobaccooa.exceptions import Refused
from collective.tobaccooa.rendition.frozen import freeze
from collective.tobaccooa.rendition.frozen import frozen
from collective.tobaccooa.rendition.frozen import verify
from collective.tobaccooa.rendition.seals import seal_log
from collective.tobaccooa.workflows.kernel import decide
from collective.tobaccooa.workflows.model import Decision
from collective.tobaccooa.workflows.state import kernel_state
from datetime import date
from datetime import datetime
from datetime import UTC

import pytest


NOW = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)


@pytest.fixture
def numbered(draft):
    document = draft()
    add_attachment(document, "报表.txt", b"abc", "附件一", "city-finance-staff")
    walk(document, 5, NOW)
    return document


def seal(document, **more):
    decide(document, Decision("advance", **more), "city-sealkeeper", now=NOW)


class TestSealing:
    def test_it_freezes_text_number_and_files(self, numbered):
        seal(numbered)
        text = frozen(numbered)
        assert (text.title, text.number) == (numbered.title, "某烟司〔2026〕1号")
        assert text.html == numbered.text_html()
        assert [each.title for each in text.attachments] == ["附件一"]
        assert text.seal == "某市烟草专卖局印章"
        assert verify(numbered)

    def test_files_share_their_blobs(self, numbered):
        seal(numbered)
        attachment = numbered.attachments()[0]
        assert frozen(numbered).attachments[0].file._blob is attachment.file._blob

    def test_the_log_says_who_sealed_what_and_when(self, numbered):
        seal(numbered)
        (line,) = seal_log("city")
        assert (line.by, line.at, line.document) == ("city-sealkeeper", NOW, numbered.reference)
        assert (line.number, line.digest) == ("某烟司〔2026〕1号", frozen(numbered).digest)
        assert line.seal == "city/bureau"

    def test_an_unknown_seal_is_refused(self, numbered):
        with pytest.raises(Refused) as refusal:
            seal(numbered, seal="city/none")
        assert refusal.value.message == "error_no_seal"
        assert frozen(numbered) is None

    def test_a_seal_of_another_unit_is_refused(self, numbered, bureau):
        """Even while that unit has no keeper, whose absence opens its own seals to a stand-in."""
        from plone.dexterity.utils import createContentInContainer

        createContentInContainer(
            bureau.unit02.seals, "Seal", checkConstraints=False, id="bureau", title="二县局印章"
        )
        with pytest.raises(Refused) as refusal:
            seal(numbered, seal="unit02/bureau")
        assert refusal.value.message == "error_no_seal"

    def test_an_expired_seal_is_refused(self, numbered, bureau):
        bureau.seals.bureau.valid_until = date(2020, 1, 1)
        with pytest.raises(Refused) as refusal:
            seal(numbered)
        assert refusal.value.message == "error_seal_not_valid"

    def test_a_seal_kept_by_another_post_is_refused(self, numbered, bureau):
        bureau.seals.bureau.keeper_post = "director"
        with pytest.raises(Refused) as refusal:
            seal(numbered)
        assert refusal.value.message == "error_seal_keeper"
        assert seal_log("city") == []

    def test_freezing_again_changes_nothing(self, numbered):
        seal(numbered)
        first = frozen(numbered)
        again = freeze(numbered, datetime(2027, 1, 1, tzinfo=UTC), "city-clerk", first.seal)
        assert again is first

    def test_a_tampered_text_does_not_verify(self, numbered):
        from dataclasses import replace

        seal(numbered)
        record = numbered._tobaccooa_frozen
        record.text = replace(record.text, title="改了")
        assert not verify(numbered)

    def test_it_goes_on_to_distribution(self, numbered):
        seal(numbered)
        assert kernel_state(numbered).step == "distribution"
