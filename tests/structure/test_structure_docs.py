"""The documentation points at what is there and quotes what people really read."""

from pathlib import Path

import polib
import pytest
import re


ROOT = Path(__file__).parents[2]
CATALOGUE = ROOT / "src/collective/tobaccooa/locales/zh_CN/LC_MESSAGES/collective.tobaccooa.po"
PAGES = sorted(
    path
    for pattern in ("*.md", "docs/**/*.md", "src/collective/tobaccooa/**/README.md")
    for path in ROOT.glob(pattern)
)
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
ROW = re.compile(r"^\| (?!提示 \|)(?!-)(.+?) \|", re.MULTILINE)
VARIABLE = re.compile(r"\$\{\w+\}")
PICTURE_BYTES = 300_000


def named(path):
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_links_lead_somewhere(page):
    text = page.read_text("utf-8")
    targets = [each for each in LINK.findall(text) if "://" not in each]
    assert [each for each in targets if not (page.parent / each).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_names_no_folder_of_one_machine(page):
    assert (
        re.findall(r"(?<![\w.<>@/])/(?:root|home|work|tmp)\b[^\s`]*", page.read_text("utf-8")) == []
    )


def quoted_hints():
    """Return `(page, sentence)` of the tables 提示 | 怎么办 in the users' pages."""
    found = []
    for page in sorted((ROOT / "docs" / "users").glob("*.md")):
        for table in page.read_text("utf-8").split("| 提示 |")[1:]:
            rows = table.split("\n\n")[0]
            found += [(page.name, sentence) for sentence in ROW.findall(rows)]
    return found


@pytest.mark.parametrize(("page", "sentence"), quoted_hints())
def test_quotes_what_the_screen_says(page, sentence):
    parts = [part.strip() for part in sentence.split("…") if part.strip()]
    pattern = re.compile(".*".join(re.escape(part) for part in parts))
    said = [VARIABLE.sub("", entry.msgstr) for entry in polib.pofile(str(CATALOGUE))]
    assert any(pattern.search(each.replace(" ", "")) or pattern.search(each) for each in said)


def test_there_are_hints_to_check():
    assert len(quoted_hints()) > 30


def test_pictures_stay_small():
    pictures = sorted((ROOT / "docs" / "pictures").glob("*.png"))
    assert pictures
    assert [named(each) for each in pictures if each.stat().st_size > PICTURE_BYTES] == []
