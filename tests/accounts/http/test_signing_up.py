"""Making an account, and ending sessions, as a browser does."""

import io
import os
import zipfile
from datetime import datetime
from pathlib import Path

import httpx

from support.daemons import Living, living

SIGN_UP = "/api/v1/sign-up"
ANN = {"name": "ann", "password": "correct horse"}


def told(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


async def test_nobody_signs_up_unless_it_is_set(daemon: Living) -> None:
    async with daemon.served.browser() as client:
        rules = (await client.get(SIGN_UP)).json()
        assert (rules["mode"], rules["temporary"], rules["letters"], rules["challenge"]) == (
            "closed",
            False,
            False,
            None,
        )
        assert told(await client.post(SIGN_UP, json=ANN)) == (403, "sign_up_closed")
        assert told(await client.post(f"{SIGN_UP}/temporary")) == (403, "sign_up_closed")


async def test_a_newcomer_is_logged_in(tmp_path: Path) -> None:
    async with living(tmp_path, accounts={"sign_up": "open"}) as daemon, daemon.served.browser() as client:
        made = await client.post(SIGN_UP, json=ANN | {"email": "ann@example.org"})
        assert (made.status_code, made.json()["email_confirmed"]) == (201, False)
        me = (await client.get("/api/v1/me")).json()
        assert (me["user"]["name"], me["user"]["admin"], me["via"]) == ("ann", False, "session")
        assert told(await client.post(SIGN_UP, json=ANN)) == (409, "name_taken")
        assert told(await client.post(SIGN_UP, json=ANN | {"name": "root"})) == (400, "name_reserved")
        assert told(await client.post(SIGN_UP, json=ANN | {"email": "x"})) == (400, "email_invalid")
        assert told(await client.post(SIGN_UP, json=ANN | {"name": "bob", "website": "x"})) == (
            400,
            "invalid",
        )


async def test_another_sites_page_signs_nobody_up(tmp_path: Path) -> None:
    async with (
        living(tmp_path, accounts={"sign_up": "open", "temporary_users": True}) as daemon,
        daemon.served.program() as client,
    ):
        client.headers["Origin"] = "https://evil.example"
        for path, body in ((SIGN_UP, ANN), (f"{SIGN_UP}/temporary", None)):
            assert told(await client.post(path, json=body)) == (403, "cross_origin")


async def test_a_guest_becomes_somebody(tmp_path: Path) -> None:
    async with (
        living(tmp_path, accounts={"temporary_users": True}) as daemon,
        daemon.served.browser() as client,
    ):
        guest = (await client.post(f"{SIGN_UP}/temporary")).json()
        assert guest["temporary"]
        admin = {"name": "admin", "password": daemon.password}
        assert (await client.post("/api/v1/login", json=admin)).status_code == 200
        people = (await client.get("/api/v1/here")).json()["people"]
        assert [(one["temporary"], one["current"]) for one in people] == [(True, False), (False, True)]
        await client.post(f"/api/v1/here/{guest['id']}")
        stays = await client.post("/api/v1/me/stay", json=ANN)
        assert (stays.json()["id"], stays.json()["temporary"]) == (guest["id"], False)
        assert told(await client.post("/api/v1/me/stay", json=ANN)) == (409, "not_temporary")


async def test_invites(tmp_path: Path) -> None:
    async with (
        living(tmp_path, accounts={"sign_up": "invite_only"}) as daemon,
        daemon.served.operator() as operator,
        daemon.served.browser() as client,
    ):
        made = (await operator.post("/api/v1/invites", json={"note": "for Ann"})).json()
        assert told(await client.post(SIGN_UP, json=ANN | {"invite": "x"})) == (403, "invite_refused")
        assert (await client.post(SIGN_UP, json=ANN | {"invite": made["code"]})).status_code == 201
        assert told(await client.get("/api/v1/invites")) == (403, "scope_missing")
        listed = (await operator.get("/api/v1/invites")).json()["items"]
        assert [(one["note"], one["uses_left"]) for one in listed] == [("for Ann", 0)]
        path = f"/api/v1/invites/{made['invite']['id']}"
        assert (await operator.delete(path)).status_code == 204
        assert told(await operator.delete(path)) == (404, "invite_not_found")


async def test_sessions_are_listed_labelled_and_ended(daemon: Living, ann: httpx.AsyncClient) -> None:
    async with daemon.served.browser() as phone, daemon.served.browser() as tablet:
        for client in (phone, tablet):
            client.headers["User-Agent"] = "a phone"
            await client.post("/api/v1/login", json={"name": "ann", "password": "correct horse"})
        listed = (await ann.get("/api/v1/sessions")).json()["items"]
        assert [one["current"] for one in listed].count(True) == 1
        other = next(one for one in listed if not one["current"])
        assert (other["user_agent"], other["address"], other["kind"]) == ("a phone", "127.0.0.0/24", "web")
        path = f"/api/v1/sessions/{listed[0]['id']}"
        assert (await ann.patch(path, json={"label": "kitchen"})).status_code == 204
        assert (await ann.get("/api/v1/sessions")).json()["items"][0]["label"] == "kitchen"
        ended = (await phone.get("/api/v1/sessions")).json()["items"]
        own = next(one["id"] for one in ended if one["current"])
        assert (await ann.delete(f"/api/v1/sessions/{own}")).status_code == 204
        assert (await phone.get("/api/v1/me")).status_code == 401
        assert (await ann.delete("/api/v1/sessions")).status_code == 204
        assert [(await client.get("/api/v1/me")).status_code for client in (ann, tablet)] == [200, 401]
        assert (await ann.delete("/api/v1/sessions?others=false")).status_code == 204
        assert "ingle_session" not in ann.cookies


async def test_other_peoples_sessions_are_not_found(
    browser: httpx.AsyncClient, ann: httpx.AsyncClient
) -> None:
    hers = (await ann.get("/api/v1/sessions")).json()["items"][0]["id"]
    assert told(await browser.delete(f"/api/v1/sessions/{hers}")) == (404, "session_not_found")
    answer = await browser.patch(f"/api/v1/sessions/{hers}", json={"label": "x"})
    assert told(answer) == (404, "session_not_found")


async def test_a_refreshed_token_has_another_secret(daemon: Living, ann: httpx.AsyncClient) -> None:
    made = (
        await ann.post("/api/v1/tokens", json={"name": "ci", "expires_at": "2100-01-01T00:00:00Z"})
    ).json()
    async with daemon.served.program() as program:
        program.headers["Authorization"] = f"Bearer {made['secret']}"
        path = f"/api/v1/tokens/{made['token']['id']}"
        renewed = (await program.post(f"{path}/refresh")).json()
        assert renewed["token"]["id"] == made["token"]["id"]
        until = datetime.fromisoformat(renewed["token"]["expires_at"])
        assert until > datetime.fromisoformat(made["token"]["expires_at"])
        assert (await program.get("/api/v1/me")).status_code == 401
        program.headers["Authorization"] = f"Bearer {renewed['secret']}"
        assert (await program.patch(path, json={"name": "cd"})).json()["name"] == "cd"
        small = await ann.post("/api/v1/tokens", json={"name": "small", "scopes": ["tokens:write"]})
        program.headers["Authorization"] = f"Bearer {small.json()['secret']}"
        assert told(await program.post(f"{path}/refresh")) == (400, "scope_not_yours")
    assert told(await ann.post("/api/v1/tokens/tok_1/refresh")) == (404, "token_not_found")


async def test_a_suspension_ends_everything_at_once_and_says_so(
    daemon: Living, operator: httpx.AsyncClient, ann: httpx.AsyncClient
) -> None:
    secret = (await ann.post("/api/v1/tokens", json={"name": "t"})).json()["secret"]
    suspended = await operator.put("/api/v1/users/ann/suspension", json={"suspended": True})
    assert suspended.json()["suspended_at"] is not None
    assert told(await ann.get("/api/v1/me")) == (403, "account_suspended")
    async with daemon.served.program() as program:
        program.headers["Authorization"] = f"Bearer {secret}"
        assert told(await program.get("/api/v1/me")) == (403, "account_suspended")
        assert (await operator.put("/api/v1/users/ann/suspension", json={"suspended": False})).is_success
        assert (await program.get("/api/v1/me")).status_code == 200
    assert told(await ann.get("/api/v1/me")) == (401, "credential_refused")
    answer = await operator.put("/api/v1/users/admin/suspension", json={"suspended": True})
    assert told(answer) == (409, "user_in_use")


async def test_admins_find_people_and_give_new_passwords(
    daemon: Living, operator: httpx.AsyncClient, ann: httpx.AsyncClient
) -> None:
    bob = {"name": "bob", "password": "correct horse", "email": "Bob@example.org"}
    await operator.post("/api/v1/users", json=bob)
    found = (await operator.get("/api/v1/users", params={"search": "EXAMPLE"})).json()["items"]
    assert [(one["name"], one["email_confirmed"]) for one in found] == [("bob", True)]
    assert (await operator.get("/api/v1/users", params={"search": "%"})).json()["items"] == []
    password = (await operator.post("/api/v1/users/ann/password")).json()["password"]
    assert (await ann.get("/api/v1/me")).status_code == 401
    assert (await ann.post("/api/v1/login", json={"name": "ann", "password": password})).status_code == 200
    deeds = (await operator.get("/api/v1/audit", params={"action": "password_reset"})).json()["items"]
    assert [(deed["actor"]["name"], deed["subject"]["name"]) for deed in deeds] == [("admin", "Ann")]
    own = (await ann.get("/api/v1/me/audit")).json()["items"]
    assert {deed["subject"]["name"] for deed in own} == {"Ann"}
    assert told(await ann.get("/api/v1/audit")) == (403, "scope_missing")


async def test_imports_are_all_or_nothing(operator: httpx.AsyncClient) -> None:
    good, bad = {"name": "bob"}, {"name": "cat", "password_hash": "md5…"}
    answer = await operator.post("/api/v1/users/import", json={"people": [good, bad]})
    assert told(answer) == (400, "invalid")
    answer = await operator.post("/api/v1/users/import", json={"people": [good, {"name": "admin"}]})
    assert told(answer) == (409, "name_taken")
    assert [one["name"] for one in (await operator.get("/api/v1/users")).json()["items"]] == ["admin"]
    made = await operator.post("/api/v1/users/import", json={"people": [good]})
    assert [one["name"] for one in made.json()["items"]] == ["bob"]


async def test_dangerous_things_ask_again_who_is_there(
    daemon: Living, browser: httpx.AsyncClient, ann: httpx.AsyncClient
) -> None:
    def grow_old(connection: object) -> None:
        connection.exec_driver_sql("UPDATE sessions SET elevated_until = NULL")  # type: ignore[attr-defined]

    await daemon.house.people.ground.db.write(grow_old)
    for method, path in (("DELETE", "/api/v1/users/ann"), ("POST", "/api/v1/users/ann/password")):
        assert told(await browser.request(method, path)) == (403, "elevation_needed")
    assert told(await ann.delete("/api/v1/me")) == (403, "elevation_needed")
    assert told(await browser.post("/api/v1/me/elevation", json={"password": "no"})) == (
        400,
        "wrong_password",
    )
    assert (await browser.post("/api/v1/me/elevation", json={"password": daemon.password})).is_success
    assert (await browser.delete("/api/v1/users/ann")).status_code == 204


async def test_a_person_leaves(ann: httpx.AsyncClient, operator: httpx.AsyncClient) -> None:
    assert (await ann.delete("/api/v1/me")).status_code == 204
    assert "ingle_session" not in ann.cookies
    assert told(await operator.get("/api/v1/users/ann")) == (404, "user_not_found")
    last = (await operator.get("/api/v1/audit")).json()["items"][0]
    assert (last["action"], last["actor"]["name"]) == ("user_removed", "Ann")
    assert told(await operator.delete("/api/v1/me")) == (409, "user_in_use")


async def test_unknown_names_cost_a_hash_like_known_ones(daemon: Living) -> None:
    hashes: list[str | None] = []
    logins = daemon.house.people.logins
    verify = logins._passwords.verify

    async def counted(hashed: str | None, password: str) -> bool:
        hashes.append(hashed)
        return await verify(hashed, password)

    logins._passwords.verify = counted  # type: ignore[method-assign]
    async with daemon.served.browser() as client:
        for name in ("admin", "nobody", "nobody@example.org", os.urandom(4).hex()):
            await client.post("/api/v1/login", json={"name": name, "password": "wrong password"})
    assert len(hashes) == 4
    assert hashes[1:] == [None] * 3


async def test_a_person_takes_all_that_is_theirs(ann: httpx.AsyncClient, operator: httpx.AsyncClient) -> None:
    for answer in (await ann.get("/api/v1/me/export"), await operator.get("/api/v1/users/ann/export")):
        assert answer.headers["content-type"] == "application/zip"
        assert answer.headers["content-disposition"] == 'attachment; filename="Ann.zip"'
        assert "account/profile.json" in zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
    assert (await operator.get("/api/v1/audit")).json()["items"][0]["action"] == "exported"
