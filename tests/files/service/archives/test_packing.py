"""Directories and files out as one archive."""

import io
import zipfile
from typing import Any

import pytest

from ingle.files.errors import ByteStoreError, EntryNotFoundError, TooManyEntriesError
from ingle.files.service.archives import packing
from support.trees import ANN, BOB, Grove

LARGE = b"large" * 100_000


async def packed(grove: Grove, *paths: str) -> dict[str, bytes]:
    made = await grove.files.packing.pack(ANN, paths)
    data = b"".join([piece async for piece in grove.files.packing.stream(made, "zip")])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {info.filename: archive.read(info) for info in archive.infolist()}


async def test_a_directory_with_all_that_is_in_it(grove: Grove) -> None:
    await grove.write("~/d/e/small", b"small", parents=True)
    await grove.write("~/d/large", LARGE)
    await grove.write("~/d/empty", b"")
    await grove.files.shaping.shortcut(ANN, "~/d/shortcut", "~/d/large", dedupe=False)
    expected = {"d/": b"", "d/e/": b"", "d/e/small": b"small", "d/empty": b"", "d/large": LARGE}
    assert await packed(grove, "~/d") == expected
    assert (await grove.files.packing.pack(ANN, ["~/d"])).name == "d"
    whole = await packed(grove, "~")
    assert whole["ann/d/large"] == LARGE


async def test_several_are_told_apart(grove: Grove) -> None:
    await grove.write("~/a.txt", b"1")
    await grove.write("~/d/a.txt", b"2", parents=True)
    assert await packed(grove, "~/a.txt", "~/d/a.txt", "~/d") == {
        "a.txt": b"1",
        "a (1).txt": b"2",
        "d/": b"",
        "d/a.txt": b"2",
    }
    assert (await grove.files.packing.pack(ANN, ["~/a.txt", "~/d"])).name == "ann"


async def test_an_archive_is_kept_beside_what_has_its_name(grove: Grove) -> None:
    await grove.write("~/d/a.txt", b"1", parents=True)
    first = await grove.files.packing.keep(ANN, ["~/d"], "~", "zip")
    second = await grove.files.packing.keep(ANN, ["~/d"], "~", "zip")
    assert (first.place.path, second.place.path) == ("/ann/d.zip", "/ann/d (1).zip")
    with zipfile.ZipFile(io.BytesIO(await grove.read("~/d.zip"))) as archive:
        assert archive.namelist() == ["d/", "d/a.txt"]
    with pytest.raises(EntryNotFoundError):
        await grove.files.packing.keep(BOB, ["/ann/d"], "~", "zip")


async def test_only_what_one_may_read(grove: Grove) -> None:
    await grove.write("~/a.txt", b"1")
    for path in ("/ann/a.txt", "/ann"):
        with pytest.raises(EntryNotFoundError):
            await grove.files.packing.pack(BOB, ["~", path])


async def test_what_was_removed_meanwhile_is_left_out(grove: Grove) -> None:
    for name in ("a", "b", "c"):
        await grove.write(f"~/d/{name}", LARGE, parents=True)
    made = await grove.files.packing.pack(ANN, ["~/d"])
    await grove.files.shaping.remove(ANN, "~/d/b")
    await grove.large.remove([made.members[3][1].content or ""])  # c: its bytes are gone before its row
    await grove.keeper.tidy()
    data = b"".join([piece async for piece in grove.files.packing.stream(made, "zip")])
    assert zipfile.ZipFile(io.BytesIO(data)).namelist() == ["d/", "d/a"]


async def test_bytes_that_end_early_are_no_archive(grove: Grove, monkeypatch: pytest.MonkeyPatch) -> None:
    await grove.write("~/a", LARGE)
    made = await grove.files.packing.pack(ANN, ["~/a"])
    true = grove.large.read

    def broken(*arguments: Any) -> Any:
        from contextlib import asynccontextmanager

        @asynccontextmanager
        async def reading() -> Any:
            async def some() -> Any:
                async with true(*arguments) as data:
                    yield await anext(data)
                raise ByteStoreError("the disk broke")

            yield some()

        return reading()

    monkeypatch.setattr(grove.large, "read", broken)
    with pytest.raises(ByteStoreError):
        [piece async for piece in grove.files.packing.stream(made, "zip")]


async def test_there_is_an_end_to_what_is_packed(grove: Grove, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "MAX_PACKED", 3)
    for name in ("a", "b", "c"):
        await grove.write(f"~/d/{name}", b"1", parents=True)
    with pytest.raises(TooManyEntriesError):
        await grove.files.packing.pack(ANN, ["~/d"])
    assert len((await grove.files.packing.pack(ANN, ["~/d/a", "~/d/b"])).members) == 2
