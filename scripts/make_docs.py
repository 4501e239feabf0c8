"""Write the generated pages: the chains' charts and permission matrices."""

from collective.tobaccooa.workflows.definition import page
from collective.tobaccooa.workflows.definition import write
from collective.tobaccooa.workflows.spec import chain
from collective.tobaccooa.workflows.spec import CHAIN_IDS
from pathlib import Path


def main() -> None:
    """Write `docs/workflows/*.md` and the DCWorkflow definitions."""
    target = Path(__file__).parent.parent / "docs" / "workflows"
    target.mkdir(parents=True, exist_ok=True)
    for chain_id in CHAIN_IDS:
        (target / f"{chain_id}.md").write_text(page(chain(chain_id)), "utf-8")
    write()


if __name__ == "__main__":
    main()
