"""Text of HTML and of files: read what can be read, never fail."""

from collective.tobaccooa.search import text
from io import BytesIO

import pytest
import zipfile


def docx(*paragraphs, name="word/document.xml"):
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = "".join(
        "<w:p>" + "".join(f"<w:r><w:t>{run}</w:t></w:r>" for run in runs) + "</w:p>"
        for runs in paragraphs
    )
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(name, f"<w:document {space}><w:body>{body}</w:body></w:document>")
    return stream.getvalue()


PDF = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R
/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj
4 0 obj<</Length 44>>stream
BT /F1 12 Tf 20 200 Td (Tobacco bureau) Tj ET
endstream endobj
trailer<</Root 1 0 R>>"""


class TestHtml:
    def test_a_word_goes_on_across_bold_but_not_across_a_paragraph(self):
        assert text.from_html("<p>某<b>烟</b>办</p><p>通知</p>") == "某烟办\n通知"

    def test_scripts_and_comments_are_no_text(self):
        html = "<p>甲<script>alert(1)</script>乙<!-- 丙 --></p><style>b{}</style>"
        assert text.from_html(html) == "甲乙"

    @pytest.mark.parametrize("html", ["", "  ", "<", "<!-- -->", "&#0;<p", "<p></p>"])
    def test_odd_html_is_no_error(self, html):
        assert isinstance(text.from_html(html), str)

    def test_cells_and_lines_part_words(self):
        html = "<table><tr><td>甲</td><td>乙</td></tr></table>丙<br>丁"
        assert text.from_html(html).split() == ["甲", "乙", "丙", "丁"]


class TestFiles:
    def test_a_word_file_is_read(self):
        assert text.from_file(docx(["某烟", "办"], ["通知"])) == "某烟办\n通知"

    def test_a_pdf_is_read(self):
        assert "Tobacco bureau" in text.from_file(PDF)

    @pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
    def test_plain_text_is_read(self, encoding):
        assert text.from_file("烟草专卖".encode(encoding)) == "烟草专卖"

    @pytest.mark.parametrize(
        "data",
        [
            b"",
            b"%PDF-1.4 broken",
            b"PK\x03\x04 broken",
            docx(["a"], name="other.xml"),
            b"\x89PNG\r\n\x1a\n\x00\x00",
            bytes(range(256)) * 10,
        ],
    )
    def test_what_cannot_be_read_gives_no_text(self, data):
        assert text.from_file(data) == ""

    def test_a_word_file_that_calls_for_other_files_does_not_get_them(self, tmp_path):
        secret = tmp_path / "secret.txt"
        secret.write_text("geheim")
        stream = BytesIO()
        body = (
            f'<!DOCTYPE d [<!ENTITY x SYSTEM "file://{secret}">]>'
            '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
            "<w:p><w:t>&x;</w:t></w:p></w:document>"
        )
        with zipfile.ZipFile(stream, "w") as archive:
            archive.writestr("word/document.xml", body)
        assert "geheim" not in text.from_file(stream.getvalue())

    def test_long_texts_are_cut(self):
        assert len(text.from_file(b"a" * (text.MOST_CHARACTERS + 10))) == text.MOST_CHARACTERS

    def test_widths_are_unified(self):
        assert text.tidy("Ａ１　ｂ") == "A1 b"
