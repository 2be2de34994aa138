"""Addresses and recovery by letters, on SQLite and on PostgreSQL."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta

import anyio
import anyio.lowlevel
import pytest

from ingle.accounts.errors import (
    EmailTakenError,
    LoginFailedError,
    MailBusyError,
    MailOffError,
    NoEmailError,
    PasswordWeakError,
    TicketRefusedError,
)
from ingle.accounts.keeper import running
from ingle.accounts.letters import password_changed
from ingle.accounts.model import Letter
from ingle.accounts.policy import CONFIRMATION_LIFE, RECOVERY_LIFE
from ingle.accounts.service.post import MAX_WAITING, Post
from ingle.drivers.mail import FakeMailer
from ingle.runtime.db import Database
from support.desks import HERE, PASSWORD, Desk


@pytest.fixture
async def desk(db: Database) -> AsyncIterator[Desk]:
    desk = Desk(db)
    async with running(desk.people, try_again_after=(timedelta(milliseconds=1),)):
        yield desk


async def letter_of(desk: Desk, number: int) -> Letter:
    with anyio.fail_after(60):
        while len(desk.mailer.letters) < number:
            await anyio.lowlevel.checkpoint()
    return desk.mailer.letters[number - 1]


def code_in(letter: Letter) -> str:
    found = re.search(r"^    ([a-z0-9-]+)$", letter.text, re.MULTILINE)
    assert found is not None
    return found[1]


async def test_an_address_is_confirmed_and_changed(desk: Desk) -> None:
    await desk.person("ann")
    ann = await desk.login()
    emails = desk.people.emails
    await emails.change(ann, "ann@example.org")
    asked = await letter_of(desk, 1)
    assert (asked.to, (await desk.accounts.get("ann")).email) == ("ann@example.org", "")
    user = await emails.confirm(code_in(asked).upper(), address=HERE.address)
    assert (user.email, user.email_confirmed) == ("ann@example.org", True)
    with pytest.raises(TicketRefusedError):
        await emails.confirm(code_in(asked), address=HERE.address)
    await emails.change(ann, "ann@new.example")
    assert (await desk.login("ann@example.org")).user_name == "ann"  # until the new one is confirmed
    await emails.confirm(code_in(await letter_of(desk, 2)), address=HERE.address)
    told = await letter_of(desk, 3)
    assert (told.to, "ann@new.example" in told.text) == ("ann@example.org", True)
    assert (await desk.login("ann@new.example")).user_name == "ann"


async def test_only_the_newest_code_is_good_and_not_for_long(desk: Desk) -> None:
    await desk.person("ann")
    ann = await desk.login()
    with pytest.raises(NoEmailError):
        await desk.people.emails.ask_again(ann)
    for _ in range(2):
        await desk.people.emails.change(ann, "ann@example.org")
    first, second = code_in(await letter_of(desk, 1)), code_in(await letter_of(desk, 2))
    with pytest.raises(TicketRefusedError):
        await desk.people.emails.confirm(first, address=HERE.address)
    desk.clock.move(CONFIRMATION_LIFE)
    with pytest.raises(TicketRefusedError):
        await desk.people.emails.confirm(second, address=HERE.address)


async def test_of_two_who_tell_one_address_who_confirms_first_has_it(desk: Desk) -> None:
    for name in ("ann", "bob"):
        await desk.person(name)
        await desk.people.emails.change(await desk.login(name), "us@example.org")
    codes = [code_in(await letter_of(desk, number)) for number in (1, 2)]
    first = await desk.people.emails.confirm(codes[0], address=HERE.address)
    with pytest.raises(EmailTakenError):
        await desk.people.emails.confirm(codes[1], address=HERE.address)
    assert (await desk.login("us@example.org")).user_id == first.id


async def test_a_forgotten_password_is_replaced(desk: Desk) -> None:
    await desk.person("ann", "ann@example.org")
    session = await desk.people.logins.login("ann", PASSWORD, HERE)
    await desk.people.recovery.begin("ANN@example.org", address=HERE.address)
    code = code_in(await letter_of(desk, 1))
    with pytest.raises(PasswordWeakError):
        await desk.people.recovery.finish(code, "short", address=HERE.address)
    await desk.people.recovery.finish(code, "a new password", address=HERE.address)
    assert (await letter_of(desk, 2)).subject == password_changed("", "").subject
    with pytest.raises(TicketRefusedError):
        await desk.people.recovery.finish(code, "another password", address=HERE.address)
    with pytest.raises(LoginFailedError):
        await desk.login()
    with pytest.raises(Exception, match="logged out"):
        await desk.identify.by_session(session[1])
    assert (await desk.login(password="a new password")).user_name == "ann"


async def test_a_recovery_that_comes_late(desk: Desk) -> None:
    await desk.person("ann", "ann@example.org")
    await desk.people.recovery.begin("ann", address=HERE.address)
    desk.clock.move(RECOVERY_LIFE)
    with pytest.raises(TicketRefusedError):
        await desk.people.recovery.finish(
            code_in(await letter_of(desk, 1)), "a new password", address=HERE.address
        )


async def test_who_asks_for_a_recovery_learns_nothing(desk: Desk, db: Database) -> None:
    await desk.person("ann", "ann@example.org")
    await desk.person("bob")  # whom no letter reaches
    for handle in ("ann", "bob", "nobody", "nobody@example.org"):
        await desk.people.recovery.begin(handle, address=HERE.address)
    written = db.read_now(lambda c: c.exec_driver_sql("SELECT COUNT(*) FROM tickets").scalar_one())
    assert written == 4
    await letter_of(desk, 1)
    assert [letter.to for letter in desk.mailer.letters] == ["ann@example.org"]


async def test_a_new_address_ends_recoveries_by_the_old_one(desk: Desk) -> None:
    await desk.person("ann", "ann@example.org")
    await desk.people.recovery.begin("ann", address=HERE.address)
    await desk.people.emails.change(await desk.login(), "ann@new.example")
    await desk.people.emails.confirm(code_in(await letter_of(desk, 2)), address=HERE.address)
    with pytest.raises(TicketRefusedError):
        await desk.people.recovery.finish(
            code_in(desk.mailer.letters[0]), "a new password", address=HERE.address
        )


class Moody(FakeMailer):
    """Busy the first time."""

    tries = 0

    async def send(self, letter: Letter) -> None:
        self.tries += 1
        await super().send(letter if self.tries > 1 else Letter("x@busy.example", "", "", ""))


async def test_a_letter_is_tried_again_and_one_that_is_refused_is_not(db: Database) -> None:
    desk = Desk(db)
    moody = Moody()
    desk.people.post._mailer = moody
    desk.people.post.send(Letter("ann@example.org", "1", "", ""))
    desk.people.post.send(Letter("ann@refused.example", "2", "", ""))
    desk.people.post.send(Letter("bob@example.org", "3", "", ""))
    async with running(desk.people, try_again_after=(timedelta(milliseconds=1),)):
        with anyio.fail_after(60):
            while len(moody.letters) < 2:
                await anyio.lowlevel.checkpoint()
    assert {letter.subject for letter in moody.letters} == {"1", "3"}
    assert moody.tries == 4


def test_the_post_is_bounded_and_says_when_it_is_off() -> None:
    with pytest.raises(MailOffError):
        Post(None).send(Letter("ann@example.org", "", "", ""))
    post = Post(FakeMailer())
    for _ in range(MAX_WAITING):
        post.send(Letter("ann@example.org", "", "", ""))
    with pytest.raises(MailBusyError):
        post.send(Letter("ann@example.org", "", "", ""))
