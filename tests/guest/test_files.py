"""Files: read in ranges, written whole or not at all, listed in batches."""

import os
import struct
from pathlib import Path

import pytest

from guest.conftest import Agent
from guest.wire import CLOSE, CREDIT, DATA, EOF, MESSAGE, Host, RefusedError


@pytest.fixture
def folder(agent: Agent) -> Path:
    return agent.folder


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def raw(path: Path) -> bytes:
    return os.fsencode(path)


def write(host: Host, path: Path, content: bytes, **parameters: object) -> dict[str, object]:
    stream = host.open("write", path=raw(path), **parameters)
    host.opened(stream)
    for at in range(0, len(content), 65536):
        host.send(DATA, stream, content[at : at + 65536])
    host.send(EOF, stream)
    return host.collect(stream, {}).closed


def read(host: Host, path: Path, **parameters: object) -> bytes:
    stream = host.open("read", path=raw(path), **parameters)
    result = host.collect(stream, host.opened(stream))
    assert result.closed == {"size": len(result.out[0])}
    return bytes(result.out[0])


def entries(host: Host, path: Path) -> list[dict[str, object]]:
    stream = host.open("list", path=raw(path))
    result = host.collect(stream, host.opened(stream))
    return [entry for message in result.messages for entry in message["entries"]]


def test_what_is_written_is_read(host: Host, folder: Path) -> None:
    content = os.urandom(200_000)
    made = write(host, folder / "a", content)
    assert (made["type"], made["size"], made["mode"]) == ("file", 200_000, 0o100644)
    assert (folder / "a").read_bytes() == content
    assert read(host, folder / "a") == content
    assert read(host, folder / "a", offset=199_990) == content[-10:]
    assert read(host, folder / "a", offset=5, limit=7) == content[5:12]
    assert read(host, folder / "a", offset=300_000) == b""
    assert read(host, folder / "a", limit=0) == b""
    assert read(host, Path("/proc/self/comm")) != b"", "a file that does not know its size"


def test_a_reader_without_credit_gets_no_more(host: Host, folder: Path) -> None:
    (folder / "big").write_bytes(bytes(1_000_000))
    stream = host.open("read", path=raw(folder / "big"))
    host.opened(stream)
    got = 0
    while got < 262144:
        got += len(host.next(stream, DATA).payload)
    assert got == 262144
    assert host.run("true").exit == {"code": 0}
    host.send(CREDIT, stream, struct.pack("<I", 10_000_000))
    assert got + len(host.collect(stream, {}).out[0]) == 1_000_000


def test_a_write_keeps_what_the_file_was(host: Host, folder: Path) -> None:
    target = folder / "a"
    target.write_text("old")
    target.chmod(0o640)
    assert write(host, target, b"new")["mode"] == 0o100640
    assert write(host, target, b"new", mode=0o4755)["mode"] == 0o104755
    assert target.read_text() == "new"


def test_a_write_through_a_link_keeps_the_link(host: Host, folder: Path) -> None:
    (folder / "real").write_text("old")
    (folder / "link").symlink_to("real")
    write(host, folder / "link", b"new")
    assert (folder / "link").is_symlink()
    assert (folder / "real").read_text() == "new"


@pytest.mark.parametrize("by_close", [True, False])
def test_an_unfinished_write_leaves_no_trace(agent: Agent, by_close: bool) -> None:
    host = agent.connect()
    target = agent.folder / "a"
    target.write_text("old")
    stream = host.open("write", path=raw(target))
    host.opened(stream)
    host.send(DATA, stream, b"new")
    if by_close:
        host.send(CLOSE, stream, {})
    else:
        agent.drop(host)
        host = agent.connect(fresh=False)
    host.call("metrics")
    assert names_in(agent.folder) == ["a"]
    assert target.read_text() == "old"


def test_exclusive_and_parents(host: Host, folder: Path) -> None:
    write(host, folder / "x/y/z", b"1", parents=True, exclusive=True)
    with pytest.raises(RefusedError, match="exists"):
        write(host, folder / "x/y/z", b"2", exclusive=True)
    assert (folder / "x/y/z").read_text() == "1"


@pytest.mark.parametrize(
    ("method", "parameters", "code"),
    [
        ("read", {"path": "missing"}, "not_found"),
        ("read", {"path": "."}, "is_a_directory"),
        ("read", {"path": "fifo"}, "invalid"),
        ("write", {"path": "missing/a"}, "not_found"),
        ("write", {"path": "sub"}, "is_a_directory"),
        ("write", {"path": "fifo"}, "invalid"),
        ("write", {"path": "file/a"}, "not_a_directory"),
        ("write", {"path": "x" * 300}, "too_large"),
        ("list", {"path": "file"}, "not_a_directory"),
        ("list", {"path": "missing"}, "not_found"),
        ("stat", {"path": "missing"}, "not_found"),
        ("stat", {"path": "dangling"}, "not_found"),
        ("mkdir", {"path": "sub"}, "exists"),
        ("mkdir", {"path": "file", "parents": True}, "not_a_directory"),
        ("mkdir", {"path": "a/b/c"}, "not_found"),
        ("remove", {"path": "missing"}, "not_found"),
        ("remove", {"path": "full"}, "not_empty"),
        ("chmod", {"path": "missing", "mode": 0o600}, "not_found"),
        ("symlink", {"path": "file", "target": b"x"}, "exists"),
    ],
)
def test_why_not(host: Host, folder: Path, method: str, parameters: dict[str, object], code: str) -> None:
    (folder / "sub").mkdir()
    (folder / "full").mkdir()
    (folder / "full/one").touch()
    (folder / "file").touch()
    (folder / "dangling").symlink_to("nothing")
    os.mkfifo(folder / "fifo")
    before = names_in(folder)
    path = raw(folder / str(parameters["path"]))
    with pytest.raises(RefusedError) as refused:
        host.call(method, **{**parameters, "path": path})
    assert refused.value.code == code
    assert names_in(folder) == before


def test_stat(host: Host, folder: Path) -> None:
    (folder / "file").write_text("12345")
    (folder / "link").symlink_to("file")
    status = (folder / "file").stat()
    assert host.call("stat", path=raw(folder / "link")) == {
        "type": "file",
        "mode": status.st_mode,
        "uid": status.st_uid,
        "gid": status.st_gid,
        "size": 5,
        "mtime_ns": status.st_mtime_ns,
        "inode": status.st_ino,
        "nlink": 1,
    }
    link = host.call("stat", path=raw(folder / "link"), follow=False)
    assert (link["type"], link["target"]) == ("symlink", b"file")
    assert host.call("stat", path=b"/dev/null")["type"] == "char"


def test_a_long_list_comes_in_batches(host: Host, folder: Path) -> None:
    names = {b"n%d\xff" % number for number in range(1000)}
    for name in names:
        os.close(os.open(raw(folder) + b"/" + name, os.O_CREAT))
    stream = host.open("list", path=raw(folder))
    assert host.opened(stream) == {}
    batches = []
    while (frame := host.next(stream)).kind == MESSAGE:
        batches.append(frame.body["entries"])
    assert frame.kind == CLOSE
    assert all(len(batch) <= 256 for batch in batches)
    assert {entry["name"] for batch in batches for entry in batch} == names
    assert entries(host, folder)[0]["type"] == "file"


def test_directories_moves_and_removals(host: Host, folder: Path) -> None:
    host.call("mkdir", path=raw(folder / "a/b"), parents=True, mode=0o700)
    host.call("mkdir", path=raw(folder / "a/b"), parents=True)
    assert (folder / "a/b").stat().st_mode & 0o777 == 0o700
    (folder / "a/b/file").write_text("x")
    host.call("move", **{"from": raw(folder / "a/b/file"), "to": raw(folder / "moved")})
    (folder / "other").write_text("y")
    with pytest.raises(RefusedError, match="exists"):
        host.call("move", **{"from": raw(folder / "other"), "to": raw(folder / "moved")})
    host.call("move", **{"from": raw(folder / "other"), "to": raw(folder / "moved"), "overwrite": True})
    assert (folder / "moved").read_text() == "y"
    host.call("chmod", path=raw(folder / "moved"), mode=0o600)
    assert (folder / "moved").stat().st_mode & 0o777 == 0o600
    host.call("symlink", path=raw(folder / "link"), target=b"a")
    host.call("remove", path=raw(folder / "link"), recursive=True)
    assert (folder / "a").is_dir(), "a link is removed, not what it leads to"
    host.call("remove", path=raw(folder / "a"), recursive=True)
    host.call("remove", path=raw(folder / "moved"))
    assert names_in(folder) == []


def test_sync(host: Host) -> None:
    assert host.call("sync") == {}
