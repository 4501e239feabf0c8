"""The board by plain requests: who gets in, what a leader sees first, urging with its results."""

from .conftest import said
from collective.tobaccooa.documents.storage import create_document
from collective.tobaccooa.inbox.items import work_items
from collective.tobaccooa.inbox.model import Kind
from collective.tobaccooa.organisation import clock
from collective.tobaccooa.supervision.escalations import escalate
from collective.tobaccooa.workflows.kernel import decide
from collective.tobaccooa.workflows.model import Decision
from collective.tobaccooa.workflows.state import kernel_state
from datetime import timedelta
from io import BytesIO
from openpyxl import load_workbook

import pytest
import transaction


@pytest.fixture
def late(demo_functional):
    """Return a function that makes documents sent to the head of finance some days ago."""

    def document(title="关于防汛工作的通知", days=30, unit="city", **values):
        then = clock.now() - timedelta(days=days)
        body = {"title": title, "document_type": "notice", "text": "<p>请落实。</p>"}
        body |= {"main_recipients": ["unit:unit02"]} | values
        drafter = f"{unit}-staff"
        if unit == "city":
            body["department"], drafter = "city-finance", "city-finance-staff"
        made = create_document(unit, "OutgoingDocument", body, drafter, now=then)
        decide(made, Decision("advance"), drafter, then + timedelta(minutes=1))
        transaction.commit()
        return made

    return document


def urged(document):
    document._p_jar.sync()
    return kernel_state(document).holders[0].urged


@pytest.mark.parametrize(
    ("user", "place"),
    [
        (None, ""),
        ("city-finance-staff", ""),
        ("city-archivist", ""),
        ("unit01-leader", ""),
        ("unit02-director", "/unit01"),
        ("city-finance-head", "/unit01"),
    ],
)
def test_who_supervises_nothing_gets_no_board(open_as, url, late, user, place):
    document = late("关于调整线路的通知", unit=place.strip("/") or "city")
    browser = open_as(user)
    for page in ("@@board", "@@board.xlsx", f"@@escalation?document={document.reference}"):
        browser.open(f"{url}{place}/{page}")
        assert "调整线路" not in said(browser)
        if user:
            assert "在办督查 " not in said(browser)
    browser.post(f"{url}{place}/@@urge-many", f"one={document.reference}")
    assert urged(document) == 0


def test_a_leader_sees_three_figures_and_the_worst_first(open_as, url, late):
    for number in range(12):
        late(f"关于第{number}项工作的通知", days=30 - number)
    late("关于值班的通知", days=0)
    browser = open_as("city-leader")
    browser.open(f"{url}/@@board")
    page = said(browser)
    for words in ("在办督查", "最需要过问的", "关于第0项工作的通知", "查看其余 3 件", "下级单位"):
        assert words in page
    assert "关于第11项工作的通知" not in page
    assert page.index("关于第0项工作的通知") < page.index("关于第9项工作的通知")
    browser.getLink("查看其余 3 件").click()
    assert "关于第11项工作的通知" in said(browser)
    assert "最需要过问的" not in said(browser)
    browser.getLink(url="light=overdue").click()
    assert "关于值班的通知" not in said(browser)


def test_the_office_urges_one_and_many_each_with_its_result(open_as, url, late):
    one, two, own = late("关于防汛的通知"), late("关于防火的通知"), late("关于保密的通知")
    decide(own, Decision("advance", to_step="office_review"), "city-finance-head")
    transaction.commit()
    browser = open_as("city-director")
    browser.open(f"{url}/@@board")
    form = browser.getForm(index=1)
    assert own.reference not in said(browser)  # the director holds it: nothing to tick
    form.getControl(name="documents").value = [one.reference, two.reference]
    form.getControl(name="message").value = "局长催问，请今日办理。"
    form.getControl("催办所选").click()
    assert "已催办 2 件" in said(browser)
    assert (urged(one), urged(two), urged(own)) == (1, 1, 0)
    assert kernel_state(one).trail[-1].opinion == "局长催问，请今日办理。"
    # meanwhile one of them was handled: the other is urged all the same, by somebody else (the same
    # person has to wait some minutes)
    browser = open_as("city-clerk")
    browser.open(f"{url}/@@board")
    decide(one, Decision("void", reason="重复"), "city-director")
    transaction.commit()
    form = browser.getForm(index=1)
    form.getControl(name="documents").value = [one.reference, two.reference]
    form.getControl("催办所选").click()
    page = said(browser)
    assert "已催办 1 件" in page and "未催办" in page
    assert urged(two) == 2


def test_nothing_is_urged_without_the_forms_token(open_as, url, late):
    document = late()
    browser = open_as("city-director")
    browser.post(f"{url}/@@urge-many", f"one={document.reference}")
    assert urged(document) == 0
    browser.open(f"{url}/@@urge-many?one={document.reference}")
    assert urged(document) == 0


def test_the_city_sees_where_a_units_document_is_but_not_its_text(open_as, url, late):
    document = late("关于库存的报告", unit="unit01")
    browser = open_as("city-leader")
    browser.open(f"{url}/@@board?view=units")
    browser.getLink(url="/unit01/@@board").click()
    page = said(browser)
    assert "关于库存的报告" in page and document.absolute_url() not in page
    form = browser.getForm(index=1)
    form.getControl(name="documents").value = [document.reference]
    form.getControl("催办所选").click()
    assert "已催办 1 件" in said(browser)
    browser.open(document.absolute_url())
    assert "请落实" not in said(browser)


def test_a_head_urges_what_concerns_them(open_as, url, late):
    document = late("关于防汛的通知")
    then = clock.now() - timedelta(days=20)
    decide(document, Decision("advance", to_step="office_review"), "city-finance-head", then)
    other = late("关于防火的通知")
    transaction.commit()
    browser = open_as("city-finance-head")
    browser.open(f"{url}/@@board")
    page = said(browser)
    assert "财务管理科" in page and "下级单位" not in page
    # what waits for the head is there, but nobody urges themselves
    assert other.title in page and other.reference not in page
    browser.getForm(index=1).getControl(name="documents").value = [document.reference]
    browser.getForm(index=1).getControl("催办所选").click()
    assert "已催办 1 件" in said(browser)
    assert urged(document) == 1


def test_by_holder_and_as_a_file(open_as, url, late):
    late("=1+1的通知", urgency="urgent")
    browser = open_as("city-clerk")
    browser.open(f"{url}/@@board?view=people")
    assert "财务管理科负责人" in said(browser)
    browser.open(f"{url}/@@board.xlsx?light=overdue")
    sheet = load_workbook(BytesIO(browser.contents)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert len(rows) == 2
    assert rows[1][:2] == ("已超期", "=1+1的通知")
    empty = open_as("city-clerk")
    empty.open(f"{url}/@@board?light=on_time")
    assert "没有符合条件的公文" in said(empty) and "1+1" not in said(empty)


def test_a_leader_takes_note_of_what_was_urged_in_vain(open_as, url, late):
    document = late("关于防汛的通知")
    holder = kernel_state(document).holders[0]
    escalate(document, holder, "city.post.deputy", 3, clock.now())
    transaction.commit()
    browser = open_as("city-deputy")
    browser.open(f"{url}/@@my-work?kind=to-read")
    browser.getLink("已催办 3 次仍未办理：关于防汛的通知").click()
    assert "我已知晓" in said(browser)
    # the director sees the page, but it is not in the director's list
    other = open_as("city-director")
    other.open(browser.url)
    assert "已催办 3 次" in said(other) and "我已知晓" not in said(other)
    address = browser.url
    browser.getControl("我已知晓，不再显示").click()
    assert "已确认" in said(browser)
    document._p_jar.sync()
    assert work_items("city-deputy", Kind.TO_READ).total == 0
    # an old notice still leads there when the document has moved on
    decide(document, Decision("advance", to_step="office_review"), "city-finance-head")
    transaction.commit()
    browser.open(address)
    assert "该公文已有新的办理情况" in said(browser) and browser.url.endswith("/@@board")


def test_the_administrator_sets_the_rules(open_as, url):
    browser = open_as("city-admin")
    browser.open(f"{url}/@@oa-urging")
    field = browser.getControl(name="normal.before")
    assert field.value == "0.5"
    field.value = "0.3"
    browser.getControl("保存").click()
    assert "天数以半天为单位" in said(browser)
    browser.getControl(name="normal.before").value = "1.5"
    browser.getControl(name="normal.to_leader").value = "1"
    browser.getControl("保存").click()
    assert "领导不能早于科室负责人" in said(browser)
    browser.getControl(name="normal.to_leader").value = "4"
    browser.getControl("保存").click()
    browser.open(f"{url}/@@oa-urging")
    assert browser.getControl(name="normal.before").value == "1.5"
    browser.getControl("恢复默认规则").click()
    assert browser.getControl(name="normal.before").value == "0.5"
    for user in ("city-director", "unit01-admin"):
        other = open_as(user)
        other.open(f"{url}/@@oa-urging")
        assert "normal.before" not in said(other)
