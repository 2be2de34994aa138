"""What was written is read, and found; what is gone is not."""

from collections.abc import Callable

import anyio
import pytest
import sqlalchemy as sa

from ingle.base.errors import IngleError
from ingle.files.store import changes
from support.databases import SQLITE
from support.trees import ANN, BOB, Grove, counted_queries, plan_of


async def until(condition: Callable[[], object]) -> None:
    with anyio.fail_after(60):
        while not condition():  # noqa: ASYNC110 - the condition is another task's, by way of the database
            await anyio.sleep(0.02)


async def found(grove: Grove, text: str) -> list[str]:
    return [one.path for one in await grove.files.searching.contents(ANN, text, limit=100)]


def texts(grove: Grove) -> int:
    """How many there are, having made sure that no word is left of another one."""

    def count(connection: sa.Connection) -> int:
        stray = "SELECT count(*) FROM text_words WHERE text NOT IN (SELECT id FROM texts)"
        assert connection.execute(sa.text(stray)).scalar_one() == 0
        return int(connection.execute(sa.text("SELECT count(*) FROM texts")).scalar_one())

    return grove.db.read_now(count)


@pytest.mark.parametrize("db", [SQLITE], indirect=True)
async def test_files_are_read_without_reading_the_rest_of_their_tree(grove: Grove) -> None:
    """SQLite says how it would; in a tree of a hundred thousand files the difference is minutes."""
    for number in range(50):  # of few, it would look for one after the other
        await grove.write(f"~/{number}.txt", b"words")
    with counted_queries(grove.db) as queries:
        await grove.indexer.catch_up()
    asked = [query for query in queries() if query.startswith("SELECT") and "LEFT OUTER JOIN texts" in query]
    plans = grove.db.read_now(lambda c: [plan_of(c, query) for query in asked])
    assert plans
    assert all("entries_1 (id=?)" in plan for plan in plans), plans


async def test_texts_follow_their_files(grove: Grove) -> None:
    await grove.write("~/a.txt", b"first words")
    await grove.write("~/large.txt", b"far " * 10_000 + b"away")
    await grove.indexer.catch_up()
    assert await found(grove, "first") == ["/ann/a.txt"]
    assert await found(grove, "far") == ["/ann/large.txt"]
    await grove.write("~/a.txt", b"other words")
    assert await found(grove, "first") == []  # at once, although the new text was not read yet
    await grove.indexer.catch_up()
    assert (await found(grove, "first"), await found(grove, "other")) == ([], ["/ann/a.txt"])
    await grove.files.shaping.move(ANN, "~/a.txt", "~/Documents")
    assert await found(grove, "other") == ["/ann/Documents/a.txt"]
    await grove.write("~/Documents/a.txt", b"\0\1\2")
    await grove.indexer.catch_up()
    assert texts(grove) == 1
    await grove.write("~/large.txt", b"")
    await grove.indexer.catch_up()
    assert texts(grove) == 0
    await grove.write("~/large.txt", b"far")
    await grove.indexer.catch_up()
    await grove.files.shaping.remove(ANN, "~/large.txt")
    assert await found(grove, "far") == []
    await grove.indexer.catch_up()
    assert texts(grove) == 0


async def test_whole_directories_come_and_go(grove: Grove) -> None:
    for number in range(120):
        await grove.write(f"~/much/{number % 3}/{number}.txt", b"word", parents=True)
    await grove.files.shaping.copy(ANN, "~/much", "~/Documents")
    await grove.indexer.catch_up()
    assert texts(grove) == 240
    await grove.files.shaping.remove(ANN, "~/much", recursive=True)
    await grove.indexer.catch_up()
    assert texts(grove) == 120
    assert len(await found(grove, "word")) == 100


async def test_a_tree_whose_changes_are_forgotten_is_read_whole(grove: Grove) -> None:
    await grove.write("~/a.txt", b"old word")
    await grove.indexer.catch_up()
    await grove.write("~/b.txt", b"another word")
    await grove.files.shaping.remove(ANN, "~/a.txt")
    grove.db.write_now(lambda c: changes.remove_some(c, ANN.user_id, 100))
    await grove.indexer.catch_up()
    assert await found(grove, "word") == ["/ann/b.txt"]
    assert texts(grove) == 1


async def test_nothing_is_read_twice(grove: Grove) -> None:
    await grove.write("~/a.bin", b"word" * 10_000)
    await grove.indexer.catch_up()
    grove.large.broken = True
    await grove.files.shaping.rename(ANN, "~/a.bin", "b.bin")
    await grove.write("~/small", b"small")
    await grove.indexer.catch_up()
    assert await found(grove, "small") == ["/ann/small"]


async def test_a_store_that_is_away_is_read_later(grove: Grove) -> None:
    await grove.write("~/a.txt", b"word " * 10_000)
    grove.large.broken = True
    with pytest.raises(IngleError):
        await grove.indexer.catch_up()
    grove.large.broken = False
    await grove.indexer.catch_up()
    assert await found(grove, "word") == ["/ann/a.txt"]


async def test_somebody_who_leaves_takes_their_words_along(grove: Grove) -> None:
    await grove.write("~/a.txt", b"word", caller=BOB)
    await grove.indexer.catch_up()
    assert texts(grove) == 1
    grove.db.write_now(lambda c: c.execute(sa.text("DELETE FROM trees WHERE id = :id"), {"id": BOB.user_id}))
    assert texts(grove) == 0


async def test_it_reads_by_itself_what_happens(grove: Grove) -> None:
    await grove.write("~/before.txt", b"word")
    async with grove.indexer.running():
        await until(lambda: texts(grove) == 1)
        await grove.write("~/after.txt", b"word")
        grove.bus.publish("file.added", owner=ANN.user_id, subject="")  # as the outbox tells it
        await until(lambda: texts(grove) == 2)


async def test_what_is_small_is_read_with_what_says_that_it_is_there(
    grove: Grove, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grove.rows, "read", None)  # a way to a thread, and a transaction, for each of them
    await grove.write("~/a.txt", b"first words")
    await grove.write("~/b.txt", b"second words")
    await grove.indexer.catch_up()
    assert sorted(await found(grove, "words")) == ["/ann/a.txt", "/ann/b.txt"]
