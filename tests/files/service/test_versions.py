"""What files held before."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ingle.files.errors import EntryNotFoundError, NotFileError, VersionNotFoundError
from ingle.files.settings import FileSettings
from support.trees import ANN, BOB, Grove


async def write_hourly(grove: Grove, path: str, *contents: bytes) -> None:
    for data in contents:
        await grove.write(path, data)
        grove.clock.move(timedelta(hours=1))


async def sizes(grove: Grove, path: str) -> list[int]:
    return [one.size for one in (await grove.files.versions.list(ANN, path, after=None, limit=100)).items]


async def test_versions_are_listed_read_and_brought_back(grove: Grove) -> None:
    await write_hourly(grove, "~/a", b"1", b"x" * 20000, b"333")
    assert await sizes(grove, "~/a") == [20000, 1]
    oldest = (await grove.files.versions.list(ANN, "~/a", after=None, limit=9)).items[-1]
    reading = await grove.files.versions.open(ANN, oldest.id)
    assert reading.data == b"1"
    await grove.files.versions.restore(ANN, oldest.id)
    assert await grove.read("~/a") == b"1"
    assert await sizes(grove, "~/a") == [3, 20000, 1]
    assert grove.used() == (1 + 3 + 20000 + 1, 9)


async def test_only_so_many_are_kept_and_not_for_ever(grove: Grove) -> None:
    grove.settings = FileSettings(versions=3)
    grove.files = grove.service()
    await write_hourly(grove, "~/a", *(b"x" * size for size in range(1, 8)))
    assert await sizes(grove, "~/a") == [6, 5, 4]
    grove.clock.move(timedelta(days=31))
    await grove.keeper.tidy()
    assert await sizes(grove, "~/a") == []
    assert grove.used() == (7, 9)


async def test_parts_of_a_long_list(grove: Grove) -> None:
    await write_hourly(grove, "~/a", b"1", b"22", b"333", b"4444")
    first = await grove.files.versions.list(ANN, "~/a", after=None, limit=2)
    rest = await grove.files.versions.list(ANN, "~/a", after=first.cursor, limit=2)
    assert [one.size for one in (*first.items, *rest.items)] == [3, 2, 1]
    assert rest.cursor is None


async def test_others_have_none_of_it(grove: Grove) -> None:
    await write_hourly(grove, "~/a", b"1", b"2")
    [version] = (await grove.files.versions.list(ANN, "~/a", after=None, limit=9)).items
    with pytest.raises(EntryNotFoundError):
        await grove.files.versions.open(BOB, version.id)
    with pytest.raises(EntryNotFoundError):
        await grove.files.versions.restore(BOB, version.id)
    with pytest.raises(VersionNotFoundError):
        await grove.files.versions.open(ANN, "ver_nothing")
    with pytest.raises(NotFileError):
        await grove.files.versions.list(ANN, "~", after=None, limit=9)
    assert replace(ANN, app_id="app") != ANN


async def test_a_removed_file_takes_its_versions_with_it(grove: Grove) -> None:
    await write_hourly(grove, "~/d", b"1", b"2")
    await grove.files.shaping.remove(ANN, "~/d")
    await grove.files.shaping.mkdir(ANN, "~/e")
    await write_hourly(grove, "~/e/a", b"1", b"x" * 20000, b"3")
    await grove.files.shaping.remove(ANN, "~/e", recursive=True)
    assert grove.used() == (0, 8)
    await grove.keeper.tidy()
    assert await grove.large.keys() == set()
