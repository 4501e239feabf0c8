"""The specs are consistent, and the committed DCWorkflow definitions equal them."""

from collective.tobaccooa.workflows.definition import definition_xml
from collective.tobaccooa.workflows.definition import page
from collective.tobaccooa.workflows.definition import PROFILE
from collective.tobaccooa.workflows.definition import transitions_of
from collective.tobaccooa.workflows.model import Action
from collective.tobaccooa.workflows.spec import chain
from collective.tobaccooa.workflows.spec import CHAIN_IDS
from collective.tobaccooa.workflows.spec import parse
from collective.tobaccooa.workflows.texts import STEP_ASKS
from collective.tobaccooa.workflows.texts import STEP_TITLES
from collective.tobaccooa.workflows.texts import STEP_VERBS
from pathlib import Path
from xml.etree.ElementTree import canonicalize

import pytest


DOCS = Path(__file__).parents[2] / "docs" / "workflows"
CONTRACT = {
    "outgoing": "drafting department_review countersigning office_review signing numbering "
    "sealing distribution distributed archived voided abolished",
    "incoming": "registration proposal instruction handling completed archived returned_to_sender",
}


@pytest.mark.parametrize("chain_id", CHAIN_IDS)
class TestSpecs:
    def test_steps_are_those_of_the_contract(self, chain_id):
        assert [s.id for s in chain(chain_id).steps] == CONTRACT[chain_id].split()

    def test_the_committed_definition_equals_the_spec(self, chain_id):
        spec = chain(chain_id)
        committed = (PROFILE / spec.workflow / "definition.xml").read_text("utf-8")
        assert canonicalize(committed, strip_text=True) == canonicalize(
            definition_xml(spec), strip_text=True
        )

    def test_every_work_step_has_its_words_and_a_default(self, chain_id):
        spec = chain(chain_id)
        assert set(spec.work_steps) <= set(STEP_ASKS)
        assert set(spec.work_steps) <= set(STEP_VERBS)
        assert {s.id for s in spec.steps} <= set(STEP_TITLES)
        assert [d.id for d in spec.defaults] == list(spec.work_steps)

    def test_the_end_can_be_reached_from_every_step(self, chain_id):
        spec = chain(chain_id)
        ends = {s.id for s in spec.steps if s.kind != "work"}
        for step in spec.work_steps:
            assert ends & _reachable(spec, step)

    def test_nobody_deletes_or_copies_at_any_step(self, chain_id):
        spec = chain(chain_id)
        for step in spec.steps:
            granted = spec.permissions(step.id)
            assert granted["Delete objects"] == granted["Copy or Move"] == []
            assert granted["Modify portal content"] in ([], ["Holder"])

    def test_final_steps_have_no_way_out(self, chain_id):
        spec = chain(chain_id)
        for step in spec.steps:
            assert (transitions_of(spec, step.id) == ()) is (step.kind == "end")

    def test_exits_name_actions_of_the_contract(self, chain_id):
        assert {e.action for e in chain(chain_id).exits} <= set(Action)


def _reachable(spec, start):
    seen, todo = set(), [start]
    while todo:
        step = todo.pop()
        for target in spec.exit_targets(step):
            if target not in seen:
                seen.add(target)
                todo.append(target)
    return seen


def test_a_spec_with_an_unknown_step_is_refused():
    raw = {
        "id": "x",
        "workflow": "w",
        "title": "t",
        "title_zh": "t",
        "steps": [{"id": "a", "title": "A", "title_zh": "A", "kind": "work", "text": "locked"}],
        "exits": [{"action": "advance", "from": ["a"], "to": "nowhere", "by": ["holder"]}],
        "defaults": {},
        "access": {},
    }
    with pytest.raises(ValueError, match="nowhere"):
        parse(raw)


@pytest.mark.parametrize("chain_id", CHAIN_IDS)
def test_the_documentation_page_equals_the_spec(chain_id):
    committed = DOCS / f"{chain_id}.md"
    assert committed.read_text("utf-8") == page(chain(chain_id))
