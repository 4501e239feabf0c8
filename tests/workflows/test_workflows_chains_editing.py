"""Own and inherited rows of a scope, and what an edit stores, removes and says."""

from collective.tobaccooa.workflows.editing import document_types_concerned
from collective.tobaccooa.workflows.editing import edit
from collective.tobaccooa.workflows.editing import Scope
from collective.tobaccooa.workflows.editing import standings
from collective.tobaccooa.workflows.spec import chain
from collective.tobaccooa.workflows.table import ChainRow
from collective.tobaccooa.workflows.table import resolve
from dataclasses import replace
from hypothesis import given
from hypothesis import strategies as st


SPEC = chain("outgoing")
ALL = Scope("*", "outgoing", "*")
CITY = Scope("city", "outgoing", "*")
LETTERS = Scope("city", "outgoing", "letter")
ROW = ChainRow("*", "outgoing", "*", "signing", "always", ("post:deputy",), "any", 2)


def standing(scope, step, *rows):
    return next(s for s in standings(SPEC, rows, scope) if s.step.id == step)


def wanted(scope, rows, step, **changes):
    steps = [s.step for s in standings(SPEC, rows, scope)]
    return [replace(s, **changes) if s.id == step else s for s in steps]


def test_a_step_without_rows_is_the_chains_own():
    found = standing(CITY, "signing")
    assert (found.own, found.origin) == (False, None)
    assert found.step == found.inherited


def test_an_inherited_step_says_from_where():
    own = replace(ROW, unit="city", taken_by=("post:leader",))
    assert standing(CITY, "signing", ROW).origin == ("*", "*")
    assert standing(LETTERS, "signing", ROW, own).origin == ("city", "*")
    found = standing(CITY, "signing", ROW, own)
    assert found.own and found.origin == ("*", "*")
    assert found.inherited.taken_by == ("post:deputy",)


def test_only_what_differs_gets_a_row_of_its_own():
    change = edit(SPEC, [ROW], CITY, wanted(CITY, [ROW], "signing", limit_days=0.5))
    assert [row.key for row in change.store] == ["city|outgoing|*|signing"]
    assert change.store[0].limit_days == 0.5
    assert (change.remove, len(change.changed)) == ((), 1)


def test_nothing_typed_changes_nothing():
    own = replace(ROW, unit="city")
    for rows in ([], [ROW], [ROW, own]):
        assert not edit(SPEC, rows, CITY, [s.step for s in standings(SPEC, rows, CITY)])


def test_what_becomes_as_inherited_loses_its_row():
    own = replace(ROW, unit="city", limit_days=4)
    change = edit(SPEC, [ROW, own], CITY, wanted(CITY, [ROW, own], "signing", limit_days=2))
    assert (change.store, change.remove) == ((), (own.key,))


def test_a_reset_goes_back_whatever_was_typed():
    own = replace(ROW, unit="city", limit_days=4)
    typed = wanted(CITY, [ROW, own], "signing", limit_days=9)
    change = edit(SPEC, [ROW, own], CITY, typed, reset=["signing"])
    assert (change.store, change.remove) == ((), (own.key,))
    [(before, after)] = change.changed
    assert (before.limit_days, after.limit_days) == (4, 2)


def test_types_with_rows_of_their_own_are_looked_at_too():
    letter = replace(ROW, unit="city", document_type="letter")
    other = replace(ROW, unit="unit01", document_type="order")
    incoming = replace(ROW, chain="incoming", document_type="report")
    rows = [ROW, letter, other, incoming]
    assert document_types_concerned(rows, CITY, "city") == ("*", "letter")
    assert document_types_concerned(rows, ALL, "unit01") == ("*", "order")
    assert document_types_concerned(rows, LETTERS, "city") == ("letter",)


steps_of = st.sampled_from(SPEC.work_steps[1:])


@given(
    scope=st.sampled_from([ALL, CITY, LETTERS]),
    others=st.lists(
        st.builds(
            ChainRow,
            st.sampled_from(["*", "city", "unit01"]),
            st.just("outgoing"),
            st.sampled_from(["*", "letter"]),
            steps_of,
            st.sampled_from(["always", "optional"]),
            st.just(("post:clerk",)),
            st.just("any"),
            st.sampled_from([None, 1, 2.5]),
        ),
        max_size=8,
        unique_by=lambda row: row.key,
    ),
    typed=st.lists(st.tuples(steps_of, st.sampled_from([None, 0.5, 2])), max_size=4),
)
def test_after_an_edit_the_scope_is_as_wanted(scope, others, typed):
    asked = {s.step.id: s.step for s in standings(SPEC, others, scope)}
    for step, limit in typed:
        asked[step] = replace(asked[step], limit_days=limit)
    change = edit(SPEC, others, scope, asked.values())
    after = change.applied_to(others)
    assert len({row.key for row in after}) == len(after)
    plan = resolve(SPEC, after, scope.unit, scope.document_type)
    assert {step.id: step for step in plan} == asked
