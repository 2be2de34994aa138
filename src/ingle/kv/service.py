"""What people and apps do with keys: one method per use case. A space is one person's entries of one app; an app gets into its own, and by a grant into others.

`app` is the app whose entries are meant: None is the caller's own space, "" the person's, an id that app's.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

from ingle.accounts import Mode
from ingle.base.clock import Clock
from ingle.base.units import MIB
from ingle.edge.identity import Caller
from ingle.kv import events, policy, store
from ingle.kv.errors import KeyNotFoundError, KvDeniedError, KvInvalidError, KvTooLargeError
from ingle.kv.model import Entry, Fill, Item, Space
from ingle.kv.ports import AppDataGrants
from ingle.kv.settings import KvSettings
from ingle.runtime.db import Database
from ingle.runtime.outbox import put

MAX_ANSWER_BYTES = 8 * MIB  # of many values together
MAX_SKIP = 5000

Shape = Literal["entries", "keys", "values"]
Step = Callable[[Any], Any]


@dataclass(frozen=True)
class Question:
    """Which keys are listed, and what of them."""

    pattern: str = ""  # a prefix; a `*` at its end means nothing more
    shape: Shape = "entries"
    cursor: str | None = None
    skip: int = 0  # keys to pass over first; a cursor is quicker
    limit: int = 100
    total: bool = False  # count all that match
    descending: bool = False  # the last key first; a cursor goes on in the order in which it was given


@dataclass(frozen=True)
class Part:
    """In the order of the keys. A part ends before its limit where values are large; the cursor says whether there are more."""

    entries: Sequence[Entry]  # of keys only: without values
    cursor: str | None
    total: int | None


class KeyValues:
    def __init__(self, *, db: Database, clock: Clock, grants: AppDataGrants, settings: KvSettings) -> None:
        self._db = db
        self._clock = clock
        self._grants = grants
        self._most = Fill(settings.keys_per_person, settings.mib_per_person * MIB)

    # --- reading --------------------------------------------------------------------------------------------------

    async def get(self, caller: Caller, key: str, *, app: str | None = None) -> Entry:
        """Raises KeyNotFoundError, KvInvalidError, KvTooLargeError, KvDeniedError."""
        at = policy.encode_key(key)
        space = await self._reach(caller, app, Mode.READ)
        now = self._now_ms()
        found = await self._db.glance(lambda c: store.find(c, space, at, now))
        if found is None:
            raise KeyNotFoundError(key)
        return found

    async def get_many(
        self, caller: Caller, keys: Sequence[str], *, app: str | None = None
    ) -> list[Entry | None]:
        """In the order of the keys; None for what is not there. Raises KvInvalidError, KvTooLargeError, KvDeniedError."""
        if len(keys) > policy.MAX_KEYS:
            raise KvInvalidError(f"at most {policy.MAX_KEYS} keys at once", field="keys")
        asked = [policy.encode_key(key) for key in dict.fromkeys(keys)]
        space = await self._reach(caller, app, Mode.READ)
        now = self._now_ms()

        def read(connection: store.Connection) -> list[Entry]:
            if len(asked) * policy.MAX_VALUE_BYTES > MAX_ANSWER_BYTES:  # then it is worth a look first
                sizes = store.sizes(connection, space, asked).values()
                if sum(size for size, *_ in sizes) > MAX_ANSWER_BYTES:
                    raise KvTooLargeError(
                        f"these values have more than {MAX_ANSWER_BYTES // MIB} MiB together; ask for fewer at once"
                    )
            return store.find_many(connection, space, asked, now) if asked else []

        found = {entry.key: entry for entry in await self._db.read(read)}
        return [found.get(key) for key in keys]

    async def list(self, caller: Caller, question: Question, *, app: str | None = None) -> Part:
        """Raises KvInvalidError, KvDeniedError."""
        if question.skip > MAX_SKIP:
            raise KvInvalidError(f"at most {MAX_SKIP} keys are passed over; use the cursor", field="skip")
        after = None if question.cursor is None else policy.after(question.cursor)
        prefix = policy.prefix_of(question.pattern)
        asked = store.Part(prefix, after, question.skip, question.limit, question.descending)
        space = await self._reach(caller, app, Mode.READ)
        now = self._now_ms()

        def read(connection: store.Connection) -> Part:
            keys = store.list_keys(connection, space, asked, now)
            kept = keys[: asked.limit] if question.shape == "keys" else _fitting(keys[: asked.limit])
            total = store.count(connection, space, asked, now) if question.total else None
            cursor = policy.cursor_of(kept[-1][0]) if len(kept) < len(keys) else None
            if question.shape == "keys" or not kept:
                return Part([Entry(key.decode(), b"") for key, _ in kept], cursor, total)
            first, last = kept[0][0], kept[-1][0]
            found = store.list_between(connection, space, first, last, now, descending=asked.descending)
            return Part(found, cursor, total)

        return await self._db.read(read)

    async def fill(self, caller: Caller) -> tuple[Fill, Fill]:
        """How much the person has over all apps, and may have (0: any amount)."""
        return await self._db.glance(lambda c: store.fill_of(c, caller.user_id)), self._most

    # --- writing --------------------------------------------------------------------------------------------------

    async def set(self, caller: Caller, items: Sequence[Item], *, app: str | None = None) -> None:
        """All or none. Raises KvInvalidError, KvTooLargeError, KvFullError, KvDeniedError."""
        policy.check_items(items)
        keyed = {policy.encode_key(item.key): item for item in items}
        space = await self._reach(caller, app, Mode.WRITE)
        if space.foreign and any(item.private for item in items):
            raise KvInvalidError("only an app itself keeps entries to itself", field="private")
        told = [item.key for item in items if item.told]
        if told and space.app_id:
            raise KvInvalidError("only changes of a person's own entries are told", field="told")
        moment = self._clock.now()
        now = self._now_ms()

        def write(connection: store.Connection) -> None:
            store.hold(connection, space.user_id)
            self._put(connection, space, keyed, now)
            for key in told:
                put(connection, events.CHANGED, owner=space.user_id, subject="", at=moment, data={"key": key})

        await self._db.write(write)

    async def remove(self, caller: Caller, key: str, *, app: str | None = None) -> bool:
        """Whether it was there. Raises KvInvalidError, KvTooLargeError, KvDeniedError."""
        at = policy.encode_key(key)
        space = await self._reach(caller, app, Mode.WRITE)
        now = self._now_ms()

        def write(connection: store.Connection) -> bool:
            store.hold(connection, space.user_id)
            if store.find(connection, space, at, now) is None:
                return False
            size, *_ = store.sizes(connection, space, [at])[at]
            store.remove(connection, space, at)
            store.move_fill(connection, space.user_id, Fill(-1, -size))
            return True

        return await self._db.write(write)

    async def flush(self, caller: Caller, *, app: str | None = None) -> None:
        """Remove all of a space. Raises KvInvalidError, and KvDeniedError for another app's, whatever was granted."""
        space = policy.space_for(caller, app)
        if space.foreign:
            raise KvDeniedError("an app cannot remove all that another app has")

        def write(connection: store.Connection) -> None:
            store.hold(connection, space.user_id)
            store.move_fill(connection, space.user_id, store.flush(connection, space))

        await self._db.write(write)

    async def expire(
        self, caller: Caller, key: str, expires_at_ms: int | None, *, app: str | None = None
    ) -> None:
        """When a key ends: milliseconds since the epoch, None: never; at once when that has been. Raises KeyNotFoundError, KvDeniedError."""
        at = policy.encode_key(key)
        space = await self._reach(caller, app, Mode.WRITE)
        now = self._now_ms()

        def write(connection: store.Connection) -> None:
            if store.find(connection, space, at, now) is None:
                raise KeyNotFoundError(key)
            store.set_expiry(connection, space, at, expires_at_ms)

        await self._db.write(write)

    # --- changing a value where it lies: each returns the new value as JSON ---------------------------------------

    async def increment(
        self,
        caller: Caller,
        key: str,
        amounts: Mapping[str, float],
        *,
        app: str | None = None,
        expires_at_ms: int | None = None,
    ) -> bytes:
        """Add to the numbers at these paths; nothing counts as 0. Raises KvMismatchError and what `set` does."""
        steps = [partial(policy.increment, path=path, amount=amount) for path, amount in amounts.items()]
        return await self._change(caller, key, steps, app=app, expires_at_ms=expires_at_ms)

    async def append(
        self, caller: Caller, key: str, values: Mapping[str, Any], *, app: str | None = None
    ) -> bytes:
        """Add to the lists at these paths. Raises KvMismatchError and what `set` does."""
        steps = [partial(policy.append, path=path, added=value) for path, value in values.items()]
        return await self._change(caller, key, steps, app=app)

    async def assign(
        self,
        caller: Caller,
        key: str,
        values: Mapping[str, Any],
        *,
        app: str | None = None,
        expires_at_ms: int | None = None,
    ) -> bytes:
        """Put values at these paths. Raises KvMismatchError and what `set` does."""
        steps = [partial(policy.assign, path=path, new=value) for path, value in values.items()]
        return await self._change(caller, key, steps, app=app, expires_at_ms=expires_at_ms)

    async def discard(
        self, caller: Caller, key: str, paths: Sequence[str], *, app: str | None = None
    ) -> bytes:
        """Take away what is at these paths. Raises KeyNotFoundError, KvInvalidError, KvDeniedError."""
        steps = [partial(policy.discard, path=path) for path in paths]
        return await self._change(caller, key, steps, app=app, make=False)

    async def _change(
        self,
        caller: Caller,
        key: str,
        steps: Sequence[Step],
        *,
        app: str | None,
        make: bool = True,
        expires_at_ms: int | None = None,
    ) -> bytes:
        """`make`: a key that is not there begins as nothing. `expires_at_ms` None: as it was."""
        at = policy.encode_key(key)
        space = await self._reach(caller, app, Mode.WRITE)
        now = self._now_ms()

        def write(connection: store.Connection) -> bytes:
            store.hold(connection, space.user_id)
            present = store.find(connection, space, at, now)
            if present is None and not make:
                raise KeyNotFoundError(key)
            before = present or Entry(key, b"null")
            value = policy.decode(before.value)
            for step in steps:
                value = step(value)
            encoded = policy.encode(value)
            expires = before.expires_at_ms if expires_at_ms is None else expires_at_ms
            self._put(connection, space, {at: Item(key, encoded, expires, before.private)}, now)
            return encoded

        return await self._db.write(write)

    # --------------------------------------------------------------------------------------------------------------

    async def _reach(self, caller: Caller, app: str | None, mode: Mode) -> Space:
        """Raises KvInvalidError, KvDeniedError."""
        space = policy.space_for(caller, app)
        if space.foreign:
            granted = await self._grants.mode(caller, space.app_id) if space.app_id else None
            if granted is None or granted < mode:
                raise KvDeniedError("this app has not been granted the entries that it asks for")
        return space

    def _put(
        self, connection: store.Connection, space: Space, items: Mapping[bytes, Item], now_ms: int
    ) -> None:
        present = store.sizes(connection, space, list(items))
        if space.foreign and any(
            private and (expires is None or expires > now_ms) for _, private, expires in present.values()
        ):
            raise KvDeniedError("that entry is one that its app keeps to itself")
        by = store.put(connection, space, items, present)
        if by.keys > 0 or by.size > 0:
            by = self._made_room(connection, space.user_id, by, now_ms)
        store.move_fill(connection, space.user_id, by)

    def _made_room(self, connection: store.Connection, user_id: str, by: Fill, now_ms: int) -> Fill:
        """What is gone in truth but was not swept yet does not count against anybody. Raises KvFullError."""
        has = store.fill_of(connection, user_id)
        wanted = Fill(has.keys + by.keys, has.size + by.size)
        if policy.has_room(wanted, self._most):
            return by
        freed = store.remove_expired(connection, user_id, now_ms)
        policy.check_room(Fill(wanted.keys + freed.keys, wanted.size + freed.size), self._most)
        return Fill(by.keys + freed.keys, by.size + freed.size)

    def _now_ms(self) -> int:
        return int(self._clock.now().timestamp() * 1000)


def _fitting(keys: Sequence[tuple[bytes, int]]) -> Sequence[tuple[bytes, int]]:
    """As many as one answer holds; one at least."""
    total = 0
    for number, (_, size) in enumerate(keys):
        total += size
        if number and total > MAX_ANSWER_BYTES:
            return keys[:number]
    return keys
