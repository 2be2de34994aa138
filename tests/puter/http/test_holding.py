"""A session between its cookie and its token."""

import httpx

from support.daemons import Living
from support.puter import PASSWORD, app_for, person, refused

ELSEWHERE = {"Origin": "http://other.example"}


async def test_a_page_of_this_host_gets_the_token_of_its_session(
    daemon: Living, ann: httpx.AsyncClient
) -> None:
    async with daemon.served.browser() as page:
        await page.post("/login", json={"username": "ann", "password": PASSWORD})
        token = (await page.get("/get-gui-token")).json()["token"]
        assert token == page.cookies["ingle_session"]
        refused_elsewhere = await page.get("/get-gui-token", headers=ELSEWHERE)
        assert refused(refused_elsewhere) == (401, "token_missing")
    async with person(daemon, token) as program:
        assert (await program.get("/whoami")).json()["username"] == "ann"
        assert (await program.get("/get-gui-token")).json()["token"] == token
        assert refused(await program.get("/get-gui-token", headers=ELSEWHERE)) == (403, "forbidden")


async def test_a_token_becomes_the_cookie_of_a_page(daemon: Living, ann: httpx.AsyncClient) -> None:
    token = ann.headers["Authorization"].removeprefix("Bearer ")
    async with daemon.served.browser() as page:
        for asked in ({"params": {"auth_token": token}}, {"headers": {"x-api-key": token}}):
            answer = await page.get("/session/sync-cookie", **asked)  # type: ignore[arg-type] # either
            assert refused(answer) == (400, "bad_request")
        assert page.cookies.get("ingle_session") is None
        answer = await page.get("/session/sync-cookie", headers={"Authorization": f"Bearer {token}"})
        assert (answer.status_code, answer.content) == (204, b"")
        assert (await page.get("/api/v1/me")).json()["user"]["name"] == "ann"
    elsewhere = await ann.get("/session/sync-cookie", headers=ELSEWHERE)
    assert (refused(elsewhere), elsewhere.cookies.get("ingle_session")) == ((403, "forbidden"), None)


async def test_an_app_has_no_session(daemon: Living, ann: httpx.AsyncClient) -> None:
    _, token = await app_for(daemon, "ann", "chess")
    async with person(daemon, token) as chess:
        for path in ("/get-gui-token", "/session/sync-cookie"):
            assert refused(await chess.get(path)) == (403, "session_required")
        mixed = {"auth_token": ann.headers["Authorization"].removeprefix("Bearer ")}
        assert refused(await chess.get("/session/sync-cookie", params=mixed)) == (403, "session_required")


async def test_nobody_has_no_session(nobody: httpx.AsyncClient) -> None:
    for path in ("/get-gui-token", "/session/sync-cookie"):
        assert refused(await nobody.get(path)) == (401, "token_missing")
