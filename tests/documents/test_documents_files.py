"""Uploaded files are judged before anything is stored."""

from collective.tobaccooa.documents.files import check_file
from collective.tobaccooa.documents.files import check_size
from collective.tobaccooa.documents.files import clean_filename
from collective.tobaccooa.documents.files import content_type_of
from collective.tobaccooa.documents.files import MAX_NAME
from collective.tobaccooa.documents.files import MEGABYTE
from collective.tobaccooa.exceptions import InvalidInput
from hypothesis import given
from hypothesis import strategies as st

import pypdfium2
import pytest


@pytest.fixture(scope="module")
def pdf(tmp_path_factory):
    path = tmp_path_factory.mktemp("pdf") / "one.pdf"
    document = pypdfium2.PdfDocument.new()
    document.new_page(595, 842)
    document.save(str(path))
    return path.read_bytes()


def refusal_of(filename, data, **more):
    with pytest.raises(InvalidInput) as refusal:
        check_file(filename, data, **more)
    assert refusal.value.field == "file"
    return str(refusal.value.message)


class TestCheckFile:
    def test_a_whole_pdf_with_a_chinese_name_is_accepted(self, pdf):
        checked = check_file("附件一 报送表（修订）.pdf", pdf)
        assert (checked.filename, checked.content_type) == (
            "附件一 报送表（修订）.pdf",
            "application/pdf",
        )

    def test_an_empty_file_is_refused(self):
        assert refusal_of("附件.pdf", b"") == "error_file_empty"

    def test_exactly_the_limit_is_accepted_and_one_byte_more_is_not(self):
        check_size("附件.zip", 100 * MEGABYTE, 100)
        with pytest.raises(InvalidInput) as refusal:
            check_size("附件.zip", 100 * MEGABYTE + 1, 100)
        assert refusal.value.message == "error_file_too_large"

    @pytest.mark.parametrize("data", [b"not a pdf", b"%PDF-1.4\ngarbage", b"%PDF-1.7"])
    def test_a_broken_pdf_is_refused(self, data):
        assert refusal_of("附件.pdf", data) == "error_pdf_broken"

    def test_a_pdf_in_disguise_is_judged_as_a_pdf(self):
        assert refusal_of("附件.docx", b"%PDF-1.4\ngarbage") == "error_pdf_broken"

    @pytest.mark.parametrize("name", ["a.exe", "报表.pdf.SCR", "x.js", "x.bat", "x.lnk"])
    def test_programs_are_refused_by_name(self, name):
        assert refusal_of(name, b"hello") == "error_file_program"

    @pytest.mark.parametrize("data", [b"MZ\x90\x00", b"\x7fELF\x02", b"#!/bin/sh\n"])
    def test_programs_are_refused_by_content(self, data):
        assert refusal_of("报表.docx", data) == "error_file_program"

    def test_a_classified_name_is_refused(self):
        assert refusal_of("机密★3年 方案.docx", b"x") == "error_classified"


class TestEncryptedPdf:
    def test_a_pdf_with_a_password_is_refused(self, pdf):
        # A standard security handler whose keys no known password opens.
        keys = b"/O <" + b"0f" * 32 + b"> /U <" + b"f0" * 32 + b"> /P -4"
        handler = b"/Encrypt << /Filter /Standard /V 1 /R 2 " + keys + b" >> /ID [<01> <01>] "
        locked = pdf.replace(b"/Root", handler + b"/Root")
        assert locked != pdf
        assert refusal_of("附件.pdf", locked) == "error_pdf_encrypted"


class TestNames:
    @pytest.mark.parametrize(
        ("given_name", "expected"),
        [
            ("附件一 报送表（修订）.pdf", "附件一 报送表（修订）.pdf"),
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\王\\通知.docx", "通知.docx"),
            ("通\x00知\n.docx", "通知.docx"),
            ("cod\u202efdp.exe", "codfdp.exe"),
            ("a<b>:c?.txt", "a_b__c_.txt"),
            ("", "附件"),
            ("...", "附件"),
            (".htaccess", "htaccess"),
        ],
    )
    def test_folders_and_controls_go_and_chinese_stays(self, given_name, expected):
        assert clean_filename(given_name) == expected

    def test_a_long_name_keeps_its_extension(self):
        name = clean_filename("长" * 500 + ".pdf")
        assert len(name) <= MAX_NAME
        assert name.endswith(".pdf")

    @given(st.text(max_size=200))
    def test_any_name_comes_out_usable_and_stable(self, name):
        cleaned = clean_filename(name)
        assert cleaned
        assert not set(cleaned) & set("/\\\x00\n<>")
        assert clean_filename(cleaned) == cleaned

    @pytest.mark.parametrize(
        ("name", "content_type"),
        [
            ("a.pdf", "application/pdf"),
            ("a.DOCX", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
            ("a.ofd", "application/ofd"),
            ("a.jpg", "image/jpeg"),
            ("a.html", "application/octet-stream"),
            ("a.svg", "application/octet-stream"),
            ("a.unknown", "application/octet-stream"),
            ("附件", "application/octet-stream"),
        ],
    )
    def test_the_type_follows_from_the_name_and_is_never_active(self, name, content_type):
        assert content_type_of(name) == content_type
