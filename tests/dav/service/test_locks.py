"""Locks over time and among people."""

import os
from datetime import timedelta

import pytest

from ingle.accounts import Mode
from ingle.accounts.model import Holder, HolderKind
from ingle.accounts.service import Grants
from ingle.daemon.shared import SharedEntries
from ingle.dav import Dav
from ingle.dav.errors import (
    LockedError,
    LockNotHereError,
    NotYourLockError,
    PreconditionFailedError,
    TooManyLocksError,
)
from ingle.dav.model import Conditions, Lock, LockWish
from ingle.dav.policy import read_conditions
from ingle.dav.service import locks as limits
from ingle.files import AccessDeniedError
from ingle.files.names import ENTRY_KIND
from support.trees import ANN, BOB, Grove

FREE = Conditions()
FILE = ("~", "Documents", "a")


async def take(dav: Dav, *, shared: bool = False, seconds: int = 60, target: tuple[str, ...] = FILE) -> Lock:
    lock, _ = await dav.locks.take(
        ANN, target, LockWish(shared, "<owner/>"), deep=True, seconds=seconds, conditions=FREE
    )
    return lock


async def share(grove: Grove, mode: Mode) -> None:
    """Bob may use Ann's file in this mode."""
    place = await grove.files.looking.stat(ANN, "~/Documents/a")
    things = {ENTRY_KIND: SharedEntries()}
    grants = Grants(db=grove.db, clock=grove.clock, random=os.urandom, things=things)
    await grants.give(ANN, ENTRY_KIND, place.entry.id, Holder(HolderKind.USER, BOB.user_name), mode)


async def test_a_lock_ends_by_itself_unless_refreshed(dav: Dav, grove: Grove) -> None:
    lock = await take(dav)
    held = read_conditions({"if": f"(<{lock.token}>)"})
    grove.clock.move(timedelta(seconds=50))
    [again] = await dav.locks.refresh(ANN, FILE, held, seconds=60)
    assert (again.token, again.seconds) == (lock.token, 60)
    grove.clock.move(timedelta(seconds=50))
    with pytest.raises(LockedError):
        await take(dav)
    grove.clock.move(timedelta(seconds=11))
    with pytest.raises(PreconditionFailedError):
        await dav.locks.refresh(ANN, FILE, held, seconds=60)
    await take(dav)


async def test_shared_locks_are_several(dav: Dav) -> None:
    one, two = await take(dav, shared=True), await take(dav, shared=True)
    with pytest.raises(LockedError):
        await take(dav)
    await dav.locks.release(ANN, FILE, one.token)
    with pytest.raises(LockNotHereError):
        await dav.locks.release(ANN, FILE, one.token)
    await dav.locks.release(ANN, FILE, two.token)
    await take(dav)


async def test_a_lock_above_is_in_the_way_and_one_below_too(dav: Dav) -> None:
    above = await take(dav, target=("~", "Documents"))
    with pytest.raises(LockedError):
        await take(dav)
    await dav.locks.release(ANN, ("ann", "Documents"), above.token)  # by whichever name
    await take(dav)
    with pytest.raises(LockedError):
        await take(dav, target=("~", "Documents"))


async def test_anothers_lock_is_kept(dav: Dav, grove: Grove) -> None:
    await grove.write("~/Documents/a")
    theirs = ("ann", "Documents", "a")
    lock = await take(dav)
    await share(grove, Mode.WRITE)
    with pytest.raises(NotYourLockError):
        await dav.locks.release(BOB, theirs, lock.token)
    stolen = read_conditions({"if": f"(<{lock.token}>)"})
    with pytest.raises(LockedError):
        await dav.changing.patch(BOB, theirs, {"{urn:z}a": "<a/>"}, stolen)
    with pytest.raises(LockedError):
        await dav.locks.take(BOB, theirs, LockWish(False, ""), deep=True, seconds=60, conditions=stolen)


async def test_who_may_not_write_locks_nobody_out(dav: Dav, grove: Grove) -> None:
    await grove.write("~/Documents/a")
    await share(grove, Mode.READ)
    with pytest.raises(AccessDeniedError):
        await dav.locks.take(
            BOB, ("ann", "Documents", "a"), LockWish(False, ""), deep=True, seconds=60, conditions=FREE
        )


async def test_locks_are_bounded(dav: Dav, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_LOCKS", 2)
    for name in ("a", "b"):
        await take(dav, target=("~", "Documents", name))
    with pytest.raises(TooManyLocksError):
        await take(dav, target=("~", "Documents", "c"))
