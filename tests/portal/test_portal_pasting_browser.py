"""Pasting in a real browser: what is copied in one page and pasted into Plone's editor."""

from base64 import b64encode
from io import BytesIO
from pathlib import Path
from PIL import Image
from plone.app.textfield.value import RichTextValue

import pytest
import transaction


pytestmark = pytest.mark.browser

PASTED = Path(__file__).parent / "corpus" / "pasted"
PASTE = """([html, files]) => {
    const editor = window.tinymce.get()[0];
    const transfer = new DataTransfer();
    if (html) transfer.setData("text/html", html);
    for (const name of files) {
        const bytes = Uint8Array.from(atob("iVBORw0KGgo="), (sign) => sign.charCodeAt(0));
        transfer.items.add(new File([bytes], name, { type: "image/png" }));
    }
    editor.focus();
    editor.getBody().dispatchEvent(
        new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true, cancelable: true }),
    );
}"""
CONTENT = "() => window.tinymce.get()[0].getContent()"


@pytest.fixture(params=["@@add-item", "++add++News%20Item"])
def editor(request, browse, site_url):
    """The form of a new item with its editor ready: ours, and Plone's own."""
    transaction.commit()
    page = browse("city-editor")
    page.goto(f"{site_url}/news/{request.param}")
    page.wait_for_selector(".oa-paste-said", state="attached")
    return page


def paste(page, html="", files=()):
    page.evaluate(PASTE, [html, list(files)])


def said(page, text):
    page.wait_for_function(
        "(text) => document.querySelector('.oa-paste-said').textContent.includes(text)", arg=text
    )
    return page.locator(".oa-paste-said").inner_text()


def test_a_paste_from_word_is_clean_and_told(editor):
    paste(editor, (PASTED / "word.html").read_text(encoding="utf-8"))
    told = said(editor, "已清理：")
    assert "站外图片 1 张" in told
    assert "clip_image002.png" in told
    html = editor.evaluate(CONTENT)
    assert "<h2>一、总体情况</h2>" in html
    assert '<ol type="a">' in html
    assert "Mso" not in html
    assert "隐藏的批注" not in html
    assert editor.locator(".oa-paste-said").get_attribute("role") == "status"


def test_two_pastes_come_one_after_the_other(editor):
    paste(editor, "<p>甲<b>乙</b></p>")
    paste(editor, "<p>丙<script>x</script></p>")
    said(editor, "脚本 1 处")
    html = editor.evaluate(CONTENT)
    assert html.index("甲<strong>乙</strong>") < html.index("丙")
    assert "script" not in html


def test_without_the_server_the_editor_pastes_by_itself(editor):
    editor.route("**/@@clean-paste", lambda route: route.abort())
    paste(editor, "<p>离线<strong>粘贴</strong></p>")
    said(editor, "连不上服务器")
    assert "离线<strong>粘贴</strong>" in editor.evaluate(CONTENT)


def test_a_pasted_picture_file_is_stored_with_the_column(editor):
    sent = []

    def store(route):
        sent.append(route.request)
        route.fulfill(
            json={"location": "resolveuid/0fa3/@@pictures/1.webp", "width": 60, "height": 45}
        )

    editor.route("**/@@upload-picture", store)
    paste(editor, files=["现场.png", "二.png"])
    said(editor, "已存入 2 张图片")
    assert [request.method for request in sent] == ["POST", "POST"]
    assert sent[0].headers["x-csrf-token"]
    html = editor.evaluate(CONTENT)
    assert html.count("resolveuid/0fa3/@@pictures/1.webp") == 2
    assert 'alt="现场"' in html


def test_a_refused_picture_is_told(editor):
    answer = {"error": {"message": "不是图片。"}}
    editor.route("**/@@upload-picture", lambda route: route.fulfill(status=400, json=answer))
    paste(editor, files=["坏.png"])
    assert "“坏.png”没有存入" in said(editor, "不是图片。")


def test_what_a_real_clipboard_holds_is_cleaned(browse, site_url):
    transaction.commit()
    page = browse("city-editor")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{site_url}/news/@@add-item")
    page.wait_for_selector(".oa-paste-said", state="attached")
    source = page.context.new_page()
    source.goto(f"{site_url}/++resource++tobaccooa-pasting/paste.js")
    source.evaluate(
        """() => { document.body.innerHTML =
            '<h1 style="color:red">标题</h1><p style="font-size:30px">正文<b>重点</b></p>'; }"""
    )
    source.bring_to_front()
    source.keyboard.press("Control+a")
    source.keyboard.press("Control+c")
    page.bring_to_front()
    page.evaluate("() => window.tinymce.get()[0].focus()")
    page.keyboard.press("Control+v")
    said(page, "字体、颜色等样式")
    html = page.evaluate(CONTENT)
    assert "<h2>标题</h2>" in html
    assert "正文<strong>重点</strong>" in html
    assert "style" not in html


def test_the_form_says_what_saving_removed(browse, site_url, acceptance, add_item):
    text = '<p class="x">甲<img src="http://a.cn/1.png"></p>'
    value = RichTextValue(text, "text/html", "text/x-html-safe")
    item = add_item(acceptance["portal"]["news"], "city-editor", text=value)
    transaction.commit()
    page = browse("city-editor")
    page.goto(f"{site_url}/news/{item.getId()}/@@edit-item")
    told = page.locator(".oa-pasting [role=status]").inner_text()
    assert "上次保存时已清理" in told
    assert "站外图片 1 张" in told
    assert "http://a.cn/1.png" in told


def test_a_pasted_picture_is_seen_by_the_reader(browse, site_url, acceptance):
    made = BytesIO()
    Image.new("RGB", (80, 60), (30, 120, 60)).save(made, "PNG")
    data = b64encode(made.getvalue()).decode()
    transaction.commit()
    page = browse("city-editor")
    page.goto(f"{site_url}/news/@@add-item")
    page.wait_for_selector(".oa-paste-said", state="attached")
    paste(page, f'<p>甲</p><p><img src="data:image/png;base64,{data}"></p>')
    said(page, "已粘贴")
    assert "resolveuid" in page.evaluate(CONTENT)
    page.fill("[name=title]", "有图的文章")
    page.click("button[name=save]")
    page.wait_for_selector("img[src*='@@pictures/']")
    width = page.evaluate("() => document.querySelector(\"img[src*='@@pictures/']\").naturalWidth")
    assert width == 80
