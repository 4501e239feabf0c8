"""Every form that may write brings its token itself: plone.protect adds none to our pages."""

from pathlib import Path

import pytest
import re


SOURCES = Path(__file__).parents[2] / "src/collective/tobaccooa"
POSTS = re.compile(r"""(?:form)?method\s*=\s*["']post""", re.IGNORECASE)
TOKEN = re.compile(r"@@authenticator/authenticator|name=\"_authenticator\"")
#: Sent by nobody who is signed in.
FREE = {"browser/templates/signin.pt"}


def forms():
    """Yield (template, number, source) of each form that is sent by POST."""
    for path in sorted(SOURCES.rglob("*.pt")):
        name = path.relative_to(SOURCES).as_posix()
        for number, form in enumerate(path.read_text("utf-8").split("<form")[1:], 1):
            inside = form.partition("</form")[0]
            if POSTS.search(inside) and name not in FREE:
                yield pytest.param(inside, id=f"{name}-{number}")


@pytest.mark.parametrize("form", forms())
def test_a_form_brings_its_token(form):
    assert TOKEN.search(form)


def test_there_are_forms_to_check():
    assert len(list(forms())) > 20
