"""Faces in a real browser: chosen by keyboard, seen at once, read by everybody."""

from ..browsing import PASSWORD
from collective.tobaccooa.portal.styles import css
from collective.tobaccooa.portal.styles.contrast import least_ratio
from collective.tobaccooa.portal.styles.contrast import TEXT
from collective.tobaccooa.portal.styles.designs import DESIGNS
from collective.tobaccooa.portal.styles.model import Face
from datetime import date
from PIL import Image

import io
import pytest
import requests
import transaction


pytestmark = pytest.mark.browser
SIZES = [(1366, 900), (390, 844)]


@pytest.fixture
def wear(acceptance):
    """Give a portal a face."""

    def dress(code="unit03", **values):
        from collective.tobaccooa.organisation.directory import directory
        from collective.tobaccooa.portal.styles.keeping import keep_face

        keep_face(directory().unit_object(code), Face(**values), "city-admin")
        transaction.commit()

    return dress


def preview_is(page, design):
    frame = page.frame_locator("#face-frame")
    frame.locator(f'html[data-design="{design}"]').wait_for(state="attached")
    return frame


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_design_and_layout_are_chosen_by_keyboard(browse, site_url, accessible, width, height):
    page = browse("unit03-editor", width=width, height=height)
    page.goto(f"{site_url}/unit03/@@portal-face")
    preview_is(page, "qingshan")
    page.focus('input[name="design"]:checked')
    page.keyboard.press("ArrowRight")
    assert page.is_checked('input[value="jiangliu"]')
    frame = preview_is(page, "jiangliu")
    page.focus("#face-title")
    page.keyboard.type("溪桥烟草")
    frame.locator('[data-face="title"]', has_text="溪桥烟草").wait_for()
    page.focus('[data-placed="news"] [data-move="1"]')
    page.keyboard.press("Enter")
    said = page.locator("[data-layout-said]")
    assert said.text_content() == "本局动态：侧栏（右，1/3），1"
    assert page.evaluate("document.activeElement.dataset.move") == "1"
    frame.locator('[data-zone="side"] [data-column="news"]').wait_for(state="attached")
    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.focus('button[value="save"]')
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "门户风格已保存" in page.text_content("#global_statusmessage")
    reader = browse(None, width=width, height=height)
    reader.goto(f"{site_url}/unit03/@@portal-home")
    assert reader.get_attribute("html", "data-design") == "jiangliu"
    assert reader.text_content('[data-face="title"]') == "溪桥烟草"
    assert reader.locator('[data-zone="side"] [data-column="news"]').count() == 1
    reader.goto(f"{site_url}/unit04/@@portal-home")
    assert reader.get_attribute("html", "data-design") == "qingshan"


def test_columns_are_moved_by_dragging(browse, site_url):
    page = browse("unit03-editor", width=1366, height=900)
    page.goto(f"{site_url}/unit03/@@portal-face")
    page.locator(".oa-zones").scroll_into_view_if_needed()
    page.drag_and_drop('[data-placed="news"] .oa-placed__title', '[data-zone-list="full"]')
    assert page.input_value('[name="zone.news"]') == "full"
    frame = page.frame_locator("#face-frame")
    frame.locator('[data-zone="full"] [data-column="news"]').wait_for(state="attached")
    page.select_option('[name="zone.notices"]', "hidden")
    frame.locator('[data-column="notices"]').wait_for(state="hidden")
    with page.expect_navigation():
        page.click('button[value="save"]')
    page.goto(f"{site_url}/unit03/@@portal-home")
    assert page.locator('[data-column="notices"]').count() == 0
    assert page.locator('[data-zone="full"] [data-column="news"]').count() == 1


def test_colours_are_corrected_and_refused_while_typing(browse, site_url):
    page = browse("unit03-editor", width=1366, height=900)
    page.goto(f"{site_url}/unit03/@@portal-face")
    page.fill("#face-brand", "#ffee00")
    page.locator("[data-preview-notes]", has_text="为保证清晰").wait_for()
    page.fill("#face-brand", "red")
    page.locator("[data-preview-notes]", has_text="不是颜色").wait_for()
    assert page.get_attribute("#face-brand", "aria-invalid") == "true"
    page.click('[data-colour="brand"] button[data-value="#6b2f4b"]')
    assert page.input_value("#face-brand") == "#6b2f4b"
    page.locator("#face-brand:not([aria-invalid])").wait_for()


@pytest.mark.parametrize("design", sorted(DESIGNS))
def test_a_front_page_passes_in_every_design(browse, site_url, accessible, wear, design):
    wear(design=design, subtitle="为民服务", icp="蜀ICP备12345678号-1", phone="0816-1234567")
    page = browse(None, width=1366)
    page.goto(f"{site_url}/unit03/@@portal-home")
    assert page.get_attribute("html", "data-design") == design
    accessible(page)


@pytest.mark.parametrize("brand", ["", "#ffffff", "#000000", "#e0c000"])
def test_no_point_of_a_banner_hides_its_text(browse, brand):
    page = browse(None, width=1920, height=360)
    for design in DESIGNS:
        face = Face(design=design, brand=brand)
        page.set_content(
            f"<style>{css.stylesheet(face)}body{{margin:0;height:360px;background:"
            "var(--oa-banner-image) right center/cover no-repeat,linear-gradient(90deg,"
            "var(--oa-banner-from),var(--oa-banner-to))}</style>"
        )
        picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
        colours = [f"#{r:02x}{g:02x}{b:02x}" for _, (r, g, b) in picture.getcolors(1920 * 360)]
        text = css.palette_of(face).colours["on-banner"]
        # one step of rounding on the way to the screen
        assert least_ratio(text, colours) >= TEXT - 0.06, design


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_display_is_switched_kept_and_breaks_nothing(
    browse, site_url, accessible, wear, width, height
):
    wear(design="qiuye")
    page = browse(None, width=width, height=height)
    page.goto(f"{site_url}/unit03/@@portal-home")
    for name in ("size:large", "contrast:high"):
        page.focus(f'footer [data-display="{name}"]')
        page.keyboard.press("Enter")
        assert page.get_attribute(f'header [data-display="{name}"]', "aria-pressed") == "true"
    page.reload()
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "20px"
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == "rgb(0, 0, 0)"
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    accessible(page)
    page.click('footer [data-display="contrast:high"]')
    assert page.get_attribute("html", "data-contrast") is None


def test_a_kept_page_turns_grey_at_midnight_of_shanghai(browse, site_url, acceptance):
    from collective.tobaccooa.portal.styles import keeping
    from collective.tobaccooa.portal.styles.mourning import Period

    day = date(2099, 12, 13)
    keeping.keep_mourning([Period(day, day, "国家公祭日")])
    transaction.commit()
    page = browse(None)
    page.clock.install(time="2099-12-12T23:59:58+08:00")
    page.goto(f"{site_url}/unit03/@@portal-home")
    shown = "getComputedStyle(document.documentElement).filter"
    assert page.evaluate(shown) == "none"
    page.clock.run_for(3000)
    assert page.evaluate(shown) == "grayscale(1)"
    page.clock.run_for(24 * 3600 * 1000)
    assert page.evaluate(shown) == "none"


def test_a_face_is_not_to_be_changed_by_rest(site_url, acceptance):
    for unit in ("unit03", "unit04"):
        for payload in ({"face": {"design": "sumu"}}, {"title": "改名"}):
            answer = requests.patch(
                f"{site_url}/{unit}",
                json=payload,
                auth=("unit03-editor", PASSWORD),
                headers={"Accept": "application/json"},
                timeout=30,
            )
            assert answer.status_code in (401, 403)
