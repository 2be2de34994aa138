"""Where a token may lie, and in which order it is looked for."""

from typing import Any

import httpx
import pytest

from ingle.puter.identify import is_token, token_of
from support.daemons import Living

BODY, BEARER = {"auth_token": "body"}, {"authorization": "Bearer header"}


@pytest.mark.parametrize(
    ("fields", "headers", "query", "found"),
    [
        (BODY, BEARER, {"auth_token": "query"}, "body"),
        ({}, BEARER, {"auth_token": "query"}, "header"),
        ({}, {"x-api-key": "key"}, {"auth_token": "query"}, "key"),
        ({}, {}, {"auth_token": "query"}, "query"),
        ({"auth_token": None}, {"authorization": "Bearer "}, {}, ""),
        ({"auth_token": 5}, {}, {}, ""),
    ],
)
def test_the_first_token_counts(fields: Any, headers: Any, query: Any, found: str) -> None:
    assert token_of(fields, headers, query) == found


def test_secrets_of_tokens_are_known_from_those_of_sessions() -> None:
    assert is_token("ingle_abc")
    assert is_token("eyJh.eyJh.abc")
    assert not is_token("abc_-def")


async def test_each_place_lets_in(daemon: Living, ann: httpx.AsyncClient) -> None:
    token = ann.headers["Authorization"].removeprefix("Bearer ")
    async with daemon.served.program() as client:
        body = f'{{"auth_token": "{token}"}}'
        plain = {"Content-Type": "text/plain;actually=json"}
        asked = [
            client.post("/whoami", content=body, headers=plain),
            client.get("/whoami", headers={"Authorization": f"Bearer {token}"}),
            client.get("/whoami", headers={"X-API-Key": token}),
            client.get("/whoami", params={"auth_token": token}),
        ]
        answers = [await each for each in asked]
    assert [(each.status_code, each.json()["username"]) for each in answers] == [(200, "ann")] * 4


async def test_nobody_and_a_bad_token_are_told_apart(nobody: httpx.AsyncClient) -> None:
    missing = await nobody.get("/whoami")
    assert (missing.status_code, missing.json()["code"]) == (401, "token_missing")
    bad = await nobody.get("/whoami", headers={"Authorization": "Bearer ingle_bad"})
    assert (bad.status_code, bad.json()["code"]) == (401, "token_auth_failed")


async def test_a_cookie_counts_for_pages_of_this_host_only(daemon: Living) -> None:
    async with daemon.served.browser() as page:
        login = {"username": "admin", "password": daemon.password}
        assert (await page.post("/login", json=login)).status_code == 200
        assert (await page.get("/whoami")).json()["username"] == "admin"
        elsewhere = {"Origin": "http://other.example"}
        for asked in (page.get("/whoami", headers=elsewhere), page.post("/logout", headers=elsewhere)):
            answer = await asked
            assert (answer.status_code, answer.json()["code"]) == (401, "token_missing")
