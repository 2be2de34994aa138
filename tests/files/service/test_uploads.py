"""Files that come in parts."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from typing import Any

import anyio
import pytest
import sqlalchemy as sa

from ingle.base.errors import InvalidError
from ingle.base.units import MIB
from ingle.files.errors import (
    AccessDeniedError,
    ByteStoreError,
    ContentMismatchError,
    EntryExistsError,
    EntryNotFoundError,
    FileNameInvalidError,
    PartTooLargeError,
    StorageFullError,
    TooManyUploadsError,
    UploadClosedError,
    UploadIncompleteError,
    UploadNotFoundError,
)
from ingle.files.model import Part
from ingle.files.service import Terms
from support.trees import ANN, BOB, Grove, pieces

pytestmark = pytest.mark.usefixtures("bucket")

LARGE = bytes(range(256)) * 200  # more than what lies in the database


async def start(grove: Grove, path: str = "~/a", size: int | None = None, **more: Any) -> str:
    hashed = more.pop("sha256", None)
    upload = await grove.files.uploads.start(ANN, path, Terms(**more), size=size, sha256=hashed)
    return upload.id


async def put(grove: Grove, upload: str, number: int, data: bytes) -> Part:
    return await grove.files.uploads.put_part(ANN, upload, number, pieces(data))


@pytest.mark.parametrize(
    "parts",
    [{}, {1: b""}, {1: b"small"}, {1: LARGE}, {1: b"a", 2: b"b"}, {3: LARGE, 1: b"first", 2: LARGE}],
    ids=["none", "empty", "small", "large", "two", "any order"],
)
async def test_a_file_is_its_parts_in_order(grove: Grove, parts: dict[int, bytes]) -> None:
    whole = b"".join(parts[number] for number in sorted(parts))
    upload = await start(grove, size=len(whole), sha256=sha256(whole).digest())
    for number, data in parts.items():
        made = await put(grove, upload, number, data)
        assert (made.size, made.sha256) == (len(data), sha256(data).digest())
    with pytest.raises(EntryNotFoundError):
        await grove.read("~/a")
    outcome = await grove.files.uploads.complete(ANN, upload)
    assert outcome.created
    assert await grove.read("~/a") == whole
    assert grove.used() == (len(whole), 9)
    await grove.keeper.tidy()
    assert len(await grove.large.keys()) == (len(whole) > 16384)


async def test_what_has_come_is_told_and_may_be_sent_again(grove: Grove) -> None:
    upload = await start(grove)
    await put(grove, upload, 2, b"22")
    await put(grove, upload, 1, LARGE)
    await put(grove, upload, 1, b"1")
    found = await grove.files.uploads.get(ANN, upload)
    assert [(part.number, part.size) for part in found.parts] == [(1, 1), (2, 2)]
    assert found.upload.received == 3
    assert grove.used() == (0, 8)  # and counts every content rightly
    await grove.files.uploads.complete(ANN, upload)
    assert await grove.read("~/a") == b"122"


async def test_completing_again_answers_the_same_and_nothing_is_added(grove: Grove) -> None:
    upload = await start(grove)
    await put(grove, upload, 1, b"1")
    first = await grove.files.uploads.complete(ANN, upload)
    again = await grove.files.uploads.complete(ANN, upload)
    assert again.place.entry == first.place.entry
    assert not again.created
    for wrong in (put(grove, upload, 2, b"2"), grove.files.uploads.abort(ANN, upload)):
        with pytest.raises(UploadClosedError):
            await wrong
    assert (await grove.files.uploads.list(ANN, after=None, limit=9)).items == []


async def test_of_many_who_complete_at_once_one_file_comes(grove: Grove) -> None:
    upload = await start(grove)
    for number in (1, 2):
        await put(grove, upload, number, LARGE)
    done: list[str] = []

    async def complete() -> None:
        try:
            done.append((await grove.files.uploads.complete(ANN, upload)).place.entry.id)
        except UploadClosedError:
            return

    async with anyio.create_task_group() as group:
        for _ in range(5):
            group.start_soon(complete)
    assert len(set(done)) == 1
    assert grove.used() == (2 * len(LARGE), 9)
    await grove.keeper.tidy()
    assert len(await grove.large.keys()) == 1


async def test_what_is_missing_is_told(grove: Grove) -> None:
    upload = await start(grove, size=3)
    await put(grove, upload, 2, b"22")
    with pytest.raises(UploadIncompleteError) as missing:
        await grove.files.uploads.complete(ANN, upload)
    assert missing.value.fields == {"missing": "1"}
    await put(grove, upload, 1, b"")
    with pytest.raises(UploadIncompleteError) as short:
        await grove.files.uploads.complete(ANN, upload)
    assert short.value.fields == {"received_bytes": 2}


async def test_more_than_was_announced_is_refused_as_it_comes(grove: Grove) -> None:
    upload = await start(grove, size=100_000)
    await put(grove, upload, 1, b"x" * 60_000)
    with pytest.raises(PartTooLargeError):
        await put(grove, upload, 2, b"x" * 60_000)
    taken = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal taken
        while True:
            taken += 10_000
            yield b"x" * 10_000

    with pytest.raises(PartTooLargeError):
        await grove.files.uploads.put_part(ANN, upload, 3, endless())
    assert taken <= 120_000
    for number in (0, 10_001):
        with pytest.raises(InvalidError):
            await put(grove, upload, number, b"x")
    assert (await grove.files.uploads.get(ANN, upload)).upload.received == 60_000
    assert len(await grove.large.keys()) == 1


async def test_what_is_not_what_was_announced_is_no_file(grove: Grove) -> None:
    for data in (b"other", LARGE):
        upload = await start(grove, sha256=sha256(b"this").digest())
        await put(grove, upload, 1, data)
        await put(grove, upload, 2, data)
        with pytest.raises(ContentMismatchError):
            await grove.files.uploads.complete(ANN, upload)
    assert "a" not in await grove.names("~")
    assert len(await grove.large.keys()) == 2  # the parts; what was joined is gone


async def test_terms_hold_at_the_start_and_at_the_end(grove: Grove) -> None:
    with pytest.raises(EntryNotFoundError):
        await start(grove, "~/no/a")
    with pytest.raises(FileNameInvalidError):
        await start(grove, "~/a\n")
    with pytest.raises(EntryNotFoundError):
        await start(grove, "/bob/a")
    upload = await start(grove, "~/x/a", parents=True, new=True)
    await put(grove, upload, 1, LARGE)
    await grove.write("~/x/a", b"there first", parents=True)
    with pytest.raises(EntryExistsError):
        await start(grove, "~/x/a", new=True)
    with pytest.raises(EntryExistsError):
        await grove.files.uploads.complete(ANN, upload)
    await grove.files.shaping.remove(ANN, "~/x/a")
    await grove.files.uploads.complete(ANN, upload)  # nothing of it was lost
    assert await grove.read("~/x/a") == LARGE
    other = await start(grove, "~/x/a", dedupe=True)
    assert (await grove.files.uploads.complete(ANN, other)).place.entry.name == "a (1)"


async def test_storage_is_kept_free_for_what_is_announced(grove: Grove) -> None:
    grove.allowance.mib = 1
    first = await start(grove, "~/a", size=MIB // 2)
    await start(grove, "~/b", size=MIB // 2)
    with pytest.raises(StorageFullError):
        await start(grove, "~/c", size=1)
    unknown = await start(grove, "~/d")
    with pytest.raises(StorageFullError):
        await put(grove, unknown, 1, b"x")
    await grove.files.uploads.abort(ANN, first)
    await put(grove, unknown, 1, b"x" * (MIB // 2))
    with pytest.raises(StorageFullError):
        await put(grove, unknown, 2, b"x")
    await grove.files.uploads.complete(ANN, unknown)
    assert grove.used()[0] == MIB // 2


async def test_storage_is_exact_at_the_end(grove: Grove) -> None:
    grove.allowance.mib = 1
    upload = await start(grove, "~/a", size=MIB // 2)
    await put(grove, upload, 1, b"x" * (MIB // 2))
    await grove.write("~/b", b"x" * (MIB // 2 + 1))
    with pytest.raises(StorageFullError):
        await grove.files.uploads.complete(ANN, upload)
    await grove.files.shaping.remove(ANN, "~/b")
    await grove.files.uploads.complete(ANN, upload)
    assert grove.used()[0] == MIB // 2


async def test_a_file_gives_way_to_one_as_large_within_the_limit(grove: Grove) -> None:
    grove.allowance.mib = 1
    await grove.write("~/a", b"x" * MIB)
    upload = await start(grove, "~/a", size=MIB)
    await put(grove, upload, 1, b"y" * MIB)
    await grove.files.uploads.complete(ANN, upload)
    assert grove.used()[0] == MIB


async def test_of_others_there_is_nothing(grove: Grove) -> None:
    upload = await start(grove)
    app = replace(ANN, via="app", app_id="app_1")
    for caller in (BOB, app, replace(ANN, restricted=True, credential_id="tok_1")):
        uploads = grove.files.uploads
        assert (await uploads.list(caller, after=None, limit=9)).items == []
        for act in (
            uploads.get(caller, upload),
            uploads.put_part(caller, upload, 1, pieces(b"x")),
            uploads.complete(caller, upload),
            uploads.abort(caller, upload),
        ):
            with pytest.raises(UploadNotFoundError):
                await act
    with pytest.raises((EntryNotFoundError, AccessDeniedError)):
        await grove.files.uploads.start(app, "~/Documents/a", Terms())
    assert await grove.large.keys() == set()


async def test_a_part_that_fails_leaves_the_one_before(grove: Grove) -> None:
    upload = await start(grove)
    await put(grove, upload, 1, LARGE)

    async def broken() -> AsyncIterator[bytes]:
        yield LARGE
        raise ConnectionError

    with pytest.raises(ConnectionError):
        await grove.files.uploads.put_part(ANN, upload, 1, broken())
    assert len(await grove.large.keys()) == 1
    grove.large.broken = True
    with pytest.raises(ByteStoreError):
        await put(grove, upload, 2, LARGE)
    grove.large.broken = False
    await grove.files.uploads.complete(ANN, upload)
    assert await grove.read("~/a") == LARGE


async def test_what_is_given_up_or_forgotten_goes(grove: Grove) -> None:
    given_up, forgotten, minded = (
        await start(grove, "~/a"),
        await start(grove, "~/b"),
        await start(grove, "~/c"),
    )
    for upload in (given_up, forgotten, minded):
        await put(grove, upload, 1, LARGE)
    await grove.files.uploads.abort(ANN, given_up)
    grove.clock.move(timedelta(days=6))
    await put(grove, minded, 2, b"still there")
    await grove.keeper.tidy()
    assert len(await grove.large.keys()) == 2
    grove.clock.move(timedelta(days=2))
    await grove.keeper.tidy()
    for upload in (given_up, forgotten):
        with pytest.raises(UploadNotFoundError):
            await grove.files.uploads.get(ANN, upload)
    assert len(await grove.large.keys()) == 1
    await grove.files.uploads.complete(ANN, minded)
    assert grove.used()[0] == len(LARGE) + 11


async def test_parts_are_no_orphans_until_their_tree_goes(grove: Grove) -> None:
    upload = await start(grove)
    await put(grove, upload, 1, LARGE)
    await put(grove, upload, 2, b"small")
    await grove.keeper.sweep(1 << 60)
    assert len(await grove.large.keys()) == 1
    grove.db.write_now(lambda c: c.execute(sa.text("DELETE FROM trees WHERE id = 'usr_ann'")))
    await grove.keeper.tidy()
    assert await grove.large.keys() == set()
    assert [kept async for kept in grove.rows.list()] == []


async def test_there_is_an_end_to_how_many_one_begins(db: Any) -> None:
    from ingle.files import FileSettings
    from support.trees import add_people

    add_people(db)
    grove = Grove(db, settings=FileSettings(uploads=2))
    begun = []
    for _ in range(2):
        grove.clock.move(timedelta(seconds=1))  # the newest is told by its id, which begins with the time
        begun.append(await start(grove))
    with pytest.raises(TooManyUploadsError):
        await start(grove)
    assert [one.id for one in (await grove.files.uploads.list(ANN, after=None, limit=1)).items] == begun[1:]
    page = await grove.files.uploads.list(ANN, after=begun[1], limit=1)
    assert ([one.id for one in page.items], page.cursor) == (begun[:1], None)
    await grove.files.uploads.abort(ANN, begun[0])
    await start(grove)


async def test_how_far_it_is_is_told_to_its_uploader(grove: Grove) -> None:
    with grove.bus.subscribe(lambda fact: fact.type == "file.upload") as heard:
        upload = await start(grove, size=2)
        await put(grove, upload, 1, b"22")
        await grove.files.uploads.complete(ANN, upload)
        await grove.files.uploads.abort(ANN, await start(grove))
        facts = [await anext(heard) for _ in range(5)]
    assert {fact.owner for fact in facts} == {ANN.user_id}
    told = [(fact.data.state, fact.data.received_bytes) for fact in facts]
    assert told == [("open", 0), ("open", 2), ("complete", 2), ("open", 0), ("aborted", 0)]
