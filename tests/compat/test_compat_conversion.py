"""A file becomes pages, or a sentence says why not."""

from io import BytesIO
from pathlib import Path

import os
import pytest
import shutil
import subprocess
import time
import zipfile


TITLE = "关于做好烟草专卖零售许可证管理工作的通知"


def locked_pdf(pdf, tmp_path):
    """The same page behind a password."""
    plain, locked = tmp_path / "plain.pdf", tmp_path / "locked.pdf"
    plain.write_bytes(pdf)
    command = ["qpdf", "--encrypt", "secret", "secret", "256", "--", str(plain), str(locked)]
    subprocess.run(command, check=True)
    return locked.read_bytes()


def chinese_docx():
    """A Word file with one Chinese paragraph."""
    types = (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        'content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-'
        'package.relationships+xml"/><Override PartName="/word/document.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
        "</Types>"
    )
    relations = (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/'
        '2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/'
        'officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
        "</Relationships>"
    )
    body = (
        '<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/'
        'wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>'
        f"{TITLE}</w:t></w:r></w:p></w:body></w:document>"
    )
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr("_rels/.rels", relations)
        archive.writestr("word/document.xml", body)
    return packed.getvalue()


@pytest.fixture
def stored(portal, manager):
    """Store a file and return the object that holds it."""
    from plone import api
    from plone.namedfile.file import NamedBlobFile

    def store(data, filename, content_type="application/octet-stream"):
        file = NamedBlobFile(data=data, filename=filename, contentType=content_type)
        return api.content.create(portal, "File", title="附件一", file=file)

    return store


@pytest.fixture
def convert():
    """The function under test; imported late since it needs Plone."""
    from collective.tobaccooa.compat import documentviewer

    return documentviewer.convert


@pytest.fixture
def state_of():
    from collective.tobaccooa.compat.conversion import state_of

    return state_of


class TestConvert:
    def test_pdf_gets_a_picture_per_page_and_size(self, stored, convert, state_of, pdf):
        attachment = stored(pdf, "批复.pdf", "application/pdf")
        convert(attachment)
        state = state_of(attachment)
        assert state["num_pages"] == 1
        assert sorted(state["blob_files"]) == [
            "large/dump_1.png",
            "normal/dump_1.png",
            "small/dump_1.png",
        ]

    def test_pictures_have_their_width(self, stored, convert, state_of, pdf):
        from PIL import Image

        attachment = stored(pdf, "批复.pdf")
        convert(attachment)
        with state_of(attachment)["blob_files"]["large/dump_1.png"].open() as stream:
            assert Image.open(stream).width == 1000

    def test_word_file_with_chinese_gets_pages(self, stored, convert, state_of):
        attachment = stored(chinese_docx(), "通知.docx")
        convert(attachment)
        assert state_of(attachment)["num_pages"] == 1

    def test_page_of_absurd_shape_costs_nothing(self, stored, convert, state_of, pdf):
        attachment = stored(pdf.replace(b"[0 0 595 842]", b"[0 0 1 14400]"), "长.pdf")
        convert(attachment)
        with state_of(attachment)["blob_files"]["large/dump_1.png"].open() as stream:
            assert len(stream.read()) < 1000

    def test_upload_converts_nothing_by_itself(self, stored, state_of, pdf):
        assert not state_of(stored(pdf, "批复.pdf")).get("blob_files")

    def test_asking_for_the_state_writes_nothing(self, stored, state_of, pdf):
        from zope.annotation.interfaces import IAnnotations

        attachment = stored(pdf, "批复.ofd")
        IAnnotations(attachment).pop("collective.documentviewer", None)
        assert state_of(attachment) == {}
        assert "collective.documentviewer" not in IAnnotations(attachment)


class TestRefusal:
    def refusal(self, convert, attachment):
        from collective.tobaccooa.compat.conversion import NotConvertible

        with pytest.raises(NotConvertible) as refused:
            convert(attachment)
        return str(refused.value.message)

    def test_pdf_with_password_is_refused(self, stored, convert, pdf, tmp_path):
        attachment = stored(locked_pdf(pdf, tmp_path), "密码.pdf")
        assert self.refusal(convert, attachment) == "error_pages_password"

    def test_broken_pdf_is_refused(self, stored, convert):
        attachment = stored(b"%PDF-1.4\nnothing that follows", "坏.pdf")
        assert self.refusal(convert, attachment) == "error_pages_broken"

    def test_something_else_named_pdf_is_refused(self, stored, convert):
        assert self.refusal(convert, stored(b"x" * 5000, "假.pdf")) == "error_not_its_kind"

    def test_something_else_named_docx_is_refused(self, stored, convert):
        assert self.refusal(convert, stored(b"x" * 5000, "假.docx")) == "error_not_its_kind"

    def test_kind_without_pages_is_refused(self, stored, convert):
        assert self.refusal(convert, stored(b"x", "数据.zip")) == "error_no_pages"

    def test_missing_program_asks_for_another_try(self, stored, convert, monkeypatch, pdf):
        from collective.tobaccooa.compat.conversion import ConversionFailed

        monkeypatch.setattr(shutil, "which", lambda name: None)
        with pytest.raises(ConversionFailed, match="qpdf is not installed"):
            convert(stored(pdf, "批复.pdf"))


class TestSharing:
    def test_second_object_shows_the_same_pages(self, stored, convert, state_of, pdf):
        from collective.tobaccooa.compat.conversion import share_pages

        source, target = stored(pdf, "一.pdf"), stored(pdf, "二.pdf")
        convert(source)
        assert share_pages(source, target)
        assert state_of(target)["blob_files"] is state_of(source)["blob_files"]

    def test_nothing_is_shared_before_the_conversion(self, stored):
        from collective.tobaccooa.compat.conversion import share_pages

        assert not share_pages(stored(b"1", "一.pdf"), stored(b"1", "二.pdf"))


def is_running(process):
    """Tell whether a process is there and not only waiting to be collected."""
    try:
        return Path(f"/proc/{process}/stat").read_text().split()[2] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


class TestPrograms:
    def test_program_that_hangs_is_ended_with_its_children(self, portal, tmp_path, monkeypatch):
        from collective.tobaccooa.compat import conversion

        slow = tmp_path / "soffice"
        slow.write_text(f"#!/bin/sh\nsleep 60 &\necho $! > {tmp_path}/child\nwait\n")
        slow.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
        with pytest.raises(conversion.ConversionFailed, match="more than 1 seconds"):
            conversion._run(["soffice"], 1)
        child = int((tmp_path / "child").read_text())
        until = time.monotonic() + 5
        while is_running(child) and time.monotonic() < until:
            time.sleep(0.05)
        assert not is_running(child)

    def test_program_sees_no_secrets(self, portal, monkeypatch):
        from collective.tobaccooa.compat import conversion

        monkeypatch.setenv("OA_ADMIN_PASSWORD", "secret")
        _status, output = conversion._run(["env"], 5)
        assert "secret" not in output
