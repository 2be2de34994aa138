"""Several people in one browser: it acts as one of them, and as another one only by that one's own secret."""

from collections.abc import AsyncIterator

import httpx
import pytest
from websockets.asyncio.client import connect

from ingle.accounts.names import MOST_HERE
from support.daemons import Living

HERE = "/api/v1/here"
PASSWORD = "correct horse"


@pytest.fixture
async def window(daemon: Living) -> AsyncIterator[httpx.AsyncClient]:
    """A browser that nobody has signed in with."""
    async with daemon.served.browser() as client:
        yield client


async def make(operator: httpx.AsyncClient, name: str) -> str:
    made = await operator.post("/api/v1/users", json={"name": name, "password": PASSWORD})
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


async def come(window: httpx.AsyncClient, name: str) -> str:
    answer = await window.post("/api/v1/login", json={"name": name, "password": PASSWORD})
    assert answer.status_code == 200, answer.text
    return str(answer.json()["id"])


async def who(window: httpx.AsyncClient) -> str:
    answer = await window.get("/api/v1/me")
    return str(answer.json()["user"]["name"]) if answer.status_code == 200 else str(answer.json()["code"])


async def here(window: httpx.AsyncClient) -> list[tuple[str, bool]]:
    answer = await window.get(HERE)
    assert answer.status_code == 200, answer.text
    return [(one["name"], one["current"]) for one in answer.json()["people"]]


@pytest.fixture
async def pair(window: httpx.AsyncClient, operator: httpx.AsyncClient) -> tuple[str, str]:
    """Ann and Ben have come, in this order; their ids."""
    await make(operator, "ann")
    await make(operator, "ben")
    return await come(window, "ann"), await come(window, "ben")


async def test_a_second_login_leaves_the_first_one_be_and_the_browser_changes_over(
    window: httpx.AsyncClient, pair: tuple[str, str]
) -> None:
    ann, ben = pair
    assert await here(window) == [("ann", False), ("ben", True)]
    assert (await window.post(f"{HERE}/{ann}")).json()["name"] == "ann"
    assert await who(window) == "ann"
    assert await here(window) == [("ann", True), ("ben", False)]
    await window.post(f"{HERE}/{ben}")
    assert await who(window) == "ben"


async def test_no_script_reads_any_of_the_cookies(window: httpx.AsyncClient, pair: tuple[str, str]) -> None:
    ann, _ = pair
    for answer in (await window.post(f"{HERE}/{ann}"), await come_again(window)):
        told = answer.headers.get_list("set-cookie")
        assert len(told) >= 2
        assert all("HttpOnly" in one and "SameSite=lax" in one for one in told)
        secrets = [one.split("=", 1)[1].split(";")[0] for one in told]
        assert not any(secret and secret in answer.text for secret in secrets)


async def come_again(window: httpx.AsyncClient) -> httpx.Response:
    return await window.post("/api/v1/login", json={"name": "ann", "password": PASSWORD})


async def test_who_leaves_leaves_alone(window: httpx.AsyncClient, pair: tuple[str, str]) -> None:
    ann, ben = pair
    assert (await window.post("/api/v1/logout")).status_code == 204
    assert await who(window) == "unauthenticated"
    assert await here(window) == [("ann", False)]
    assert (await window.post(f"{HERE}/{ben}")).json()["code"] == "not_here"
    await window.post(f"{HERE}/{ann}")
    assert await who(window) == "ann"


async def test_whoever_is_not_looked_at_can_be_logged_out_too(
    window: httpx.AsyncClient, daemon: Living, pair: tuple[str, str]
) -> None:
    ann, _ = pair
    secret = window.cookies[f"ingle_here_{ann}"]
    assert (await window.delete(f"{HERE}/{ann}")).status_code == 204
    assert await here(window) == [("ben", True)]
    async with daemon.served.browser() as other:
        other.cookies.set("ingle_session", secret)
        assert await who(other) == "credential_refused"


async def test_all_leave_at_once(window: httpx.AsyncClient, daemon: Living, pair: tuple[str, str]) -> None:
    ann, ben = pair
    secrets = [window.cookies[f"ingle_here_{one}"] for one in (ann, ben)]
    assert (await window.delete(HERE)).status_code == 204
    assert await here(window) == []
    for secret in secrets:
        async with daemon.served.browser() as other:
            other.cookies.set("ingle_session", secret)
            assert await who(other) == "credential_refused"


async def test_to_log_out_everywhere_ends_ones_own_sessions_in_all_browsers(
    window: httpx.AsyncClient, daemon: Living, pair: tuple[str, str]
) -> None:
    _, ben = pair
    async with daemon.served.browser() as elsewhere:
        await come(elsewhere, "ben")
        assert (await elsewhere.delete("/api/v1/sessions", params={"others": False})).status_code == 204
        assert await here(elsewhere) == []
    assert await who(window) == "credential_refused"
    assert await here(window) == [("ann", False)]
    assert (await window.post(f"{HERE}/{ben}")).json()["code"] == "not_here"


async def test_nobody_goes_on_as_somebody_whose_secret_they_do_not_have(
    window: httpx.AsyncClient, operator: httpx.AsyncClient, pair: tuple[str, str]
) -> None:
    ann, ben = pair
    eve = await make(operator, "eve")
    bens = window.cookies[f"ingle_here_{ben}"]
    refused = []
    for forged in (None, "", "x" * 43, bens):  # nothing; nothing; a guess; a secret that is another one's
        if forged is not None:
            window.cookies.set(f"ingle_here_{eve}", forged, path="/api/v1")
        refused.append(await window.post(f"{HERE}/{eve}"))
        refused.append(await window.delete(f"{HERE}/{eve}"))
    unknown = await window.post(f"{HERE}/usr_{'0' * 26}")
    told = {(answer.status_code, answer.json()["code"], answer.json()["detail"]) for answer in refused}
    assert told == {(404, "not_here", unknown.json()["detail"])}  # the same for people whom there are not
    assert "eve" not in (await window.get(HERE)).text
    assert await who(window) == "ben"
    window.cookies.set(f"ingle_here_{ann}", bens, path="/api/v1")
    assert (await window.post(f"{HERE}/{ann}")).status_code == 404


async def test_no_other_sites_page_changes_who_one_is(
    window: httpx.AsyncClient, daemon: Living, pair: tuple[str, str]
) -> None:
    ann, _ = pair
    for headers in ({"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "same-site"}):
        for answer in (
            await window.post(f"{HERE}/{ann}", headers=headers),
            await window.delete(f"{HERE}/{ann}", headers=headers),
            await window.delete(HERE, headers=headers),
        ):
            assert (answer.status_code, answer.json()["code"]) == (403, "cross_origin")
    async with daemon.served.program() as program:  # which says nothing of where it is
        program.cookies = window.cookies
        assert (await program.post(f"{HERE}/{ann}")).json()["code"] == "cross_origin"
    assert await here(window) == [("ann", False), ("ben", True)]


async def test_a_suspended_person_is_told_apart_and_not_entered(
    window: httpx.AsyncClient, operator: httpx.AsyncClient, pair: tuple[str, str]
) -> None:
    ann, _ = pair
    await operator.put(f"/api/v1/users/{ann}/suspension", json={"suspended": True})
    people = (await window.get(HERE)).json()["people"]
    assert [(one["name"], one["suspended"]) for one in people] == [("ann", True), ("ben", False)]
    assert (await window.post(f"{HERE}/{ann}")).json()["code"] == "account_suspended"
    assert await who(window) == "ben"


async def test_a_page_of_one_person_does_not_act_as_another(
    window: httpx.AsyncClient, pair: tuple[str, str]
) -> None:
    ann, ben = pair
    stale = {"Ingle-Person": ann}
    for answer in (
        await window.put("/api/v1/kv/entry", json={"key": "x", "value": 1}, headers=stale),
        await window.get("/api/v1/me", headers=stale),  # the short way
        await window.post("/api/v1/logout", headers=stale),
    ):
        assert (answer.status_code, answer.json()["code"]) == (409, "somebody_else")
    assert (await window.get("/api/v1/me", headers={"Ingle-Person": ben})).status_code == 200
    assert await here(window) == [("ann", False), ("ben", True)]


async def test_a_socket_of_one_persons_page_does_not_open_as_another(
    window: httpx.AsyncClient, daemon: Living, pair: tuple[str, str]
) -> None:
    ann, ben = pair
    headers = {"Cookie": f"ingle_session={window.cookies['ingle_session']}", "Origin": daemon.served.url}
    address = f"{daemon.served.ws_url}/api/v1/events?person="
    async with connect(address + ann, additional_headers=headers) as socket:
        assert "somebody_else" in str(await socket.recv())
        await socket.wait_closed()
        assert socket.close_code == 4409
    async with connect(address + ben, additional_headers=headers) as socket:
        assert "events.opened" in str(await socket.recv())


async def test_a_browser_keeps_so_many_and_the_first_to_come_goes(
    window: httpx.AsyncClient, operator: httpx.AsyncClient
) -> None:
    names = [f"person{number}" for number in range(MOST_HERE + 1)]
    for name in names:
        await make(operator, name)
        await come(window, name)
    assert [name for name, _ in await here(window)] == names[1:]


async def test_a_login_of_before_is_kept_when_another_one_comes(
    window: httpx.AsyncClient, daemon: Living, pair: tuple[str, str]
) -> None:
    """Who was signed in before browsers kept several has one cookie alone."""
    ann, ben = pair
    async with daemon.served.browser() as old:
        old.cookies.set("ingle_session", window.cookies[f"ingle_here_{ann}"])
        old.cookies.set(f"ingle_here_{ben}", window.cookies[f"ingle_here_{ben}"], path="/api/v1")
        await old.post(f"{HERE}/{ben}")
        assert await here(old) == [("ben", True), ("ann", False)]
