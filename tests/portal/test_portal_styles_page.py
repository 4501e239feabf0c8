"""The page of a portal's face: who may, what it keeps, what it refuses without losing anything."""

from ..browser.conftest import open_as as open_as
from ..browser.conftest import said
from ..browser.conftest import url as url
from collective.tobaccooa.portal.styles.designs import DESIGNS
from PIL import Image

import io
import pytest
import re
import transaction


@pytest.fixture
def editor(open_as, url):
    """The page of unit03 as its editor."""
    browser = open_as("unit03-editor")
    browser.open(f"{url}/unit03/@@portal-face")
    return browser


@pytest.fixture
def face(demo_functional):
    """Return a function that gives the stored face of a unit."""
    from collective.tobaccooa.organisation.directory import directory
    from collective.tobaccooa.portal.styles.keeping import face_of

    def stored(code="unit03"):
        transaction.begin()
        return face_of(directory().unit_object(code))

    return stored


def form(browser):
    return browser.getForm(id="face-form")


def save(browser):
    form(browser).getControl("保存").click()


def photo(size=(1200, 500), colour=(40, 90, 70)):
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG")
    return out.getvalue()


def test_shows_every_design_with_its_swatch(editor):
    for design in DESIGNS.values():
        assert f'value="{design.id}"' in said(editor)
    for words in ("青山", "江流", "庆典", "秋叶", "素简", "夜航", "春茶", "晴空", "肃穆"):
        assert words in said(editor)
    assert "--oa-banner-image" in said(editor)


def test_keeps_what_was_chosen(editor, face):
    form(editor).getControl(name="design").value = ["qiuye"]
    form(editor).getControl(name="title").value = "溪桥烟草"
    form(editor).getControl(name="icp").value = "蜀ICP备12345678号-3"
    form(editor).getControl(name="zone.notices").value = ["full"]
    save(editor)
    assert "门户风格已保存" in said(editor)
    assert face().design == "qiuye"
    layout = dict(face().layout)
    assert "news" in layout["wide"] and layout["full"] == ("notices",)
    assert 'value="溪桥烟草"' in said(editor)


def test_a_refusal_loses_nothing(editor, face):
    form(editor).getControl(name="design").value = ["jiangliu"]
    form(editor).getControl(name="subtitle").value = "为民服务"
    form(editor).getControl(name="zone.news").value = ["thirds"]
    form(editor).getControl(name="police").value = "110"
    save(editor)
    assert "公安备案号形如" in said(editor)
    assert form(editor).getControl(name="subtitle").value == "为民服务"
    assert form(editor).getControl(name="design").value == ["jiangliu"]
    assert form(editor).getControl(name="zone.news").value == ["thirds"]
    assert face().subtitle == ""


def test_a_colour_that_cannot_be_read_is_told(editor, face):
    form(editor).getControl(name="brand").value = "#ffee55"
    save(editor)
    assert re.search("为保证清晰，已将主色由 #ffee55 调为 #[0-9a-f]{6}", said(editor))
    assert face().brand == "#ffee55"


def test_the_last_five_faces_come_back(editor, face):
    for design in ("jiangliu", "qiuye", "sujian", "yehang", "chuncha", "qingkong"):
        form(editor).getControl(name="design").value = [design]
        save(editor)
    assert said(editor).count("恢复</button>") == 5
    assert "由贺宁初换下" in said(editor)
    editor.getControl("恢复", index=1).click()
    assert "已恢复“夜航”" in said(editor)
    assert face().design == "yehang"
    editor.getControl("恢复默认").click()
    assert face().design == "qingshan"
    assert said(editor).count("恢复</button>") == 5


def test_the_footer_survives_the_default(editor, face):
    form(editor).getControl(name="address").value = "溪桥镇人民路 8 号"
    form(editor).getControl(name="title").value = "溪桥烟草"
    save(editor)
    editor.getControl("恢复默认").click()
    assert (face().address, face().title) == ("溪桥镇人民路 8 号", "")


def test_pictures_are_shown_kept_with_earlier_faces_and_forgotten(editor, face, open_as, url):
    visitor = open_as()
    for kind in ("banner", "logo"):
        visitor.open(f"{url}/unit03/portal-{kind}")
        assert visitor.headers["Status"].startswith("404")
    form(editor).getControl(name="banner_file").add_file(photo(), "image/jpeg", "山.jpg")
    form(editor).getControl(name="logo_file").add_file(photo((90, 90)), "image/jpeg", "标.jpg")
    save(editor)
    digest = face().banner
    for kind in ("banner", "logo"):
        visitor.open(f"{url}/unit03/portal-{kind}?{getattr(face(), kind)}")
        assert visitor.headers["Content-Type"] == "image/webp"
        assert "immutable" in visitor.headers["Cache-Control"]
    form(editor).getControl(name="banner_remove").value = ["yes"]
    save(editor)
    assert face().banner == ""
    editor.getControl("恢复", index=0).click()
    assert face().banner == digest


def test_a_refused_picture_changes_nothing(editor, face):
    form(editor).getControl(name="title").value = "溪桥烟草"
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"/>'
    form(editor).getControl(name="banner_file").add_file(svg, "image/svg+xml", "a.svg")
    save(editor)
    assert "不接受 SVG" in said(editor)
    assert form(editor).getControl(name="title").value == "溪桥烟草"
    assert (face().title, face().banner) == ("", "")


def test_the_style_sheet_is_for_everybody_and_for_a_year(editor, open_as, url):
    form(editor).getControl(name="design").value = ["yehang"]
    save(editor)
    visitor = open_as()
    visitor.open(f"{url}/unit03/portal-style.css")
    assert visitor.headers["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" not in visitor.headers["Cache-Control"]
    etag = visitor.headers["ETag"]
    visitor.open(f"{url}/unit03/portal-style.css?{etag.strip(chr(34))}")
    assert "immutable" in visitor.headers["Cache-Control"]
    assert "--oa-head-rule" in visitor.contents
    visitor.addHeader("If-None-Match", etag)
    visitor.open(f"{url}/unit03/portal-style.css")
    assert visitor.headers["Status"].startswith("304")
    visitor.open(f"{url}/unit04/portal-style.css")
    assert visitor.headers["Status"].startswith("200")


@pytest.mark.parametrize("user", ["unit03-editor", "city-editor", "unit04-staff", None])
@pytest.mark.parametrize("view", ["portal-face", "portal-face-preview"])
def test_nobody_elses_face_can_be_changed(open_as, url, face, user, view, editor):
    token = re.search(r'name="_authenticator"[^>]*value="([^"]+)"', editor.contents)[1]
    browser = open_as(user)
    page = f"{url}/unit04/@@{view}"
    browser.open(page)
    assert "face-form" not in said(browser)
    browser.post(page, f"_authenticator={token}&do=save&design=sumu&title=x")
    assert face("unit04").design == "qingshan"
    assert face("unit04").title == ""


def test_a_form_without_its_token_is_refused(open_as, url, face):
    browser = open_as("unit03-editor")
    browser.post(f"{url}/unit03/@@portal-face", "do=save&design=sumu")
    assert face().design == "qingshan"


def test_mourning_days_are_the_administrators(open_as, url):
    for user in ("unit03-editor", "city-editor", None):
        browser = open_as(user)
        browser.open(f"{url}/@@portal-mourning")
        assert "mourning-first" not in said(browser)


def test_mourning_days_are_entered_and_removed(open_as, url):
    from collective.tobaccooa.portal.styles.keeping import mourning_periods

    browser = open_as("city-admin")
    browser.open(f"{url}/@@portal-mourning")
    browser.getControl(name="first").value = "2026-12-13"
    browser.getControl("登记这些日期").click()
    assert "写明原因" in said(browser)
    assert browser.getControl(name="first").value == "2026-12-13"
    browser.getControl(name="reason").value = "国家公祭日"
    browser.getControl("登记这些日期").click()
    assert "2026年12月13日全部门户自动变灰" in said(browser)
    transaction.begin()
    assert [each.reason for each in mourning_periods()] == ["国家公祭日"]
    browser.getControl("移除").click()
    transaction.begin()
    assert mourning_periods() == ()


def test_the_footer_links_its_numbers_as_the_law_asks(editor, open_as, url):
    form(editor).getControl(name="icp").value = "蜀ICP备12345678号-3"
    form(editor).getControl(name="police").value = "川公网安备51010702000123号"
    form(editor).getControl(name="phone").value = "0816-1234567、0816-7654321"
    save(editor)
    visitor = open_as()
    visitor.open(f"{url}/unit03/@@portal-footer")
    assert 'href="https://beian.miit.gov.cn/"' in said(visitor)
    assert "code=51010702000123" in said(visitor)
    assert 'href="tel:08161234567"' in said(visitor)
    assert "非涉密" in said(visitor)
    visitor.open(f"{url}/unit04/@@portal-footer")
    assert "beian" not in said(visitor)
