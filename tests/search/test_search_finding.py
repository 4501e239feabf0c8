"""Search over everything that somebody may see: who finds what, by what, and how it divides."""

from __future__ import annotations

from collective.tobaccooa.documents.numbering import normalise
from collective.tobaccooa.documents.storage import create_document
from collective.tobaccooa.search import finding
from collective.tobaccooa.search.asking import Asked
from collective.tobaccooa.search.asking import FACETS
from collective.tobaccooa.search.asking import facets_of
from collective.tobaccooa.search.asking import row_test
from collective.tobaccooa.search.finding import asked_people
from collective.tobaccooa.search.finding import each_found
from collective.tobaccooa.search.finding import find
from collective.tobaccooa.search.finding import people_named
from collective.tobaccooa.search.finding import with_words
from collective.tobaccooa.search.model import Filters
from collective.tobaccooa.search.model import RegisterRow
from collective.tobaccooa.search.register import row_of
from collective.tobaccooa.workflows.kernel import decide
from collective.tobaccooa.workflows.model import Decision
from datetime import date
from datetime import datetime
from datetime import UTC
from hypothesis import given
from hypothesis import strategies as st
from plone.app.testing import login
from plone.app.testing import logout

import pytest


AT = datetime(2026, 10, 31, 17, 0, tzinfo=UTC)  # the first of November in Shanghai


def row(reference="city/outgoing/2026/a", **values):
    given = {
        "title": "关于防汛的通知",
        "number": "某烟办〔2026〕7号",
        "receipt": "",
        "document_type": "notice",
        "urgency": "normal",
        "department": "city-finance",
        "drafter": "city-finance-staff",
        "source": "",
        "step": "signing",
        "done": False,
        "created": AT,
        "updated": AT,
        "signed": None,
        "principals": ("city-finance-head", "city-finance-staff"),
        "holders": ("city.post.leader",),
    }
    return RegisterRow(reference, **(given | values))


PEOPLE = frozenset


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        (Asked(), True),
        (Asked(Filters(text="防汛 通知")), True),
        (Asked(Filters(text="正文里的词")), True),
        (Asked(Filters(text="没有")), False),
        (Asked(number="某烟办[2026]7号"), True),
        (Asked(number="〔2026〕7"), True),
        (Asked(number="8号"), False),
        (Asked(people=PEOPLE({"city-finance-staff"})), True),
        (Asked(people=PEOPLE({"city-finance-head"})), True),
        (Asked(people=PEOPLE({"city-leader"}), posts=PEOPLE({"city.post.leader"})), True),
        (Asked(people=PEOPLE({"city-clerk"}), posts=PEOPLE({"city.post.clerk"})), False),
        (Asked(people=PEOPLE()), False),
        (Asked(Filters(year=2026), month=11), True),
        (Asked(Filters(year=2026), month=10), False),
        (Asked(Filters(since=date(2026, 11, 1))), True),
        (Asked(Filters(step="signing", department="city-finance")), True),
        (Asked(Filters(step="drafting")), False),
    ],
)
def test_a_row_is_what_was_asked_for_or_not(asked, shown):
    in_text = {"city/outgoing/2026/a"} if asked.filters.text == "正文里的词" else ()
    assert row_test(asked, normalise, in_text)(row()) is shown


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["city", "unit01"]),
            st.sampled_from(["outgoing", "incoming"]),
            st.sampled_from(["2025", "2026"]),
            st.sampled_from(["notice", "letter"]),
            st.sampled_from(["", "city-finance"]),
        )
    )
)
def test_each_facet_divides_the_whole(values):
    rows = [
        row(f"{unit}/{kind}/{year}/{n}", document_type=type_, department=department)
        for n, (unit, kind, year, type_, department) in enumerate(values)
    ]
    found = facets_of(rows, by_month=True)
    assert set(found) == set(FACETS)
    for name in ("kind", "unit", "document_type", "step", "year", "month"):
        assert sum(found[name].values()) == len(rows)
    assert sum(found["department"].values()) == sum(1 for each in values if each[4])


@pytest.fixture
def make(demo_portal):
    """Return a function that makes a draft of a department, with its searchable entry."""

    def document(title, department="finance", unit="city", **values):
        body = {"title": title, "document_type": "notice", "department": f"{unit}-{department}"}
        drafter = f"{unit}-{department}-staff" if unit == "city" else f"{unit}-staff"
        body |= {"text": "<p>请各单位落实森林防火责任。</p>"} | values
        found = create_document(unit, "OutgoingDocument", body, drafter)
        finding_entry(found)
        return found

    return document


def finding_entry(document):
    from collective.tobaccooa.search.entry import write_entry

    write_entry(document)


@pytest.fixture
def find_as(demo_portal):
    """Return a function that searches as a person."""

    def search(user, asked=None, **more):
        login(demo_portal, user)
        try:
            return find(user, asked or Asked(), **more)
        finally:
            logout()

    return search


def titles(found):
    return [each.title for each in found.rows]


def test_one_finds_what_one_takes_part_in_and_leaders_their_unit(make, find_as):
    make("财务的事")
    make("法规的事", "legal")
    assert titles(find_as("city-finance-staff")) == ["财务的事"]
    assert titles(find_as("city-legal-staff")) == ["法规的事"]
    assert sorted(titles(find_as("city-leader"))) == ["法规的事", "财务的事"]
    for stranger in ("city-info-staff", "unit01-leader", "unit01-clerk"):
        found = find_as(stranger)
        assert (found.rows, found.total) == ([], 0)


def test_full_text_is_found_and_only_in_what_one_may_see(make, find_as):
    document = make("财务的事")
    assert with_words("森林防火") == {document.reference}
    asked = Asked(Filters(text="森林防火"))
    assert titles(find_as("city-finance-staff", asked)) == ["财务的事"]
    assert find_as("city-legal-staff", asked).total == 0
    assert find_as("city-finance-staff", Asked(Filters(text="森林 别的"))).total == 0


@pytest.mark.parametrize("text", ['( " AND', "NOT *", "AND", "？！", "\x00", "的"])
def test_no_text_is_an_error(make, find_as, text):
    make("财务的事")
    assert find_as("city-finance-staff", Asked(Filters(text=text))).total in (0, 1)


def test_who_holds_a_document_through_a_post_is_found(make, find_as):
    document = make("财务的事")
    for actor, more in (
        ("city-finance-staff", {}),
        ("city-finance-head", {"to_step": "office_review"}),
    ):
        decide(document, Decision("advance", opinion="同意", **more), actor)
    assert row_of(document).holders == ("city.post.director",)
    for person, total in (("city-director", 1), ("city-finance-head", 1), ("city-clerk", 0)):
        people, posts = asked_people(person)
        found = find_as("city-leader", Asked(people=people, posts=posts))
        assert found.total == total, person


def test_people_are_found_by_id_and_by_part_of_the_name(demo_portal):
    from collective.tobaccooa.organisation.directory import directory

    name = directory().fullname("city-leader")
    assert people_named("city-leader") == {"city-leader"}
    assert "city-leader" in people_named(f" {name[:2]} ")
    assert people_named("没有这个人") == frozenset() == people_named("")
    assert asked_people("") == (None, frozenset())


def test_what_may_not_be_viewed_is_not_shown_even_if_the_register_says_so(
    make, find_as, monkeypatch
):
    make("财务的事")
    monkeypatch.setattr(finding, "sees_whole", lambda unit, principals: True)
    assert find_as("city-info-staff").rows == []


def test_pages_and_facets_speak_of_the_whole(make, find_as, demo_portal):
    for number in range(4):
        make(f"第{number}件事", "finance" if number else "legal")
    found = find_as("city-leader", start=1, size=2)
    assert (len(found.rows), found.total) == (2, 4)
    assert found.facets["department"] == {"city-finance": 3, "city-legal": 1}
    login(demo_portal, "city-leader")
    assert len(list(each_found("city-leader", Asked(Filters(department="city-legal"))))) == 1
    logout()


def test_a_department_of_another_unit_is_asked_within_ones_own(make, find_as):
    make("县局的事", "office", "unit01")
    assert find_as("unit01-leader", Asked(unit="unit01")).total == 1
    assert find_as("unit01-leader", Asked(unit="city")).total == 0
