"""What is needed for what, what is kept and what is allowed."""

from typing import Any

import pytest

from ingle.accounts import Mode
from ingle.base.units import MIB
from ingle.files.errors import StorageFullError
from ingle.files.model import Entry, Happening, Lineage, Step
from ingle.files.policy import (
    NEEDED,
    check_storage,
    in_trash,
    keeps_version,
    mode_of_app,
    store_for,
    told_as,
    version_horizon,
)
from ingle.files.settings import FileSettings, S3Settings

MINUTE = 60_000_000


def lineage(*names: str) -> Lineage:
    return tuple(Step(f"ent_{number}", name) for number, name in enumerate(("", *names)))


def file(**changes: Any) -> Entry:
    plain = Entry("e", "t", "p", "n", "file", 1, "c", None, "", 0, 0, False, None, None, None, None)
    return plain._replace(**changes)


def test_looking_needs_less_than_reading_and_that_less_than_writing() -> None:
    assert NEEDED["stat"] < NEEDED["list"] < NEEDED["read"] < NEEDED["write"]
    assert {NEEDED[what] for what in ("add", "write", "move", "remove")} == {Mode.WRITE}


@pytest.mark.parametrize(("size", "store"), [(0, "rows"), (16384, "rows"), (16385, "disk"), (10**12, "disk")])
def test_which_store(size: int, store: str) -> None:
    assert store_for(size, FileSettings()) == store


@pytest.mark.parametrize(
    ("entry", "now", "settings", "kept"),
    [
        (file(), MINUTE, FileSettings(), True),
        (file(), MINUTE - 1, FileSettings(), False),
        (file(size=0), MINUTE, FileSettings(), False),
        (file(), MINUTE, FileSettings(versions=0), False),
        (file(modified_us=2 * MINUTE), MINUTE, FileSettings(), False),  # of the future
    ],
)
def test_what_becomes_a_version(entry: Entry, now: int, settings: FileSettings, kept: bool) -> None:
    assert keeps_version(entry, now, settings) is kept


def test_versions_have_an_age() -> None:
    assert version_horizon(31 * 24 * 60 * MINUTE, FileSettings()) == 24 * 60 * MINUTE


@pytest.mark.parametrize(
    ("names", "mode"),
    [
        ((), Mode.SEE),
        (("AppData",), Mode.SEE),
        (("AppData", "app_one"), Mode.WRITE),
        (("AppData", "app_one", "x", "y"), Mode.WRITE),
        (("AppData", "app_two"), None),
        (("Documents",), None),
        (("Documents", "app_one"), None),
        (("x", "AppData", "app_one"), None),
    ],
)
def test_what_an_app_may_by_itself(names: tuple[str, ...], mode: Mode | None) -> None:
    assert mode_of_app(lineage(*names), "app_one") == mode


@pytest.mark.parametrize(
    ("names", "there"),
    [((), False), (("Trash",), False), (("Trash", "a"), True), (("a", "Trash", "b"), False)],
)
def test_in_the_trash(names: tuple[str, ...], there: bool) -> None:
    assert in_trash(lineage(*names)) is there


@pytest.mark.parametrize(
    ("used", "added", "limit"), [(MIB, 1, 1), (5 * MIB, 0, 1), (5 * MIB, -1, 1), (10**15, 9, 0)]
)
def test_room(used: int, added: int, limit: int) -> None:
    check_storage(used, added, limit)


def test_no_room() -> None:
    with pytest.raises(StorageFullError) as refused:
        check_storage(MIB + 1, 1, 1)
    assert refused.value.fields == {"limit_mib": 1, "used_bytes": MIB}


@pytest.mark.parametrize(
    ("happened", "saw", "sees", "told"),
    [
        (Happening.MOVED, True, True, Happening.MOVED),
        (Happening.MOVED, True, False, Happening.REMOVED),
        (Happening.MOVED, False, True, Happening.ADDED),
        (Happening.ADDED, True, True, Happening.ADDED),
        (Happening.REMOVED, True, True, Happening.REMOVED),
    ],
)
def test_a_change_is_to_each_what_they_see_of_it(
    happened: Happening, saw: bool, sees: bool, told: Happening
) -> None:
    assert told_as(happened, saw, sees) is told


FAR, VAST = S3Settings("b", from_bytes=100_000), S3Settings("b", from_bytes=10_000_000)


@pytest.mark.parametrize(
    ("size", "stores", "store"),
    [
        (16_384, {"far": S3Settings("b")}, "rows"),
        (16_385, {"far": S3Settings("b")}, "far"),
        (99_999, {"far": FAR, "vast": VAST}, "disk"),
        (100_000, {"far": FAR, "vast": VAST}, "far"),
        (10_000_000, {"far": FAR, "vast": VAST}, "vast"),
        (None, {"far": FAR, "vast": VAST}, "vast"),
        (None, {}, "disk"),
    ],
)
def test_a_content_goes_where_the_largest_of_its_kind_begin(
    size: int | None, stores: dict[str, S3Settings], store: str
) -> None:
    assert store_for(size, FileSettings(stores=stores)) == store


@pytest.mark.parametrize(
    "changed",
    [
        {"bucket": ""},
        {"endpoint": "https://me:secret@h"},
        {"endpoint": "s3.example.org"},
        {"part_mib": 4},
        {"part_mib": 2000},
        {"from_bytes": -1},
    ],
)
def test_what_no_store_can_be(changed: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"store|endpoint|parts|bytes"):
        S3Settings(**{"bucket": "b", **changed})


@pytest.mark.parametrize("name", ["rows", "disk", "", "Far", "far away", "../far"])
def test_what_no_store_can_be_called(name: str) -> None:
    with pytest.raises(ValueError, match="cannot be a store's name"):
        FileSettings(stores={name: S3Settings("b")})
