"""Looking at trees."""

from typing import get_args

import pytest

from ingle.base.errors import InvalidError
from ingle.files.errors import EntryNotFoundError, NotDirectoryError, PathInvalidError
from ingle.files.store.entries import Sort
from support.databases import SQLITE
from support.trees import ANN, BOB, Grove, counted_queries, plan_of


async def test_paths_and_ids_mean_the_same(grove: Grove) -> None:
    made = (await grove.write("~/Documents/a b.txt")).place
    for path in ("~/Documents/a b.txt", "/ann/Documents/a b.txt", "/ann//Documents/a b.txt/", made.entry.id):
        found = await grove.files.looking.stat(ANN, path)
        assert (found.entry.id, found.path) == (made.entry.id, "/ann/Documents/a b.txt")
    assert (await grove.files.looking.stat(ANN, "/ann")).path == "/ann"
    for path in ("", "/", "Documents", "ent_x", "../a"):
        with pytest.raises((PathInvalidError, EntryNotFoundError)):
            await grove.files.looking.stat(ANN, path)


async def test_a_hot_look_is_one_query_however_deep(grove: Grove) -> None:
    path = "~/" + "/".join("abcdefghij")
    await grove.write(path, parents=True)
    place = await grove.files.looking.stat(ANN, path)
    for reference in (path, place.entry.id):
        await grove.files.looking.stat(ANN, reference)
        with counted_queries(grove.db) as queries:
            await grove.files.looking.stat(ANN, reference)
        assert len(queries()) == 1, queries()


async def test_many_are_looked_at_at_once(grove: Grove) -> None:
    await grove.write("~/a")
    await grove.write("~/b", caller=BOB)
    found = await grove.files.looking.stat_many(ANN, ["~/a", "~/b", "/bob/b", "a/../b", "~"])
    assert [one.path if one else None for one in found] == ["/ann/a", None, None, None, "/ann"]
    with pytest.raises(InvalidError):
        await grove.files.looking.stat_many(ANN, ["~"] * 1001)


@pytest.mark.parametrize("sort", get_args(Sort))
@pytest.mark.parametrize("descending", [False, True])
async def test_a_list_in_parts_is_the_whole_list(grove: Grove, sort: Sort, descending: bool) -> None:
    for number, name in enumerate(["b", "a", "C", "é", "d.txt", "\U0001f600", "~"]):
        await grove.write(f"~/Music/{name}", b"x" * (number % 3))
    await grove.files.shaping.mkdir(ANN, "~/Music/dir")
    looking = grove.files.looking
    whole = await looking.contents(ANN, "~/Music", sort=sort, descending=descending, limit=100, total=True)
    assert whole.total == len(whole.items) == 8
    parts, cursor = [], None
    while True:
        part = await looking.contents(
            ANN, "~/Music", sort=sort, descending=descending, cursor=cursor, limit=3
        )
        parts += part.items
        cursor = part.cursor
        if cursor is None:
            break
    assert parts == list(whole.items)
    keys = {
        "name": lambda e: e.name,
        "size": lambda e: e.size,
        "modified": lambda e: e.modified_us,
        "kind": lambda e: e.kind,
    }
    assert [keys[sort](e) for e in parts] == sorted(map(keys[sort], parts), reverse=descending)


async def test_strange_cursors_are_refused(grove: Grove) -> None:
    for cursor in ("x", "e30=", "WzEsMl0=", "é"):
        with pytest.raises(InvalidError):
            await grove.files.looking.contents(ANN, "~", cursor=cursor)
    await grove.write("~/a")
    with pytest.raises(NotDirectoryError):
        await grove.files.looking.contents(ANN, "~/a")


async def test_a_walk_goes_down_and_says_where_it_stopped(grove: Grove) -> None:
    await grove.write("~/Music/a/b/c", parents=True)
    await grove.write("~/Music/z")
    walk = grove.files.looking.walk
    assert [path for path, _ in (await walk(ANN, "~/Music", depth=9, limit=9)).items] == [
        "a",
        "z",
        "a/b",
        "a/b/c",
    ]
    assert [path for path, _ in (await walk(ANN, "~/Music", depth=1, limit=9)).items] == ["a", "z"]
    cut = await walk(ANN, "~/Music", depth=9, limit=3)
    assert (len(cut.items), cut.more) == (3, True)


@pytest.mark.parametrize("db", [SQLITE], indirect=True)
async def test_lists_and_searches_read_indexes_and_nothing_else(grove: Grove) -> None:
    """SQLite says how; PostgreSQL decides by what is in a table."""
    await grove.write("~/a")
    with counted_queries(grove.db) as queries:
        await grove.files.looking.contents(ANN, "~")
        await grove.files.searching.names(ANN, "a", limit=10)
        await grove.files.looking.stat(ANN, "~/a")
    plans = grove.db.read_now(lambda c: [plan_of(c, query) for query in queries()])
    assert not any("SCAN entries" in plan or "SCAN trees" in plan for plan in plans), plans
    assert any("ix_entries_tree_search_key (tree=?)" in plan for plan in plans)
