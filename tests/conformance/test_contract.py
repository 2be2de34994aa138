"""Whatever the official SDK can ask has an answer: its source is read for addresses, interfaces and their methods, so that a newer one does not ask in vain."""

import re
from collections.abc import AsyncIterator, Iterator

import httpx
import pytest

from ingle.puter.elsewhere import INTERFACES
from support.daemons import Living, living
from support.house import ROOT
from support.puter import person, token_for

SDK = ROOT / "desktop/node_modules/@heyputer/puter.js/src"
_ADDRESS = re.compile(r"""['"`](?:\$\{[^}]*(?:API|GUI|gui_)[^}]*\})?(/[a-z][^'"`?\s]*)""", re.IGNORECASE)
_NO_ADDRESSES = {"/g,", "/notify", "/publish"}  # of regular expressions, of sentences, and the end of one
_CALL = re.compile(r"iface: '([\w-]+)'(?:, driver: '[^']*')?,\s+method: '(\w+)'")


def source() -> Iterator[str]:
    """Without its comments, which show other addresses as examples."""
    for file in sorted(SDK.rglob("*.js")):
        if not file.name.endswith(".test.js") and not file.is_relative_to(SDK / "ui"):
            lines = file.read_text().splitlines()
            yield "\n".join(
                line for line in lines if not line.lstrip().startswith(("*", "//", "/*", "import"))
            )


def addresses() -> list[str]:
    """Of the API; what stands in one for a part of it is `thing`."""
    found = {match[1] for text in source() for match in _ADDRESS.finditer(text)}
    filled = {re.sub(r"(?<=/)\$\{.*?\}", "thing", path).partition("$")[0].rstrip("/") for path in found}
    return sorted(path for path in filled - _NO_ADDRESSES if not path.startswith("/action/"))


def calls() -> list[tuple[str, str]]:
    return sorted({(match[1], match[2]) for text in source() for match in _CALL.finditer(text)})


@pytest.fixture(scope="module")
async def daemon(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Living]:
    async with living(tmp_path_factory.mktemp("daemon")) as daemon:
        yield daemon


@pytest.fixture(scope="module")
async def ann(daemon: Living) -> AsyncIterator[httpx.AsyncClient]:
    async with daemon.served.operator() as operator:
        token = await token_for("ann", operator)
    async with person(daemon, token) as client:
        yield client


def test_the_sdk_is_read() -> None:
    assert len(addresses()) >= 70
    assert {"/stat", "/fs/startBatchWrite", "/teams/thing/members", "/drivers/call"} <= set(addresses())
    assert ("puter-kvstore", "incr") in calls()
    assert len(calls()) >= 29


@pytest.mark.parametrize("path", addresses())
async def test_every_address_has_an_endpoint(daemon: Living, ann: httpx.AsyncClient, path: str) -> None:
    """One of its methods answers, or says in the contract's words why not; only what is nowhere has no code."""
    answers = [await ann.post(path, json={}), await ann.get(path)]
    assert all(one.status_code < 500 for one in answers), path
    assert any(one.is_success or "code" in one.json() for one in answers), [one.text for one in answers]


async def test_every_interface_is_provided_or_said_not_to_be(ann: httpx.AsyncClient) -> None:
    there = (await ann.get("/drivers/list-interfaces")).json()
    assert {interface for interface, _ in calls()} <= {*there, *INTERFACES}


@pytest.mark.parametrize(("interface", "method"), calls())
async def test_every_method_of_an_interface_is_there(
    ann: httpx.AsyncClient, interface: str, method: str
) -> None:
    if interface in INTERFACES:
        return
    asked = {"interface": interface, "method": method, "args": {"": None}}
    answer = await ann.post("/drivers/call", json=asked)
    assert answer.status_code < 500
    assert answer.is_success or "method" not in answer.json().get("message", ""), answer.text
