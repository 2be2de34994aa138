"""Logins by a real provider, as a browser walks them."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest

from support.daemons import Living, emptied, living
from support.oidc import agree, provider

OWN = "/api/v1/me/identities"


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    people = {
        "ann": {"email": "ann@example.org", "email_verified": True},
        "bob": {"email": "bob@example.org"},
    }
    with provider(**people) as issuer:  # type: ignore[arg-type] # JSON
        yield issuer


@pytest.fixture(scope="module")
async def shared_house(tmp_path_factory: pytest.TempPathFactory, issuer: str) -> AsyncIterator[Living]:
    login = {"issuer": issuer, "client_id": "ingle", "client_secret": "secret", "title": "Mock"}
    folder, accounts = tmp_path_factory.mktemp("daemon"), {"sign_up": "open"}
    async with living(folder, login_providers={"mock": login}, accounts=accounts) as daemon:
        yield daemon


@pytest.fixture
async def house(shared_house: Living) -> AsyncIterator[Living]:
    async with emptied(shared_house) as daemon:
        yield daemon


async def walk(client: httpx.AsyncClient, sub: str, url: str = "") -> httpx.Response:
    """Out and back; what the callback answers."""
    if not url:
        answer = await client.get("/api/v1/oidc/mock/start")
        assert answer.status_code == 302
        url = answer.headers["location"]
    return await client.get(await agree(url, sub))


async def test_who_is_new_gets_an_account_and_comes_back_to_it(house: Living) -> None:
    async with house.served.browser() as client:
        listed = (await client.get("/api/v1/oidc")).json()["items"]
        assert listed == [{"name": "mock", "title": "Mock"}]
        entered = await walk(client, "ann")
        assert (entered.status_code, entered.headers["location"]) == (302, "/")
        me = (await client.get("/api/v1/me")).json()["user"]
        assert (me["name"], me["email"], me["email_confirmed"]) == ("ann", "ann@example.org", True)
    async with house.served.browser() as client:
        await walk(client, "ann")
        assert (await client.get("/api/v1/me")).json()["user"]["id"] == me["id"]
        removed = await client.delete(f"{OWN}/mock")
        assert (removed.status_code, removed.json()["code"]) == (409, "last_way_in")


async def test_an_address_that_is_not_verified_is_not_confirmed(house: Living) -> None:
    async with house.served.browser() as client:
        await walk(client, "bob")
        me = (await client.get("/api/v1/me")).json()["user"]
        assert (me["email"], me["email_confirmed"]) == ("bob@example.org", False)


async def test_nobody_gets_into_an_account_by_its_address_and_its_owner_links_it(house: Living) -> None:
    ann = {"name": "annie", "password": "correct horse"}
    async with house.served.operator() as operator, house.served.browser() as client:
        await operator.post("/api/v1/users", json=ann | {"email": "ann@example.org"})
        refused = await walk(client, "ann")
        assert refused.headers["location"] == "/#login-error=account_exists"
        assert (await client.get("/api/v1/me")).status_code == 401
        await client.post("/api/v1/login", json=ann)
        url = (await client.post(f"{OWN}/mock")).json()["url"]
        linked = await walk(client, "ann", url)
        assert linked.headers["location"] == "/#linked=mock"
        (one,) = (await client.get(OWN)).json()["items"]
        assert (one["provider"], one["email"]) == ("mock", "ann@example.org")
        await client.post("/api/v1/logout")
        await walk(client, "ann")
        assert (await client.get("/api/v1/me")).json()["user"]["name"] == "annie"
        assert (await client.delete(f"{OWN}/mock")).status_code == 204
        assert (await client.delete(f"{OWN}/mock")).status_code == 404


async def test_a_login_ends_in_the_browser_that_began_it(house: Living) -> None:
    """Or somebody could be made to be logged in as somebody else, or have a stranger's login linked to them."""
    async with house.served.browser() as began, house.served.browser() as other:
        url = (await began.get("/api/v1/oidc/mock/start")).headers["location"]
        back = await agree(url, "ann")
        refused = await other.get(back)
        assert refused.headers["location"] == "/#login-error=ticket_refused"
        assert (await other.get("/api/v1/me")).status_code == 401
        assert (await began.get(back)).headers["location"] == "/"
        assert (await began.get(back)).headers["location"] == "/#login-error=ticket_refused"


async def test_the_way_back_means_nothing_alone(house: Living) -> None:
    async with house.served.browser() as client:
        for query in ("", "?code=x", "?code=x&state=y", "?error=access_denied&state=y"):
            answer = await client.get(f"/api/v1/oidc/mock/callback{query}")
            assert answer.headers["location"] == "/#login-error=ticket_refused"
        unknown = await client.get("/api/v1/oidc/other/start")
        assert (unknown.status_code, unknown.json()["code"]) == (404, "provider_unknown")


async def test_where_sign_up_is_closed_nobody_new_comes_in(tmp_path: Path, issuer: str) -> None:
    login = {"issuer": issuer, "client_id": "ingle", "client_secret": "secret"}
    async with living(tmp_path, login_providers={"mock": login}) as daemon, daemon.served.browser() as client:
        assert (await walk(client, "ann")).headers["location"] == "/#login-error=sign_up_closed"
        assert (await client.get("/api/v1/me")).status_code == 401


async def test_another_sites_page_links_nothing(house: Living, issuer: str) -> None:
    async with house.served.browser() as client:
        await walk(client, "ann")
        answer = await client.post(f"{OWN}/mock", headers={"Origin": "https://evil.example"})
        assert (answer.status_code, answer.json()["code"]) == (403, "cross_origin")


async def test_a_provider_that_does_not_answer_leaves_nobody_without_a_page(tmp_path: Path) -> None:
    login = {"issuer": "http://127.0.0.1:9", "client_id": "ingle", "client_secret": "secret"}
    async with (
        living(tmp_path, login_providers={"away": login}) as daemon,
        daemon.served.browser() as client,
    ):
        answer = await client.get("/api/v1/oidc/away/start")
        assert (answer.status_code, answer.headers["location"]) == (302, "/#login-error=provider_failed")
