"""A day of the portal in a real browser: written, returned, published, read, withdrawn, adopted.

On every page that the story comes by: nothing wider than the screen, axe content, no text below
14 px, controls of at least 44 px. `OA_PICTURES=<folder>` keeps what was seen.
"""

from __future__ import annotations

from .test_portal_pasting_browser import paste
from .test_portal_pasting_browser import PASTED
from .test_portal_pasting_browser import said
from PIL import Image

import io
import os
import pytest
import re
import transaction


pytestmark = pytest.mark.browser
PICTURES = os.environ.get("OA_PICTURES")
PHONE, DESK = 390, 1366
TITLE = "禾川县局冬季护烟行动纪实"

# what is drawn in less than 14 px, and what a thumb can't hit; hidden text for readers left out
SMALL = """() => {
    const found = new Set();
    const apart = "svg, script, style, .tox, .oa-swatch__banner, .oa-swatch__page";
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const node = walk.currentNode.parentElement;
        if (!walk.currentNode.data.trim() || node.closest(apart)) continue;
        if (!node.checkVisibility({visibilityProperty: true})) continue;
        if (parseFloat(getComputedStyle(node).fontSize) >= 14) continue;
        found.add(node.outerHTML.slice(0, 90));
    }
    return [...found];
}"""
TIGHT = """() => [...document.querySelectorAll(
    "button, summary, .op-button, .oa-button, .op-nav a, input[type=search], select")]
    .filter((node) => node.checkVisibility({visibilityProperty: true}))
    .filter((node) => !node.closest(".tox, [data-colour]"))
    .filter((node) => node.getBoundingClientRect().width)
    .filter((node) => node.getBoundingClientRect().height < 43.5)
    .map((node) => node.outerHTML.slice(0, 120))"""


@pytest.fixture
def look(accessible):
    """Judge a page as it is now, and keep its picture."""

    def judge(page, name=""):
        width = page.viewport_size["width"]
        page.wait_for_load_state()
        assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url
        assert page.evaluate(SMALL) == [], page.url
        assert page.evaluate(TIGHT) == [], page.url
        accessible(page)
        if PICTURES and name:
            page.screenshot(path=f"{PICTURES}/{name}-{width}.png", full_page=True)

    return judge


@pytest.fixture
def photo():
    """A photo as a phone makes it: twelve megapixels, several megabytes."""
    base = Image.effect_noise((1000, 750), 90).resize((4000, 3000))
    kept = io.BytesIO()
    Image.merge("RGB", [base, base.rotate(180), base]).save(kept, "JPEG", quality=92)
    return {"name": "现场.jpg", "mimeType": "image/jpeg", "buffer": kept.getvalue()}


@pytest.fixture
def written(acceptance, add_item, move):
    """Write an item of the first unit and bring it as far as wanted; returns its address."""

    def write(title=TITLE, column="news", steps=("submit", "publish"), unit="unit01", **values):
        place = acceptance["portal"][unit][column]
        item = add_item(place, f"{unit}-editor", title=title, **values)
        for step in steps:
            move(item, step, f"{unit}-{'editor' if step == 'submit' else 'approver'}")
        transaction.commit()
        return f"/{unit}/{column}/{item.getId()}"

    return write


def press(page, name):
    """Press a button and wait for the page that comes.

    A second tap in the same place is ignored for a second after a page has come (`oa.js`).
    """
    page.wait_for_load_state()
    page.wait_for_timeout(1100)
    with page.expect_navigation(timeout=60_000):
        page.get_by_role("button", name=name, exact=True).click()


def message(page):
    """Return what the page says that has happened."""
    return page.locator(".op-message, .oa-message, #global_statusmessage").first.inner_text()


def step_out(page, summary, reason, button):
    """Open a step that asks for a reason, give it and take it."""
    ask = page.locator("details.op-panel__ask", has_text=summary)
    ask.locator("summary").click()
    ask.locator("textarea").fill(reason)
    with page.expect_navigation():
        ask.get_by_role("button", name=button).click()


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_an_article_from_word_to_the_front_page_and_off_again(
    browse, look, site_url, photo, acceptance, width
):
    transaction.commit()
    editor = browse("unit01-editor", width=width)
    editor.goto(f"{site_url}/unit01")
    look(editor, "day-front-editor")
    editor.goto(f"{site_url}/unit01/@@my-columns")
    look(editor, "day-my-columns")
    editor.goto(f"{site_url}/unit01/news/@@add-item")
    editor.wait_for_selector(".oa-paste-said", state="attached")
    look(editor, "day-form")
    editor.fill("[name=title]", TITLE)
    paste(editor, (PASTED / "word.html").read_text(encoding="utf-8"))
    assert "已清理" in said(editor, "已清理")
    editor.set_input_files("#image", photo)
    # it saves itself, without anybody pressing anything
    editor.wait_for_function(
        "document.querySelector('[data-saved]').textContent.includes('已')", timeout=20_000
    )
    editor.wait_for_url("**/@@edit-item")
    look(editor, "day-saved-itself")
    press(editor, "送审")
    assert "送审" in message(editor) or "审核" in message(editor)
    look(editor, "day-submitted")
    address = editor.url

    approver = browse("unit01-approver", width=PHONE, height=844)
    approver.goto(f"{site_url}/unit01/@@my-columns")
    look(approver, "day-waiting")
    approver.get_by_role("link", name=TITLE).first.click()
    look(approver, "day-approving")
    step_out(approver, "退回", "请写明行动的时间和地点", "退回")
    assert "已退回" in message(approver)

    editor.goto(f"{site_url}/unit01/@@my-columns")
    assert "请写明行动的时间和地点" in editor.content()
    look(editor, "day-returned")
    editor.get_by_role("link", name=TITLE).first.click()
    editor.get_by_role("link", name="修改").first.click()
    editor.wait_for_selector(".oa-paste-said", state="attached")
    # the editor grows with the text and moves the buttons while it comes
    editor.frame_locator("iframe.tox-edit-area__iframe").get_by_text("灭火器").wait_for()
    editor.wait_for_timeout(500)
    editor.fill("[name=title]", f"{TITLE}（11月）")
    press(editor, "送审")

    approver.goto(address)
    press(approver, "发布")
    assert "已发布" in message(approver)

    visitor = browse(None, width=width)
    visitor.goto(f"{site_url}/unit01")
    link = visitor.get_by_role("link", name=f"{TITLE}（11月）").first
    look(visitor, "day-front")
    link.click()
    visitor.wait_for_load_state()
    look(visitor, "day-article")
    picture = visitor.locator(".op-article__picture img")
    seen = picture.evaluate("(node) => node.decode().then(() => node.currentSrc)")
    told = visitor.request.get(seen)
    assert told.ok and len(told.body()) <= 20 * 1024
    size = Image.open(io.BytesIO(told.body())).size
    assert size[0] <= 600 and size[1] <= 450
    assert "栏目维护" not in visitor.content() and "退回" not in visitor.content()

    leader = browse("unit01-deputy", width=width)
    leader.goto(address)
    look(leader, "day-leader")
    step_out(leader, "撤", "有关情况尚待核实", "撤")
    visitor.goto(f"{site_url}/unit01")
    assert TITLE not in visitor.content()
    assert visitor.goto(address).status in (200, 401, 403, 404)
    assert TITLE not in visitor.content()


def test_sending_while_it_saves_itself_is_no_conflict_with_oneself(browse, site_url):
    transaction.commit()
    page = browse("unit01-editor")
    page.goto(f"{site_url}/unit01/news/@@add-item")
    page.wait_for_selector(".oa-paste-said", state="attached")
    page.fill("[name=title]", TITLE)
    page.wait_for_url("**/@@edit-item", timeout=20_000)
    held = []
    page.route("**/@@edit-item", lambda route: held.append(route), times=1)
    page.fill("[name=title]", f"{TITLE}（改）")
    while not held:
        page.wait_for_timeout(200)
    page.get_by_role("button", name="送审", exact=True).click()
    with page.expect_navigation(timeout=60_000):
        held[0].continue_()
    assert "刚被别人改过" not in page.content()
    assert f"{TITLE}（改）" in page.content() and "待审核" in page.content()


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_an_urgent_notice_is_read_confirmed_and_chased(browse, look, site_url, width):
    transaction.commit()
    title = "关于防范寒潮天气的紧急通知"
    approver = browse("unit01-approver", width=width)
    approver.goto(f"{site_url}/unit01/notices/@@add-item")
    approver.wait_for_selector(".oa-paste-said", state="attached")
    approver.fill("[name=title]", title)
    approver.locator("[name=must_read]").check()
    look(approver, "day-notice-form")
    press(approver, "发布")
    address = approver.url

    reader = browse("unit01-staff", width=width)
    reader.goto(f"{site_url}/unit01")
    row = reader.locator("li", has_text=title)
    assert "未读" in row.inner_text() and "必读" in row.inner_text()
    look(reader, "day-unread")
    row.locator("a").click()
    reader.wait_for_load_state()
    look(reader, "day-must-read")
    press(reader, "我已阅读")
    reader.goto(f"{site_url}/unit01")
    assert "未读" not in reader.locator("li", has_text=title).inner_text()

    editor = browse("unit01-editor", width=width)
    editor.goto(address)
    editor.get_by_role("link", name="阅读情况").click()
    editor.wait_for_load_state()
    look(editor, "day-readers")
    press(editor, "催读未读人员")
    assert "已催读" in editor.content()
    missing = browse("unit01-clerk", width=width)
    missing.goto(f"{site_url}/@@my-work?kind=to-read")
    assert title in missing.content()


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_units_article_rises_and_is_credited(browse, look, site_url, acceptance, written, width):
    from collective.tobaccooa.portal.columns import change_column

    change_column(acceptance["portal"]["unit01"]["news"], {"rises_to": "news"})
    address = written()
    editor = browse("unit01-editor", width=width)
    editor.goto(f"{site_url}{address}")
    editor.get_by_role("link", name="报送市局门户").click()
    look(editor, "day-submit-up")
    press(editor, "报送")
    city = browse("city-editor", width=width)
    city.goto(f"{site_url}/news/@@proposals")
    look(city, "day-proposals")
    press(city, "采用")
    visitor = browse(None, width=width)
    visitor.goto(f"{site_url}/news")
    look(visitor, "day-adopted-column")
    assert re.search("来源：禾川", visitor.locator("li", has_text=TITLE).inner_text())
    visitor.goto(site_url)
    assert TITLE in visitor.content() and "来源：禾川" in visitor.content()
    look(visitor, "day-adopted")
    director = browse("city-director", width=width)
    for page in ("@@portal-supervision", "@@portal-month"):
        director.goto(f"{site_url}/{page}")
        look(director, f"day-{page.removeprefix('@@')}")
    row = director.locator("tr", has_text="禾川").first.inner_text()
    assert re.search(r"\b1\b", row)


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_face_is_changed_by_keyboard_and_fits_the_screen(
    browse, look, site_url, written, width
):
    written()
    editor = browse("unit01-editor", width=width)
    editor.goto(f"{site_url}/unit01/@@portal-face")
    look(editor, "day-face")
    before = editor.locator('input[name="design"]:checked').get_attribute("value")
    editor.focus('input[name="design"]:checked')
    editor.keyboard.press("ArrowRight")
    chosen = editor.locator('input[name="design"]:checked').get_attribute("value")
    assert chosen != before
    editor.focus('button[value="save"]')
    with editor.expect_navigation():
        editor.keyboard.press("Enter")
    visitor = browse(None, width=width)
    visitor.goto(f"{site_url}/unit01")
    assert visitor.get_attribute("html", "data-design") == chosen
    look(visitor, "day-other-face")


@pytest.fixture
def moving(acceptance, add_item, move, written):
    """A front page with three picture news and three ticker messages."""
    site = acceptance["portal"]
    for number in range(3):
        written(f"图片新闻之{number}", column="pictures")
        item = add_item(site["ticker"], "city-approver", title=f"滚动消息之{number}")
        move(item, "publish", "city-approver")
        shown = add_item(site["pictures"], "city-editor", title=f"市局图片之{number}")
        move(shown, "submit", "city-editor")
        move(shown, "publish", "city-approver")
    transaction.commit()


CURRENT = "[data-carousel] .op-carousel__titles a[aria-current]"
FIRST = "[data-ticker] li"


def state_of(page):
    return page.locator(CURRENT).inner_text(), page.locator(FIRST).first.inner_text()


def at_front(browse, site_url, reduced=False, **options):
    page = browse(None, width=DESK, **options)
    if reduced:
        page.emulate_media(reduced_motion="reduce")
    page.clock.install()
    page.goto(site_url)
    page.mouse.move(2, 2)
    return page


def wait(page, seconds=6):
    page.clock.run_for(seconds * 1000)


def test_carousel_and_ticker_move_and_stop(browse, site_url, moving):
    page = at_front(browse, site_url)
    first = state_of(page)
    wait(page)
    second = state_of(page)
    assert first[0] != second[0] and first[1] != second[1]
    for selector, at in (("[data-carousel]", 0), ("[data-ticker]", 1)):
        before = state_of(page)[at]
        page.locator(selector).hover(position={"x": 4, "y": 4})
        before = state_of(page)[at]
        wait(page, 12)
        assert state_of(page)[at] == before, f"{selector} moves under the pointer"
        page.mouse.move(2, 2)
        page.locator(f"{selector} a").last.focus()
        before = state_of(page)[at]
        wait(page, 12)
        assert state_of(page)[at] == before, f"{selector} moves while focused"
        page.evaluate("document.activeElement.blur()")
        stop = page.locator(f"{selector} button")
        stop.click()
        page.evaluate("document.activeElement.blur()")
        page.mouse.move(2, 2)
        before = state_of(page)[at]
        wait(page, 12)
        assert state_of(page)[at] == before, f"{selector} moves after its button"
        assert stop.get_attribute("aria-pressed") == "true"


def test_nothing_moves_for_those_who_ask_for_less_motion(browse, site_url, moving):
    page = at_front(browse, site_url, reduced=True)
    before = state_of(page)
    wait(page, 20)
    assert state_of(page) == before
    assert page.evaluate("document.getAnimations().length") == 0


def test_without_scripts_all_is_read_written_submitted_and_approved(
    browse, site_url, moving, look, acceptance
):
    editor = browse("unit01-editor", width=DESK, javascript=False)
    editor.goto(f"{site_url}/unit01/news/@@add-item")
    editor.fill("[name=title]", TITLE)
    editor.fill("[name=text]", "<p>没有脚本也能写。</p>")
    press(editor, "送审")
    approver = browse("unit01-approver", width=PHONE, javascript=False)
    approver.goto(f"{site_url}/unit01/@@my-columns")
    approver.get_by_role("link", name=TITLE).first.click()
    press(approver, "发布")
    visitor = browse(None, width=PHONE, javascript=False)
    visitor.goto(f"{site_url}/unit01")
    visitor.get_by_role("link", name=TITLE).first.click()
    assert "没有脚本也能写。" in visitor.content()
    visitor.goto(site_url)
    for number in range(3):
        assert visitor.get_by_role("link", name=f"市局图片之{number}").last.is_visible()
        assert visitor.locator(f"[data-ticker] >> text=滚动消息之{number}").count() == 1
    visitor.goto(f"{site_url}/unit01/@@portal-search?q=禾川")
    assert TITLE in visitor.content()
