"""The door of the contract's interfaces."""

import httpx
import pytest

from support.puter import call, refused


async def test_what_can_be_called_is_listed(ann: httpx.AsyncClient) -> None:
    listed = (await ann.get("/drivers/list-interfaces")).json()
    assert listed["puter-kvstore"] == {"drivers": ["puter-kvstore"], "default": "puter-kvstore"}
    assert "chat" in listed  # the house's own are called by their own names
    assert "workers" not in listed
    for answer in (await ann.get("/lsmod"), await ann.post("/lsmod")):
        assert answer.json()["interfaces"]["puter-apps"] == {"implementors": {"es:app": {}}}


async def test_who_answers_is_told(ann: httpx.AsyncClient) -> None:
    answer = await call(ann, "puter-kvstore", "get", key="a")
    assert answer.json() == {"success": True, "result": None, "service": {"name": "puter-kvstore"}}


async def test_what_is_not_here_says_why(ann: httpx.AsyncClient) -> None:
    answer = await call(ann, "workers", "create")
    assert refused(answer) == (404, "not_found")
    assert "machine" in answer.json()["message"]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({}, (404, "not_found")),
        ({"interface": 3}, (400, "bad_request")),
        ({"interface": "puter-kvstore", "method": "get", "args": [1]}, (400, "bad_request")),
        ({"interface": "puter-kvstore", "method": "get", "args": None}, (400, "bad_request")),
    ],
)
async def test_what_is_no_call_is_refused(
    ann: httpx.AsyncClient, body: dict[str, object], told: tuple[int, str]
) -> None:
    assert refused(await ann.post("/drivers/call", json=body)) == told


async def test_nobody_calls(nobody: httpx.AsyncClient) -> None:
    assert refused(await call(nobody, "puter-kvstore", "get", key="a")) == (401, "token_missing")
