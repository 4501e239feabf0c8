"""Every step has its help page, every button it names exists, every picture is there and small."""

from collective.tobaccooa.browser.help.pages import work_steps
from collective.tobaccooa.browser.help.pictures import SIZES
from collective.tobaccooa.browser.help.texts import buttons_in
from collective.tobaccooa.browser.help.texts import page_of
from collective.tobaccooa.browser.help.texts import PAGES
from collective.tobaccooa.browser.help.texts import placed
from collective.tobaccooa.browser.help.texts import TOPICS
from collective.tobaccooa.browser.help.tour import CLERK
from collective.tobaccooa.browser.help.tour import LEADER
from collective.tobaccooa.browser.help.tour import phone_picture
from collective.tobaccooa.browser.help.tour import role_of
from collective.tobaccooa.browser.help.tour import slides
from collective.tobaccooa.browser.help.tour import STAFF
from collective.tobaccooa.workflows.spec import CHAIN_IDS
from pathlib import Path

import polib
import pytest
import re


PACKAGE = PAGES.parents[2]
STATIC = PACKAGE / "browser/static/help"
CATALOGUE = PACKAGE / "locales/zh_CN/LC_MESSAGES/collective.tobaccooa.po"
STEPS = [step for each in CHAIN_IDS for step in work_steps(each)]
NAMES = [path.stem for path in sorted(PAGES.glob("*.md"))]
#: What a page says with 按“…” must be on the screen too.
PRESSED = re.compile(r"按“([^”]+)”")
ONE, ALL = 60_000, 1_000_000


@pytest.fixture(scope="module")
def said():
    return {entry.msgstr for entry in polib.pofile(str(CATALOGUE))}


def text_of(name):
    return (PAGES / f"{name}.md").read_text("utf-8")


def test_every_work_step_has_its_page():
    assert len(STEPS) == 12
    assert sorted(NAMES) == sorted([*STEPS, *TOPICS])
    for step in STEPS:
        text = text_of(step)
        for heading in (
            "## 这一步做什么",
            "## 请您做的",
            "## 每个按钮",
            "## 接下来",
            "## 常见问题",
        ):
            assert heading in text, (step, heading)


def test_titles_are_those_of_the_steps(said):
    for step in STEPS:
        title = page_of(step).title.partition("（")[0]
        assert title in said, title


@pytest.mark.parametrize("name", NAMES)
def test_every_button_is_on_the_screen(name, said):
    page = page_of(name)
    assert name == "my-work" or page.buttons
    assert [each for each in page.buttons if each not in said] == []
    assert [each for each in PRESSED.findall(text_of(name)) if each not in said] == []


@pytest.mark.parametrize("step", STEPS)
def test_the_primary_button_of_the_step_comes_first(step, said):
    from collective.tobaccooa.workflows.texts import STEP_VERBS

    chinese = {e.msgid: e.msgstr for e in polib.pofile(str(CATALOGUE))}
    assert page_of(step).buttons[0] == chinese[str(STEP_VERBS[step])]


@pytest.mark.parametrize("name", NAMES)
def test_links_and_pictures_lead_somewhere(name):
    html = placed(page_of(name).html, "http://x/@@oa-help", "http://x/pics", "7", SIZES)
    assert "step:" not in html and "picture:" not in html and ".md" not in html
    links = re.findall(r'href="http://x/@@oa-help\?step=([a-z_-]+)"', html)
    assert [each for each in links if page_of(each) is None] == []
    pictures = re.findall(r'src="http://x/pics/([a-z_-]+\.webp)\?v=7"', html)
    assert len(pictures) == html.count("<img") == html.count('" width="')
    assert [each for each in pictures if not (STATIC / each).is_file()] == []
    assert name not in STEPS or f"{name}.webp" in pictures


def test_pictures_are_small_and_all_used():
    from PIL import Image

    files = sorted(STATIC.glob("*.webp"))
    assert [f.name for f in files if f.stat().st_size > ONE] == []
    assert sum(f.stat().st_size for f in files) <= ALL
    shown = {each for name in NAMES for each in re.findall(r"/([a-z_-]+\.webp)", text_of(name))}
    toured = [each for role in (LEADER, CLERK, STAFF) for each in slides(role)]
    shown |= {each.picture for each in toured} | {phone_picture(each) for each in toured}
    assert {f.name for f in files} == shown
    for file in files:
        with Image.open(file) as picture:
            assert picture.format == "WEBP" and min(picture.size) > 200


@pytest.mark.parametrize(
    "name", ["", "x", "../pages/signing", "signing.md", "/etc/passwd", "a" * 99]
)
def test_there_is_no_other_page(name):
    assert page_of(name) is None


def test_buttons_are_those_of_the_table_of_buttons():
    rule = "|---|---|\n"
    buttons = f"| 按钮 | 按了以后 |\n{rule}| 甲 | 乙 |\n| 丙 | 丁 |\n"
    text = f"{buttons}\n| 标签 | 件 |\n{rule}| 戊 | 己 |\n"
    assert buttons_in(text) == ("甲", "丙")


@pytest.mark.parametrize(
    ("groups", "role"),
    [
        ({"city.post.leader", "city.post.clerk"}, LEADER),
        ({"unit01.post.deputy"}, LEADER),
        ({"unit01.post.sealkeeper", "unit01.staff"}, CLERK),
        ({"city.post.editor", "city-finance"}, STAFF),
        (set(), STAFF),
    ],
)
def test_the_tour_is_worded_for_the_post(groups, role):
    assert role_of(groups) == role
    found = slides(role)
    assert len(found) == 5 and len({each.picture for each in found}) == 5


def test_the_tour_quotes_what_is_on_the_screen(said):
    chinese = {e.msgid: e.msgstr for e in polib.pofile(str(CATALOGUE))}
    for role in (LEADER, CLERK, STAFF):
        for each in slides(role):
            quoted = re.findall(r"“([^”]+)”", chinese[str(each.title)] + chinese[str(each.text)])
            assert [words for words in quoted if words not in said] == []


def test_pages_are_packaged():
    assert "graft src/collective/tobaccooa" in (
        Path(__file__).parents[2] / "MANIFEST.in"
    ).read_text("utf-8")
