"""What people do, in a real browser: at a desk and on a phone, by keyboard, without scripts."""

from ..compat.conftest import one_page_pdf
from ..exchange.conftest import distribute
from ..exchange.conftest import walk_to_distribution

import pytest
import transaction


TITLE = "关于开展安全检查的通知"
DESK = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
SIZES = pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])


def make_draft(title=TITLE, **values):
    """Make and commit a document at its drafter's; return its address below the site."""
    from collective.tobaccooa.documents.storage import create_document

    body = {
        "title": title,
        "document_type": "notice",
        "department": "city-finance",
        "main_recipients": [f"unit:unit{number:02d}" for number in range(1, 13)],
        "text": "<p>请各单位落实。</p>",
    }
    document = create_document("city", "OutgoingDocument", body | values, "city-finance-staff")
    transaction.commit()
    return "/".join(document.getPhysicalPath()[2:])


def open_everything(page):
    """Open what is folded away, so that it is checked too."""
    page.evaluate("document.querySelectorAll('main details').forEach(d => (d.open = true))")


def check_page(page, accessible, size):
    """The page has no finding of axe-core, and nothing sticks out of the screen."""
    open_everything(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    accessible(page)


def small_targets(page):
    """Return what is too small for a finger (44 px), links within text excepted."""
    return page.evaluate(
        """() => [...document.querySelectorAll(`main button, main select, main summary,
            main a.oa-button, main .oa-check, main .oa-tabs a`)]
          .filter(e => { const r = e.getBoundingClientRect();
                         return r.width && r.height < 43.5 && !e.closest('.tox'); })
          .map(e => e.outerHTML.slice(0, 120))"""
    )


@SIZES
def test_sign_in_page_and_a_wrong_password(browse, site_url, accessible, size):
    page = browse(**size)
    page.goto(f"{site_url}/login")
    check_page(page, accessible, size)
    page.fill("#__ac_name", "city-clerk")
    page.fill("#__ac_password", "wrong")
    page.get_by_role("button", name="登录").click()
    assert page.get_by_role("alert").first.is_visible()
    assert page.locator("#__ac_name").input_value() == "city-clerk"


@SIZES
@pytest.mark.parametrize(
    ("user", "path"),
    [
        ("city-leader", "@@my-work"),
        ("city-finance-staff", "@@my-work?kind=started"),
        ("city-clerk", "@@received"),
        ("city-clerk", "@@sent"),
        ("city-clerk", "@@registers"),
        ("city-clerk", "@@numbers"),
        ("city-admin", "@@oa-manage"),
        ("city-clerk", "no-such-page"),
    ],
)
def test_lists_are_accessible(browse, site_url, accessible, size, user, path):
    document = walk_to_distribution("关于" + "进一步落实责任" * 140 + "的通知")
    distribute(document)
    transaction.commit()
    page = browse(user, **size)
    page.goto(f"{site_url}/{path}")
    check_page(page, accessible, size)
    assert small_targets(page) == []


@SIZES
def test_document_page_is_accessible(browse, site_url, accessible, size):
    path = make_draft("关于" + "进一步落实责任" * 140 + "的通知")
    page = browse("city-finance-staff", **size)
    page.goto(f"{site_url}/{path}")
    check_page(page, accessible, size)
    assert small_targets(page) == []


@SIZES
def test_new_document_is_accessible(browse, site_url, accessible, size):
    page = browse("city-finance-staff", **size)
    page.goto(f"{site_url}/@@new-document")
    page.locator(".tox iframe[title]").wait_for()
    check_page(page, accessible, size)
    assert small_targets(page) == []


def test_a_dispatch_is_written_with_editor_tree_and_files(browse, site_url, tmp_path):
    pdf = tmp_path / "附件一 报送表（修订）.pdf"
    pdf.write_bytes(one_page_pdf())
    page = browse("city-finance-staff", **DESK)
    page.goto(f"{site_url}/@@new-document")
    page.fill("#title", TITLE)
    page.locator("input[data-all=main_recipients-below]").check()
    assert page.locator("[data-count=main_recipients]").inner_text() == "（12）"
    editor = page.frame_locator(".tox iframe").locator("body")
    editor.click()
    editor.press_sequentially("请各单位落实。")
    page.set_input_files("#files", pdf)
    page.get_by_role("button", name="保存并送审").click()
    page.wait_for_url("**/gongwen/outgoing/**")
    assert page.locator(".oa-chain__now").inner_text().startswith("核稿")
    assert "请各单位落实。" in page.locator(".oa-text").inner_text()
    assert "附件一 报送表（修订）" in page.locator(".oa-attachments").inner_text()
    assert "等 12 个单位" in page.locator(".oa-to").first.inner_text()


def test_a_draft_saves_itself_and_goes_on_where_it_was(browse, site_url):
    page = browse("city-finance-staff", **DESK)
    page.clock.install()
    page.goto(f"{site_url}/@@new-document")
    page.fill("#title", TITLE)
    page.clock.run_for(9000)
    page.wait_for_function("document.querySelector('[data-saved]').textContent.includes('保存')")
    assert page.url.endswith("/@@edit-document")
    page.get_by_role("button", name="只保存").click()
    page.wait_for_url("**/gongwen/outgoing/**")
    assert page.locator("h1").inner_text() == TITLE


def test_a_phrase_and_one_button_pass_the_document_on(browse, site_url):
    path = make_draft()
    page = browse("city-finance-staff", **PHONE)
    page.goto(f"{site_url}/{path}")
    page.get_by_role("button", name="请审核。").click()
    assert page.locator("#opinion").input_value() == "请审核。"
    button = page.get_by_role("button", name="送审")
    assert button.is_visible()
    box = button.bounding_box()
    assert box["y"] + box["height"] <= PHONE["height"]
    button.click()
    page.get_by_role("status").first.wait_for()
    assert "已送" in page.get_by_role("status").first.inner_text()


def test_after_handling_the_next_one_is_a_tap_away(browse, site_url):
    first, second = make_draft(), make_draft("关于第二件事的通知")
    page = browse("city-finance-staff", **DESK)
    page.goto(f"{site_url}/{first}")
    page.get_by_role("button", name="送审").click()
    page.get_by_role("link", name="关于第二件事的通知").click()
    assert page.url.partition("?")[0].endswith(second)


def test_opening_is_reported_by_the_page_alone(browse, site_url, acceptance):
    from collective.tobaccooa.workflows.state import kernel_state

    path = make_draft()
    document = acceptance["portal"].unrestrictedTraverse(path)
    page = browse("city-finance-staff", javascript=False, **DESK)
    page.goto(f"{site_url}/{path}")
    transaction.begin()
    assert kernel_state(document).holders[0].opened_at is None
    page = browse("city-finance-staff", **DESK)
    with page.expect_response("**/@@opened") as told:
        page.goto(f"{site_url}/{path}")
    assert told.value.status == 204
    transaction.begin()
    assert kernel_state(document).holders[0].opened_at is not None


def test_lists_work_by_keyboard(browse, site_url):
    make_draft(), make_draft("关于第二件事的通知")
    page = browse("city-finance-staff", **DESK)
    page.goto(f"{site_url}/@@my-work")
    page.keyboard.press("j")
    page.keyboard.press("j")
    second = page.locator(".oa-item__title").nth(1)
    assert second.evaluate("node => node === document.activeElement")
    address = second.get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(address)


def test_ctrl_enter_sends(browse, site_url):
    path = make_draft()
    page = browse("city-finance-staff", **DESK)
    page.goto(f"{site_url}/{path}")
    page.fill("#opinion", "请审核")
    page.locator("#opinion").press("Control+Enter")
    page.get_by_role("status").first.wait_for()
    assert page.locator(".oa-chain__now").inner_text().startswith("核稿")


def test_pages_load_nothing_from_elsewhere(browse, site_url):
    path = make_draft()
    page = browse("city-finance-staff", **DESK)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    for address in ("@@my-work", path, "@@new-document"):
        page.goto(f"{site_url}/{address}")
    host = site_url.rsplit("/", 1)[0]
    assert [each for each in asked if not each.startswith((host, "data:", "blob:"))] == []


def test_our_static_files_stay_small():
    from pathlib import Path

    import collective.tobaccooa.browser as package

    static = Path(package.__file__).parent.joinpath("static")
    size = {each.name: each.stat().st_size for each in static.iterdir() if each.is_file()}
    everywhere = ("oa.css", "oa.js", "pulse.js", "notices.js")
    assert sum(size[name] for name in everywhere) < 60_000
    assert {name for name, bytes_ in size.items() if bytes_ > 8_000} <= {"oa.css"}
