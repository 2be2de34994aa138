"""Logins by a real provider, by the contract's paths, as a browser walks them."""

from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from ingle.runtime.db import Database, make_engine
from support.daemons import Living, emptied, living
from support.oidc import agree, provider
from support.puter import refused


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with provider(ann={"email": "ann@example.org", "email_verified": True}, bob={"name": "bob"}) as issuer:
        yield issuer


@pytest.fixture(scope="module")
async def shared_daemon(tmp_path_factory: pytest.TempPathFactory, issuer: str) -> AsyncIterator[Living]:
    login = {"issuer": issuer, "client_id": "ingle", "client_secret": "secret", "title": "Mock"}
    folder, accounts = tmp_path_factory.mktemp("daemon"), {"sign_up": "open"}
    async with living(folder, login_providers={"mock": login}, accounts=accounts) as daemon:
        yield daemon


@pytest.fixture
async def page(shared_daemon: Living) -> AsyncIterator[httpx.AsyncClient]:
    async with emptied(shared_daemon) as daemon, daemon.served.browser() as client:
        yield client


async def out(page: httpx.AsyncClient, flow: str = "login") -> str:
    """Where the provider is to be asked."""
    answer = await page.get("/auth/oidc/mock/start", params={"flow": flow})
    assert answer.status_code == 302, answer.text
    return answer.headers["location"]


async def test_providers_are_listed(page: httpx.AsyncClient) -> None:
    assert (await page.get("/auth/oidc/providers")).json() == {"providers": ["mock"]}
    assert refused(await page.get("/auth/oidc/other/start")) == (404, "provider_unknown")


@pytest.mark.parametrize("flow", ["login", "signup"])
async def test_who_is_new_gets_an_account_and_comes_back_to_it(page: httpx.AsyncClient, flow: str) -> None:
    url = await out(page, flow)
    (back_to,) = parse_qs(urlsplit(url).query)["redirect_uri"]
    assert urlsplit(back_to).path == f"/auth/oidc/callback/{flow}"
    entered = await page.get(await agree(url, "ann"))
    assert (entered.status_code, entered.headers["location"]) == (302, "/")
    me = (await page.get("/whoami")).json()
    assert (me["username"], me["email_confirmed"], me["oidc_only"]) == ("ann", True, True)
    await page.post("/logout")
    await page.get(await agree(await out(page), "ann"))
    assert (await page.get("/whoami")).json()["uuid"] == me["uuid"]


async def test_a_provider_that_answers_by_a_form_is_understood(page: httpx.AsyncClient) -> None:
    back = urlsplit(await agree(await out(page), "ann"))
    told = {name: value for name, (value,) in parse_qs(back.query).items()}
    answer = await page.post(back.path, data=told, headers={"Origin": "http://provider.example"})
    assert answer.status_code == 303
    entered = await page.get(answer.headers["location"])
    assert entered.headers["location"] == "/"
    assert (await page.get("/whoami")).json()["username"] == "ann"


async def test_a_login_ends_in_the_browser_that_began_it(
    shared_daemon: Living, page: httpx.AsyncClient
) -> None:
    back = await agree(await out(page), "ann")
    async with shared_daemon.served.browser() as other:
        assert (await other.get(back)).headers["location"] == "/#login-error=ticket_refused"
    assert (await page.get(back)).headers["location"] == "/"
    assert (await page.get(back)).headers["location"] == "/#login-error=ticket_refused"
    for path in ("/auth/oidc/callback/login", "/auth/oidc/callback/signup?code=x&state=y"):
        assert (await page.get(path)).headers["location"] == "/#login-error=ticket_refused"


def forget_elevation(daemon: Living) -> None:
    with closing(Database(make_engine(daemon.database_url))) as db:
        db.write_now(lambda c: c.exec_driver_sql("UPDATE sessions SET elevated_until = NULL"))


async def test_who_has_no_password_proves_themself_by_the_provider(
    shared_daemon: Living, page: httpx.AsyncClient
) -> None:
    await page.get(await agree(await out(page), "ann"))
    forget_elevation(shared_daemon)
    rename = {"new_username": "annie"}
    answer = await page.post("/user-protected/change-username", json=rename)
    assert refused(answer) == (403, "oidc_revalidation_required")
    other = await page.get(await agree(await out(page, "revalidate"), "bob"))
    assert other.headers["location"] == "/#login-error=identity_not_found"
    assert refused(await page.post("/user-protected/change-username", json=rename))[0] == 403
    back = await page.get(await agree(await out(page, "revalidate"), "ann"))
    assert back.headers["location"] == "/auth/revalidate-done"
    assert "close this window" in (await page.get("/auth/revalidate-done")).text
    assert (await page.post("/user-protected/change-username", json=rename)).json() == {"username": "annie"}


async def test_only_who_is_logged_in_proves_themself(page: httpx.AsyncClient) -> None:
    answer = await page.get("/auth/oidc/mock/start", params={"flow": "revalidate"})
    assert refused(answer) == (403, "session_required")
