"""The OpenAPI document tells what the handlers are."""

from typing import Any

import msgspec
import pytest

from ingle.daemon.wiring import openapi_document


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return msgspec.json.decode(openapi_document())  # type: ignore[no-any-return]


def operations(document: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [
        (f"{method.upper()} {path}", operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]


def test_every_operation_has_a_summary_and_its_own_id(document: dict[str, Any]) -> None:
    told = operations(document)
    assert len(told) > 30
    assert [
        name for name, operation in told if operation.get("summary", "") in {"", operation["operationId"]}
    ] == []
    identifiers = [operation["operationId"] for _, operation in told]
    assert len(identifiers) == len(set(identifiers))


def test_the_caller_is_no_parameter(document: dict[str, Any]) -> None:
    names = {one["name"] for _, operation in operations(document) for one in operation.get("parameters", [])}
    assert "caller" not in names
    assert {"limit", "cursor", "machine"} <= names


def test_wire_types_are_components(document: dict[str, Any]) -> None:
    assert {"Machine", "MachineCreate", "User", "ExecRequest"} <= set(document["components"]["schemas"])
    machine = document["components"]["schemas"]["Machine"]
    assert machine["properties"]["state"]["enum"][0] == "stopped"


def test_it_is_the_same_every_time(document: dict[str, Any]) -> None:
    openapi_document.cache_clear()
    assert msgspec.json.decode(openapi_document()) == document


def test_an_answer_without_content_is_said_to_have_none(document: dict[str, Any]) -> None:
    empty = [operation["responses"].get("204", {}) for _, operation in operations(document)]
    assert any(empty)
    assert [answer for answer in empty if "content" in answer] == []
