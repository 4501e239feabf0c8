"""The pilot's day: a dispatch from its draft to twelve units, as people do it in the browser."""

import pytest


pytestmark = pytest.mark.browser

UNITS = [f"unit{n:02d}" for n in range(1, 13)]
SHORT = "关于报送第四季度工作计划的通知"
TITLE = f"关于贯彻落实{'全市系统第四季度重点工作部署并逐级压实责任、' * 10}{SHORT}"


@pytest.fixture
def draft(office, chinese_pdf):
    """Write a dispatch by the form as somebody of a department."""
    drafter = office("city-finance-staff")
    page = drafter.page
    assert page.url.endswith("/@@my-work")
    assert "没有待办公文" in page.locator(".oa-empty").inner_text()
    drafter.is_accessible()
    page.get_by_role("link", name="拟发文").click()
    page.fill("#title", TITLE)
    page.locator("input[data-all]").first.check()
    assert page.locator("input[name=main_recipients]:checked").count() == len(UNITS)
    editor = page.frame_locator("iframe.tox-edit-area__iframe").locator("body")
    editor.click()
    page.keyboard.type("现将有关事项通知如下。请各单位按时报送第四季度工作计划。")
    page.wait_for_selector("iframe.tox-edit-area__iframe[title]")
    page.set_input_files("#files", chinese_pdf)
    drafter.reads_chinese()
    drafter.is_accessible()
    return drafter


def countersigned(office, document):
    """Review as the head, who asks two departments, and let both countersign."""
    head = office("city-finance-head")
    head.waits(TITLE[:20])
    assert "请核稿" in head.asked
    head.is_accessible()
    head.page.check("input[name=to_step][value=countersigning]")
    for department in ("legal", "info"):
        head.page.check(
            f"input[name=handlers-advance-countersigning][value=city-{department}-head]"
        )
    head.opinion("请法规科、信息中心会签")
    told = head.acts("核稿通过")
    assert "方修恒" in told
    assert "唐明宁" in told
    assert "会签" in told
    legal, info = office("city-legal-head"), office("city-info-head")
    legal.waits(TITLE[:20])
    info.waits(TITLE[:20])
    legal.page.get_by_role("button", name="同意。", exact=True).click()
    assert legal.page.input_value("#opinion") == "同意。"
    assert "还等待 唐明宁" in legal.acts("会签")
    info.opinion("同意，注意时限")
    # what the other did meanwhile does not stand in the way
    told = info.acts("会签")
    assert "贺云禾" in told
    assert "审核" in told
    assert head.go(document).ok
    assert "方修恒" in head.page.locator(".oa-chain").inner_text()


def signed(office, drafter):
    """Let the director send it up; the leader returns it once, then signs, on a telephone."""
    director = office("city-director")
    director.waits(TITLE[:20])
    director.opinion("拟同意，请签发")
    assert "贺知桐（签发）" in director.acts("送签发")
    leader = office("city-leader", width=390, height=844)
    leader.waits(TITLE[:20])
    leader.fits()
    leader.is_accessible()
    leader.opinion("第二条请再斟酌")
    leader.opens_more("退回")
    leader.page.select_option("#return_step", "drafting")
    assert leader.page.locator("input[name=then][value=back_to_me]").is_checked()
    leader.page.get_by_role("button", name="退回", exact=True).click()
    assert "已退回 潘青溪（拟稿）" in leader.sees_next()
    drafter.waits(TITLE[:20])
    assert "第二条请再斟酌" in drafter.page.locator(".oa-opinion--leader").inner_text()
    drafter.page.get_by_role("link", name="修改公文").click()
    assert drafter.page.input_value("#title") == TITLE
    drafter.page.get_by_text("更多项目").click()
    drafter.page.fill("#contact", "潘青溪 0000-1234")
    drafter.page.get_by_role("button", name="只保存").click()
    assert "已保存" in drafter.sees_next()
    drafter.opinion("已改")
    assert "贺知桐（签发）" in drafter.acts("送审")
    leader.waits(TITLE[:20])
    leader.opinion("同意签发")
    assert "万以禾（编号）" in leader.acts("签发")


def sent(office, document):
    """Number it by hand, seal it, send it to the units."""
    clerk = office("city-clerk")
    clerk.waits(TITLE[:20])
    clerk.page.fill("#number", "88")
    assert "乔晚然（用印）" in clerk.acts("编号")
    assert "〔2026〕88号" in clerk.page.locator(".oa-doc__number").inner_text()
    keeper = office("city-sealkeeper")
    keeper.waits(TITLE[:20])
    assert "万以禾（分发）" in keeper.acts("用印")
    clerk.waits(TITLE[:20])
    assert "已分发" in clerk.acts("分发")
    assert clerk.page.locator(".oa-matrix li").count() == len(UNITS)
    clerk.is_accessible()
    return clerk


def signed_for(office, unit):
    """Sign in as a unit's clerk, read the delivery, sign for it."""
    on_phone = unit == "unit02"
    clerk = office(f"{unit}-clerk", **({"width": 390, "height": 844} if on_phone else {}))
    clerk.waits(TITLE[:20])
    assert "请核对正文和附件，然后签收" in clerk.asked
    assert "请各单位按时报送" in clerk.page.locator(".oa-text").inner_text()
    assert "附件一 工作指南（修订）" in clerk.page.locator(".oa-attachments").inner_text()
    if on_phone:
        clerk.fits()
    if unit in ("unit01", "unit02"):
        clerk.is_accessible()
    assert "已签收，并登记为收文" in clerk.acts("签收")
    assert clerk.step() == "登记"
    assert "〔2026〕1号" in clerk.page.locator(".oa-doc__facts").inner_text()


def test_the_pilots_day(office, draft):
    drafter = draft
    assert "孟砚安" in drafter.acts("保存并送审")
    assert drafter.step() == "核稿"
    document = drafter.page.url.partition("?")[0]
    drafter.is_accessible()
    countersigned(office, document)
    signed(office, drafter)
    sender = sent(office, document)
    for unit in UNITS:
        signed_for(office, unit)
    sender.go(document)
    matrix = sender.page.locator("section[aria-labelledby=matrix]").inner_text()
    assert "12 个单位中已有 12 个签收" in matrix
    assert sender.page.locator(".oa-matrix .oa-state--signed").count() == len(UNITS)
    sender.is_accessible()
    said = sender.page.locator(".oa-opinion__said").all_inner_texts()
    assert said == [
        "请法规科、信息中心会签",
        "同意。",
        "同意，注意时限",
        "拟同意，请签发",
        "第二条请再斟酌",
        "已改",
        "同意签发",
    ]
    drafter.go("@@my-work?kind=started")
    assert "已分发" in drafter.page.locator(".oa-list").inner_text()
