"""Archives in: all of one or nothing."""

import tarfile
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256

import pytest
import sqlalchemy as sa

from ingle.base.errors import IngleError
from ingle.base.units import MIB
from ingle.files import views
from ingle.files.errors import (
    ArchiveInvalidError,
    ArchiveTooLargeError,
    ArchiveUnsafeError,
    ByteStoreError,
    EntryNotFoundError,
    FileNameInvalidError,
    NotFileError,
    StorageFullError,
)
from support.hostile import tarred, zipped
from support.trees import ANN, BOB, Grove

LARGE = b"".join(sha256(b"%d" % number).digest() for number in range(2000))
FILES = {"top.txt": b"1", "d/ä.bin": LARGE, "d/e/": b"", "d/empty": b""}


async def unpack(grove: Grove, data: bytes, name: str = "a.zip") -> str:
    await grove.write(f"~/{name}", data)
    return (await grove.files.extraction.unpack(ANN, f"~/{name}", None)).place.path


async def whole(grove: Grove, path: str) -> dict[str, bytes]:
    walked = await grove.files.looking.walk(ANN, path, depth=100, limit=1000)
    return {
        below + ("/" if entry.content is None else ""): b""
        if entry.content is None
        else await grove.read(entry.id)
        for below, entry in walked.items
    }


@pytest.mark.parametrize("kind", ["zip", "w", "w:gz", "w:bz2", "w:xz"])
async def test_all_that_is_in_it_is_in_a_new_directory(grove: Grove, kind: str) -> None:
    files = {name: data for name, data in FILES.items() if kind == "zip" or not name.endswith("/")}
    data = zipped(files) if kind == "zip" else tarred(files, mode=kind)
    assert await unpack(grove, data) == "/ann/a"
    expected = {"d/": b"", **files}
    assert await whole(grove, "~/a") == expected
    found = await grove.files.looking.stat(ANN, "~/a/top.txt")
    assert views.moment(found.entry.modified_us) == datetime(2020, 1, 2, 3, 4, 6, tzinfo=UTC)
    assert grove.used() == (len(data) + len(LARGE) + 1, 8 + 2 + len(expected))
    assert rows(grove, "uploads") == rows(grove, "upload_parts") == 0
    await grove.keeper.tidy()
    assert await whole(grove, "~/a") == expected
    await grove.files.shaping.remove(ANN, "~/a", recursive=True)
    assert grove.used() == (len(data), 9)


async def test_it_lies_beside_what_has_its_name_or_where_it_is_told(grove: Grove) -> None:
    await grove.write("~/x/y/a.tar.gz", tarred({"f": b"1"}, mode="w:gz"), parents=True)
    for expected in ("/ann/x/y/a", "/ann/x/y/a (1)"):
        made = await grove.files.extraction.unpack(ANN, "~/x/y/a.tar.gz", None)
        assert made.place.path == expected
    made = await grove.files.extraction.unpack(ANN, "~/x/y/a.tar.gz", "~/new/place")
    assert made.place.path == "/ann/new/place/a"
    assert (made.files, made.directories, made.bytes) == (1, 0, 1)


async def test_many_small_ones(grove: Grove) -> None:
    files = {f"{number % 7}/{number}": b"%d" % number for number in range(350)}
    await unpack(grove, zipped(files))
    found = await whole(grove, "~/a")
    assert {name: data for name, data in found.items() if not name.endswith("/")} == files


async def test_links_and_devices_are_left_out_and_told(grove: Grove) -> None:
    kinds = {
        "sym": tarfile.SYMTYPE,
        "hard": tarfile.LNKTYPE,
        "dev": tarfile.CHRTYPE,
        "fifo": tarfile.FIFOTYPE,
    }
    await grove.write("~/a.tar", tarred({"f": b"1"}, kinds=kinds))
    made = await grove.files.extraction.unpack(ANN, "~/a.tar", None)
    told = {one.path: one.kind for one in made.skipped}
    assert told == {"sym": "link", "hard": "link", "dev": "device", "fifo": "device"}
    await grove.write("~/b.zip", zipped({"f": b"1"}, links={"l": "/etc/passwd"}))
    made = await grove.files.extraction.unpack(ANN, "~/b.zip", None)
    assert [one.path for one in made.skipped] == ["l"]
    assert await whole(grove, "~/b") == {"f": b"1"}


HOSTILE: dict[str, tuple[Callable[[], bytes], type[IngleError]]] = {
    "up": (lambda: zipped({"f": b"1", "../../etc/passwd": b"x"}), ArchiveUnsafeError),
    "absolute": (lambda: tarred({"f": LARGE, "/etc/passwd": b"x"}), ArchiveUnsafeError),
    "control": (lambda: zipped({"f": b"1", "a\nb": b"x"}), FileNameInvalidError),
    "direction": (lambda: tarred({"f": b"1", "\u202egpj.exe": b"x"}), FileNameInvalidError),
    "not utf-8": (lambda: tarred({"f": b"1", "a\udcff": b"x"}), ArchiveInvalidError),
    "twice": (lambda: tarred({"a\u0308": b"1", "\u00e4": b"2"}), ArchiveInvalidError),
    "file in a file": (lambda: zipped({"a": LARGE, "a/b": b"2"}), ArchiveInvalidError),
    "bomb": (lambda: zipped({"zeros": bytes(100 * MIB)}, level=9), ArchiveTooLargeError),
    "no archive": (lambda: b"hello" * 10_000, ArchiveInvalidError),
    "empty": (lambda: b"", ArchiveInvalidError),
    "cut": (lambda: zipped({"a": LARGE, "b": LARGE})[:-30], ArchiveInvalidError),
    "cut tar": (lambda: tarred({"a": LARGE, "b": LARGE}, mode="w:gz")[:70_000], ArchiveInvalidError),
    "damaged": (lambda: zipped({"a": LARGE}).replace(LARGE[100:110], b"0123456789"), ArchiveInvalidError),
}


@pytest.mark.parametrize("case", HOSTILE)
async def test_what_means_harm_or_is_damaged_leaves_nothing(grove: Grove, case: str) -> None:
    make, error = HOSTILE[case]
    data = make()
    await grove.write("~/a.zip", data)
    used = grove.used()
    with pytest.raises(error):
        await grove.files.extraction.unpack(ANN, "~/a.zip", "~/new")
    assert grove.used() == used
    assert "new" not in await grove.names("~")
    assert rows(grove, "uploads") == rows(grove, "upload_parts") == 0
    await grove.keeper.tidy()
    assert len(await grove.large.keys()) == (len(data) > 16384)


async def test_storage_holds(grove: Grove) -> None:
    grove.allowance.mib = 2
    files = {f"{number}": LARGE for number in range(20)}
    await grove.write("~/a.zip", zipped(files))
    with pytest.raises(StorageFullError):
        await grove.files.extraction.unpack(ANN, "~/a.zip", None)
    assert "a" not in await grove.names("~")
    assert rows(grove, "upload_parts") == 0


async def test_a_store_that_fails_leaves_nothing(grove: Grove) -> None:
    await grove.write("~/a.zip", zipped({"small": b"1", "large": LARGE}))
    true = grove.large.write

    async def broken(*_: object) -> None:
        raise ByteStoreError("full")

    grove.large.write = broken  # type: ignore[method-assign, assignment]
    with pytest.raises(ByteStoreError):
        await grove.files.extraction.unpack(ANN, "~/a.zip", None)
    grove.large.write = true  # type: ignore[method-assign]
    assert rows(grove, "upload_parts") == 0
    assert "a" not in await grove.names("~")


async def test_only_what_one_may(grove: Grove) -> None:
    await grove.write("~/a.zip", zipped({"f": b"1"}))
    with pytest.raises(EntryNotFoundError):
        await grove.files.extraction.unpack(BOB, "/ann/a.zip", "~")
    with pytest.raises(EntryNotFoundError):
        await grove.files.extraction.unpack(ANN, "~/a.zip", "/bob")
    with pytest.raises(NotFileError):
        await grove.files.extraction.unpack(ANN, "~/Documents", None)


def rows(grove: Grove, table: str) -> int:
    query = sa.select(sa.func.count()).select_from(sa.table(table))
    return grove.db.read_now(lambda c: c.execute(query).scalar_one())
