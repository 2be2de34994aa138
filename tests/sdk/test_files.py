"""Files, one at a time."""

from pathlib import Path

import pytest

from ingle.sdk.errors import ConflictError, NotFoundError
from ingle.sdk.sync.machines import Machine
from support.standin.server import StandIn


@pytest.fixture
def root(daemon: StandIn) -> Path:
    """The machine's root, which is a folder here."""
    return daemon.world.folder(daemon.world.machine("one"))


def test_files_are_written_read_and_listed(one: Machine, root: Path) -> None:
    written = one.files.write("/note", "hello", mode=0o600)
    assert (written.size, written.mode) == (5, 0o600)
    assert one.files.read("/note") == b"hello"
    one.files.mkdir("/a/b", parents=True)
    one.files.move("/note", "/a/note")
    assert [entry.name for entry in one.files.list("/a")] == ["b", "note"]
    one.files.remove("/a", recursive=True)
    assert not one.files.exists("/a")
    with pytest.raises(NotFoundError):
        one.files.read("/a/note")
    (root / "x").mkdir()
    with pytest.raises(ConflictError):
        one.files.mkdir("/x")


def test_a_part_of_a_file_comes_in_pieces(one: Machine) -> None:
    one.files.write("/big", bytes(range(256)) * 1000)
    assert b"".join(one.files.chunks("/big", offset=10, length=5)) == bytes(range(10, 15))
    assert sum(map(len, one.files.chunks("/big"))) == 256_000


def test_names_of_any_bytes_reach_the_machine(one: Machine, root: Path) -> None:
    name = "sp ace%&?#+é"
    one.files.write(f"/{name}", b"x")
    assert (root / name).read_bytes() == b"x"
