"""One's own account as the contract's desktop handles it: a guest who stays, what takes the password once more, letters and one-time codes."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pyotp
import pytest
from anyio import to_thread

from support.daemons import Living, living
from support.mail import Mailbox, mail_server
from support.puter import PASSWORD, app_for, person, refused, token_for

NEW = "another correct horse"


async def protected(client: httpx.AsyncClient, what: str, **said: str) -> httpx.Response:
    return await client.post(f"/user-protected/{what}", json={"password": PASSWORD, **said})


async def test_a_password_is_changed_by_who_knows_it(
    ann: httpx.AsyncClient, nobody: httpx.AsyncClient
) -> None:
    wrong = await protected(ann, "change-password", password="no", new_pass=NEW)
    assert refused(wrong) == (400, "password_mismatch")
    assert refused(await protected(ann, "change-password", password="")) == (400, "password_required")
    assert (await protected(ann, "change-password", new_pass=NEW)).status_code == 200
    login = await nobody.post("/login", json={"username": "ann", "password": NEW})
    assert login.status_code == 200
    assert (await ann.get("/whoami")).status_code == 200


async def test_a_name_is_changed_and_with_it_every_path(
    ann: httpx.AsyncClient, bob: httpx.AsyncClient
) -> None:
    assert refused(await protected(ann, "change-username", new_username="bob")) == (
        409,
        "username_already_in_use",
    )
    assert refused(await protected(ann, "change-username", new_username="root")) == (
        400,
        "username_already_in_use",
    )
    answer = await protected(ann, "change-username", new_username="anna")
    assert (answer.status_code, answer.json()) == (200, {"username": "anna"})
    assert (await ann.get("/whoami")).json()["username"] == "anna"
    assert (await ann.post("/stat", json={"path": "/anna/Documents"})).status_code == 200
    assert (await ann.post("/stat", json={"path": "/ann/Documents"})).status_code == 404


async def test_an_app_and_a_token_change_nothing_of_a_person(daemon: Living, ann: httpx.AsyncClient) -> None:
    _, secret = await app_for(daemon, "ann", "chess")
    full = await ann.post("/auth/create-access-token", json={"permissions": ["full-api-access"]})
    async with person(daemon, secret) as app, person(daemon, full.json()["token"]) as token:
        assert refused(await protected(app, "change-username", new_username="x"))[0] == 403
        assert refused(await protected(token, "change-username", new_username="x")) == (
            403,
            "session_required",
        )
        assert refused(await token.post("/auth/configure-2fa/setup")) == (403, "session_required")
    elsewhere = await ann.post(
        "/user-protected/change-username",
        json={"password": PASSWORD, "new_username": "x"},
        headers={"Origin": "https://other.example"},
    )
    assert refused(elsewhere) == (403, "forbidden")


async def test_an_account_is_deleted_by_who_knows_its_password(
    ann: httpx.AsyncClient, nobody: httpx.AsyncClient
) -> None:
    assert refused(await protected(ann, "delete-own-user", password="no"))[0] == 400
    assert (await protected(ann, "delete-own-user")).json() == {"success": True}
    login = await nobody.post("/login", json={"username": "ann", "password": PASSWORD})
    assert login.status_code == 401


async def test_one_time_codes_are_turned_on_and_off(
    ann: httpx.AsyncClient, nobody: httpx.AsyncClient
) -> None:
    made = (await ann.post("/auth/configure-2fa/setup", json={})).json()
    assert len(made["codes"]) == 10
    assert made["url"].startswith("otpauth://")
    assert refused(await ann.post("/auth/configure-2fa/enable", json={})) == (409, "otp_not_set_up")
    test = "/auth/configure-2fa/test"
    assert (await ann.post(test, json={"code": "000000"})).json() == {"ok": False}
    assert (await ann.post(test, json={"code": pyotp.TOTP(made["secret"]).now()})).json() == {"ok": True}
    assert (await ann.post("/auth/configure-2fa/enable", json={})).json() == {}
    assert (await ann.get("/whoami")).json()["otp"] is True
    first = await nobody.post("/login", json={"username": "ann", "password": PASSWORD})
    ticket = first.json()["otp_jwt_token"]
    second = await nobody.post("/login/recovery-code", json={"token": ticket, "code": made["codes"][3]})
    assert second.json()["proceed"] is True
    assert (await ann.post("/auth/elevate", json={"password": PASSWORD})).json() == {"elevated": True}
    elevated = await ann.post("/auth/elevate", json={"code": made["codes"][4]})
    assert elevated.json() == {"elevated": True}
    assert (await protected(ann, "disable-2fa")).json() == {"success": True}
    assert (await ann.get("/whoami")).json()["otp"] is False


@pytest.fixture
async def post(tmp_path: Path) -> AsyncIterator[tuple[Living, Mailbox]]:
    """A house that sends letters and takes guests."""
    with mail_server() as mailbox:
        mail = {"host": "127.0.0.1", "port": mailbox.port, "security": "none"}
        async with living(tmp_path, mail=mail, accounts={"temporary_users": True}) as daemon:
            yield daemon, mailbox


async def code_in(mailbox: Mailbox, number: int) -> str:
    """The code of that letter."""
    body = (await to_thread.run_sync(mailbox.wait, number)).get_body(("plain",))
    assert body is not None
    return re.findall(r"^ {4}(\S+)", body.get_content(), re.MULTILINE)[0]


async def test_a_guest_saves_the_account_and_gets_back_in_by_letters(post: tuple[Living, Mailbox]) -> None:
    daemon, mailbox = post
    async with daemon.served.program() as nobody:
        guest = (await nobody.post("/signup", json={"is_temp": True})).json()
        assert guest["user"]["is_temp"] is True
        async with person(daemon, guest["token"]) as ann:
            said = {"username": "ann", "email": "ann@example.org", "password": PASSWORD}
            saved = (await ann.post("/save_account", json=said)).json()["user"]
            assert (saved["username"], saved["uuid"]) == ("ann", guest["user"]["uuid"])
            assert saved["is_temp"] is False
            again = await ann.post("/save_account", json=said | {"username": "anna"})
            assert refused(again) == (409, "temporary_accounts_not_allowed")
            wrong = await ann.post("/confirm-email", json={"code": "123456"})
            assert (wrong.status_code, wrong.json()["email_confirmed"]) == (200, False)
            await code_in(mailbox, 1)
            assert (await ann.post("/send-confirm-email", json={})).json() == {}
            said = {"code": await code_in(mailbox, 2), "original_client_socket_id": "s1"}
            told = {"email_confirmed": True, "original_client_socket_id": "s1"}
            assert (await ann.post("/confirm-email", json=said)).json() == told
            assert refused(await ann.post("/send-confirm-email", json={})) == (409, "no_email")
            asked = {"password": PASSWORD, "new_email": "ann@new.example"}
            assert (await ann.post("/user-protected/change-email", json=asked)).json() == {}
            await code_in(mailbox, 3)
        nobody.cookies.clear()
        for name in ("ann", "nobody"):
            sent = await nobody.post("/send-pass-recovery-email", json={"username": name})
            assert sent.json()["message"].startswith("If there is such an account")
        token = await code_in(mailbox, 4)
        left = await nobody.post("/verify-pass-recovery-token", json={"token": token})
        assert 3000 < left.json()["time_remaining"] <= 3600
        setting = {"token": token, "password": NEW}
        assert (await nobody.post("/set-pass-using-token", json=setting)).status_code == 200
        assert refused(await nobody.post("/set-pass-using-token", json=setting)) == (400, "token_expired")
        assert refused(await nobody.post("/verify-pass-recovery-token", json={"token": token})) == (
            400,
            "token_expired",
        )
        login = await nobody.post("/login", json={"username": "ann", "password": NEW})
        assert login.json()["next_step"] == "complete"


async def test_a_guest_has_no_password_to_prove(post: tuple[Living, Mailbox]) -> None:
    daemon, _ = post
    async with daemon.served.program() as nobody:
        guest = (await nobody.post("/signup", json={"is_temp": True})).json()
        async with person(daemon, guest["token"]) as client:
            answer = await protected(client, "change-username", new_username="ann")
            assert refused(answer) == (400, "password_mismatch")


async def test_pages_of_other_hosts_recover_nothing(operator: httpx.AsyncClient, daemon: Living) -> None:
    await token_for("ann", operator)
    async with daemon.served.program() as page:
        page.headers["Origin"] = "https://other.example"
        for path in ("send-pass-recovery-email", "verify-pass-recovery-token", "set-pass-using-token"):
            answer = await page.post(f"/{path}", json={"username": "ann", "token": "x", "password": NEW})
            assert refused(answer) == (403, "forbidden")
