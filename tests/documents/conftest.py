"""A small bureau: two departments, their people, the posts of a chain, and two county units."""

from collective.tobaccooa.organisation.model import Department
from collective.tobaccooa.organisation.model import Person
from collective.tobaccooa.organisation.model import Unit
from datetime import datetime
from datetime import UTC

import pytest
import requests


NOW = datetime(2026, 11, 23, 5, 6, 7, tzinfo=UTC)

PEOPLE = {
    "city-finance-staff": ("王小明", ["city.staff", "city.finance"]),
    "city-finance-head": ("李建国", ["city.staff", "city.finance", "city.finance.head"]),
    "city-legal-head": ("赵敏", ["city.staff", "city.legal", "city.legal.head"]),
    "city-director": ("孙立", ["city.staff", "city.post.director"]),
    "city-leader": ("周正", ["city.staff", "city.post.leader"]),
    "city-clerk": ("吴芳", ["city.staff", "city.post.clerk"]),
    "city-sealkeeper": ("郑和平", ["city.staff", "city.post.sealkeeper"]),
    "unit01-clerk": ("钱一", ["unit01.staff", "unit01.post.clerk"]),
    "unit02-clerk": ("钱二", ["unit02.staff", "unit02.post.clerk"]),
}


def build_letterheads():
    """Give the city a seal and two letterheads, and unit01 one of its own."""
    from collective.tobaccooa.organisation.directory import directory
    from plone.dexterity.utils import createContentInContainer

    def add(unit, folder, portal_type, **values):
        place = directory().unit_object(unit)._getOb(folder)
        createContentInContainer(place, portal_type, checkConstraints=False, **values)

    add("city", "seals", "Seal", id="bureau", title="某市烟草专卖局印章")
    for unit, name, code, departments in (
        ("city", "bureau", "某烟专", ("legal",)),
        ("city", "company", "某烟司", ("finance",)),
        ("unit01", "bureau", "一烟专", ()),
    ):
        add(
            unit,
            "letterheads",
            "Letterhead",
            id=name,
            title=f"{code}文头",
            organ_mark="某市烟草专卖局文件",
            organ_code=code,
            seal="bureau",
            departments=departments,
        )


STEPS = (
    ("city-finance-staff", {}),
    ("city-finance-head", {"to_step": "office_review"}),
    ("city-director", {"handlers": ("city-leader",)}),
    ("city-leader", {}),
    ("city-clerk", {}),
    ("city-sealkeeper", {}),
)


def walk(document, steps, now=None, **last):
    """Advance a draft by so many steps of the chain; `last` goes with the last one."""
    from collective.tobaccooa.workflows.kernel import decide
    from collective.tobaccooa.workflows.model import Decision

    for number, (actor, more) in enumerate(STEPS[:steps], 1):
        more = more | (last if number == steps else {})
        decide(document, Decision("advance", **more), actor, now=now)


def build_bureau():
    """Make the small bureau in the current site."""
    from collective.tobaccooa.organisation import people
    from collective.tobaccooa.organisation import units

    for number in ("01", "02"):
        units.add_unit(
            Unit(f"unit{number}", f"{number}县烟草专卖局", f"{number}县局", "county", parent="city")
        )
    for code, title in (("finance", "财务科"), ("legal", "法规科")):
        units.add_department(Department(f"city-{code}", code, "city", title))
    for order, (user_id, (name, groups)) in enumerate(PEOPLE.items()):
        unit = user_id.partition("-")[0]
        person = Person(user_id, name, order=order, unit=unit)
        people.add_person(person, groups, password="Demo-oa-2026", must_change=False)
    build_letterheads()


@pytest.fixture
def bureau(integration):
    """The small bureau in a site with the default profile, seen by its administrator."""
    from plone.app.testing import setRoles
    from plone.app.testing import TEST_USER_ID

    setRoles(integration["portal"], TEST_USER_ID, ["Manager"])
    build_bureau()
    return integration["portal"]


@pytest.fixture
def draft(bureau):
    """Return a function that makes a draft of the finance department."""
    from collective.tobaccooa.documents.storage import create_document

    def make(actor="city-finance-staff", unit="city", **values):
        body = {
            "title": "关于报送第四季度工作计划的通知",
            "document_type": "notice",
            "main_recipients": ["unit:unit01", "unit:unit02"],
            "text": "<p>现将有关事项通知如下。</p>",
        } | values
        return create_document(unit, "OutgoingDocument", body, actor, now=NOW)

    return make


PASSWORD = "Demo-oa-2026"
BODY = {
    "@type": "OutgoingDocument",
    "title": "关于报送第四季度工作计划的通知",
    "document_type": "notice",
    "urgency": "normal",
    "department": "city-finance",
    "main_recipients": ["unit:unit01", "unit:unit02"],
    "copy_recipients": ["text:省局办公室"],
    "text": {"content-type": "text/html", "data": "<p>现将有关事项通知如下。</p>"},
}


class Api:
    """Requests of one person."""

    def __init__(self, base, user_id):
        self.base = base
        self.session = requests.Session()
        password = "secret" if user_id == "admin" else PASSWORD
        self.session.auth = (user_id, password) if user_id else None
        self.session.headers.update({"Accept": "application/json", "Accept-Language": "zh-cn"})

    def __call__(self, method, url, body=None, **headers):
        where = url if url.startswith("http") else self.base + url
        return self.session.request(method, where, json=body, headers=headers)


@pytest.fixture
def api(acceptance):
    import transaction

    transaction.commit()
    made = []

    def make(user_id):
        made.append(Api(acceptance["portal"].absolute_url(), user_id))
        return made[-1]

    yield make
    for each in made:
        each.session.close()


@pytest.fixture
def drafter(api):
    return api("city-finance-staff")


@pytest.fixture
def document(drafter):
    answer = drafter("POST", "/@documents", BODY)
    assert answer.status_code == 201, answer.text
    return answer.json()["@id"]
