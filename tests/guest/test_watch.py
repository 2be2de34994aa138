"""The method watch: what changes is told as it is, whole and in order, and what cannot be told is owned up to."""

from __future__ import annotations

import os
import struct
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from guest.wire import CLOSE, CREDIT, DATA, Host, RefusedError

if TYPE_CHECKING:
    from pathlib import Path

    from guest.conftest import Agent

Change = dict[str, Any]


class Watch:
    """A watch as its host sees it."""

    def __init__(self, host: Host, path: Path, *, grant: bool = True, **parameters: object) -> None:
        self.host = host
        self.grant = grant
        self.stream = host.open("watch", path=os.fsencode(path), **parameters)
        host.opened(self.stream)
        self.unread: list[Change] = []

    def next(self) -> Change:
        while not self.unread:
            frame = self.host.next(self.stream)
            if frame.kind == CLOSE:
                raise RefusedError(frame.body["error"])
            assert frame.kind == DATA
            self.unread += msgspec.msgpack.decode(frame.payload[4:])
            assert struct.unpack_from("<I", frame.payload)[0] == len(frame.payload) - 4
            if self.grant:
                self.host.send(CREDIT, self.stream, struct.pack("<I", len(frame.payload)))
        return self.unread.pop(0)

    def until(self, kind: str, path: Path) -> list[Change]:
        """The changes up to this one."""
        seen: list[Change] = []
        while not seen or (seen[-1]["kind"], seen[-1].get("path")) != (kind, os.fsencode(path)):
            seen.append(self.next())
        return seen


def change(kind: str, path: Path, to: Path | None = None, *, directory: bool = False) -> Change:
    made: Change = {"kind": kind, "path": os.fsencode(path)}
    if to is not None:
        made["to"] = os.fsencode(to)
    return made | ({"directory": True} if directory else {})


def test_what_happens_to_entries_is_told(agent: Agent, host: Host) -> None:
    watch = Watch(host, agent.folder)
    file, other = agent.folder / os.fsdecode(b"f\xff"), agent.folder / "g"
    file.touch()
    assert watch.until("created", file) == [change("created", file)]
    file.write_text("x")
    assert change("modified", file) in watch.until("modified", file)
    file.chmod(0o600)
    assert watch.until("attributes", file)
    file.rename(other)
    assert watch.until("moved", file)[-1] == change("moved", file, other)
    other.unlink()
    assert watch.until("removed", other)[-1] == change("removed", other)
    (agent.folder / "d").mkdir()
    assert watch.next() == change("created", agent.folder / "d", directory=True)


def test_without_recursive_what_lies_below_is_silent(agent: Agent, host: Host) -> None:
    below, beside = agent.folder / "d", agent.folder / "end"
    below.mkdir()
    watch = Watch(host, agent.folder)
    (below / "f").touch()
    beside.touch()
    assert watch.next() == change("created", beside)


def test_recursive_follows_directories_wherever_they_go(agent: Agent, host: Host, tmp_path: Path) -> None:
    root, outside = agent.folder, tmp_path / "outside"
    (root / "a/b").mkdir(parents=True)
    (outside / "full/deep").mkdir(parents=True)
    (outside / "full/deep/file").touch()
    watch = Watch(host, root, recursive=True)
    (root / "a/b/f").touch()
    assert watch.next() == change("created", root / "a/b/f")
    (root / "a").rename(root / "c")
    assert watch.next() == change("moved", root / "a", root / "c", directory=True)
    (root / "c/b/g").touch()
    assert watch.next() == change("created", root / "c/b/g")
    (outside / "full").rename(root / "in")
    watch.until("created", root / "in/deep/file")
    (root / "in/deep/more").touch()
    watch.until("created", root / "in/deep/more")
    (root / "c").rename(outside / "away")
    assert watch.until("removed", root / "c")[-1] == change("removed", root / "c", directory=True)
    (outside / "away/b/h").touch()
    (root / "end").touch()
    assert watch.next() == change("created", root / "end")


def test_directories_made_quickly_are_told_to_the_bottom(agent: Agent, host: Host) -> None:
    watch = Watch(host, agent.folder, recursive=True)
    deep = agent.folder / "/".join("abcdefgh")
    deep.mkdir(parents=True)
    (deep / "f").touch()
    watch.until("created", deep / "f")
    (deep / "g").touch()
    watch.until("created", deep / "g")


@pytest.mark.parametrize("how", ["removed", "moved"])
def test_the_end_of_what_is_watched_ends_the_watch(agent: Agent, host: Host, how: str) -> None:
    root = agent.folder / "root"
    root.mkdir()
    watch = Watch(host, root, recursive=True)
    if how == "removed":
        root.rmdir()
    else:
        root.rename(agent.folder / "elsewhere")
    with pytest.raises(RefusedError) as refusal:
        watch.next()
    assert refusal.value.code == "gone"


def test_a_file_alone(agent: Agent, host: Host) -> None:
    file = agent.folder / "f"
    file.touch()
    watch = Watch(host, file)
    file.write_text("x")
    assert watch.next() == change("modified", file)
    file.unlink()
    with pytest.raises(RefusedError) as refusal:
        watch.until("removed", file)
    assert refusal.value.code == "gone"


def test_what_is_not_there(host: Host, tmp_path: Path) -> None:
    with pytest.raises(RefusedError) as refusal:
        Watch(host, tmp_path / "nothing")
    assert refusal.value.code == "not_found"


def test_a_slow_reader_is_told_that_it_missed_something(agent: Agent, host: Host) -> None:
    watch = Watch(host, agent.folder, grant=False, recursive=True)
    name = agent.folder / ("n" * 200)
    for _ in range(10_000):  # 20,000 changes: more than credit and the kernel hold
        name.mkdir()
        name.rmdir()
    frame = host.next(watch.stream)
    sent = len(frame.payload)
    while sent + 32768 < 262144:
        sent += len(host.next(watch.stream).payload)
    host.send(CREDIT, watch.stream, struct.pack("<I", 2**31))
    while (seen := watch.next())["kind"] != "overflow":
        assert seen["kind"] in ("created", "removed")
    (agent.folder / "d/e").mkdir(parents=True)  # what comes after it is told as ever
    watch.until("created", agent.folder / "d/e")


def test_more_directories_than_can_be_watched(agent: Agent, host: Host) -> None:
    for number in range(8192):
        (agent.folder / str(number)).mkdir()
    with pytest.raises(RefusedError) as refusal:
        Watch(host, agent.folder, recursive=True)
    assert refusal.value.code == "too_large"
    (agent.folder / "0").rmdir()
    watch = Watch(host, agent.folder, recursive=True)
    (agent.folder / "one/more").mkdir(parents=True)
    with pytest.raises(RefusedError) as later:
        watch.until("created", agent.folder / "one/more/never")
    assert later.value.code == "too_large"


def test_so_many_watches_and_no_more(agent: Agent, host: Host) -> None:
    watches = [Watch(host, agent.folder) for _ in range(64)]
    with pytest.raises(RefusedError) as refusal:
        Watch(host, agent.folder)
    assert refusal.value.code == "busy"
    host.send(CLOSE, watches[0].stream, {})
    Watch(host, agent.folder)


def test_a_new_link_ends_it_and_gives_its_place_back(agent: Agent, host: Host) -> None:
    for _ in range(64):
        Watch(host, agent.folder)
    agent.drop(host)
    later = Watch(agent.connect(fresh=False), agent.folder)
    (agent.folder / "f").touch()
    assert later.next() == change("created", agent.folder / "f")
