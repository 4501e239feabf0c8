"""Files over REST: who may read them, and which are refused before anything is stored."""

import base64
import io
import pypdfium2
import pytest


def pdf():
    made = pypdfium2.PdfDocument.new()
    made.new_page(595, 842)
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def attach(person, document, data, filename="附件一 报送表（修订）.pdf", **more):
    file = {
        "data": base64.b64encode(data).decode(),
        "encoding": "base64",
        "filename": filename,
        "content-type": "application/pdf",
        **more,
    }
    return person.post(document, {"@type": "Attachment", "title": "附件", "file": file})


def files(person, document):
    return person.get(document).body["attachments"]


def test_a_file_is_read_by_who_may_read_its_document(office):
    document = office.document()
    drafter = office.who("city-finance-staff")
    assert attach(drafter, document, pdf()).status == 201
    address = files(drafter, document)[0]["download"]
    assert drafter.send("GET", address, headers={"Accept": "*/*"}).status == 200
    for user in (None, "city-info-staff", "unit01-clerk"):
        answer = office.who(user).send("GET", address, headers={"Accept": "application/json"})
        assert answer.status in (401, 403, 404), (user, answer.status)


def test_a_delivered_file_is_read_by_its_unit_before_it_signs(office):
    document = office.document(main_recipients=["unit:unit01"])
    drafter = office.who("city-finance-staff")
    assert attach(drafter, document, pdf()).status == 201
    office.advance(document, 9)
    row = office.delivery(document, "unit01")
    clerk = office.who("unit01-clerk")
    content = clerk.get(row["@id"]).body["content"]
    address = content["attachments"][0]["download"]
    assert clerk.send("GET", address, headers={"Accept": "*/*"}).status == 200
    for user in (None, "unit02-clerk", "unit02-leader"):
        assert office.who(user).send("GET", address).status in (401, 403, 404), user


@pytest.mark.parametrize(
    ("data", "filename"),
    [
        (b"", "空.pdf"),
        (b"%PDF-1.7 broken", "坏.pdf"),
        (b"MZ\x90\x00" + b"\0" * 200, "病毒.exe"),
    ],
)
def test_a_file_that_can_not_be_kept_is_refused(office, data, filename):
    document = office.document()
    drafter = office.who("city-finance-staff")
    answer = attach(drafter, document, data, filename)
    assert answer.refused(400), answer
    assert files(drafter, document) == []


@pytest.mark.parametrize(
    ("data", "filename", "kind"),
    [
        (b"<html><script>alert(1)</script>", "网页.html", "text/html"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>", "图.svg", "image/svg+xml"),
    ],
)
def test_a_file_with_a_script_is_never_shown_in_place(office, data, filename, kind):
    document = office.document()
    drafter = office.who("city-finance-staff")
    answer = attach(drafter, document, data, filename, **{"content-type": kind})
    assert answer.status == 201, answer
    place = files(drafter, document)[0]["@id"]
    for view in ("@@download/file", "@@display-file/file", ""):
        shown = drafter.send("GET", f"{place}/{view}", headers={"Accept": "text/html"})
        is_script = shown.headers["Content-Type"].split(";")[0] == kind and data in shown.raw
        saved = "attachment" in shown.headers.get("Content-Disposition", "")
        assert saved or not is_script, (view, shown.headers)


@pytest.mark.parametrize("filename", ["../../etc/passwd.pdf", "a\\b\\c.pdf", "甲\u202e乙fdp.pdf"])
def test_a_file_name_is_only_a_name(office, filename):
    document = office.document()
    drafter = office.who("city-finance-staff")
    answer = attach(drafter, document, pdf(), filename)
    assert answer.status == 201 or answer.refused(400), answer
    for each in files(drafter, document):
        assert not set("/\\\u202e") & set(each["filename"])


@pytest.mark.parametrize(
    "body",
    [
        {"@type": "Attachment"},
        {"@type": "Attachment", "file": None},
        {"@type": "Attachment", "file": "x"},
        {"@type": "Attachment", "file": {"data": "!!!", "encoding": "base64", "filename": "a.pdf"}},
        {"@type": "Attachment", "file": {"data": 7, "encoding": "base64", "filename": "a.pdf"}},
        {"@type": "Attachment", "file": {"data": "eA==", "encoding": "rot13", "filename": "a.pdf"}},
        {"@type": "Attachment", "file": {"data": "eA==", "encoding": "base64", "filename": None}},
        {"@type": "Document", "title": "x"},
        {"@type": "OutgoingDocument", "title": "x"},
        {"@type": 7},
        {},
    ],
)
def test_a_body_that_holds_no_file_is_refused(office, body):
    document = office.document()
    drafter = office.who("city-finance-staff")
    answer = drafter.post(document, body)
    assert 400 <= answer.status < 500, answer
    assert isinstance(answer.body, dict)
    assert files(drafter, document) == []


def test_only_the_holder_adds_files_and_only_while_the_text_is_open(office):
    document = office.document()
    assert attach(office.who("city-director"), document, pdf()).status in (401, 403)
    office.advance(document, 1)
    assert attach(office.who("city-finance-staff"), document, pdf()).status in (401, 403)
