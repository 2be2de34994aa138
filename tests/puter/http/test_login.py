"""Coming in and going, as the contract's clients do."""

import httpx
import pyotp

from support.daemons import Living
from support.puter import PASSWORD


async def test_a_login_gives_a_token_and_a_cookie(nobody: httpx.AsyncClient, ann: httpx.AsyncClient) -> None:
    answer = await nobody.post("/login", json={"username": "ann", "password": PASSWORD})
    body = answer.json()
    assert (body["proceed"], body["next_step"], body["user"]["username"]) == (True, "complete", "ann")
    assert answer.cookies["ingle_session"] == body["token"]


async def test_a_wrong_password_and_an_unknown_name_are_told_alike(
    nobody: httpx.AsyncClient, ann: httpx.AsyncClient
) -> None:
    wrong = await nobody.post("/login", json={"username": "ann", "password": "no"})
    unknown = await nobody.post("/login", json={"username": "nobody", "password": "no"})
    assert (wrong.status_code, wrong.json()) == (unknown.status_code, unknown.json())
    assert wrong.json()["code"] == "password_mismatch"


async def test_pages_of_other_hosts_take_no_passwords(daemon: Living, nobody: httpx.AsyncClient) -> None:
    login = {"username": "admin", "password": daemon.password}
    answer = await nobody.post("/login", json=login, headers={"Origin": "http://other.example"})
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


async def test_a_logout_ends_the_token(ann: httpx.AsyncClient) -> None:
    assert (await ann.get("/get-anticsrf-token")).json()["token"]
    answer = await ann.post("/logout", json={})
    assert (answer.status_code, answer.text) == (200, "logged out")
    answer = await ann.get("/whoami")
    assert (answer.status_code, answer.json()["code"]) == (401, "token_auth_failed")


async def test_one_time_codes_are_the_second_step(
    daemon: Living, ann: httpx.AsyncClient, nobody: httpx.AsyncClient
) -> None:
    async with daemon.served.browser() as page:
        recovery = await turn_codes_on(page)
    first = await nobody.post("/login", json={"username": "ann", "password": PASSWORD})
    assert (first.status_code, first.json()["next_step"]) == (202, "otp")
    ticket = first.json()["otp_jwt_token"]
    wrong = await nobody.post("/login/otp", json={"token": ticket, "code": "000000"})
    assert wrong.status_code == 400
    right = await nobody.post("/login/recovery-code", json={"token": ticket, "code": recovery})
    assert right.json()["user"]["username"] == "ann"


async def turn_codes_on(page: httpx.AsyncClient) -> str:
    """For Ann; a recovery code."""
    await page.post("/login", json={"username": "ann", "password": PASSWORD})
    set_up = (await page.post("/api/v1/me/otp", json={"password": PASSWORD})).json()
    code = pyotp.TOTP(set_up["secret"])
    enabled = await page.post("/api/v1/me/otp/enable", json={"code": code.now()})
    return str(enabled.json()["codes"][0])
