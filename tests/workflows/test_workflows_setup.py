"""The workflows are installed as the specs say, and Plone's own door to them is shut."""

from collective.tobaccooa.workflows.definition import transitions_of
from collective.tobaccooa.workflows.spec import chain
from collective.tobaccooa.workflows.spec import CHAIN_IDS

import pytest


@pytest.mark.parametrize("chain_id", CHAIN_IDS)
class TestInstalled:
    def test_states_transitions_and_guards(self, integration, chain_id):
        spec = chain(chain_id)
        workflow = integration["portal"].portal_workflow[spec.workflow]
        assert set(workflow.states.objectIds()) == {step.id for step in spec.steps}
        for step in spec.steps:
            state = workflow.states[step.id]
            assert set(state.transitions) == set(transitions_of(spec, step.id))
        for transition in workflow.transitions.objectValues():
            assert transition.guard.expr.text == "here/@@tobaccooa-deciding"
        assert workflow.manager_bypass == 0

    def test_permissions_are_those_of_the_spec(self, integration, chain_id):
        spec = chain(chain_id)
        workflow = integration["portal"].portal_workflow[spec.workflow]
        for step in spec.steps:
            granted = workflow.states[step.id].permission_roles
            assert {p: sorted(r) for p, r in granted.items()} == {
                p: sorted(r) for p, r in spec.changing_permissions(step.id).items()
            }
            assert all(isinstance(roles, tuple) for roles in granted.values())

    def test_variables_stay_out_of_the_catalogue(self, integration, chain_id):
        workflow = integration["portal"].portal_workflow[chain(chain_id).workflow]
        names = {"holders", "due_on", "digest", "on_behalf_of", "oa_action", "oa_actor"}
        assert names <= set(workflow.variables.objectIds())
        assert not any(v.for_catalog for v in workflow.variables.objectValues())


@pytest.mark.parametrize(("kind", "chain_id"), [("Outgoing", "outgoing"), ("Incoming", "incoming")])
def test_a_document_has_the_permissions_of_the_spec_at_every_step(integration, kind, chain_id):
    """Those that never change come from the class, the others from DCWorkflow."""
    from AccessControl.PermissionRole import rolesForPermissionOn
    from collective.tobaccooa.documents import content

    spec = chain(chain_id)
    portal = integration["portal"]
    document = getattr(content, f"{kind}Document")("x")
    document.portal_type = f"{kind}Document"
    document = document.__of__(portal)
    workflow = portal.portal_workflow[spec.workflow]
    for step in spec.steps:
        document.workflow_history = {spec.workflow: ({"review_state": step.id},)}
        workflow.updateRoleMappingsFor(document)
        for permission, roles in spec.permissions(step.id).items():
            assert sorted(rolesForPermissionOn(permission, document)) == sorted(roles)
