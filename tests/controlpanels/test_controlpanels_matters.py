"""The usual times of matters, set by the application administrator."""

import pytest
import re
import transaction


@pytest.fixture
def browser(demo_functional):
    from plone.testing.zope import Browser

    def opened(user):
        found = Browser(demo_functional["app"])
        found.raiseHttpErrors = False
        found.addHeader("Authorization", f"Basic {user}:Demo-oa-2026")
        found.open(demo_functional["portal"].absolute_url() + "/@@oa-matters")
        return found

    return opened


def said(page):
    return re.sub(r"&#(\d{4,});", lambda found: chr(int(found[1])), page.contents)


def test_the_administrator_sets_the_times(browser):
    from collective.tobaccooa.supervision.matters.settings import days_for
    from collective.tobaccooa.supervision.matters.settings import usual_days

    page = browser("city-admin")
    page.getControl(name="instruction_days").value = "12"
    page.getControl("保存期限").click()
    assert "已保存" in said(page)
    transaction.begin()
    days = usual_days()
    assert days["instruction_days"] == 12 and days["document_days"] == 30
    assert days_for("notice", True, "normal", days) == 12
    assert days_for("minutes", False, "normal", days) == 20
    assert days_for("notice", True, "urgent", days) == 5


@pytest.mark.parametrize("text", ["0", "251", "-3", "五", "", "99999999"])
def test_what_is_no_number_of_days_is_refused_and_kept(browser, text):
    from collective.tobaccooa.supervision.matters.settings import usual_days

    page = browser("city-admin")
    page.getControl(name="urgent_days").value = text
    page.getControl("保存期限").click()
    assert "不是天数" in said(page)
    assert page.getControl(name="urgent_days").value == text
    transaction.begin()
    assert usual_days()["urgent_days"] == 5


def test_nobody_else_opens_the_page(browser):
    for user in ("city-director", "city-leader", "unit01-clerk"):
        assert browser(user).headers["Status"].startswith("403")
