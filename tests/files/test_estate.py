"""A person's tree, taken along and removed."""

import json
from collections.abc import Mapping

import pytest

from ingle.accounts import Holder, HolderKind, Mode, store
from ingle.accounts.model import Grant
from ingle.base.clock import ManualClock
from ingle.files import FileEstate, estate
from ingle.files.service import Terms
from ingle.files.store import trees
from support.trees import ANN, BOB, Grove, pieces

LARGE = b"large" * 10_000


@pytest.fixture
def files(grove: Grove) -> FileEstate:
    return FileEstate(db=grove.db, access=grove.access, stores=grove.stores)


async def exported(files: FileEstate) -> Mapping[str, bytes]:
    return {
        path: b"".join([piece async for piece in content])
        async for path, content in files.export(ANN.user_id)
    }


async def planted(grove: Grove) -> None:
    """A tree with something of each kind in it."""
    await grove.write("~/Documents/deep/er/a.txt", b"a", parents=True)
    await grove.write("~/Documents/large.bin", LARGE)
    await grove.write("~/old", b"before")
    grove.clock.move(grove.settings.version_gap)
    await grove.write("~/old", b"after")
    await grove.files.shaping.copy(ANN, "~/Documents/large.bin", "~/Pictures")
    await grove.files.shaping.shortcut(ANN, "~/short", "~/old")
    await grove.files.shaping.set_metadata(ANN, "~/old", {"stars": 5})
    await grove.write("~/gone", b"gone")
    await grove.files.trash.put(ANN, "~/gone")


async def test_all_files_are_taken_along_at_their_paths(
    grove: Grove, files: FileEstate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(estate, "READ_BATCH", 2)  # so that lists have several parts
    await planted(grove)
    found = dict(await exported(files))
    listed = {one["path"]: one for one in map(json.loads, found.pop("entries.jsonl").splitlines())}
    assert found == {
        "tree/Documents/deep/er/a.txt": b"a",
        "tree/Documents/large.bin": LARGE,
        "tree/Pictures/large.bin": LARGE,
        "tree/Trash/gone": b"gone",
        "tree/old": b"after",
    }
    assert {path.removeprefix("tree") for path in found} < set(listed)
    assert listed["/old"]["metadata"] == {"stars": 5}
    assert listed["/short"]["target_id"] == listed["/old"]["id"]
    assert listed["/Trash/gone"]["trashed_name"] == "gone"
    assert listed["/Documents/deep"]["kind"] == "directory"


async def test_who_never_had_a_tree_takes_nothing_along(files: FileEstate) -> None:
    assert await exported(files) == {}
    await files.remove(ANN.user_id)


async def test_what_is_overwritten_meanwhile_is_taken_as_it_is_now(grove: Grove, files: FileEstate) -> None:
    await grove.write("~/a", LARGE)
    found = {}
    async for path, content in files.export(ANN.user_id):
        if path == "entries.jsonl":
            await grove.write("~/a", b"now")
            await grove.keeper.tidy()
            continue
        found[path] = b"".join([piece async for piece in content])
    assert found == {"tree/a": b"now"}


async def test_a_tree_goes_in_parts_and_nothing_else_with_it(
    grove: Grove, files: FileEstate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(estate, "REMOVE_BATCH", 3)
    await planted(grove)
    await grove.write("~/mine", LARGE, caller=BOB)
    shared = (await grove.files.looking.stat(ANN, "~/Documents/large.bin")).entry.id
    give(grove, shared)
    while await grove.db.write(lambda c: files._remove_some(c, ANN.user_id)):
        grove.used()
    assert grove.used() == (0, -1)  # the root, which is not counted, went as well
    await files.remove(ANN.user_id)
    assert grove.db.read_now(lambda c: trees.find(c, ANN.user_id)) is None
    assert not grove.db.read_now(lambda c: files.holds(c, ANN.user_id))
    assert grove.db.read_now(lambda c: store.grants_on(c, "entry", [shared])) == []
    await grove.keeper.tidy()
    assert len(await grove.large.keys()) == 1
    assert await grove.read("~/mine", caller=BOB) == LARGE
    assert grove.used(BOB)[0] == len(LARGE)
    await files.remove(ANN.user_id)


def give(grove: Grove, entry: str) -> None:
    grant = Grant(
        "gnt_1",
        ANN.user_id,
        Holder(HolderKind.USER, BOB.user_id),
        "entry",
        entry,
        Mode.READ,
        ManualClock().now(),
    )
    grove.db.write_now(lambda c: store.put_grant(c, grant))


async def test_a_file_that_comes_late_keeps_the_tree(grove: Grove, files: FileEstate) -> None:
    """A request that was let in before its person left."""
    await grove.write("~/a")
    await files.remove(ANN.user_id)
    late = grove.service()
    await late.looking.stat(ANN, "~")  # plants it again
    assert grove.db.read_now(lambda c: files.holds(c, ANN.user_id))
    await files.remove(ANN.user_id)
    assert not grove.db.read_now(lambda c: files.holds(c, ANN.user_id))


async def test_what_is_on_its_way_goes_as_well(grove: Grove, files: FileEstate) -> None:
    upload = await grove.files.uploads.start(ANN, "~/a", Terms())
    await grove.files.uploads.put_part(ANN, upload.id, 1, pieces(LARGE))
    await files.remove(ANN.user_id)
    assert not grove.db.read_now(lambda c: files.holds(c, ANN.user_id))
    await grove.keeper.tidy()
    assert await grove.large.keys() == set()
