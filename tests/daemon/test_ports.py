"""Ports of machines in a whole daemon: asked for by people, programs and the operator, and over with what they were asked by."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest

from support.daemons import Living, living, somebody
from support.machines import until


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="module")
async def daemon(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Living]:
    async with living(tmp_path_factory.mktemp("daemon")) as daemon:
        yield daemon


@pytest.fixture(scope="module")
async def operator(daemon: Living) -> AsyncIterator[httpx.AsyncClient]:
    async with daemon.served.operator() as client:
        client.base_url = "http://ingle/api/v1/"
        await made_machine(client)
        yield client


async def made_machine(by: httpx.AsyncClient) -> None:
    image = (await by.post("images", json={"how": "build", "base": "busybox"})).json()

    async def ready() -> bool:
        return bool((await by.get(f"images/{image['id']}")).json()["state"] == "ready")

    await until(ready)
    made = await by.post("machines", json={"image": image["id"], "name": "one"})
    assert made.status_code == 201, made.text


@asynccontextmanager
async def opened(daemon: Living, by: httpx.AsyncClient, **headers: str) -> AsyncIterator[httpx.AsyncClient]:
    """A browser that has opened port 80 of `one`, where nothing listens."""
    asked = await by.post("machines/one/ports/80/address", headers=headers)
    assert asked.status_code == 201, asked.text
    async with daemon.served.program() as browser:
        browser.headers["Host"] = f"{asked.json()['label']}.localhost:{daemon.served.port}"
        let_in = await browser.get(asked.json()["path"])
        assert (let_in.status_code, let_in.headers["location"]) == (303, "/")
        browser.headers["Cookie"] = let_in.headers["set-cookie"].partition(";")[0]
        browser.cookies.clear()
        assert (await browser.get("/")).status_code == 502
        yield browser


async def test_the_operator_has_one_by_the_socket(daemon: Living, operator: httpx.AsyncClient) -> None:
    async with opened(daemon, operator) as browser:
        for path in ("/", "/api/v1/me", "/dav/", "/sites/x/", "/healthz"):  # the house is not there
            assert (await browser.get(path)).status_code == 502


async def test_a_port_is_closed_with_the_session_at_once(daemon: Living, operator: httpx.AsyncClient) -> None:
    async with daemon.served.browser() as person:
        person.base_url = f"{daemon.served.url}/api/v1/"
        await person.post("login", json={"name": "admin", "password": daemon.password})
        async with opened(daemon, person) as browser:
            assert (await person.post("logout")).is_success
            assert (await browser.get("/")).status_code == 401


async def test_a_port_is_closed_with_the_token_and_needs_the_scope(
    daemon: Living, operator: httpx.AsyncClient
) -> None:
    token = (await operator.post("tokens", json={"name": "t", "scopes": ["machines:exec"]})).json()
    narrow = (await operator.post("tokens", json={"name": "n", "scopes": ["machines:read"]})).json()
    async with daemon.served.program() as program:
        program.base_url = f"{daemon.served.url}/api/v1/"
        said = {"Authorization": f"Bearer {narrow['secret']}"}
        refused = await program.post("machines/one/ports/80/address", headers=said)
        assert (refused.status_code, refused.json()["code"]) == (403, "scope_missing")
        async with opened(daemon, program, Authorization=f"Bearer {token['secret']}") as browser:
            assert (await operator.delete(f"tokens/{token['token']['id']}")).is_success
            assert (await browser.get("/")).status_code == 401


async def test_a_port_is_closed_to_who_is_suspended(daemon: Living, operator: httpx.AsyncClient) -> None:
    async with somebody(daemon, operator, "Ann") as ann:
        other = await ann.post("machines/one/ports/80/address")
        assert (other.status_code, other.json()["code"]) == (404, "machine_not_found")
        await made_machine(ann)
        async with opened(daemon, ann) as browser:
            changed = await operator.put("users/Ann/suspension", json={"suspended": True})
            assert changed.is_success, changed.text
            assert (await browser.get("/")).status_code == 401


async def test_what_is_no_port(operator: httpx.AsyncClient) -> None:
    for port in (0, 65536):
        assert (await operator.post(f"machines/one/ports/{port}/address")).status_code == 400
