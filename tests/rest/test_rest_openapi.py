"""The OpenAPI file describes what is registered, and the recorded examples fit it."""

from jsonschema import Draft202012Validator
from pathlib import Path

import json
import pytest


ROOT = Path(__file__).parent.parent.parent
API = json.loads((ROOT / "docs/api/openapi.json").read_text("utf-8"))
EXAMPLES = ROOT / "tests/http-examples"
METHODS = ("get", "post", "patch", "put", "delete")
#: Registered, but no part of the contract: stock services that we refuse or slow down, and the
#: forced change of a one-time password (its own page documents it).
BESIDE = {
    "@change-password",
    "@login",
    "@workflow",
    "@copy",
    "@move",
    "@sharing",
    "@history",
    "@workingcopy",
    "@tus-upload",
}


def operations():
    for path, item in API["paths"].items():
        for method in METHODS:
            if method in item:
                yield path, method, item[method]


def schema(content):
    """Return a schema with the components it refers to."""
    return {
        **content["application/json"]["schema"],
        "components": API["components"],
    }


def read(name):
    """Return (first line, headers, body) of a recorded file."""
    head, _, body = (EXAMPLES / name).read_text("utf-8").partition("\n\n")
    first, *lines = head.splitlines()
    headers = dict(line.split(": ", 1) for line in lines)
    return first, headers, (json.loads(body) or None) if body.strip() else None


def test_the_file_is_whole():
    assert API["openapi"].startswith("3.1")
    for each in API["components"]["schemas"].values():
        Draft202012Validator.check_schema(each)
    text = json.dumps(API)
    for name in API["components"]["schemas"]:
        assert f"#/components/schemas/{name}" in text, f"nothing uses {name}"
    for path, item in API["paths"].items():
        named = {each["name"] for each in item.get("parameters", ())}
        assert named == {part[1:-1] for part in path.split("/") if part.startswith("{")}


def test_every_recorded_example_is_named_once():
    named = [name for _, _, operation in operations() for name in operation["x-examples"]]
    assert sorted(named) == sorted({path.stem for path in EXAMPLES.iterdir()})


@pytest.mark.parametrize(("path", "method", "operation"), list(operations()))
def test_the_examples_fit(path, method, operation):
    assert operation["x-examples"]
    for name in operation["x-examples"]:
        request, headers, body = read(f"{name}.req")
        assert request.split()[0].lower() == method
        place = request.split()[1].split("?")[0]
        service = next((part for part in path.split("/") if part[0:1] == "@"), None)
        assert service is None or service in place
        status, _, answer = read(f"{name}.resp")
        status = status.split()[1]
        assert status in operation["responses"], f"{name}: {status} is not described"
        content = operation["responses"][status].get("content")
        assert (content is None) == (answer is None), name
        if content:
            Draft202012Validator(schema(content)).validate(answer)
        if body is not None and status in ("200", "201", "204"):
            Draft202012Validator(schema(operation["requestBody"]["content"])).validate(body)
        if "Idempotency-Key" in headers:
            listed = [each["name"] for each in operation["parameters"]]
            assert "Idempotency-Key" in listed


def test_every_service_is_described(integration):
    from collective.tobaccooa.interfaces import ITobaccooaLayer
    from zope.component import getGlobalSiteManager

    registered = set()
    for each in getGlobalSiteManager().registeredAdapters():
        _, _, name = each.name.partition("_application_json_")
        if ITobaccooaLayer in each.required and name.startswith("@"):
            registered.add((each.name.partition("_")[0].lower(), name))
    ours = {(method, name) for method, name in registered if name not in BESIDE}
    described = {
        (method, part)
        for path, method, _ in operations()
        for part in path.split("/")
        if part.startswith("@") and part not in BESIDE
    }
    assert ours == described


def test_the_readme_shows_every_example():
    text = (ROOT / "docs/api/README.md").read_text("utf-8")
    for path in EXAMPLES.iterdir():
        assert f"http-examples/{path.name}" in text, f"{path.name} is not linked"
