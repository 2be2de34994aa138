"""Coming in: by name or address, slowed by failures, with hashes of other systems; on SQLite and on PostgreSQL."""

from datetime import timedelta

import bcrypt
import pytest

from ingle.accounts import store
from ingle.accounts.errors import AccountSuspendedError, LockedOutError, LoginFailedError
from ingle.accounts.model import Newcomer
from ingle.accounts.policy import FAILURES_KEPT, FREE_TRIES
from ingle.runtime.db import Database
from support.desks import HERE, PASSWORD, Desk


@pytest.fixture
def desk(db: Database) -> Desk:
    return Desk(db)


async def fail(desk: Desk, handle: str, times: int) -> None:
    for _ in range(times):
        with pytest.raises(LoginFailedError):
            await desk.login(handle, "wrong password")
        desk.clock.move(timedelta(seconds=20))  # which the rate asks for


async def test_people_come_in_by_name_or_by_their_address(desk: Desk) -> None:
    await desk.person("ann", "Ann@Example.org")
    assert (await desk.login("ANN")).user_name == "ann"
    assert (await desk.login("ann@example.ORG")).user_name == "ann"
    with pytest.raises(LoginFailedError):
        await desk.login("bob@example.org")


@pytest.mark.parametrize("handle", ["ann", "nobody"])
async def test_failures_in_a_row_lock_out_for_longer_and_longer_whoever_was_named(
    desk: Desk, handle: str
) -> None:
    await desk.person("ann")
    await fail(desk, handle, FREE_TRIES - 1)
    with pytest.raises(LoginFailedError):
        await desk.login(handle, "wrong password")
    waits = []
    for _ in range(3):
        with pytest.raises(LockedOutError) as refused:
            await desk.login(handle, PASSWORD)
        waits.append(float(refused.value.fields["retry_after_seconds"] or 0))
        desk.clock.move(timedelta(seconds=waits[-1]))
        with pytest.raises(LoginFailedError):
            await desk.login(handle, "wrong password")
    assert waits == [30, 60, 120]


async def test_a_lock_out_outlives_the_process_and_ends_with_a_login(desk: Desk, db: Database) -> None:
    await desk.person("ann")
    await fail(desk, "ann", FREE_TRIES - 1)
    with pytest.raises(LoginFailedError):
        await desk.login("ann", "wrong password")
    later = Desk(db)
    later.clock.move(desk.clock.now() - later.clock.now())
    with pytest.raises(LockedOutError):
        await later.login()
    later.clock.move(timedelta(seconds=30))
    await later.login()
    await fail(later, "ann", FREE_TRIES - 1)
    await later.login()


async def test_old_failures_are_forgotten(desk: Desk, db: Database) -> None:
    await fail(desk, "nobody", FREE_TRIES)
    desk.clock.move(FAILURES_KEPT)
    await fail(desk, "somebody", 1)
    count = db.read_now(lambda c: c.exec_driver_sql("SELECT COUNT(*) FROM login_failures").scalar_one())
    assert count == 1


async def test_a_persons_own_log_tells_of_failures(desk: Desk) -> None:
    user = await desk.person("ann")
    desk.clock.move(timedelta(milliseconds=1))
    await fail(desk, "ann", 1)
    await fail(desk, "nobody", 1)
    await desk.login()
    told = (await desk.people.log.list(after=None, limit=10, of=user.id)).items
    assert [(deed.action, deed.actor_name, deed.address) for deed in told] == [
        ("login", "ann", HERE.address),
        ("login_failed", "", HERE.address),
        ("user_made", "admin", "local"),
    ]
    assert len(told) == len(await desk.actions())


async def test_bcrypt_is_understood_and_replaced_at_the_first_login(desk: Desk, db: Database) -> None:
    hashed = bcrypt.hashpw(PASSWORD.encode(), bcrypt.gensalt(4)).decode()
    newcomers = [Newcomer("ann", hashed, email="ann@example.org"), Newcomer("bob", "")]
    await desk.accounts.take_over(await desk.operator(), newcomers, address="local")
    with pytest.raises(LoginFailedError):
        await desk.login("ann", "wrong password")
    assert (await desk.login("ann@example.org")).user_name == "ann"
    kept = db.read_now(lambda c: store.find_user(c, "ann"))
    assert kept is not None
    assert kept.password_hash.startswith("$argon2id$")
    assert (await desk.login("ann")).user_name == "ann"


@pytest.mark.parametrize("password", ["", "nobody has this password"])
async def test_nobody_comes_in_by_a_password_that_is_not_there(desk: Desk, password: str) -> None:
    await desk.accounts.take_over(await desk.operator(), [Newcomer("bob", "")], address="local")
    with pytest.raises(LoginFailedError):
        await desk.login("bob", password)


async def test_only_who_knows_the_password_hears_of_a_suspension(desk: Desk) -> None:
    await desk.person("ann")
    await desk.accounts.suspend(await desk.operator(), "ann", address="local")
    with pytest.raises(LoginFailedError):
        await desk.login("ann", "wrong password")
    with pytest.raises(AccountSuspendedError):
        await desk.login("ann")
