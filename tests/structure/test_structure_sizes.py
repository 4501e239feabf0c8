"""The hard ceilings: files stay short enough to be read in one go."""

from pathlib import Path

import ast
import pytest


ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "collective" / "tobaccooa"
MODULE_LINES = 400
FUNCTION_LINES = 60
ZCML_LINES = 150
TEMPLATE_LINES = 150
README_LINES = 30


def lines_of(path):
    return len(path.read_text(encoding="utf-8").splitlines())


def too_long(pattern, ceiling, *folders):
    """Return `path: lines` of the files above the ceiling."""
    found = [path for folder in folders for path in sorted(folder.rglob(pattern))]
    return [
        f"{path.relative_to(ROOT)}: {lines_of(path)}" for path in found if lines_of(path) > ceiling
    ]


def functions(path):
    """Return `(name, lines)` of the functions in a module."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [
        (node.name, node.end_lineno - node.lineno + 1)
        for node in ast.walk(tree)
        if isinstance(node, kinds)
    ]


@pytest.mark.parametrize(
    ("pattern", "ceiling"),
    [("*.py", MODULE_LINES), ("configure.zcml", ZCML_LINES), ("*.pt", TEMPLATE_LINES)],
)
def test_no_file_is_too_long(pattern, ceiling):
    assert too_long(pattern, ceiling, PACKAGE) == []


def test_no_test_module_is_too_long():
    assert too_long("*.py", MODULE_LINES, ROOT / "tests", ROOT / "scripts") == []


def test_no_domain_readme_is_too_long():
    assert too_long("README.md", README_LINES, PACKAGE) == []


def test_no_function_is_too_long():
    found = [
        f"{path.relative_to(ROOT)}: {name} has {count} lines"
        for path in sorted(PACKAGE.rglob("*.py"))
        for name, count in functions(path)
        if count > FUNCTION_LINES
    ]
    assert found == []


def test_no_module_is_named_for_nothing():
    names = {"utils.py", "helpers.py", "misc.py", "common.py"}
    assert [str(path) for path in PACKAGE.rglob("*.py") if path.name in names] == []


def test_namespace_stays_native():
    assert not (ROOT / "src" / "collective" / "__init__.py").exists()


def test_every_domain_has_a_readme():
    domains = [path.parent for path in PACKAGE.glob("*/configure.zcml")]
    assert [path.name for path in domains if not (path / "README.md").exists()] == []
