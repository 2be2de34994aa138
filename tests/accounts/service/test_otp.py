"""The second step of a login, on SQLite and on PostgreSQL."""

from datetime import timedelta

import pyotp
import pytest

from ingle.accounts.errors import (
    CodeWrongError,
    LockedOutError,
    NotElevatedError,
    OtpEnabledError,
    OtpNotSetUpError,
    OtpRequiredError,
    TicketRefusedError,
    WrongPasswordError,
)
from ingle.accounts.policy import ELEVATION, FREE_TRIES, OTP_TICKET_LIFE, RECOVERY_CODES
from ingle.edge.identity import Caller
from ingle.runtime.db import Database
from support.desks import HERE, PASSWORD, Desk


class Phone:
    def __init__(self, desk: Desk, secret: str) -> None:
        self._desk = desk
        self.secret = secret

    def code(self) -> str:
        """The next one that was not shown yet."""
        self._desk.clock.move(timedelta(seconds=30))
        return pyotp.TOTP(self.secret).at(self._desk.clock.now())


@pytest.fixture
async def desk(db: Database) -> Desk:
    desk = Desk(db)
    await desk.person("ann")
    return desk


async def set_up(desk: Desk) -> tuple[Caller, Phone, list[str]]:
    ann = await desk.login()
    made = await desk.people.otp.set_up(ann, PASSWORD, address=HERE.address)
    phone = Phone(desk, made.secret)
    codes = await desk.people.otp.enable(ann, phone.code(), address=HERE.address)
    return ann, phone, codes


async def ticket(desk: Desk) -> str:
    with pytest.raises(OtpRequiredError) as asked:
        await desk.login()
    return str(asked.value.fields["ticket"])


async def test_a_login_takes_two_steps(desk: Desk) -> None:
    _, phone, _ = await set_up(desk)
    first = await ticket(desk)
    with pytest.raises(CodeWrongError):
        await desk.people.otp.finish_login(first, "000000", HERE)
    user, secret = await desk.people.otp.finish_login(first, phone.code(), HERE)
    assert (await desk.identify.by_session(secret)).user_id == user.id
    with pytest.raises(TicketRefusedError):
        await desk.people.otp.finish_login(first, phone.code(), HERE)


async def test_who_has_just_come_in_turns_codes_on_in_three_steps(desk: Desk) -> None:
    ann, otp = await desk.login(), desk.people.otp
    made, codes = await otp.begin(ann)
    phone = Phone(desk, made.secret)
    with pytest.raises(OtpNotSetUpError):
        await otp.switch_on(ann, address=HERE.address)
    assert not await otp.prove(ann, "000000", address=HERE.address)
    assert await otp.prove(ann, phone.code(), address=HERE.address)
    assert (await otp.status(ann))[0] is None
    await otp.switch_on(ann, address=HERE.address)
    for again in (otp.switch_on(ann, address=HERE.address), otp.begin(ann)):
        with pytest.raises(OtpEnabledError):
            await again
    await otp.finish_login(await ticket(desk), codes[0], HERE)
    desk.clock.move(ELEVATION)
    with pytest.raises(NotElevatedError):
        await otp.begin(ann)


async def test_a_code_that_was_used_is_not_heard_again(desk: Desk) -> None:
    _, phone, _ = await set_up(desk)
    code = phone.code()
    await desk.people.otp.finish_login(await ticket(desk), code, HERE)
    with pytest.raises(CodeWrongError):
        await desk.people.otp.finish_login(await ticket(desk), code, HERE)


async def test_a_ticket_is_short(desk: Desk) -> None:
    _, phone, _ = await set_up(desk)
    late = await ticket(desk)
    desk.clock.move(OTP_TICKET_LIFE)
    with pytest.raises(TicketRefusedError):
        await desk.people.otp.finish_login(late, phone.code(), HERE)


async def test_recovery_codes_are_good_once_each(desk: Desk) -> None:
    ann, _, codes = await set_up(desk)
    assert len(set(codes)) == RECOVERY_CODES
    typed = codes[0].upper().replace("-", " ")
    await desk.people.otp.finish_login(await ticket(desk), typed, HERE)
    with pytest.raises(CodeWrongError):
        await desk.people.otp.finish_login(await ticket(desk), codes[0], HERE)
    assert (await desk.people.otp.status(ann))[1] == RECOVERY_CODES - 1


async def test_guessing_locks_out_and_the_password_does_not_unlock(desk: Desk) -> None:
    _, phone, _ = await set_up(desk)
    for _ in range(FREE_TRIES):
        with pytest.raises(CodeWrongError):
            await desk.people.otp.finish_login(await ticket(desk), "000000", HERE)
    with pytest.raises(LockedOutError):
        await desk.people.otp.finish_login(await ticket(desk), "000000", HERE)
    await desk.people.otp.finish_login(await ticket(desk), phone.code(), HERE)


async def test_nothing_is_asked_for_until_it_is_enabled(desk: Desk) -> None:
    ann = await desk.login()
    otp = desk.people.otp
    with pytest.raises(OtpNotSetUpError):
        await otp.enable(ann, "000000", address=HERE.address)
    with pytest.raises(WrongPasswordError):
        await otp.set_up(ann, "wrong password", address=HERE.address)
    made = await otp.set_up(ann, PASSWORD, address=HERE.address)
    assert made.qr_svg.startswith('<svg xmlns="http://www.w3.org/2000/svg"')
    assert made.secret in made.url
    phone = Phone(desk, made.secret)
    assert await otp.test(ann, phone.code(), address=HERE.address)
    assert not await otp.test(ann, "000000", address=HERE.address)
    with pytest.raises(CodeWrongError):
        await otp.enable(ann, "000000", address=HERE.address)
    await desk.login()
    await otp.enable(ann, phone.code(), address=HERE.address)
    with pytest.raises(OtpEnabledError):
        await otp.set_up(ann, PASSWORD, address=HERE.address)
    await ticket(desk)


async def test_it_is_turned_off_by_the_password_or_by_an_admin(desk: Desk) -> None:
    ann, _, _ = await set_up(desk)
    with pytest.raises(WrongPasswordError):
        await desk.people.otp.disable(ann, "wrong password", address=HERE.address)
    await desk.people.otp.disable(ann, PASSWORD, address=HERE.address)
    ann, _, _ = await set_up(desk)
    await desk.people.otp.reset(await desk.operator(), "ann", address="local")
    await desk.login()
    assert await desk.people.otp.status(ann) == (None, 0)
    assert "otp_reset" in await desk.actions()


async def test_a_code_elevates(desk: Desk) -> None:
    ann, phone, _ = await set_up(desk)
    until = await desk.people.otp.elevate(ann, phone.code(), address=HERE.address)
    assert until > desk.clock.now()
    with pytest.raises(CodeWrongError):
        await desk.people.otp.elevate(ann, "000000", address=HERE.address)


async def test_the_secret_is_not_in_the_database(desk: Desk, db: Database) -> None:
    _, phone, codes = await set_up(desk)
    rows = db.read_now(lambda c: str(c.exec_driver_sql("SELECT * FROM one_time_passwords").all()))
    hashes = db.read_now(lambda c: str(c.exec_driver_sql("SELECT * FROM recovery_codes").all()))
    assert phone.secret not in rows
    assert not any(code in hashes for code in codes)
