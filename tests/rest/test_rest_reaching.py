"""Every page and reading service there is, taken from the ZCML: who reaches it, what it writes.

New ones are tried as soon as they are registered; what is open on purpose stands in a list here.
"""

from pathlib import Path
from xml.etree import ElementTree

import pytest
import requests


PACKAGE = Path(__file__).parents[2] / "src" / "collective" / "tobaccooa"
BROWSER = "{http://namespaces.zope.org/browser}page"
SERVICE = "{http://namespaces.plone.org/plone}service"
ROOTS = ("ISiteRoot", "IPloneSiteRoot", "INavigationRoot", "*", "IFolderish")
UNITS = ("ISubPortal", "INavigationRoot")
DOCUMENTS = ("IOfficialDocument", "IOutgoingMarker", "IChainDocument")
TITLE = "关于调整物流线路的通知"
#: Without a sentence of their own: parts of pages, made to be called by other code.
PARTS = {"tobaccooa-deciding", "tobaccooa-may", "main_template"}


def registered(tag, interfaces):
    """Return the names registered for one of the interfaces, GET services or pages."""
    return sorted(
        {
            element.get("name")
            for path in PACKAGE.rglob("*.zcml")
            for element in ElementTree.parse(path).iter(tag)  # noqa: S314 - our own files
            if (element.get("for") or "*").rpartition(".")[2] in interfaces
            and element.get("method", "GET") == "GET"
            and element.get("name") not in PARTS
        }
    )


def permission_of(name):
    """Return the permissions with which something of that name is registered."""
    return {
        element.get("permission")
        for path in PACKAGE.rglob("*.zcml")
        for tag in (BROWSER, SERVICE)
        for element in ElementTree.parse(path).iter(tag)  # noqa: S314 - our own files
        if element.get("name") == name
    }


def look(office, user, address):
    """GET as a browser or a machine does; redirections are answers."""
    person = office.who(user)
    html = "@@" in address
    headers = {"Accept": "text/html" if html else "application/json"}
    if person.token:
        headers["Authorization"] = f"Bearer {person.token}"
    url = address if address.startswith("http") else office.base + address
    return requests.get(url, headers=headers, allow_redirects=False, timeout=120)


def shut(answer):
    """Whether the answer shows nothing: refused, not there, or sent to the sign-in page."""
    if answer.status_code in (301, 302, 303):
        return "login" in answer.headers["Location"] or "sign-in" in answer.headers["Location"]
    return answer.status_code in (400, 401, 403, 404, 405)


def addresses(place, interfaces):
    return [
        *(f"{place}/@@{name}" for name in registered(BROWSER, interfaces)),
        *(f"{place}/{name}" for name in registered(SERVICE, interfaces)),
    ]


OPEN = {"zope.Public", "zope2.Public", "zope2.View"}


def test_anonymous_reaches_nothing_of_the_office(office):
    found = []
    for place, interfaces in (("", ROOTS), ("/unit02", UNITS)):
        for address in addresses(place, interfaces):
            if permission_of(address.rpartition("/")[2].removeprefix("@@")) & OPEN:
                continue
            answer = look(office, None, address)
            if not shut(answer):
                found.append((address, answer.status_code))
    assert found == []


@pytest.mark.parametrize("user", [None, "city-info-staff", "unit01-clerk", "unit01-leader"])
def test_nothing_of_a_document_is_shown_to_who_is_not_concerned(office, user):
    document = office.document(title=TITLE)
    found = []
    for address in addresses(document, DOCUMENTS):
        answer = look(office, user, address)
        if not shut(answer) or "调整物流线路" in answer.text:
            found.append((address, answer.status_code))
    assert found == []


#: Whoever looks: nothing breaks and nothing is written.
@pytest.mark.parametrize("user", ["city-director", "city-leader", "unit01-clerk", "city-admin"])
def test_looking_breaks_and_writes_nothing(office, acceptance, user):
    document = office.document(title=TITLE)
    office.advance(document, 1)
    office.who(user)
    database = acceptance["portal"]._p_jar.db()
    before, broken, wrote, shown = database.lastTransaction(), [], [], 0
    for place, interfaces in (("", ROOTS), ("/unit02", UNITS), (document, DOCUMENTS)):
        for address in addresses(place, interfaces):
            answer = look(office, user, address)
            if answer.status_code >= 500:
                broken.append((address, answer.status_code))
            shown += answer.status_code == 200
            after = database.lastTransaction()
            if after != before:
                wrote.append(address)
                before = after
    assert (broken, wrote) == ([], [])
    assert shown > 30


FORM = {
    "do": "save",
    "action": "advance",
    "confirm": "yes",
    "rebuild": "yes",
    "save": "yes",
    "keep": "yes",
    "assistant": "city-info-staff",
    "until": "99999999999999999999-x",
}


@pytest.mark.parametrize("user", ["city-director", "city-admin"])
def test_a_forged_form_changes_nothing(office, acceptance, user):
    document = office.document(title=TITLE)
    office.advance(document, 1)
    person = office.who(user)
    database = acceptance["portal"]._p_jar.db()
    before, wrong = database.lastTransaction(), []
    headers = {"Accept": "text/html", "Authorization": f"Bearer {person.token}"}
    for place, interfaces in (("", ROOTS), ("/unit02", UNITS), (document, DOCUMENTS)):
        for name in registered(BROWSER, interfaces):
            url = f"{place if place.startswith('http') else office.base + place}/@@{name}"
            answer = requests.post(
                url, data=FORM, headers=headers, allow_redirects=False, timeout=120
            )
            after = database.lastTransaction()
            if answer.status_code >= 500 or after != before:
                wrong.append((name, answer.status_code, after != before))
                before = after
    assert wrong == []
