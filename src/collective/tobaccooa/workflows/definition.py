"""From a chain spec to its DCWorkflow definition, chart and permission matrix.

The committed `profiles/default/workflows/<id>/definition.xml` equals what is made here (tested);
`python -m collective.tobaccooa.workflows.definition` writes them anew.
"""

from __future__ import annotations

from collective.tobaccooa.workflows.spec import Chain
from collective.tobaccooa.workflows.spec import chain
from collective.tobaccooa.workflows.spec import CHAIN_IDS
from collective.tobaccooa.workflows.spec import RECORD
from itertools import pairwise
from pathlib import Path
from xml.sax.saxutils import quoteattr


PROFILE = Path(__file__).parent.parent / "profiles" / "default" / "workflows"
GUARD = "here/@@tobaccooa-deciding"

# Status variables kept in the workflow history, never in the catalogue.
VARIABLES = (
    ("comments", "Opinion or reason", "python:state_change.kwargs.get('comment', '')"),
    ("digest", "Digest of the trail entry", "kwargs/digest|nothing"),
    ("due_on", "Due date of the next step", "kwargs/due_on|nothing"),
    ("holders", "Who holds it next", "kwargs/holders|nothing"),
    ("oa_action", "Action of the kernel", "kwargs/oa_action|nothing"),
    ("oa_actor", "Who decided", "kwargs/oa_actor|nothing"),
    ("on_behalf_of", "For whom it was decided", "kwargs/on_behalf_of|nothing"),
)


def definition_xml(spec: Chain) -> str:
    """Return the `definition.xml` of a chain."""
    permissions = sorted({p for step in spec.steps for p in spec.changing_permissions(step.id)})
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<dc-workflow workflow_id="{spec.workflow}" title={quoteattr(spec.title)}',
        '             description="" state_variable="review_state"',
        f'             initial_state="{spec.first}" manager_bypass="False">',
    ]
    lines += [f"  <permission>{permission}</permission>" for permission in permissions]
    for step in spec.steps:
        lines += _state(spec, step.id, permissions)
    targets = {t for step in spec.steps for t in spec.exit_targets(step.id)}
    for step in spec.steps:
        if step.id in targets:
            lines += _transition(f"to_{step.id}", step.title, step.id)
    lines += _transition(RECORD, "Record a decision", "")
    for name, description, expression in VARIABLES:
        lines += _variable(name, description, expression)
    lines += _variable("actor", "Who moved it", "user/getId", for_catalog=False)
    lines += _variable("action", "Last transition", "transition/getId|nothing")
    lines += _variable("time", "When it was moved", "state_change/getDateTime")
    lines.append("</dc-workflow>")
    return "\n".join(lines) + "\n"


def transitions_of(spec: Chain, step_id: str) -> tuple[str, ...]:
    """The transitions listed in a state."""
    if spec.step(step_id).kind == "end":
        return ()
    return (*(f"to_{target}" for target in spec.exit_targets(step_id)), RECORD)


def _state(spec: Chain, step_id: str, permissions: list[str]) -> list[str]:
    step = spec.step(step_id)
    granted = spec.changing_permissions(step_id)
    lines = [f'  <state state_id="{step_id}" title={quoteattr(step.title)}>']
    lines += [
        f'    <exit-transition transition_id="{transition}" />'
        for transition in transitions_of(spec, step_id)
    ]
    for permission in permissions:
        roles = granted[permission]
        lines.append(f'    <permission-map name={quoteattr(permission)} acquired="False">')
        lines += [f"      <permission-role>{role}</permission-role>" for role in sorted(roles)]
        lines.append("    </permission-map>")
    lines.append("  </state>")
    return lines


def _transition(transition_id: str, title: str, target: str) -> list[str]:
    return [
        f'  <transition transition_id="{transition_id}" title={quoteattr(title)}',
        f'              new_state="{target}" trigger="USER"',
        '              before_script="" after_script="">',
        "    <guard>",
        f"      <guard-expression>{GUARD}</guard-expression>",
        "    </guard>",
        "  </transition>",
    ]


def _variable(name: str, description: str, expression: str, for_catalog: bool = False) -> list[str]:
    return [
        f'  <variable variable_id="{name}" for_catalog="{for_catalog}"',
        '            for_status="True" update_always="True">',
        f"    <description>{description}</description>",
        "    <default>",
        f"      <expression>{expression}</expression>",
        "    </default>",
        "    <guard />",
        "  </variable>",
    ]


def chart(spec: Chain) -> str:
    """Return the chain as a Mermaid flowchart: the default way, and the ways out."""
    lines = ["```mermaid", "flowchart LR"]
    lines += [f'  {step.id}["{step.title_zh} {step.title}"]' for step in spec.steps]
    work = spec.work_steps
    for here, following in pairwise(work):
        applies = next(d.applies for d in spec.defaults if d.id == following)
        arrow = "-.->" if applies == "if_chosen" else "-->"
        lines.append(f"  {here} {arrow} {following}")
        if applies in ("if_chosen", "optional"):
            after = work[work.index(following) + 1 :]
            if after:
                lines.append(
                    f"  {here} -.-> {after[0]}"
                    if applies == "optional"
                    else f"  {here} --> {after[0]}"
                )
    for leave in spec.exits:
        for source in leave.sources:
            lines.append(f"  {source} -->|{leave.action}| {leave.target}")
    return "\n".join([*lines, "```"]) + "\n"


def matrix(spec: Chain) -> str:
    """Return the state × permission matrix as a Markdown table of roles."""
    permissions = sorted({p for step in spec.steps for p in spec.permissions(step.id)})
    lines = [
        "| step | " + " | ".join(p.removeprefix("collective.tobaccooa: ") for p in permissions),
        "|---" * (len(permissions) + 1),
    ]
    for step in spec.steps:
        granted = spec.permissions(step.id)
        cells = [", ".join(granted[p]) or "nobody" for p in permissions]
        lines.append(f"{step.title_zh} `{step.id}` | " + " | ".join(cells))
    return "\n".join(line if line.startswith("|") else f"| {line}" for line in lines) + "\n"


def page(spec: Chain) -> str:
    """Return the documentation page of a chain."""
    return (
        f"# {spec.title_zh} {spec.title}\n\n"
        f"Made from `workflows/specs/{spec.id}.toml` by `make docs`; don't edit it here.\n"
        "Between steps in progress every return, withdrawal and jump is possible as far as the "
        "guards allow; the chart shows the usual way.\n\n"
        f"{chart(spec)}\n## Who may do what\n\n{matrix(spec)}"
    )


def write(profile: Path = PROFILE) -> list[Path]:
    """Write the definitions of all chains; return the paths."""
    written = []
    for chain_id in CHAIN_IDS:
        spec = chain(chain_id)
        path = profile / spec.workflow / "definition.xml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(definition_xml(spec), "utf-8")
        written.append(path)
    return written


if __name__ == "__main__":
    for made in write():
        print(made)
