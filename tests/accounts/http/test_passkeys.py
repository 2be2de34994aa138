"""Passkeys, made and used by an authenticator in software."""

from typing import Any

import httpx
import pytest

from support.daemons import Living
from support.passkeys import Authenticator

LOGIN = "/api/v1/login/passkey"
OWN = "/api/v1/me/passkeys"


def told(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def as_localhost(daemon: Living, client: httpx.AsyncClient, host: str = "localhost") -> str:
    """The same daemon, by a name. Answers with the page's origin."""
    origin = f"http://{host}:{daemon.served.port}"
    client.headers.update({"Origin": origin, "Host": f"{host}:{daemon.served.port}"})
    return origin


@pytest.fixture
async def page(daemon: Living, ann: httpx.AsyncClient) -> tuple[httpx.AsyncClient, Authenticator]:
    return ann, Authenticator(as_localhost(daemon, ann))


async def register(client: httpx.AsyncClient, key: Authenticator, name: str = "my phone") -> httpx.Response:
    asked = (await client.post(f"{OWN}/begin")).json()
    body = {"ticket": asked["ticket"], "credential": key.create(asked["options"]), "name": name}
    return await client.post(OWN, json=body)


async def login(client: httpx.AsyncClient, key: Authenticator, **changes: Any) -> httpx.Response:
    asked = (await client.post(f"{LOGIN}/begin")).json()
    credential = key.get(asked["options"])
    credential["response"] |= changes
    return await client.post(LOGIN, json={"ticket": asked["ticket"], "credential": credential})


async def test_a_login_without_a_name(daemon: Living, page: tuple[httpx.AsyncClient, Authenticator]) -> None:
    ann, key = page
    made = await register(ann, key)
    assert (made.status_code, made.json()["name"], made.json()["host"]) == (201, "my phone", "localhost")
    async with daemon.served.browser() as client:
        as_localhost(daemon, client)
        for _ in range(2):
            entered = await login(client, key)
            assert (entered.status_code, entered.json()["name"]) == (200, "Ann")
        assert (await client.get("/api/v1/me")).json()["via"] == "session"
    (listed,) = (await ann.get(OWN)).json()["items"]
    assert listed["last_used_at"] is not None
    deeds = (await ann.get("/api/v1/me/audit")).json()["items"]
    assert {"passkey_added", "login"} <= {deed["action"] for deed in deeds}
    assert "passkey" in {deed["via"] for deed in deeds}


async def test_passkeys_are_renamed_and_removed(
    daemon: Living, page: tuple[httpx.AsyncClient, Authenticator], browser: httpx.AsyncClient
) -> None:
    ann, key = page
    path = f"{OWN}/{(await register(ann, key)).json()['id']}"
    assert (await ann.patch(path, json={"name": "old phone"})).status_code == 204
    assert [one["name"] for one in (await ann.get(OWN)).json()["items"]] == ["old phone"]
    assert told(await browser.patch(path, json={"name": "x"})) == (404, "passkey_not_found")
    assert told(await browser.delete(path)) == (404, "passkey_not_found")
    assert (await ann.delete(path)).status_code == 204
    async with daemon.served.browser() as client:
        as_localhost(daemon, client)
        assert told(await login(client, key)) == (401, "passkey_refused")


async def test_an_admin_removes_the_passkey_of_somebody_who_has_lost_it(
    daemon: Living, page: tuple[httpx.AsyncClient, Authenticator], operator: httpx.AsyncClient
) -> None:
    ann, key = page
    made = (await register(ann, key)).json()
    of_ann = "/api/v1/users/ann/passkeys"
    assert [one["id"] for one in (await operator.get(of_ann)).json()["items"]] == [made["id"]]
    assert (await ann.get(of_ann)).status_code == 403
    assert (await operator.delete(f"{of_ann}/{made['id']}")).status_code == 204
    assert told(await operator.delete(f"{of_ann}/{made['id']}")) == (404, "passkey_not_found")
    async with daemon.served.browser() as client:
        as_localhost(daemon, client)
        assert told(await login(client, key)) == (401, "passkey_refused")


async def test_answers_that_do_not_fit_are_refused(
    daemon: Living, page: tuple[httpx.AsyncClient, Authenticator]
) -> None:
    ann, key = page
    await register(ann, key)
    async with daemon.served.browser() as client:
        as_localhost(daemon, client)
        for changes in (
            {"userHandle": "dXNyX290aGVy"},
            {"signature": "AAAA"},
            {"authenticatorData": ""},
            {"clientDataJSON": "e30"},
            {"userHandle": None},
            {"signature": 7},
        ):
            assert told(await login(client, key, **changes)) == (401, "passkey_refused"), changes
        asked = (await client.post(f"{LOGIN}/begin")).json()
        for credential in (
            {},
            {"rawId": 7, "response": []},
            {"rawId": "AAAA", "response": {"userHandle": "AA"}},
        ):
            body = {"ticket": asked["ticket"], "credential": credential}
            answer = await client.post(LOGIN, json=body)
            assert answer.json()["code"] in {"passkey_refused", "ticket_refused"}
        body = {"ticket": asked["ticket"], "credential": key.get(asked["options"])}
        assert told(await client.post(LOGIN, json=body)) == (400, "ticket_refused")  # it was used up


async def test_another_pages_answer_is_refused(
    daemon: Living, page: tuple[httpx.AsyncClient, Authenticator]
) -> None:
    """A phishing page passes the question on; the browser told the authenticator where it really was."""
    ann, key = page
    await register(ann, key)
    async with daemon.served.browser() as client:
        as_localhost(daemon, client)
        key.origin = "https://evil.example"
        assert told(await login(client, key)) == (401, "passkey_refused")


async def test_a_key_that_does_not_verify_its_person_is_no_passkey(
    daemon: Living, page: tuple[httpx.AsyncClient, Authenticator]
) -> None:
    ann, key = page
    key.verifies = False
    assert told(await register(ann, key)) == (401, "passkey_refused")


async def test_a_copy_that_counts_behind_is_refused(
    daemon: Living, page: tuple[httpx.AsyncClient, Authenticator]
) -> None:
    ann, key = page
    await register(ann, key)
    async with daemon.served.browser() as client:
        as_localhost(daemon, client)
        for _ in range(2):
            assert (await login(client, key)).status_code == 200
        key.passkeys[0].sign_count -= 2
        assert told(await login(client, key)) == (401, "passkey_refused")


async def test_a_page_without_a_name_hears_why(ann: httpx.AsyncClient) -> None:
    answer = await ann.post(f"{OWN}/begin")
    assert told(answer) == (400, "passkey_needs_name")
    assert "IP address" in answer.json()["detail"]


async def test_a_suspended_persons_passkey(
    daemon: Living, page: tuple[httpx.AsyncClient, Authenticator], operator: httpx.AsyncClient
) -> None:
    ann, key = page
    await register(ann, key)
    await operator.put("/api/v1/users/ann/suspension", json={"suspended": True})
    async with daemon.served.browser() as client:
        as_localhost(daemon, client)
        assert told(await login(client, key)) == (403, "account_suspended")
