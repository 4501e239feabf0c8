"""What is said once in a process is what Zope and Chameleon would say each time."""

from chameleon.i18n import fast_translate
from collective.tobaccooa import _
from zope.i18nmessageid import Message

import pytest


NAMED = _("label_for_whom", default="For ${name}")
MESSAGES = [
    (_("nav_my_work", default="My work"), None),
    ("nav_my_work", None),
    (Message(NAMED, mapping={"name": "王$name"}), None),
    (Message(NAMED, mapping={"name": _("nav_my_work", default="My work")}), None),
    (Message(NAMED, mapping={"name": 3}), None),
    ("label_for_whom", {"name": "李四 ${name}"}),
    ("no_such_message", {"name": "李四"}),
    (_("no_such_message", default="Not translated: ${name}", mapping={"name": "李四"}), None),
    (Message("Site", domain="plone"), None),
    ("", None),
]


@pytest.mark.parametrize("language", ["zh_CN", "en", None])
@pytest.mark.parametrize(("message", "mapping"), MESSAGES)
def test_a_template_says_the_same(integration, message, mapping, language):
    from collective.tobaccooa.i18n import say_in_template

    domain = "collective.tobaccooa"
    asked = (message, domain, mapping, integration["request"], language, "For ${name}")
    wanted = fast_translate(*asked)
    for _again in range(2):
        found = say_in_template(message, domain, mapping, language, "For ${name}")
        assert str(found) == str(wanted)


def test_what_is_no_text_is_left_to_the_template():
    from collective.tobaccooa.i18n import say_in_template

    for value in (None, 3, {"a": 1}):
        assert say_in_template(value) is value


def test_a_message_with_and_without_its_variables(integration):
    from collective.tobaccooa.i18n import say

    filled = say(Message(NAMED, mapping={"name": "李四"}), integration["request"])
    assert "李四" in filled and "李四" not in say(NAMED, integration["request"])
    assert "王五" in say(Message(NAMED, mapping={"name": "王五"}), integration["request"])
