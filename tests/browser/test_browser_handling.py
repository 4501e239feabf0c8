"""The handling panel without scripts: signers, returns, circulation, numbers."""

from .conftest import said

import transaction


def decide(document, actor, action="advance", **more):
    from collective.tobaccooa.workflows.kernel import decide as take
    from collective.tobaccooa.workflows.model import Decision

    take(document, Decision(action, **more), actor)


def test_other_departments_are_chosen_and_signers_added_and_removed(open_as, draft):
    decide(draft, "city-finance-staff")
    transaction.commit()
    head = open_as("city-finance-head")
    head.open(draft.absolute_url())
    head.getControl(name="to_step").value = ["countersigning"]
    chosen = head.getControl(name="handlers-advance-countersigning")
    chosen.value = ["city-legal-head", "city-info-head"]
    head.getControl("核稿通过").click()
    legal = open_as("city-legal-head")
    legal.open(draft.absolute_url())
    assert "city-info-head" not in legal.getControl(name="handlers-add_signers").options
    legal.getControl(name="handlers-add_signers").value = ["city-personnel-head"]
    legal.getControl("加签").click()
    assert legal.getControl(name="handlers-remove_signers").options == [
        "city-info-head",
        "city-legal-head",
        "city-personnel-head",
    ]
    legal.getControl(name="handlers-remove_signers").value = ["city-personnel-head"]
    legal.getControl("减签").click()
    legal.getControl("会签").click()
    assert "还等待" in said(legal)


def test_what_was_returned_goes_straight_back(open_as, draft):
    decide(draft, "city-finance-staff")
    decide(draft, "city-finance-head")
    decide(draft, "city-director", handlers=("city-leader",))
    transaction.commit()
    leader = open_as("city-leader")
    leader.open(draft.absolute_url())
    leader.getControl(name="opinion").value = "第二条请再斟酌"
    leader.getControl(name="return_step").value = ["drafting"]
    leader.getControl("退回").click()
    drafter = open_as("city-finance-staff")
    drafter.open(draft.absolute_url())
    drafter.getControl("送审").click()
    assert "（签发）" in said(drafter)
    assert "第二条请再斟酌" in said(drafter)


def test_circulating_and_confirming_the_reading(open_as, draft):
    decide(draft, "city-finance-staff", "circulate", handlers=("city-legal-head",))
    transaction.commit()
    reader = open_as("city-legal-head")
    reader.open(f"{draft.absolute_url()}")
    assert "请阅" in said(reader)
    reader.getControl("已阅").click()
    drafter = open_as("city-finance-staff")
    drafter.open(draft.absolute_url())
    assert "传阅情况" in said(drafter)


def test_a_number_that_cannot_be_read_is_named(open_as, draft):
    decide(draft, "city-finance-staff")
    decide(draft, "city-finance-head")
    decide(draft, "city-director", handlers=("city-leader",))
    decide(draft, "city-leader")
    transaction.commit()
    clerk = open_as("city-clerk")
    clerk.open(draft.absolute_url())
    clerk.getControl(name="number").value = "abc"
    clerk.getControl("编号").click()
    assert clerk.headers["Status"].startswith("400")
    assert "abc" in said(clerk)
    assert clerk.getControl(name="number").value == "abc"
    clerk.getControl(name="number").value = "118"
    clerk.getControl("编号").click()
    assert "118号" in said(clerk)


def test_the_address_of_a_file_leads_to_its_pages(open_as, draft):
    from collective.tobaccooa.documents.attachments import add_attachment

    file = add_attachment(draft, "附件一.csv", b"a,b", "", "city-finance-staff")
    transaction.commit()
    browser = open_as("city-finance-staff")
    browser.open(f"{file.absolute_url()}/@@view")
    assert browser.url.endswith("/@@oa-viewer")
    assert "附件一.csv" in said(browser)


def test_who_refused_can_get_it_again_and_an_outside_body_too(open_as, draft):
    """Those who have it are not offered; the forgotten, the refusing and outside bodies are."""
    from collective.tobaccooa.exchange.pages import matrix

    for actor in ("city-finance-staff", "city-finance-head", "city-director", "city-leader"):
        decide(draft, actor)
    for actor in ("city-clerk", "city-sealkeeper", "city-clerk"):
        decide(draft, actor)
    transaction.commit()
    row = next(r for r in matrix(draft)["rows"] if r["recipient"] == "unit:unit01")
    refusing = open_as("unit01-clerk")
    refusing.open(f"{draft.absolute_url().split('/gongwen')[0]}/unit01/@@delivery?id={row['id']}")
    refusing.getControl(name="reason").value = "不属于我局职责"
    refusing.getControl("退文").click()
    clerk = open_as("city-clerk")
    clerk.open(draft.absolute_url())
    offered = clerk.getControl(name="recipients").options
    assert "unit:unit01" in offered
    assert "department:city-legal" in offered
    clerk.getControl(name="recipients").value = ["unit:unit01"]
    clerk.getControl(name="recipients_outside").value = "市总工会"
    clerk.getControl("增发").click()
    transaction.begin()
    found = matrix(draft)
    assert "市总工会" in [r["title"] for r in found["outside"]]
    states = {r["recipient"]: r["state"] for r in found["rows"]}
    assert states["unit:unit01"] == "sent"


def test_single_people_are_chosen_on_a_page_of_their_own(open_as, draft):
    drafter = open_as("city-finance-staff")
    drafter.open(draft.absolute_url())
    offered = drafter.getControl(name="handlers-circulate").options
    assert "city.legal" in offered
    assert "city-legal-staff" not in offered
    drafter.getLink("选择个人传阅").click()
    drafter.getControl(name="handlers-circulate").value = ["city-legal-staff"]
    drafter.getControl(name="opinion").value = "请阅"
    drafter.getControl(name="action").click()
    assert "传阅情况" in said(drafter)
    reader = open_as("city-legal-staff")
    reader.open(draft.absolute_url())
    assert "请阅" in said(reader)
