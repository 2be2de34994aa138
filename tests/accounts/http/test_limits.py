"""Limits as an admin sets them, while everything runs: over HTTP, heard by the next request."""

import json
from pathlib import Path

import httpx
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from support.daemons import Living, living

ANN = "/api/v1/users/ann/limits"
MINE = "/api/v1/me/limits"
NONE = dict.fromkeys(
    ("machines", "vcpus", "memory_mib", "disk_mib", "snapshots", "storage_mib", "requests_per_minute"), None
)


def told(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


async def test_an_admin_sets_limits_and_the_person_sees_them(
    operator: httpx.AsyncClient, ann: httpx.AsyncClient
) -> None:
    defaults = (await ann.get(MINE)).json()
    assert defaults["machines"] == 100
    assert (await operator.get(ANN)).json() == {"overrides": NONE, "in_force": defaults}
    changed = (await operator.put(ANN, json={"machines": 3, "vcpus": 0})).json()
    assert changed["overrides"] == NONE | {"machines": 3, "vcpus": 0}
    assert changed["in_force"] == defaults | {"machines": 3, "vcpus": 0}
    assert (await operator.get(ANN)).json() == changed
    assert (await ann.get(MINE)).json() == changed["in_force"]
    assert (await operator.put(ANN, json={})).json() == {"overrides": NONE, "in_force": defaults}


async def test_admins_have_no_limits_but_those_of_their_own(
    operator: httpx.AsyncClient, browser: httpx.AsyncClient
) -> None:
    assert set((await browser.get(MINE)).json().values()) == {0}
    await operator.put("/api/v1/users/admin/limits", json={"machines": 3})
    assert (await browser.get(MINE)).json() == dict.fromkeys(NONE, 0) | {"machines": 3}


async def test_usage_is_ones_own(operator: httpx.AsyncClient, ann: httpx.AsyncClient) -> None:
    nothing = dict.fromkeys(NONE, 0)
    del nothing["requests_per_minute"]
    assert (await ann.get("/api/v1/me/usage")).json() == nothing
    assert (await operator.get("/api/v1/users/Ann/usage")).json() == nothing


async def test_only_admins_look_at_others(ann: httpx.AsyncClient) -> None:
    """And nobody lifts their own."""
    for answer in (
        await ann.get(ANN),
        await ann.put(ANN, json={}),
        await ann.get("/api/v1/users/admin/usage"),
    ):
        assert told(answer) == (403, "scope_missing")


@pytest.mark.parametrize(
    "body", [{"machines": -1}, {"machines": 10**30}, {"machines": "many"}, {"machines": 1.5}, {"cpus": 1}, []]
)
async def test_what_cannot_be_a_limit_is_refused(operator: httpx.AsyncClient, body: object) -> None:
    assert told(await operator.put("/api/v1/users/admin/limits", json=body)) == (400, "invalid")


async def test_nobodys_limits_are_not_found(operator: httpx.AsyncClient) -> None:
    for answer in (
        await operator.get("/api/v1/users/eve/limits"),
        await operator.put("/api/v1/users/eve/limits", json={}),
        await operator.get("/api/v1/users/eve/usage"),
    ):
        assert told(answer) == (404, "user_not_found")


async def test_requests_are_slowed_and_let_go_while_the_daemon_runs(
    operator: httpx.AsyncClient, ann: httpx.AsyncClient
) -> None:
    await operator.put(ANN, json={"requests_per_minute": 3})
    answers = [await ann.get("/api/v1/me") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert answers[-1].json()["code"] == "too_many_requests"
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 20
    await operator.put(ANN, json={"requests_per_minute": 0})
    assert [(await ann.get("/api/v1/me")).status_code for _ in range(20)] == [200] * 20


async def test_every_way_in_of_a_person_is_counted_together(
    daemon: Living, operator: httpx.AsyncClient, ann: httpx.AsyncClient
) -> None:
    secret = (await ann.post("/api/v1/tokens", json={"name": "t"})).json()["secret"]
    bearer = {"Authorization": f"Bearer {secret}"}
    await operator.put(ANN, json={"requests_per_minute": 2})
    async with daemon.served.program() as program:
        assert (await program.get("/api/v1/me", headers=bearer)).status_code == 200
        assert (await ann.get("/api/v1/me")).status_code == 200
        assert (await program.get("/api/v1/me", headers=bearer)).status_code == 429
    async with connect(f"{daemon.served.ws_url}/api/v1/events", additional_headers=bearer) as socket:
        assert json.loads(await socket.recv())["problem"]["code"] == "too_many_requests"
        with pytest.raises(ConnectionClosed):
            await socket.recv()
        assert socket.close_code == 4429


async def test_the_operator_is_not_limited(operator: httpx.AsyncClient) -> None:
    await operator.put("/api/v1/users/admin/limits", json={"requests_per_minute": 1})
    assert [(await operator.get("/api/v1/me")).status_code for _ in range(5)] == [200] * 5


async def test_defaults_are_settings(tmp_path: Path) -> None:
    async with (
        living(tmp_path, accounts={"limits": {"machines": 7}}) as daemon,
        daemon.served.operator() as operator,
    ):
        await operator.post("/api/v1/users", json={"name": "ann", "password": "correct horse"})
        in_force = (await operator.get(ANN)).json()["in_force"]
    assert (in_force["machines"], in_force["vcpus"]) == (7, 64)
