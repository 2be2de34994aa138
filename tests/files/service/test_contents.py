"""Reading and writing files."""

from datetime import timedelta

import anyio
import pytest

from ingle.base.errors import IngleError
from ingle.base.units import MIB
from ingle.files import policy
from ingle.files.errors import (
    AccessDeniedError,
    ByteStoreError,
    ContentChangedError,
    EntryExistsError,
    EntryNotFoundError,
    NotFileError,
    StorageFullError,
)
from ingle.files.service import Terms
from ingle.files.service.books import Books
from ingle.files.store import Connection
from ingle.files.views import etag
from support.databases import SQLITE
from support.trees import ANN, BOB, Grove, counted_queries, pieces

pytestmark = pytest.mark.usefixtures("bucket")

SMALL, LARGE = b"small", b"large" * 10_000


@pytest.mark.parametrize("data", [b"", SMALL, b"x" * 16384, b"x" * 16385, LARGE], ids=len)
async def test_what_was_written_is_read(grove: Grove, data: bytes) -> None:
    outcome = await grove.write("~/Documents/a.txt", data)
    assert outcome.created
    assert outcome.place.path == "/ann/Documents/a.txt"
    assert await grove.read("/ann/Documents/a.txt") == data
    assert await grove.read(outcome.place.entry.id) == data
    assert await grove.read(f"{outcome.place.entry.parent}/a.txt") == data
    assert grove.used() == (len(data), 9)
    assert len(await grove.large.keys()) == (len(data) > 16384)


@pytest.mark.parametrize("db", [SQLITE], indirect=True)
async def test_a_write_looks_at_each_thing_once(grove: Grove) -> None:
    """PostgreSQL is also asked for locks."""
    await grove.write("~/Documents/a")
    with counted_queries(grove.db) as queries:
        await grove.write("~/Documents/b")
    assert [_kind(query) for query in queries()] == [
        "INSERT content_rows",
        "INSERT contents",
        "SELECT entries",  # what is to be replaced, and the directory
        "SELECT entries",
        "INSERT entries",
        "UPDATE trees",
        "INSERT changes",
        "SELECT grants",
        "INSERT facts",
    ]


def _kind(query: str) -> str:
    """What is done, and with which table."""
    words = query.replace(".", " ").split()
    return f"{words[0]} {words[2] if words[0] == 'INSERT' else words[1]}"


async def test_a_range_is_read_from_both_stores(grove: Grove) -> None:
    for data in (SMALL, LARGE):
        await grove.write("~/a", data)
        reading = await grove.files.contents.open(ANN, "~/a")
        async with grove.files.contents.stream(reading, 1, 3) as found:
            assert b"".join([piece async for piece in found]) == data[1:4]


async def test_overwriting_changes_the_etag_and_counts_once(grove: Grove) -> None:
    first = await grove.write("~/a", SMALL)
    second = await grove.write("~/a", LARGE)
    assert not second.created
    assert second.place.entry.id == first.place.entry.id
    assert etag(second.place.entry) != etag(first.place.entry)
    assert grove.used() == (len(LARGE), 9)


async def test_a_write_may_depend_on_what_is_there(grove: Grove) -> None:
    first = await grove.write("~/a", b"1", new=True)
    with pytest.raises(EntryExistsError):
        await grove.write("~/a", b"2", new=True)
    await grove.write("~/a", b"3", etag=etag(first.place.entry))
    with pytest.raises(ContentChangedError):
        await grove.write("~/a", LARGE, etag=etag(first.place.entry))
    with pytest.raises(EntryNotFoundError):
        await grove.write("~/b", b"5", etag=etag(first.place.entry))
    assert await grove.read("~/a") == b"3"
    assert await grove.large.keys() == set()


async def test_of_many_who_write_at_once_with_one_etag_one_succeeds(grove: Grove) -> None:
    first = await grove.write("~/a", b"1")
    outcomes: list[str] = []

    async def write(number: int) -> None:
        try:
            await grove.write("~/a", b"%d" % number, etag=etag(first.place.entry))
            outcomes.append("written")
        except ContentChangedError:
            outcomes.append("refused")

    async with anyio.create_task_group() as group:
        for number in range(10):
            group.start_soon(write, number)
    assert sorted(outcomes) == ["refused"] * 9 + ["written"]


async def test_missing_directories_are_made_where_asked_for(grove: Grove) -> None:
    with pytest.raises(EntryNotFoundError):
        await grove.write("~/x/y/a", b"1")
    await grove.write("~/x/y/a", b"1", parents=True)
    assert await grove.names("~/x") == ["y"]
    assert grove.used() == (1, 11)


async def test_a_taken_name_is_deduplicated(grove: Grove) -> None:
    for expected in ("a.txt", "a (1).txt", "a (2).txt"):
        assert (await grove.write("~/a.txt", b"1", dedupe=True)).place.entry.name == expected
    assert grove.used() == (3, 11)


async def test_directories_have_no_content(grove: Grove) -> None:
    for path in ("~", "~/Documents"):
        with pytest.raises(NotFileError):
            await grove.write(path, b"1")
        with pytest.raises(NotFileError):
            await grove.read(path)


async def test_of_others_there_is_nothing(grove: Grove) -> None:
    made = await grove.write("~/a", b"secret")
    for path in ("/ann/a", "/ann", made.place.entry.id, made.place.entry.parent + "/a", "/nobody/a"):
        with pytest.raises(EntryNotFoundError):
            await grove.read(path, BOB)
        for data in (SMALL, LARGE):
            with pytest.raises(EntryNotFoundError):
                await grove.write(path, data, BOB)
    assert await grove.read("~/a") == b"secret"
    assert await grove.large.keys() == set()


async def test_storage_is_exact_and_holds_for_many_at_once(grove: Grove) -> None:
    grove.allowance.mib = 1
    size, outcomes = MIB // 8, []

    async def write(number: int) -> None:
        try:
            await grove.write(f"~/{number}", b"x" * size)
            outcomes.append("written")
        except StorageFullError:
            outcomes.append("refused")

    async with anyio.create_task_group() as group:
        for number in range(16):
            group.start_soon(write, number)
    assert sorted(outcomes) == ["refused"] * 8 + ["written"] * 8
    assert grove.used()[0] == MIB
    assert len(await grove.large.keys()) == 8
    await grove.files.shaping.remove(ANN, (await grove.names("~"))[0].join(("~/", "")))
    assert grove.used()[0] == MIB - size


async def test_what_is_too_much_is_refused_before_it_is_sent(grove: Grove) -> None:
    grove.allowance.mib = 1
    taken = 0

    async def endless() -> None:
        nonlocal taken

        async def content():  # type: ignore[no-untyped-def] # noqa: ANN202
            nonlocal taken
            while True:
                taken += 65536
                yield b"x" * 65536

        await grove.files.contents.write(ANN, "~/a", content(), Terms())

    with pytest.raises(StorageFullError):
        await endless()
    assert taken <= 2 * MIB
    with pytest.raises(StorageFullError):
        await grove.files.contents.write(ANN, "~/a", pieces(b"x" * 20000), Terms(), size=2 * MIB)
    assert await grove.large.keys() == set()


async def test_a_sender_that_fails_leaves_nothing(grove: Grove) -> None:
    await grove.write("~/a", LARGE)

    async def broken():  # type: ignore[no-untyped-def] # noqa: ANN202
        yield LARGE
        raise ConnectionError

    with pytest.raises(ConnectionError):
        await grove.files.contents.write(ANN, "~/a", broken(), Terms())
    assert await grove.read("~/a") == LARGE
    assert len(await grove.large.keys()) == 1


async def test_a_store_that_is_away_is_told(grove: Grove) -> None:
    await grove.write("~/a", LARGE)
    grove.large.broken = True
    with pytest.raises(ByteStoreError):
        await grove.read("~/a")
    with pytest.raises(ByteStoreError):
        await grove.write("~/b", LARGE)
    assert "b" not in await grove.names("~")


async def test_what_stood_for_a_while_becomes_a_version(grove: Grove) -> None:
    await grove.write("~/a", b"1")
    grove.clock.move(timedelta(hours=1))
    await grove.write("~/a", b"22")
    grove.clock.move(timedelta(seconds=1))
    await grove.write("~/a", b"333")
    found = await grove.files.versions.list(ANN, "~/a", after=None, limit=10)
    assert [version.size for version in found.items] == [1]
    assert grove.used() == (4, 9)


async def test_an_app_has_its_own_directory_and_no_other(grove: Grove) -> None:
    from dataclasses import replace

    app = replace(ANN, app_id="app_one", via="app")
    await grove.write("~/Documents/private", b"1")
    await grove.write("~/AppData/app_one/state.json", b"{}", app, parents=True)
    assert await grove.read("~/AppData/app_one/state.json", app) == b"{}"
    assert await grove.read("~/AppData/app_one/state.json") == b"{}"
    for path in ("~/Documents/private", "~/AppData/app_two/a", "~", "~/AppData"):
        with pytest.raises(IngleError) as refused:
            await grove.write(path, b"1", app, parents=True)
        assert isinstance(refused.value, EntryNotFoundError)
    assert not issubclass(AccessDeniedError, EntryNotFoundError)


class UndoneError(Exception):
    pass


async def test_a_directory_that_was_undone_is_not_remembered_in_the_place_of_the_one_that_is_there(
    grove: Grove,
) -> None:
    ground, placing = grove.files.contents._ground, grove.files.contents._placing
    made = policy.parse("~/made/deeper")

    def undone(connection: Connection, books: Books) -> None:
        placing.directory(connection, books, ANN, made, parents=True)
        assert ground.locator.look(connection, ANN, made).entry.name == "deeper"
        raise UndoneError

    with pytest.raises(UndoneError):
        await ground.change(ANN, [made], undone)
    await grove.write("~/made/deeper/a", SMALL, parents=True)
    assert await grove.read("~/made/deeper/a") == SMALL
