"""The focal point in a real browser: pointer, keys, preview, a phone; and pictures on the pages."""

from .picture_corpus import corners
from .picture_corpus import GREEN
from .picture_corpus import near
from .picture_corpus import opened
from .picture_corpus import quarters
from .picture_corpus import saved
from .picture_corpus import WHITE
from collective.tobaccooa.portal.pictures.store import picture_set
from plone.dexterity.utils import createContentInContainer
from plone.namedfile.file import NamedBlobImage

import pytest
import transaction


@pytest.fixture
def wide(acceptance):
    """A draft with a wide picture: red and blue on the left, green and white on the right."""
    from plone import api

    value = NamedBlobImage(saved(corners(1600, 600), "JPEG", quality=95), filename="a.jpg")
    with api.env.adopt_user(username="city-editor"):
        item = createContentInContainer(
            acceptance["portal"]["news"], "News Item", id="wide", title="宽幅图片", image=value
        )
    transaction.commit()
    return item


def loaded(page):
    """Wait for all pictures in sight."""
    page.wait_for_function("[...document.images].every((i) => i.complete && i.naturalWidth)")


@pytest.mark.browser
class TestFocus:
    @pytest.mark.parametrize("width", [390, 1366])
    def test_click_moves_mark_and_preview_and_saving_cuts(
        self, browse, site_url, wide, accessible, width
    ):
        page = browse("city-editor", width=width)
        page.goto(f"{site_url}/news/wide/@@picture-focus")
        loaded(page)
        accessible(page)
        box = page.locator(".oa-focus__frame").bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= width
        before = page.locator("[data-focus-crop]").get_attribute("style")
        page.mouse.click(box["x"] + 0.9 * box["width"], box["y"] + 0.5 * box["height"])
        assert float(page.locator("[name=focus_x]").input_value()) == pytest.approx(0.9, abs=0.02)
        assert page.locator("[data-focus-crop]").get_attribute("style") != before
        page.get_by_role("button", name="按此焦点裁剪").click()
        page.wait_for_load_state()
        assert "已按所选焦点重新裁剪图片" in page.content()
        transaction.begin()
        assert picture_set(wide).focus[0] == pytest.approx(0.9, abs=0.02)

    def test_arrow_keys_move_it(self, browse, site_url, wide):
        page = browse("city-editor")
        page.goto(f"{site_url}/news/wide/@@picture-focus")
        loaded(page)
        page.locator(".oa-focus__frame").focus()
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("Shift+ArrowDown")
        assert page.locator("[name=focus_x]").input_value() == "0.480"
        assert page.locator("[name=focus_y]").input_value() == "0.600"

    def test_works_without_scripts(self, browse, site_url, wide):
        page = browse("city-editor", javascript=False)
        page.goto(f"{site_url}/news/wide/@@picture-focus")
        page.locator("[name=focus_x]").fill("0.1")
        page.get_by_role("button", name="按此焦点裁剪").click()
        page.wait_for_load_state()
        transaction.begin()
        assert picture_set(wide).focus == (0.1, 0.5)


@pytest.mark.browser
class TestForm:
    def test_point_is_chosen_before_the_picture_is_sent(
        self, browse, site_url, acceptance, accessible, tmp_path
    ):
        file = tmp_path / "合影.jpg"
        file.write_bytes(saved(corners(1600, 400), "JPEG", quality=95))
        page = browse("city-editor", width=1366)
        page.goto(f"{site_url}/news/@@add-item")
        assert not page.locator(".oa-focus").is_visible()
        page.locator("[name=title]").fill("选好焦点再上传")
        page.locator("input[type=file][name=image]").set_input_files(file)
        page.locator(".oa-focus__frame").wait_for()
        loaded(page)
        box = page.locator(".oa-focus__frame").bounding_box()
        page.locator(".oa-focus__frame").scroll_into_view_if_needed()
        page.locator(".oa-focus__frame").click(
            position={"x": 0.95 * box["width"], "y": box["height"] / 2}
        )
        page.wait_for_selector("#text_ifr[title]")  # the editor is there and has its name
        accessible(page)
        page.locator("button[name=save]").click()
        page.wait_for_url("**/news/2*")
        transaction.begin()
        (item,) = [
            each
            for each in acceptance["portal"]["news"].objectValues()
            if each.title == "选好焦点再上传"
        ]
        assert picture_set(item).focus[0] == pytest.approx(0.95, abs=0.02)
        card = opened(picture_set(item).files["card.jpg"].data)
        assert near(quarters(card), [GREEN, GREEN, WHITE, WHITE])


@pytest.mark.browser
def test_page_of_an_item_shows_its_picture_in_webp(browse, site_url, wide):
    page = browse("city-editor")
    page.goto(f"{site_url}/news/wide")
    loaded(page)
    shown = page.locator("picture img").first
    assert "/@@picture/page.webp?" in shown.evaluate("image => image.currentSrc")
    assert shown.get_attribute("alt") == "宽幅图片"
