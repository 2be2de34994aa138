"""Signing in on pages that hear nothing of the window that they open."""

import anyio
import httpx
import pytest

from ingle.puter.http import handover
from support.daemons import Living
from support.puter import app_for, person, refused

SESSION = "3f0b3a52-58a1-4c86-9d2f-0b6d8f2f9b11"
ELSEWHERE = {"Origin": "http://chess.example"}


async def test_the_token_of_an_app_reaches_the_page_that_waits(
    daemon: Living, ann: httpx.AsyncClient, nobody: httpx.AsyncClient
) -> None:
    _, token = await app_for(daemon, "ann", "chess")
    heard: list[httpx.Response] = []

    async def wait() -> None:
        heard.append(await nobody.post("/login/wait", json={"session": SESSION}, headers=ELSEWHERE))

    async with anyio.create_task_group() as group:
        group.start_soon(wait)
        left = await nobody.post("/login/set", json={"session": SESSION, "auth_token": token})
        assert (left.status_code, left.json()) == (200, {})
    assert (heard[0].status_code, heard[0].json()) == (200, {"auth_token": token})
    assert heard[0].headers["access-control-allow-origin"] == ELSEWHERE["Origin"]
    async with person(daemon, heard[0].json()["auth_token"]) as chess:
        assert (await chess.get("/whoami")).json()["username"] == "ann"


async def test_nothing_else_is_handed_on(ann: httpx.AsyncClient, nobody: httpx.AsyncClient) -> None:
    session = ann.headers["Authorization"].removeprefix("Bearer ")
    for client, said, told in (
        (nobody, {"auth_token": session}, (403, "forbidden")),
        (ann, {}, (403, "forbidden")),
        (nobody, {}, (401, "token_missing")),
        (nobody, {"auth_token": "a.b.c"}, (401, "token_auth_failed")),
    ):
        assert refused(await client.post("/login/set", json={"session": SESSION, **said})) == told


async def test_who_waits_in_vain_is_told_to_ask_again(
    nobody: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handover, "PATIENCE_SECONDS", 0.01)
    assert refused(await nobody.post("/login/wait", json={"session": SESSION})) == (408, "request_timeout")
    for session in ("", "1", 3, None):
        answer = await nobody.post("/login/wait", json={"session": session})
        assert refused(answer) == (400, "bad_request")
