"""People who make their own account, and go again; on SQLite and on PostgreSQL."""

import hashlib
from collections.abc import AsyncIterator
from datetime import timedelta
from itertools import count

import anyio
import anyio.lowlevel
import pytest
from sqlalchemy import Connection

from ingle.accounts.errors import (
    CaptchaFailedError,
    InviteRefusedError,
    NameTakenError,
    NotTemporaryError,
    SignUpClosedError,
)
from ingle.accounts.keeper import running
from ingle.accounts.policy import PUZZLE_BITS, TEMPORARY_LIFE
from ingle.accounts.service.captcha import Puzzle
from ingle.accounts.settings import AccountSettings
from ingle.base.errors import InvalidError
from ingle.runtime.db import Database
from support.desks import HERE, PASSWORD, Desk


class Attic:
    """An estate."""

    name = "attic"

    def __init__(self) -> None:
        self.emptied: list[str] = []
        self.was_emptied = anyio.Event()

    async def export(self, user_id: str) -> AsyncIterator[tuple[str, AsyncIterator[bytes]]]:
        for path in ():
            yield path, _nothing()

    async def remove(self, user_id: str) -> None:
        self.emptied.append(user_id)
        self.was_emptied.set()

    def holds(self, connection: Connection, user_id: str) -> bool:
        return user_id not in self.emptied


async def _nothing() -> AsyncIterator[bytes]:
    for part in ():
        yield part


def open_desk(db: Database, **settings: object) -> Desk:
    return Desk(db, AccountSettings(**settings))  # type: ignore[arg-type] # the test's own words


async def test_a_newcomer_is_in(db: Database) -> None:
    desk = open_desk(db, sign_up="open")
    _, secret = await desk.people.sign_ups.sign_up("ann", PASSWORD, HERE, email="ann@example.org")
    assert (await desk.identify.by_session(secret)).user_name == "ann"
    user = await desk.accounts.get("ann")
    assert (user.email, user.email_confirmed, user.admin) == ("ann@example.org", False, False)
    with pytest.raises(NameTakenError):
        await desk.people.sign_ups.sign_up("Ann", PASSWORD, HERE)


async def test_an_address_must_be_told_where_it_is_required(db: Database) -> None:
    desk = open_desk(db, sign_up="open", sign_up_email="required")
    with pytest.raises(InvalidError, match="address"):
        await desk.people.sign_ups.sign_up("ann", PASSWORD, HERE)


async def test_an_invite_is_good_for_so_many_and_so_long(db: Database) -> None:
    desk = open_desk(db, sign_up="invite_only")
    operator = await desk.operator()
    invites, sign_up = desk.people.invites, desk.people.sign_ups.sign_up
    made, code = await invites.create(
        operator, note="friends", uses=2, life=timedelta(days=1), address="local"
    )
    with pytest.raises(SignUpClosedError):
        await sign_up("ann", PASSWORD, HERE)
    with pytest.raises(InviteRefusedError):
        await sign_up("ann", PASSWORD, HERE, invite="k7m3p-x2vbq-9htnc")
    await sign_up("ann", PASSWORD, HERE, invite=code.upper().replace("-", " "))
    with pytest.raises(NameTakenError):  # which gives the use back
        await sign_up("ann", PASSWORD, HERE, invite=code)
    await sign_up("bob", PASSWORD, HERE, invite=code)
    with pytest.raises(InviteRefusedError):
        await sign_up("cat", PASSWORD, HERE, invite=code)
    assert [(one.id, one.uses_left) for one in await invites.list()] == [(made.id, 0)]
    _, late = await invites.create(operator, note="", uses=1, life=timedelta(days=1), address="local")
    desk.clock.move(timedelta(days=1))
    with pytest.raises(InviteRefusedError):
        await sign_up("cat", PASSWORD, HERE, invite=late)


async def test_a_puzzle_is_solved_once(db: Database) -> None:
    desk = open_desk(db, sign_up="open", captcha="puzzle")
    assert isinstance(desk.people.captcha, Puzzle)
    challenge = await desk.people.captcha.challenge()
    answer = next(n for n in count() if _zeros(f"{challenge}:{n}") >= PUZZLE_BITS)
    for wrong in ("", f"{challenge}:x", "x:1"):
        with pytest.raises(CaptchaFailedError):
            await desk.people.sign_ups.sign_up("ann", PASSWORD, HERE, captcha=wrong)
    await desk.people.sign_ups.sign_up("ann", PASSWORD, HERE, captcha=f"{challenge}:{answer}")
    with pytest.raises(CaptchaFailedError):
        await desk.people.sign_ups.sign_up("bob", PASSWORD, HERE, captcha=f"{challenge}:{answer}")


def _zeros(text: str) -> int:
    return 256 - int.from_bytes(hashlib.sha256(text.encode()).digest(), "big").bit_length()


async def test_who_does_not_come_back_is_gone_with_all_they_had(db: Database) -> None:
    attic = Attic()
    desk = Desk(db, AccountSettings(temporary_users=True), estates=[attic])
    gone, _ = await desk.people.sign_ups.come_for_now(HERE)
    _, secret = await desk.people.sign_ups.come_for_now(HERE)
    desk.clock.move(TEMPORARY_LIFE - timedelta(hours=2))
    await desk.people.removal.sweep()
    assert attic.emptied == []
    stays = (await desk.identify.by_session(secret)).user_name
    desk.clock.move(timedelta(hours=3))
    async with running(desk.people):
        with anyio.fail_after(60):
            await attic.was_emptied.wait()
            while len((await desk.accounts.list(after=None, limit=10)).items) > 1:
                await anyio.lowlevel.checkpoint()
    assert attic.emptied == [gone.id]
    assert [user.name for user in (await desk.accounts.list(after=None, limit=10)).items] == [stays]
    assert await desk.actions() == []


async def test_a_temporary_user_can_stay(db: Database) -> None:
    desk = open_desk(db, temporary_users=True)
    before, secret = await desk.people.sign_ups.come_for_now(HERE)
    guest = await desk.identify.by_session(secret)
    await desk.people.sign_ups.stay(guest, "ann", PASSWORD, email="", address=HERE.address)
    assert (await desk.identify.by_session(secret)).user_name == "ann"
    assert (await desk.login()).user_id == before.id
    with pytest.raises(NotTemporaryError):
        await desk.people.sign_ups.stay(guest, "bob", PASSWORD, email="", address=HERE.address)
    desk.clock.move(timedelta(days=365))
    await desk.people.removal.sweep()
    assert (await desk.accounts.get("ann")).id == before.id


async def test_nobody_comes_for_now_where_that_is_not_allowed(db: Database) -> None:
    with pytest.raises(SignUpClosedError):
        await open_desk(db).people.sign_ups.come_for_now(HERE)
