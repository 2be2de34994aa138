"""Confirming an address and setting a new password, by letters that a real mail server got."""

import re
from collections.abc import AsyncIterator
from email.message import EmailMessage
from pathlib import Path

import httpx
import pytest
from anyio import to_thread

from support.daemons import Living, living
from support.mail import Mailbox, mail_server

ANN = {"name": "ann", "password": "correct horse", "email": "ann@example.org"}


@pytest.fixture
async def post(tmp_path: Path) -> AsyncIterator[tuple[Living, Mailbox]]:
    with mail_server() as mailbox:
        mail = {"host": "127.0.0.1", "port": mailbox.port, "security": "none"}
        accounts = {"sign_up": "open", "public_url": "https://ingle.example"}
        async with living(tmp_path, mail=mail, accounts=accounts) as daemon:
            yield daemon, mailbox


def link_in(message: EmailMessage, what: str) -> str:
    """The code in the link, the same in both halves."""
    halves = [part.get_content() for part in message.iter_parts()]
    codes = [re.findall(rf"https://ingle\.example/#{what}=([a-z0-9-]+)", half) for half in halves]
    assert codes[0] == codes[1]
    return str(codes[0][0])


async def test_from_sign_up_to_a_new_password(post: tuple[Living, Mailbox]) -> None:
    daemon, mailbox = post
    async with daemon.served.browser() as client, daemon.served.browser() as phone:
        assert (await client.post("/api/v1/sign-up", json=ANN)).status_code == 201
        assert (await client.get("/api/v1/sign-up")).json()["letters"]
        welcome = await to_thread.run_sync(mailbox.wait, 1)
        code = link_in(welcome, "confirm-email")
        confirmed = await phone.post("/api/v1/email/confirm", json={"code": code})
        assert confirmed.json()["email_confirmed"]
        again = await phone.post("/api/v1/email/confirm", json={"code": code})
        assert (again.status_code, again.json()["code"]) == (400, "ticket_refused")
        answers = [
            await phone.post("/api/v1/recovery", json={"name": name})
            for name in ("ann@example.org", "nobody@example.org")
        ]
        assert [(one.status_code, one.content) for one in answers] == [(204, b"")] * 2
        letter = await to_thread.run_sync(mailbox.wait, 2)
        new = {"code": link_in(letter, "recover"), "password": "a new password"}
        assert (await phone.post("/api/v1/recovery/finish", json=new)).status_code == 204
        assert (await client.get("/api/v1/me")).status_code == 401
        login = {"name": "ann@example.org", "password": "a new password"}
        assert (await client.post("/api/v1/login", json=login)).status_code == 200
        assert (await client.put("/api/v1/me/email", json={"email": "ann@new.example"})).status_code == 204
        await to_thread.run_sync(mailbox.wait, 4)
    assert sorted(mailbox.recipients) == ["ann@example.org"] * 3 + ["ann@new.example"]


async def test_without_a_mail_server_it_says_so(ann: httpx.AsyncClient) -> None:
    for answer in (
        await ann.post("/api/v1/recovery", json={"name": "ann"}),
        await ann.put("/api/v1/me/email", json={"email": "ann@example.org"}),
    ):
        assert (answer.status_code, answer.json()["code"]) == (409, "mail_off")
