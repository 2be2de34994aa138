"""Locks: taken, refreshed, given back."""

import uuid

import sqlalchemy as sa

from ingle.accounts import Mode
from ingle.base.ids import RandomBytes
from ingle.dav import policy, store
from ingle.dav.errors import (
    LockedError,
    LockNotHereError,
    NotYourLockError,
    PreconditionFailedError,
    TooManyLocksError,
)
from ingle.dav.model import Conditions, Lock, LockWish, Spot, Target, Touch
from ingle.dav.names import TOKEN
from ingle.dav.service.changing import check_parent
from ingle.dav.service.ground import Ground
from ingle.edge.identity import Caller
from ingle.files import AccessDeniedError, EntryNotFoundError, Place

MAX_LOCKS = 1000  # of one person at a time


class Locks:
    def __init__(self, ground: Ground, random: RandomBytes) -> None:
        self._ground = ground
        self._random = random

    async def take(
        self,
        caller: Caller,
        target: Target,
        wish: LockWish,
        *,
        deep: bool,
        seconds: int,
        conditions: Conditions,
    ) -> tuple[Lock, bool]:
        """A lock, and whether an empty file was made to have it on. Raises LockedError, PreconditionFailedError, TooManyLocksError,
        ParentMissingError, AccessDeniedError."""
        spot = await self._ground.locate(caller, target)
        made = spot.place is None
        touched = [(spot.path, Touch.MAKE)] if made else []
        await self._ground.admit(caller, conditions, spot, touched)
        if spot.place is None:
            check_parent(spot)
            await self._ground.files.shaping.touch(caller, policy.service_path(target))
        else:
            _check_may_write(spot.place)
        lock = Lock(
            token=f"{TOKEN}{uuid.UUID(bytes=self._random(16), version=4)}",
            path=spot.path,
            deep=deep,
            shared=wish.shared,
            user_id=caller.user_id,
            owner=wish.owner,
            seconds=seconds,
            expires_us=self._ground.now_us() + seconds * 1_000_000,
        )
        await self._ground.db.write(lambda c: _add(c, lock, self._ground.now_us()))
        return lock, made

    async def refresh(
        self, caller: Caller, target: Target, conditions: Conditions, *, seconds: int
    ) -> list[Lock]:
        """The locks whose tokens were sent hold on. Raises PreconditionFailedError when none of them is here."""
        spot = await self._ground.locate(caller, target)
        await self._ground.admit(caller, conditions, spot, [])
        held = [
            lock
            for lock in policy.covering(await self._ground.locks_near(spot.path), spot.path)
            if lock.token in conditions.tokens and lock.user_id == caller.user_id
        ]
        if not held:
            raise PreconditionFailedError("a lock is refreshed by its token, in the header If")
        expires_us = self._ground.now_us() + seconds * 1_000_000

        def write(connection: sa.Connection) -> None:
            for lock in held:
                store.refresh(connection, lock.token, seconds=seconds, expires_us=expires_us)

        await self._ground.db.write(write)
        return [lock._replace(seconds=seconds, expires_us=expires_us) for lock in held]

    async def release(self, caller: Caller, target: Target, token: str) -> None:
        """Raises LockNotHereError, NotYourLockError, EntryNotFoundError."""
        spot: Spot = await self._ground.locate(caller, target)
        if spot.place is None:
            raise EntryNotFoundError("there is no such file or directory")
        met = policy.covering(await self._ground.locks_near(spot.path), spot.path)
        lock = next((each for each in met if each.token == token), None)
        if lock is None:
            raise LockNotHereError("there is no such lock on this")
        if lock.user_id != caller.user_id:
            raise NotYourLockError("this lock is somebody else's")
        await self._ground.db.write(lambda c: store.remove(c, [token]))


def _add(connection: sa.Connection, lock: Lock, now_us: int) -> None:
    """Whether it may be had is found out in the transaction that takes it. Raises LockedError, TooManyLocksError."""
    store.remove_expired(connection, now_us)
    others = store.of_tree(connection, store.tree_of(lock.path), now_us)
    met = policy.in_the_way(others, lock.path, deep=lock.deep, shared=lock.shared)
    if met:
        raise LockedError("this is locked already", path=met[0].path)
    if store.count_of(connection, lock.user_id) >= MAX_LOCKS:
        raise TooManyLocksError(f"you may have {MAX_LOCKS} locks at a time")
    store.add(connection, lock)


def _check_may_write(place: Place) -> None:
    """Raises AccessDeniedError: who cannot write keeps nobody from writing."""
    if place.mode < Mode.WRITE:
        raise AccessDeniedError(
            f"you may only {place.mode.name.lower()} this", needed="write", mode=place.mode.name.lower()
        )
