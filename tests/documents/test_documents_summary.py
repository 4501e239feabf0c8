"""What a page shows of a document, in Chinese."""

from .conftest import walk
from collective.tobaccooa.documents.attachments import add_attachment
from collective.tobaccooa.documents.summary import moment
from collective.tobaccooa.documents.summary import size_text
from collective.tobaccooa.documents.summary import summary
from datetime import datetime
from datetime import UTC

import pytest


NOW = datetime(2026, 8, 31, 17, 5, tzinfo=UTC)


class TestSummary:
    def rows(self, document):
        return {row["label"]: row["value"] for row in summary(document)["rows"]}

    def test_names_and_dates_are_chinese(self, draft):
        document = draft(copy_recipients=["text:省局办公室"], urgency="urgent")
        walk(document, 5, NOW)
        seen = summary(document)
        assert (seen["type"], seen["urgency"]["title"]) == ("通知", "加急")
        assert seen["number"] == "某烟司〔2026〕1号"
        rows = self.rows(document)
        assert rows["主送机关"] == "01县烟草专卖局、02县烟草专卖局"
        assert rows["抄送机关"] == "省局办公室"
        assert (rows["主办科室"], rows["拟稿人"]) == ("财务科", "王小明")
        assert (rows["签发人"], rows["成文日期"]) == ("周正", "2026年9月1日")

    def test_rows_without_a_value_are_left_out(self, draft):
        assert "附注" not in self.rows(draft())

    def test_files_have_a_readable_size(self, draft):
        document = draft()
        add_attachment(document, "报表.txt", b"a" * 2048, "", "city-finance-staff")
        assert summary(document)["attachments"][0]["size"] == "2.0 KB"


@pytest.mark.parametrize(
    ("size", "text"), [(0, "0 B"), (1023, "1023 B"), (1536, "1.5 KB"), (104857600, "100.0 MB")]
)
def test_sizes_are_readable(size, text):
    assert size_text(size) == text


def test_times_are_those_of_shanghai():
    assert moment(NOW) == "2026年9月1日 01:05"
