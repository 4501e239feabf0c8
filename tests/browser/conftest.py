"""Pages of the demo world by plain requests: as a person, with a document to begin with."""

from ..browsing import PASSWORD

import pytest
import re
import transaction


ENTITY = re.compile(r"&#(\d{4,});")
TITLE = "关于开展安全检查的通知"


def said(browser):
    """The page's source; plone.protect writes Chinese as numeric entities."""
    return ENTITY.sub(lambda found: chr(int(found[1])), browser.contents)


@pytest.fixture
def open_as(demo_functional):
    """Return a function that gives a person's browser."""

    from plone.testing.zope import Browser

    def opened(user=None):
        browser = Browser(demo_functional["app"])
        browser.handleErrors = True
        browser.raiseHttpErrors = False
        if user:
            browser.addHeader("Authorization", f"Basic {user}:{PASSWORD}")
        return browser

    return opened


@pytest.fixture
def url(demo_functional):
    """The address of the site."""
    return demo_functional["portal"].absolute_url()


@pytest.fixture
def draft(demo_functional):
    """A document at its drafter's."""
    from collective.tobaccooa.documents.storage import create_document

    values = {
        "title": TITLE,
        "document_type": "notice",
        "department": "city-finance",
        "main_recipients": ["unit:unit01"],
        "text": "<p>请各单位落实。</p>",
    }
    document = create_document("city", "OutgoingDocument", values, "city-finance-staff")
    transaction.commit()
    return document
