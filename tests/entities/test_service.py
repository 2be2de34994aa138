"""Entities on both databases."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

import anyio
import msgspec
import pytest
import sqlalchemy as sa

from ingle.accounts.tables import users
from ingle.base.clock import ManualClock
from ingle.edge.errors import ScopeMissingError
from ingle.edge.identity import Caller
from ingle.entities import Collection, Entities, EntityEstate, Field, FieldType
from ingle.entities.errors import (
    CollectionNotFoundError,
    EntitiesFullError,
    EntityDeniedError,
    EntityInvalidError,
    EntityNotFoundError,
    EntityTakenError,
)
from ingle.entities.policy import in_words
from ingle.entities.service import Holding
from ingle.entities.settings import EntitySettings
from ingle.entities.tables import entity_fills
from ingle.runtime.db import Database
from ingle.runtime.outbox.rows import read_after
from support.boxes import NOTES, READ, TASKS, WRITE

ANN = Caller("usr_ann", "ann", False, frozenset({READ, WRITE}), "session")
BOB = replace(ANN, user_id="usr_bob", user_name="bob")
CHESS = replace(ANN, via="app", app_id="app_chess")


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def entities(db: Database, clock: ManualClock) -> Iterator[Entities]:
    def people(connection: sa.Connection) -> None:
        for name in ("ann", "bob"):
            row = {"id": f"usr_{name}", "name": name, "name_key": name, "admin": False, "password_hash": "x"}
            connection.execute(users.insert(), {**row, "created_at": clock.now()})

    db.write_now(people)
    settings = EntitySettings(per_person=7)
    random = Random(1).randbytes  # noqa: S311 - ids that tests can repeat
    made = Entities(db=db, clock=clock, random=random, settings=settings)
    with made.offering([TASKS, NOTES]):
        yield made


def tasks(entities: Entities, caller: Caller = ANN) -> Holding:
    return entities.writing(caller, "box.tasks")


async def titles(holding: Holding, where: str = "", **asked: Any) -> Sequence[str]:
    return [one.value["title"] for one in (await holding.list(in_words(where), **asked)).items]


def fill(db: Database) -> list[tuple[str, str, int, bool]]:
    """What is counted, of people that have something: whose, of which collection, how many, and whether bytes are counted with them."""
    rows = db.read_now(lambda c: c.execute(sa.select(entity_fills)).all())
    return sorted((row.owner, row.collection, row.entities, row.size > 0) for row in rows)


async def test_one_is_made_looked_at_changed_and_removed_and_each_is_told(
    entities: Entities, db: Database, clock: ManualClock
) -> None:
    made = await tasks(entities).create({"title": "tea", "due": "2026-11-26T13:00:00+01:00"})
    assert (made.owner, made.app_id, made.created_at) == ("usr_ann", "", clock.now())
    assert await tasks(entities).get(made.id) == made
    clock.move(timedelta(seconds=1))
    changed = await tasks(entities).update(made.id, {"done": True})
    assert (changed.value["title"], changed.value["done"]) == ("tea", True)
    assert (changed.created_at, changed.updated_at) == (made.created_at, clock.now())
    assert await tasks(entities).get(made.id) == changed
    assert await tasks(entities).remove(made.id) == changed
    with pytest.raises(EntityNotFoundError):
        await tasks(entities).get(made.id)
    told = db.read_now(lambda c: read_after(c, 0, 100))
    assert [(fact.type, fact.owner, fact.subject) for fact in told] == [
        ("box.tasks.changed", "usr_ann", made.id),
        ("box.tasks.changed", "usr_ann", made.id),
        ("box.tasks.removed", "usr_ann", made.id),
    ]
    assert msgspec.json.decode(told[1].data)["value"]["done"] is True
    assert fill(db) == [("usr_ann", "box.tasks", 0, False)]


async def test_what_is_refused_leaves_nothing(entities: Entities, db: Database) -> None:
    with pytest.raises(EntityInvalidError):
        await tasks(entities).create({"stars": 9})
    made = await tasks(entities).create({"title": "tea"})
    before = fill(db)
    with pytest.raises(EntityInvalidError):
        await tasks(entities).update(made.id, {"stars": 9})
    assert await tasks(entities).get(made.id) == made
    assert fill(db) == before
    assert len(db.read_now(lambda c: read_after(c, 0, 100))) == 1


async def test_they_are_their_owners_and_an_app_sees_those_it_made(entities: Entities) -> None:
    made = await tasks(entities).create({"title": "ann's"})
    by_app = await tasks(entities, CHESS).create({"title": "chess's"})
    assert (by_app.owner, by_app.app_id) == ("usr_ann", "app_chess")
    assert sorted(await titles(tasks(entities))) == ["ann's", "chess's"]
    assert await titles(tasks(entities, CHESS)) == ["chess's"]
    assert await titles(tasks(entities, BOB)) == []
    for caller in (BOB, CHESS):
        holding = tasks(entities, caller)
        for asked in (holding.get(made.id), holding.update(made.id, {"stars": 1}), holding.remove(made.id)):
            with pytest.raises(EntityNotFoundError):
                await asked


async def test_shared_ones_are_seen_by_all_and_changed_by_their_owner(entities: Entities) -> None:
    made = await entities.writing(ANN, "box.notes").create({"text": "hello"})
    bobs = entities.writing(BOB, "box.notes")
    assert await bobs.get(made.id) == made
    assert [one.id for one in (await bobs.list()).items] == [made.id]
    assert await bobs.count() == 1
    assert await bobs.count(own=True) == 0
    for asked in (bobs.update(made.id, {"text": "bye"}), bobs.remove(made.id)):
        with pytest.raises(EntityDeniedError):
            await asked


async def test_what_is_unique_is_so_for_one_owner_and_names_it(entities: Entities) -> None:
    made = await tasks(entities).create({"title": "tea", "slug": "tea"})
    other = await tasks(entities).create({"title": "milk", "slug": "milk"})
    await tasks(entities, BOB).create({"slug": "tea"})
    await tasks(entities).create({})  # of those that say nothing there may be many
    await tasks(entities).create({})
    for refused in (
        tasks(entities).create({"slug": "tea"}),
        tasks(entities).update(other.id, {"slug": "tea"}),
    ):
        with pytest.raises(EntityTakenError) as caught:
            await refused
        assert caught.value.fields["field"] == "slug"
    assert (await tasks(entities).get({"slug": "tea"})).id == made.id
    await tasks(entities).update(made.id, {"slug": "tea", "stars": 1})  # its own it may keep
    await tasks(entities).update({"slug": "tea"}, {"slug": "coffee"})
    assert (await tasks(entities).update(other.id, {"slug": "tea"})).value["slug"] == "tea"
    await tasks(entities).remove({"slug": "tea"})
    with pytest.raises(EntityNotFoundError):
        await tasks(entities).get({"slug": "tea"})
    for wrong in ({}, {"title": "tea"}, {"slug": "a", "title": "b"}, {"slug": 1}):
        with pytest.raises(EntityInvalidError):
            await tasks(entities).get(wrong)


async def test_what_is_unique_is_so_for_those_who_come_at_once(entities: Entities) -> None:
    ends: list[str] = []

    async def make() -> None:
        try:
            await tasks(entities).create({"slug": "tea"})
            ends.append("made")
        except EntityTakenError:
            ends.append("taken")

    async with anyio.create_task_group() as group:
        for _ in range(4):
            group.start_soon(make)
    assert sorted(ends) == ["made", "taken", "taken", "taken"]


async def test_upsert_changes_what_is_there_and_makes_what_is_not(entities: Entities) -> None:
    made = await tasks(entities).upsert({"slug": "tea"}, {"title": "tea"})
    assert (made.value["slug"], made.value["title"]) == ("tea", "tea")
    again = await tasks(entities).upsert({"slug": "tea"}, {"stars": 2})
    assert (again.id, again.value["title"], again.value["stars"]) == (made.id, "tea", 2)
    other = await tasks(entities).upsert(None, {"title": "milk"})
    assert (await tasks(entities).upsert(other.id, {"stars": 1})).id == other.id
    assert sorted(await titles(tasks(entities))) == ["milk", "tea"]


async def test_lists_come_in_parts_and_by_conditions(entities: Entities, clock: ManualClock) -> None:
    for number in range(5):
        clock.move(timedelta(seconds=1))
        moment = f"2026-11-2{number}T00:00:00Z"
        value = {"title": f"t{number}", "stars": number, "weight": number / 2, "due": moment}
        await tasks(entities).create({**value, "done": number % 2 == 0})
    mine = tasks(entities)
    first = await mine.list(limit=2)
    assert [one.value["title"] for one in first.items] == ["t0", "t1"]
    assert await titles(mine, after=first.cursor, limit=3) == ["t2", "t3", "t4"]
    assert (await mine.list(limit=5)).cursor is None
    assert await titles(mine, newest=True, limit=2) == ["t4", "t3"]
    newest = await mine.list(limit=2, newest=True)
    assert await titles(mine, newest=True, after=newest.cursor) == ["t2", "t1", "t0"]
    for where, found in (
        ('{"done": true}', "024"),
        ('{"done": false}', "13"),
        ('{"stars": 3}', "3"),
        ('{"stars": {"gte": 1, "lt": 3}}', "12"),
        ('{"weight": {"gt": 0.5, "lte": 1.5}}', "23"),
        ('{"due": {"gte": "2026-11-23T01:00:00+01:00"}}', "34"),
        ('{"title": "t1"}', "1"),
        ('{"title": {"starts": "t"}, "done": false}', "13"),
        ('{"title": {"starts": "T"}}', ""),
        ('{"slug": null}', "01234"),
        ('{"stars": null}', ""),
    ):
        assert await titles(mine, where) == [f"t{number}" for number in found], where
        assert await mine.count(in_words(where)) == len(found)
    with pytest.raises(EntityInvalidError):
        await mine.list(after="x\0")


async def test_limits_hold_and_what_is_removed_makes_room(entities: Entities, db: Database) -> None:
    made = [await tasks(entities).create({"title": str(number)}) for number in range(5)]
    with pytest.raises(EntitiesFullError, match=r"5 of box\.tasks"):
        await tasks(entities).create({})
    await tasks(entities, BOB).create({})
    notes = entities.writing(ANN, "box.notes")
    await notes.create({"text": "6"})
    await notes.create({"text": "7"})
    with pytest.raises(EntitiesFullError, match="7 entities"):
        await notes.create({"text": "8"})
    await tasks(entities).remove(made[0].id)
    await notes.create({"text": "8"})
    assert fill(db) == [
        ("usr_ann", "box.notes", 3, True),
        ("usr_ann", "box.tasks", 4, True),
        ("usr_bob", "box.tasks", 1, True),
    ]


async def test_bytes_are_limited_too(entities: Entities, db: Database) -> None:
    made = await tasks(entities).create({"title": "a"})
    narrow = Entities(
        db=db,
        clock=ManualClock(),
        random=Random(2).randbytes,  # noqa: S311 - ids that tests can repeat
        settings=EntitySettings(mib_per_person=1),
    )
    db.write_now(lambda c: c.execute(entity_fills.update().values(size=1024 * 1024)))
    with narrow.offering([TASKS]):
        with pytest.raises(EntitiesFullError, match="1 MiB"):
            await tasks(narrow).update(made.id, {"title": "abc"})
        assert (await tasks(narrow).update(made.id, {"title": ""})).value["title"] == ""


async def test_the_extension_itself_says_what_is_read_only(entities: Entities) -> None:
    made = await entities.of("usr_ann", "box.tasks").create({"title": "tea", "rank": 1})
    assert made.owner == "usr_ann"
    with pytest.raises(EntityInvalidError, match="not yours"):
        await tasks(entities).update(made.id, {"rank": 2})
    assert (await tasks(entities).update(made.id, {"stars": 2})).value["rank"] == 1


async def test_a_declaration_changes_without_a_migration(entities: Entities, clock: ManualClock) -> None:
    await tasks(entities).create({"title": "12", "more": True})
    fields = (
        Field("title", FieldType.NUMBER),  # it was a text
        Field("more", FieldType.FLAG),
        Field("mood", default="good", choices=("good", "bad")),
    )
    with entities.offering([Collection("box.tasks", fields, read=READ, write=WRITE)]):
        (found,) = (await tasks(entities).list()).items
        assert found.value == {"title": "12", "more": True, "mood": "good"}
        for where in ('{"title": 12}', '{"title": {"gt": 0}}', '{"more": false}'):
            assert await tasks(entities).count(in_words(where)) == 0
        assert await tasks(entities).count(in_words('{"more": true}')) == 1
        await tasks(entities).update(found.id, {"title": 12})
        assert await tasks(entities).count(in_words('{"title": 12, "mood": "good"}')) == 1


async def test_scopes_are_the_collections_and_what_is_not_offered_is_not_there(entities: Entities) -> None:
    reader = replace(ANN, scopes=frozenset({READ}))
    assert await entities.reading(reader, "box.tasks").count() == 0
    with pytest.raises(ScopeMissingError):
        entities.writing(reader, "box.tasks")
    with pytest.raises(CollectionNotFoundError):
        entities.reading(ANN, "box.others")
    with entities.offering([replace(TASKS, name="box.others")]):
        assert [one.name for one in entities.collections()] == ["box.notes", "box.others", "box.tasks"]
    with pytest.raises(CollectionNotFoundError):
        entities.of("usr_ann", "box.others")


async def test_who_leaves_takes_all_along_also_of_extensions_that_are_gone(
    entities: Entities, db: Database
) -> None:
    with entities.offering([replace(TASKS, name="gone.things")]):
        await entities.writing(ANN, "gone.things").create({"slug": "a"})
    await tasks(entities).create({"title": "tea"})
    await tasks(entities, BOB).create({"title": "bob's"})
    estate = EntityEstate(db)
    files = {
        name: b"".join([chunk async for chunk in lines]) async for name, lines in estate.export("usr_ann")
    }
    assert sorted(files) == ["box.tasks.jsonl", "gone.things.jsonl"]
    assert json.loads(files["box.tasks.jsonl"])["value"]["title"] == "tea"
    assert db.read_now(lambda c: estate.holds(c, "usr_ann"))
    await estate.remove("usr_ann")
    assert not db.read_now(lambda c: estate.holds(c, "usr_ann"))
    assert db.read_now(lambda c: estate.holds(c, "usr_bob"))
