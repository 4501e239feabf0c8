"""Who reaches which page and service of the office: the right person, a colleague, others."""

from tests.rest.test_rest_reaching import look
from tests.rest.test_rest_reaching import shut

import pytest


#: Address → (who may, who may not); anonymous never may.
PLACES = {
    "/@@statistics": (
        ("city-leader", "city-deputy", "city-director", "city-clerk", "city-finance-head"),
        ("city-info-staff", "unit01-clerk", "unit01-leader", "city-sealkeeper"),
    ),
    "/unit02/@@statistics": (
        ("unit02-clerk", "city-clerk"),
        ("unit01-clerk", "unit01-leader", "city-info-staff", "city-finance-head", "unit02-staff"),
    ),
    "/unit02/@@statistics.xlsx": (
        ("unit02-clerk", "city-leader"),
        ("unit01-clerk", "city-info-staff", "unit02-staff"),
    ),
    "/unit02/@statistics": (
        ("unit02-clerk", "city-leader"),
        ("unit01-clerk", "city-info-staff", "unit02-staff"),
    ),
    "/@@oa-statistics-health": (
        ("city-admin",),
        ("city-info-staff", "unit01-clerk", "unit01-leader", "city-finance-head"),
    ),
    "/@@oa-chains": (
        ("city-admin", "city-director"),
        ("city-info-staff", "city-leader", "unit01-clerk", "unit01-staff"),
    ),
    "/unit02/@@oa-chains": (
        ("city-admin", "unit02-director"),
        ("unit01-director", "city-director", "unit02-clerk", "unit02-staff"),
    ),
    "/unit02/@@oa-chains?unit=city": (("city-admin",), ("unit02-director", "unit02-leader")),
    "/unit02/@@oa-chains?unit=*": (("city-admin",), ("unit02-director", "city-director")),
    "/unit02/@@oa-special-delivery": (
        ("city-admin", "unit02-director"),
        ("unit01-director", "unit02-clerk", "unit02-staff", "city-info-staff"),
    ),
    "/unit02/@@oa-special-delivery?unit=unit01": (("city-admin",), ("unit02-director",)),
    "/@@oa-limits": (
        ("city-admin",),
        ("city-director", "city-leader", "unit01-director", "city-info-staff"),
    ),
    "/unit02/@@oa-hand-over": (
        ("city-admin", "unit02-director"),
        ("unit01-director", "unit02-clerk", "unit02-staff", "city-info-staff"),
    ),
    "/unit02/@@oa-hand-over?unit=unit01&who=unit01-clerk": (("city-admin",), ("unit02-director",)),
    "/unit02/@@administrators-acts": (
        ("city-admin", "unit02-leader", "unit02-deputy", "unit02-director"),
        ("unit01-leader", "unit02-clerk", "unit02-staff", "city-info-staff"),
    ),
    "/unit02/@@administrators-acts?unit=*": (("city-admin",), ("unit02-leader",)),
    "/@@oa-documents": (
        ("city-admin",),
        ("city-leader", "city-director", "city-clerk", "unit01-leader", "city-info-staff"),
    ),
    "/unit02/@@oa-unit": (
        ("city-admin", "unit02-leader", "unit02-director"),
        ("unit01-leader", "unit02-clerk", "unit02-staff", "city-info-staff"),
    ),
    "/@@oa-notices": (
        ("city-admin",),
        ("city-leader", "city-director", "unit01-leader", "city-info-staff"),
    ),
    "/unit02/@@matters": (
        ("unit02-clerk", "unit02-leader", "unit02-staff"),
        ("unit01-clerk", "city-info-staff"),
    ),
    "/@@delegations": (("city-info-staff", "unit01-clerk"), ()),
    "/@@delegations?person=city-leader": (
        ("city-leader", "city-admin"),
        ("city-info-staff", "city-director", "city-clerk", "unit01-clerk"),
    ),
    "/unit02/@@delegations?person=unit02-leader": (
        ("unit02-leader", "city-admin"),
        ("unit02-staff", "unit01-leader", "city-info-staff", "city-leader"),
    ),
    "/@delegations": (("city-info-staff", "unit01-clerk"), ()),
    "/@@board": (
        ("city-leader", "city-deputy", "city-director", "city-clerk", "city-finance-head"),
        ("city-info-staff", "city-sealkeeper", "unit01-leader", "unit01-clerk"),
    ),
    "/unit02/@@board": (
        ("unit02-leader", "unit02-clerk", "city-leader", "city-clerk"),
        ("unit02-staff", "unit01-leader", "city-info-staff", "city-finance-head"),
    ),
    "/unit02/@@board.xlsx": (
        ("unit02-leader", "city-leader"),
        ("unit02-staff", "unit01-leader", "city-info-staff"),
    ),
    "/unit02/@supervision": (
        ("unit02-leader", "city-leader"),
        ("unit02-staff", "unit01-leader", "city-info-staff"),
    ),
    "/@@oa-urging": (("city-admin",), ("city-leader", "city-info-staff", "unit01-leader")),
    "/@@favourites": (("city-info-staff", "unit01-clerk"), ()),
    "/@favourites": (("city-info-staff", "unit01-clerk"), ()),
    "/@@where": (("city-info-staff", "unit01-clerk"), ()),
    "/@@notices": (("city-info-staff", "unit01-clerk"), ()),
    "/@@notices-latest": (("city-info-staff", "unit01-clerk"), ()),
    "/@@notice-settings": (("city-info-staff", "unit01-clerk"), ()),
    "/@notices": (("city-info-staff", "unit01-clerk"), ()),
    "/@work-items": (("city-info-staff", "unit01-clerk"), ()),
    "/@documents-search": (("city-info-staff", "unit01-clerk"), ()),
    "/@@search-office": (("city-info-staff", "unit01-clerk"), ()),
    "/@@search-office.xlsx": (("city-info-staff", "unit01-clerk"), ()),
    "/@@oa-pulse": (("city-info-staff", "unit01-clerk"), ()),
    "/@@my-work.xlsx": (("city-info-staff", "unit01-clerk"), ()),
    "/unit02/@@registers.xlsx": (("unit02-clerk",), ("unit01-clerk", "city-info-staff")),
    "/unit02/@@received.xlsx": (("unit02-clerk",), ("unit01-clerk", "city-info-staff")),
    "/unit02/@@sent.xlsx": (("unit02-clerk",), ("unit01-clerk", "city-info-staff")),
}


@pytest.mark.parametrize("address", PLACES)
def test_who_reaches_it(office, address):
    may, may_not = PLACES[address]
    found = {user: look(office, user, address).status_code for user in may}
    assert found == dict.fromkeys(may, 200)
    others = {user: look(office, user, address) for user in (None, *may_not)}
    assert {user: answer.status_code for user, answer in others.items() if not shut(answer)} == {}


TITLE = "关于调整物流线路的通知"
#: What lists, searches and files: nothing in them names another's document.
LISTS = [
    "/@@my-work",
    "/@@my-work.xlsx",
    "/@@search-office?q=物流线路",
    "/@@search-office.xlsx?q=物流线路",
    "/@documents-search?q=物流线路",
    "/@@notices?show=all",
    "/@notices",
    "/@work-items",
    "/@@statistics",
    "/@statistics",
    "/@@matters",
    "/@matters",
    "/@@board",
    "/@supervision",
    "/@@where?q=物流线路",
    "/@@favourites",
    "/@@delegations",
    "/@delegations",
    "/@search?SearchableText=物流线路",
]


@pytest.mark.parametrize("user", ["city-info-staff", "unit01-clerk", "unit01-leader"])
def test_no_list_names_what_is_not_for_them(office, user):
    document = office.document(title=TITLE)
    office.advance(document, 1)
    uid = document.rpartition("/")[2]
    found = []
    for address in LISTS:
        answer = look(office, user, address)
        if uid in answer.text or "关于调整物流" in answer.text:
            found.append(address)
    assert found == []


def test_administrators_see_no_text(office):
    document = office.document(title=TITLE)
    office.advance(document, 2)
    answer = look(office, "city-admin", f"{document}/@@administer")
    assert answer.status_code == 200
    assert "现将有关事项通知如下" not in answer.text
    assert "请法规、信息会签" not in answer.text
    assert shut(look(office, "city-admin", f"{document}/@@handling-sheet"))
    assert shut(look(office, "city-admin", document + "/@decisions"))
    assert shut(look(office, "city-admin", document + "/@rendition"))
