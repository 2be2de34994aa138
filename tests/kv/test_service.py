"""Keys on both databases: what is there, in which order, how much it counts, and what happens at once."""

from collections.abc import Sequence
from datetime import timedelta

import anyio
import pytest
import sqlalchemy as sa

from ingle.accounts import Mode
from ingle.accounts.tables import users
from ingle.base.clock import ManualClock
from ingle.edge.identity import Caller
from ingle.kv import Entry, Fill, Item, KeyValues, KvKeeper, Question
from ingle.kv.errors import KeyNotFoundError, KvDeniedError, KvFullError, KvInvalidError, KvMismatchError
from ingle.kv.settings import KvSettings
from ingle.kv.tables import kv_entries
from ingle.runtime.db import Database
from ingle.runtime.outbox import rows as outbox

APP, OTHER = "app_" + "0" * 26, "app_" + "1" * 26
ANN = Caller("usr_ann", "ann", False, frozenset(), "session")
BOB = Caller("usr_bob", "bob", False, frozenset(), "session")
CHESS = Caller("usr_ann", "ann", False, frozenset(), "app", app_id=APP)


class Granted:
    """Everything up to a mode."""

    def __init__(self) -> None:
        self.up_to: Mode | None = None

    async def mode(self, caller: Caller, app_id: str) -> Mode | None:
        return self.up_to


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def grants() -> Granted:
    return Granted()


@pytest.fixture
def kv(db: Database, clock: ManualClock, grants: Granted) -> KeyValues:
    def people(connection: sa.Connection) -> None:
        for name in ("ann", "bob"):
            row = {"id": f"usr_{name}", "name": name, "name_key": name, "admin": False, "password_hash": "x"}
            connection.execute(users.insert(), {**row, "created_at": clock.now()})

    db.write_now(people)
    return KeyValues(
        db=db, clock=clock, grants=grants, settings=KvSettings(keys_per_person=50, mib_per_person=1)
    )


async def put(kv: KeyValues, *keys: str, caller: Caller = ANN) -> None:
    await kv.set(caller, [Item(key, b"1") for key in keys])


async def keys(kv: KeyValues, pattern: str = "", **rest: object) -> Sequence[str]:
    found = await kv.list(ANN, Question(pattern, "keys", **rest))  # type: ignore[arg-type] # the test's own words
    return [entry.key for entry in found.entries]


async def exact(kv: KeyValues, db: Database, caller: Caller = ANN) -> Fill:
    """What is counted, which is what is there."""
    total = sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(kv_entries.c.size), 0))
    count, size = db.read_now(lambda c: c.execute(total.where(kv_entries.c.user_id == caller.user_id)).one())
    has, _ = await kv.fill(caller)
    assert has == Fill(count, int(size))
    return has


async def test_what_is_stored_is_there_for_its_person_and_app_only(kv: KeyValues) -> None:
    await kv.set(ANN, [Item("k", b'{"a":1}')])
    await kv.set(CHESS, [Item("k", b"2")])
    assert await kv.get(ANN, "k") == Entry("k", b'{"a":1}')
    assert (await kv.get(CHESS, "k")).value == (await kv.get(ANN, "k", app=APP)).value == b"2"
    with pytest.raises(KeyNotFoundError):
        await kv.get(BOB, "k")
    assert await kv.get_many(ANN, ["x", "k", "x", "k"]) == [None, Entry("k", b'{"a":1}')] * 2
    assert await kv.remove(ANN, "k")
    assert not await kv.remove(ANN, "k")
    assert (await kv.get(CHESS, "k")).value == b"2"


async def test_keys_have_the_order_of_their_bytes_and_come_in_parts(kv: KeyValues) -> None:
    hostile = ["\0", "%", "_", "a", "a*", "a/", "a\xff", "aa", "b", "B", "é", "z", "\uffff", "😀"]
    await put(kv, *hostile)
    assert await keys(kv) == sorted(hostile, key=str.encode)
    assert await keys(kv, "a") == await keys(kv, "a*") == ["a", "a*", "a/", "aa", "a\xff"]
    assert await keys(kv, "a**") == ["a*"]
    assert await keys(kv, "%") == ["%"]
    assert await keys(kv, "a", skip=2, limit=2) == ["a/", "aa"]
    found, cursor = [], None
    while True:
        part = await kv.list(ANN, Question(limit=4, cursor=cursor, total=True))
        found += [entry.key for entry in part.entries]
        assert part.total == len(hostile)
        cursor = part.cursor
        await put(kv, "0 comes before all that is still to be told")
        await kv.remove(ANN, "0 comes before all that is still to be told")
        if cursor is None:
            break
    assert found == sorted(hostile, key=str.encode)


async def test_a_list_can_begin_at_its_end(kv: KeyValues) -> None:
    await put(kv, *(f"n{number}" for number in range(5)), "m", "o")
    found: list[str] = []
    cursor: str | None = None
    while True:
        part = await kv.list(ANN, Question("n", cursor=cursor, limit=2, descending=True))
        found += [entry.key for entry in part.entries]
        if (cursor := part.cursor) is None:
            break
    assert found == ["n4", "n3", "n2", "n1", "n0"]


async def test_a_part_ends_where_its_values_get_large(
    db: Database, clock: ManualClock, kv: KeyValues, grants: Granted
) -> None:
    roomy = KeyValues(db=db, clock=clock, grants=grants, settings=KvSettings())
    large = b'"' + b"x" * (399 * 1024 - 2) + b'"'
    await roomy.set(ANN, [Item(f"{number:02}", large) for number in range(30)])
    first = await roomy.list(ANN, Question())
    assert 15 < len(first.entries) < 30
    rest = await roomy.list(ANN, Question(cursor=first.cursor))
    assert (len(first.entries) + len(rest.entries), rest.cursor) == (30, None)
    assert len((await roomy.list(ANN, Question(shape="keys"))).entries) == 30


async def test_what_has_expired_is_never_seen_and_swept(
    kv: KeyValues, db: Database, clock: ManualClock
) -> None:
    at = int(clock.now().timestamp() * 1000) + 1000
    await kv.set(ANN, [Item("soon", b"1", at), Item("later", b"1", at + 1000), Item("never", b"1")])
    clock.move(timedelta(seconds=1))
    assert await keys(kv) == ["later", "never"]
    assert await kv.get_many(ANN, ["soon", "later"]) == [None, Entry("later", b"1", at + 1000)]
    for asking in (kv.get(ANN, "soon"), kv.expire(ANN, "soon", None), kv.discard(ANN, "soon", ["a"])):
        with pytest.raises(KeyNotFoundError):
            await asking
    assert not await kv.remove(ANN, "soon")
    assert (await kv.list(ANN, Question(total=True))).total == 2
    assert (await exact(kv, db)).keys == 3
    await KvKeeper(db=db, clock=clock).sweep()
    assert (await exact(kv, db)).keys == 2
    await kv.expire(ANN, "later", None)
    await kv.expire(ANN, "never", at)
    assert await keys(kv) == ["later"]
    assert await kv.increment(ANN, "never", {"": 5}) == b"5"


async def test_the_count_is_exact_whatever_happens(kv: KeyValues, db: Database) -> None:
    await put(kv, "a", "b", "c")
    await kv.set(ANN, [Item("a", b'"longer"'), Item("d", b"1")])
    await kv.increment(ANN, "new", {"x.y": 1})
    await kv.append(ANN, "list", {"": [1, 2]})
    await kv.set(CHESS, [Item("a", b"1")])
    await kv.remove(ANN, "b")
    await put(kv, "a", caller=BOB)
    assert (await exact(kv, db)).keys == 6
    await kv.flush(ANN)
    assert await exact(kv, db) == Fill(1, 2)
    await kv.flush(ANN, app=APP)
    assert await exact(kv, db) == Fill(0, 0)
    assert await exact(kv, db, BOB) == Fill(1, 2)


async def test_nobody_has_more_than_they_may(kv: KeyValues, db: Database, clock: ManualClock) -> None:
    gone = int(clock.now().timestamp() * 1000)
    await kv.set(ANN, [Item(f"gone {number}", b"1", gone) for number in range(10)])
    await put(kv, *(f"{number:02}" for number in range(40)))
    await put(kv, "one more, because what is gone makes room")
    assert (await exact(kv, db)).keys == 41
    with pytest.raises(KvFullError):
        await put(kv, *(f"too many {number}" for number in range(10)))
    assert (await exact(kv, db)).keys == 41
    large = b'"' + b"x" * 390_000 + b'"'
    await kv.set(ANN, [Item("00", large), Item("01", large)])
    with pytest.raises(KvFullError):
        await kv.set(ANN, [Item("02", large)])
    await kv.set(ANN, [Item("00", b"1")])
    await kv.set(ANN, [Item("02", large)])
    await exact(kv, db)


async def test_a_hundred_at_once_count_to_a_hundred(kv: KeyValues, db: Database) -> None:
    async with anyio.create_task_group() as group:
        for _ in range(50):
            group.start_soon(lambda: kv.increment(ANN, "hits", {"": 1}))
            group.start_soon(lambda: kv.increment(ANN, "deep", {"a.b": 2}))
            group.start_soon(lambda: put(kv, "same"))
    assert (await kv.get(ANN, "hits")).value == b"50"
    assert (await kv.get(ANN, "deep")).value == b'{"a":{"b":100}}'
    assert (await exact(kv, db)).keys == 3


async def test_values_change_at_paths_or_not_at_all(kv: KeyValues) -> None:
    assert await kv.assign(ANN, "k", {"user.name": "Ann", "tags": []}) == b'{"user":{"name":"Ann"},"tags":[]}'
    assert await kv.append(ANN, "k", {"tags": "a"}) == b'{"user":{"name":"Ann"},"tags":["a"]}'
    assert await kv.discard(ANN, "k", ["user", "nothing"]) == b'{"tags":["a"]}'
    with pytest.raises(KvMismatchError):
        await kv.increment(ANN, "k", {"hits": 1, "tags": 1})
    assert (await kv.get(ANN, "k")).value == b'{"tags":["a"]}'


async def test_another_apps_entries_are_reached_by_a_grant(kv: KeyValues, grants: Granted) -> None:
    await kv.set(ANN, [Item("open", b"1"), Item("hidden", b"2", None, True)], app=OTHER)

    async def reads() -> object:
        return await kv.get_many(CHESS, ["open", "hidden"], app=OTHER)

    async def writes() -> object:
        return await kv.set(CHESS, [Item("new", b"3")], app=OTHER)

    for mode, may in ((None, []), (Mode.READ, [reads]), (Mode.WRITE, [reads, writes])):
        grants.up_to = mode
        for attempt in (reads, writes):
            if attempt in may:
                await attempt()
            else:
                with pytest.raises(KvDeniedError):
                    await attempt()
    assert await reads() == [Entry("open", b"1"), None]
    assert [entry.key for entry in (await kv.list(CHESS, Question(), app=OTHER)).entries] == ["new", "open"]
    for refused in (
        kv.set(CHESS, [Item("hidden", b"3")], app=OTHER),
        kv.flush(CHESS, app=OTHER),
        kv.get(CHESS, "open", app=""),
    ):
        with pytest.raises(KvDeniedError):
            await refused
    with pytest.raises(KvInvalidError):
        await kv.set(CHESS, [Item("mine", b"1", None, True)], app=OTHER)
    assert (await kv.get(ANN, "hidden", app=OTHER)).value == b"2"


async def test_a_persons_own_changes_are_told_when_they_ask_for_it(kv: KeyValues, db: Database) -> None:
    await kv.set(ANN, [Item("quiet", b"1", told=True), Item("b", b"2")])
    assert await kv.remove(ANN, "b")
    facts = db.read_now(lambda c: outbox.read_after(c, 0, 10))
    assert [(fact.type, fact.owner, bytes(fact.data)) for fact in facts] == [
        ("kv.changed", ANN.user_id, b'{"key":"quiet"}')
    ]
    for caller, app in ((CHESS, None), (ANN, APP)):
        with pytest.raises(KvInvalidError):
            await kv.set(caller, [Item("k", b"1", told=True)], app=app)
