"""Coming and going, over TCP as a browser and over the Unix socket as the operator."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from support.daemons import Living, living

LOGIN = "/api/v1/login"


def told(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


async def test_login_makes_a_cookie_that_scripts_cannot_read(daemon: Living) -> None:
    async with daemon.served.browser() as client:
        answer = await client.post(LOGIN, json={"name": "Admin", "password": daemon.password})
        cookie = answer.headers["set-cookie"]
        assert answer.json()["name"] == "admin"
        assert {"HttpOnly", "Path=/", "SameSite=lax", "Max-Age=34560000"} <= set(cookie.split("; "))
        assert "Secure" not in cookie
        me = (await client.get("/api/v1/me")).json()
        assert (me["user"]["name"], me["via"]) == ("admin", "session")
        assert "accounts:admin" in me["scopes"]


async def test_the_cookie_is_secure_when_the_page_is_https(daemon: Living) -> None:
    async with daemon.served.program() as client:
        headers = {"Host": "ingle.example", "Origin": "https://ingle.example"}
        answer = await client.post(
            LOGIN, json={"name": "admin", "password": daemon.password}, headers=headers
        )
        assert "Secure" in answer.headers["set-cookie"]


async def test_a_wrong_name_and_a_wrong_password_are_told_alike(daemon: Living) -> None:
    async with daemon.served.browser() as client:
        wrong = [
            await client.post(LOGIN, json={"name": name, "password": "wrong password"})
            for name in ("admin", "nobody")
        ]
        bodies = [{**answer.json(), "request_id": ""} for answer in wrong]
        assert [answer.status_code for answer in wrong] == [401, 401]
        assert bodies[0] == bodies[1]
        assert bodies[0]["code"] == "login_failed"


async def test_logout_ends_the_session_for_whoever_has_the_secret(browser: httpx.AsyncClient) -> None:
    secret = browser.cookies["ingle_session"]
    assert (await browser.post("/api/v1/logout")).status_code == 204
    assert "ingle_session" not in browser.cookies
    again = await browser.get("/api/v1/me", headers={"Cookie": f"ingle_session={secret}"})
    assert told(again) == (401, "credential_refused")


async def test_failed_logins_run_out_and_good_ones_do_not_count(tmp_path: Path) -> None:
    rate = {"login_rate_by_name": {"burst": 2, "every": 600}}
    async with living(tmp_path, accounts=rate) as daemon, daemon.served.browser() as client:
        good = {"name": "admin", "password": daemon.password}
        for _ in range(4):
            assert (await client.post(LOGIN, json=good)).status_code == 200
        for _ in range(2):
            assert (await client.post(LOGIN, json=good | {"password": "wrong password"})).status_code == 401
        refused = await client.post(LOGIN, json=good)
        assert told(refused) == (429, "rate_limited")
        assert 0 < int(refused.headers["retry-after"]) <= 600


async def test_one_address_cannot_try_many_names(tmp_path: Path) -> None:
    rate = {"login_rate_by_address": {"burst": 3, "every": 600}}
    async with living(tmp_path, accounts=rate) as daemon, daemon.served.browser() as client:
        tries = [await client.post(LOGIN, json={"name": f"user{n}", "password": "x"}) for n in range(4)]
        assert [answer.status_code for answer in tries] == [401, 401, 401, 429]


async def test_the_operator_on_the_unix_socket_is_the_admin(operator: httpx.AsyncClient) -> None:
    me = (await operator.get("/api/v1/me")).json()
    assert (me["user"]["name"], me["via"]) == ("admin", "local")
    assert (await operator.post("/api/v1/logout")).status_code == 204


async def test_nobody_is_the_operator_over_tcp(daemon: Living) -> None:
    async with daemon.served.program() as client:
        assert told(await client.get("/api/v1/me")) == (401, "unauthenticated")
        assert told(await client.get("/metrics")) == (401, "unauthenticated")


async def test_a_bad_credential_is_not_passed_over_for_another(operator: httpx.AsyncClient) -> None:
    for header in ("Bearer ingle_wrong", "Basic YTpi", "Bearer", "nonsense"):
        answer = await operator.get("/api/v1/me", headers={"Authorization": header})
        assert told(answer) == (401, "credential_refused")


async def test_a_changed_password_ends_other_sessions_only(daemon: Living, ann: httpx.AsyncClient) -> None:
    async with daemon.served.browser() as other:
        await other.post(LOGIN, json={"name": "Ann", "password": "correct horse"})
        change = {"old": "correct horse", "new": "a new password"}
        wrong = await ann.post("/api/v1/me/password", json=change | {"old": "not it"})
        assert told(wrong) == (400, "wrong_password")
        assert (await ann.post("/api/v1/me/password", json=change)).status_code == 204
        assert (await ann.get("/api/v1/me")).status_code == 200
        assert (await other.get("/api/v1/me")).status_code == 401
        login = {"name": "Ann", "password": "a new password"}
        assert (await other.post(LOGIN, json=login)).status_code == 200


async def test_an_ordinary_person_administers_nobody(ann: httpx.AsyncClient) -> None:
    assert "accounts:admin" not in (await ann.get("/api/v1/me")).json()["scopes"]
    assert told(await ann.get("/api/v1/users")) == (403, "scope_missing")
    assert told(await ann.post("/api/v1/users", json={"name": "bob", "password": "long enough"})) == (
        403,
        "scope_missing",
    )
    assert told(await ann.delete("/api/v1/users/admin")) == (403, "scope_missing")
    assert told(await ann.get("/metrics")) == (403, "scope_missing")


@pytest.mark.parametrize(
    ("name", "password", "code"),
    [
        ("ADMIN", "long enough", "name_taken"),
        ("", "long enough", "name_invalid"),
        ("a b", "long enough", "name_invalid"),
        ("../x", "long enough", "name_invalid"),
        ("x" * 33, "long enough", "name_invalid"),
        ("bob", "short", "password_weak"),
        ("bobbybob", "BobbyBob", "password_weak"),
        ("bob", "x" * 1025, "password_weak"),
    ],
)
async def test_names_and_passwords_have_rules(
    operator: httpx.AsyncClient, name: str, password: str, code: str
) -> None:
    answer = await operator.post("/api/v1/users", json={"name": name, "password": password})
    assert answer.json()["code"] == code


async def test_people_are_listed_in_parts_and_removed(
    operator: httpx.AsyncClient, ann: httpx.AsyncClient
) -> None:
    first = (await operator.get("/api/v1/users?limit=1")).json()
    assert [user["name"] for user in first["items"]] == ["admin"]
    second = (await operator.get("/api/v1/users", params={"limit": 1, "cursor": first["cursor"]})).json()
    assert ([user["name"] for user in second["items"]], second["cursor"]) == (["Ann"], None)
    assert (await operator.delete("/api/v1/users/ann")).status_code == 204
    assert (await ann.get("/api/v1/me")).status_code == 401
    assert told(await operator.delete("/api/v1/users/ann")) == (404, "user_not_found")
    assert told(await operator.delete("/api/v1/users/admin")) == (409, "user_in_use")
    assert told(await operator.get("/api/v1/users?limit=0")) == (400, "invalid")


async def test_a_token_does_what_its_scopes_say_until_revoked(
    daemon: Living, browser: httpx.AsyncClient
) -> None:
    made = (await browser.post("/api/v1/tokens", json={"name": "ci", "scopes": ["system:read"]})).json()
    assert made["secret"].startswith("ingle_")
    async with daemon.served.program() as program:
        program.headers["Authorization"] = f"Bearer {made['secret']}"
        assert (await program.get("/api/v1/me")).json()["scopes"] == ["system:read"]
        assert (await program.get("/api/v1/system")).status_code == 200
        assert told(await program.get("/api/v1/tokens")) == (403, "scope_missing")
        listed = (await browser.get("/api/v1/tokens")).json()["items"]
        assert made["secret"] not in str(listed)
        assert [one["id"] for one in listed] == [made["token"]["id"]]
        assert listed[0]["last_used_at"] is not None
        assert (await browser.delete(f"/api/v1/tokens/{made['token']['id']}")).status_code == 204
        assert told(await program.get("/api/v1/me")) == (401, "credential_refused")
        assert told(await browser.delete(f"/api/v1/tokens/{made['token']['id']}")) == (404, "token_not_found")


async def test_a_token_cannot_do_more_than_its_maker(daemon: Living, ann: httpx.AsyncClient) -> None:
    def token(**fields: object) -> dict[str, object]:
        return {"name": "t", **fields}

    assert told(await ann.post("/api/v1/tokens", json=token(scopes=["accounts:admin"]))) == (
        400,
        "scope_not_yours",
    )
    assert told(await ann.post("/api/v1/tokens", json=token(scopes=["fly"]))) == (400, "scope_unknown")
    assert told(await ann.post("/api/v1/tokens", json=token(name=" "))) == (400, "invalid")
    past = (datetime.now(UTC) - timedelta(seconds=1)).isoformat()
    assert told(await ann.post("/api/v1/tokens", json=token(expires_at=past))) == (400, "expiry_past")
    everything = (await ann.post("/api/v1/tokens", json=token())).json()
    assert everything["token"]["scopes"] == (await ann.get("/api/v1/me")).json()["scopes"]
    small = (await ann.post("/api/v1/tokens", json=token(scopes=["tokens:write"]))).json()["secret"]
    async with daemon.served.program() as program:
        headers = {"Authorization": f"Bearer {small}"}
        grown = await program.post("/api/v1/tokens", json=token(scopes=["system:read"]), headers=headers)
        assert told(grown) == (400, "scope_not_yours")


async def test_other_peoples_tokens_are_not_found(browser: httpx.AsyncClient, ann: httpx.AsyncClient) -> None:
    mine = (await browser.post("/api/v1/tokens", json={"name": "mine"})).json()["token"]["id"]
    assert told(await ann.delete(f"/api/v1/tokens/{mine}")) == (404, "token_not_found")
    assert (await ann.get("/api/v1/tokens")).json()["items"] == []


@pytest.mark.local_stores
async def test_secrets_are_nowhere_in_the_database(daemon: Living, browser: httpx.AsyncClient) -> None:
    secret = (await browser.post("/api/v1/tokens", json={"name": "t"})).json()["secret"]
    kept = b"".join(path.read_bytes() for path in daemon.served.socket.parent.glob("ingle.db*"))
    for hidden in (secret, browser.cookies["ingle_session"], daemon.password):
        assert hidden.encode() not in kept


async def test_the_first_admin_is_made_once(daemon: Living) -> None:
    assert await daemon.house.people.accounts.make_first_admin() is None


async def test_a_name_is_changed_by_who_has_just_come_in(ann: httpx.AsyncClient) -> None:
    assert told(await ann.put("/api/v1/me/name", json={"name": "root"})) == (400, "name_reserved")
    answer = await ann.put("/api/v1/me/name", json={"name": "anna"})
    assert (answer.status_code, answer.json()["name"]) == (200, "anna")
    assert (await ann.get("/api/v1/me")).json()["user"]["name"] == "anna"
