"""The catalogues equal the sources, and nothing on a page is left in English."""

from pathlib import Path

import importlib.util
import polib
import pytest
import re


ROOT = Path(__file__).parents[2]
CHINESE = ROOT / "src/collective/tobaccooa/locales/zh_CN/LC_MESSAGES"
VARIABLE = re.compile(r"\$\{(\w+)\}")
CHARACTER = re.compile(r"[\u4e00-\u9fff]")


def load_script():
    """Return scripts/locales.py as a module."""
    spec = importlib.util.spec_from_file_location("locales_script", ROOT / "scripts/locales.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def entries(domain="collective.tobaccooa"):
    return polib.pofile(str(CHINESE / f"{domain}.po"))


def english(entry):
    """Return the English default of an entry, else its message id."""
    match = re.search(r'Default: "(.*)"', entry.comment, re.DOTALL)
    return match.group(1) if match else entry.msgid


@pytest.fixture(scope="module")
def fresh():
    """What `make i18n` would write now, and the translations that nothing uses."""
    script = load_script()
    if not script.I18NDUDE.exists():
        pytest.fail("The tools are missing: run `make check`, or `make .state/tools` once")
    return script.files()


def test_generated_catalogues_are_up_to_date(fresh):
    texts, _unused = fresh
    stale = [path.name for path, text in texts.items() if path.read_text("utf-8") != text]
    assert stale == [], "run: make i18n"


def test_every_translation_is_used(fresh):
    _texts, unused = fresh
    assert unused == []


@pytest.mark.parametrize("domain", ["collective.tobaccooa", "plone"])
def test_every_message_has_chinese(domain):
    missing = [entry.msgid for entry in entries(domain).untranslated_entries()]
    assert missing == []


def test_no_translation_is_fuzzy():
    assert [entry.msgid for entry in entries().fuzzy_entries()] == []


def test_variables_are_the_same_in_chinese():
    differing = [
        entry.msgid
        for entry in entries().translated_entries()
        if set(VARIABLE.findall(english(entry))) != set(VARIABLE.findall(entry.msgstr))
    ]
    assert differing == []


def test_chinese_is_chinese():
    """A copied English text is no translation; a text of variables and signs alone is fine."""
    suspicious = [
        entry.msgid
        for entry in entries().translated_entries()
        if not CHARACTER.search(entry.msgstr)
        and re.search(r"[A-Za-z]{4,}", VARIABLE.sub("", entry.msgstr))
    ]
    assert suspicious == []


class TestSay:
    def test_speaks_chinese_without_a_request(self):
        from collective.tobaccooa.i18n import say

        assert say("no message id") == "no message id"

    def test_speaks_chinese_on_the_site(self, integration):
        from collective.tobaccooa import _
        from collective.tobaccooa.i18n import say

        request = integration["request"]
        request["LANGUAGE"] = "zh-cn"
        message = _("Office automation")
        assert say(message, request) == "办公系统"
        assert say(message) == "办公系统"

    def test_fills_in_variables(self, integration):
        from collective.tobaccooa import _
        from collective.tobaccooa.i18n import say

        message = _("error_not_a_number", default="… ${name} …", mapping={"name": "b_size"})
        assert "b_size" in say(message)
        assert "${" not in say(message)
