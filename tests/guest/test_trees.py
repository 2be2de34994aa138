"""Trees as archives: everything of a tree is in them, and none leads out of where it is unpacked."""

import io
import os
import stat
import struct
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from guest.conftest import Agent
from guest.wire import CLOSE, CREDIT, DATA, EOF, Host, RefusedError

BLOCK = 65536


def raw(path: Path) -> bytes:
    return os.fsencode(path)


def pack(host: Host, path: Path, **parameters: object) -> tuple[bytes, dict[str, object]]:
    stream = host.open("pack", path=raw(path), **parameters)
    result = host.collect(stream, host.opened(stream))
    assert result.eofs == [0]
    assert result.closed["bytes"] == len(result.out[0])
    return bytes(result.out[0]), result.closed


def unpack(host: Host, path: Path, archive: bytes) -> dict[str, object]:
    """Sends with the credit it has; what the agent refuses meanwhile is told in the end."""
    stream = host.open("unpack", path=raw(path))
    host.opened(stream)
    credit = 262144
    for at in range(0, len(archive), BLOCK):
        piece = archive[at : at + BLOCK]
        while credit < len(piece):
            frame = host.next(stream)
            if frame.kind == CLOSE:
                raise RefusedError(frame.body["error"])
            credit += struct.unpack("<I", frame.payload)[0]
        host.send(DATA, stream, piece)
        credit -= len(piece)
    host.send(EOF, stream)
    closed = host.next(stream, CLOSE).body
    if "error" in closed:
        raise RefusedError(closed["error"])
    return closed


def archive_of(*entries: tarfile.TarInfo, form: int = tarfile.PAX_FORMAT) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=form) as tar:
        for entry in entries:
            tar.addfile(entry, io.BytesIO(bytes(entry.size)))
    return out.getvalue()


def entry(name: str, kind: bytes = b"0", **facts: object) -> tarfile.TarInfo:
    made = tarfile.TarInfo(name)
    made.type = kind
    for fact, value in facts.items():
        setattr(made, fact, value)
    return made


def furnish(tree: Path) -> None:
    """Something of everything."""
    (tree / "sub/deep").mkdir(parents=True)
    (tree / "sub/file").write_bytes(os.urandom(100_000))
    (tree / "sub/file").chmod(0o4751)
    (tree / "empty").touch()
    (tree / ("long" * 50)).write_text("x")
    (tree / os.fsdecode(b"not utf-8 \xff\n")).write_text("y")
    (tree / "link").symlink_to("nowhere/" + "very" * 50)
    os.link(tree / "sub/file", tree / "sub/other")
    os.mkfifo(tree / "fifo")
    os.mknod(tree / "null", stat.S_IFCHR | 0o666, os.makedev(1, 3))
    os.chown(tree / "sub/deep", 3_000_000, 4_000_000)
    os.setxattr(tree / "empty", "user.ingle", b"\0=\n\xff")
    os.setxattr(tree / "sub/file", "security.capability", struct.pack("<5I", 0x02000001, 1 << 10, 0, 0, 0))
    os.utime(tree / "empty", ns=(0, -1_500_000_000))
    os.utime(tree / "sub", ns=(0, 1_234_567_890_123_456_789))


def facts(tree: Path) -> dict[str, object]:
    found = {}
    for path in [tree, *sorted(tree.rglob("*"))]:
        status = path.lstat()
        attributes = {
            name: os.getxattr(path, name, follow_symlinks=False)
            for name in os.listxattr(path, follow_symlinks=False)
        }
        found[str(path.relative_to(tree))] = (
            status.st_mode,
            status.st_uid,
            status.st_gid,
            status.st_mtime_ns,
            status.st_rdev,
            status.st_nlink,
            os.readlink(path) if path.is_symlink() else None,  # noqa: PTH115 - exactly what is there
            path.read_bytes() if stat.S_ISREG(status.st_mode) else None,
            attributes,
        )
    return found


@pytest.fixture
def trees(agent: Agent) -> tuple[Path, Path]:
    one, other = agent.folder / "one", agent.folder / "other"
    one.mkdir()
    other.mkdir()
    return one, other


def test_a_tree_comes_out_as_it_went_in(host: Host, trees: tuple[Path, Path]) -> None:
    one, other = trees
    furnish(one)
    archive, closed = pack(host, one)
    assert closed["entries"] == len(facts(one))
    assert unpack(host, other, archive) == {"entries": len(facts(one))}
    assert facts(other) == facts(one)
    assert (other / "sub/file").stat().st_ino == (other / "sub/other").stat().st_ino
    assert unpack(host, other, archive) == {"entries": len(facts(one))}, "over what is there"
    assert facts(other) == facts(one)


def test_others_understand_what_is_packed(host: Host, trees: tuple[Path, Path]) -> None:
    one, _ = trees
    furnish(one)
    archive, _ = pack(host, one)
    with tarfile.open(fileobj=io.BytesIO(archive), errors="surrogateescape") as tar:
        found = {member.name: member for member in tar.getmembers()}
    assert found["sub/deep"].uid == 3_000_000
    assert found["long" * 50].isreg()
    assert found["not utf-8 \udcff\n"].size == 1
    assert {found["sub/file"].type, found["sub/other"].type} == {b"0", b"1"}
    assert found["null"].devminor == 3
    assert float(found["empty"].pax_headers["mtime"]) == -1.5


@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_what_others_pack_is_understood(host: Host, trees: tuple[Path, Path], form: int) -> None:
    _, other = trees
    name = "d" * 90 + "/" + "f" * 90
    made = [entry("./" + "d" * 90, b"5", mode=0o700), entry(name, size=1000, mode=0o640, mtime=7)]
    if form != tarfile.USTAR_FORMAT:
        made.append(entry("d" * 200, b"2", linkname="t" * 300))
    if form == tarfile.GNU_FORMAT:
        made.append(entry("big", uid=2**24, mtime=-5))
    assert unpack(host, other, archive_of(*made, form=form)) == {"entries": len(made)}
    assert (other / name).stat().st_size == 1000
    assert (other / name).stat().st_mtime == 7
    if form != tarfile.USTAR_FORMAT:
        assert (other / ("d" * 200)).readlink() == Path("t" * 300)
    if form == tarfile.GNU_FORMAT:
        assert ((other / "big").stat().st_uid, (other / "big").stat().st_mtime) == (2**24, -5)


@pytest.mark.parametrize(
    ("made", "named"),
    [
        ([entry("/etc/x")], "/etc/x"),
        ([entry("../x")], "../x"),
        ([entry("a/../../x")], "a/../../x"),
        ([entry("out", b"2", linkname=".."), entry("out/x")], "out/x"),
        ([entry("out", b"2", linkname="/tmp"), entry("out/x/", b"5")], "out/x"),
        ([entry("out", b"2", linkname="/tmp"), entry("out", b"5")], "out"),
        ([entry("x", b"1", linkname="../secret")], "x"),
        ([entry("x", b"1", linkname="/etc/passwd")], "x"),
        ([entry("out", b"2", linkname=".."), entry("x", b"1", linkname="out/secret")], "x"),
        ([entry("x", b"S")], "x"),
        ([entry("x", b"2", linkname="")], "x"),
        ([entry(".", b"0")], ""),
    ],
)
def test_nothing_leads_out(
    host: Host, trees: tuple[Path, Path], made: list[tarfile.TarInfo], named: str
) -> None:
    _, other = trees
    (other.parent / "secret").write_text("kept")
    before = sorted(path.name for path in other.parent.iterdir())
    with pytest.raises(RefusedError) as refused:
        unpack(host, other, archive_of(*made))
    assert refused.value.code == "invalid"
    assert f"'{named}'" in str(refused.value)
    assert sorted(path.name for path in other.parent.iterdir()) == before
    assert (other.parent / "secret").stat().st_nlink == 1
    assert not [path for path in other.iterdir() if path.name.startswith(".ingle")]


@pytest.mark.parametrize(
    "damage",
    [
        lambda archive: archive[:700],
        lambda archive: archive[:1536],
        lambda archive: archive[:100],
        lambda _: b"",
        lambda _: os.urandom(5000),
        lambda archive: archive.replace(b"00000001750\0", b"0000000175x\0"),
        lambda archive: b"\x80" + archive[1:],
    ],
)
def test_what_is_no_archive_is_refused(
    host: Host, trees: tuple[Path, Path], damage: Callable[[bytes], bytes]
) -> None:
    _, other = trees
    with pytest.raises(RefusedError) as refused:
        unpack(host, other, damage(archive_of(entry("a", size=1000))))
    assert refused.value.code == "invalid"
    assert not [path for path in other.iterdir() if path.name.startswith(".ingle")]


def test_what_is_in_the_way(host: Host, trees: tuple[Path, Path]) -> None:
    _, other = trees
    (other / "directory").mkdir()
    (other / "file").write_text("old")
    (other / "inside").symlink_to("directory")
    with pytest.raises(RefusedError, match="'file'") as refused:
        unpack(host, other, archive_of(entry("file", b"5")))
    assert refused.value.code == "not_a_directory"
    with pytest.raises(RefusedError, match="'directory'") as refused:
        unpack(host, other, archive_of(entry("directory")))
    assert refused.value.code == "is_a_directory"
    unpack(host, other, archive_of(entry("file", size=3), entry("inside/new", size=1), entry("inside", b"5")))
    assert (other / "file").read_bytes() == bytes(3)
    assert (other / "directory/new").read_bytes() == bytes(1)
    assert (other / "inside").is_symlink()


def test_what_is_left_out(host: Host, trees: tuple[Path, Path]) -> None:
    one, _ = trees
    furnish(one)
    archive, _ = pack(host, one, exclude=[b"sub/deep", b"/fifo", b"missing"], one_filesystem=True)
    with tarfile.open(fileobj=io.BytesIO(archive), errors="surrogateescape") as tar:
        names = set(tar.getnames())
    assert "sub/file" in names
    assert not names & {"sub/deep", "fifo"}
    archive, _ = pack(host, one, exclude=[b"sub/"])
    with tarfile.open(fileobj=io.BytesIO(archive), errors="surrogateescape") as tar:
        assert {name for name in tar.getnames() if name.startswith("sub")} == {"sub"}


def test_why_not(host: Host, trees: tuple[Path, Path]) -> None:
    one, _ = trees
    (one / "file").touch()
    for method in ("pack", "unpack"):
        for path, code in ((one / "none", "not_found"), (one / "file", "not_a_directory")):
            with pytest.raises(RefusedError) as refused:
                host.call(method, path=raw(path))
            assert refused.value.code == code


def test_a_slow_reader_slows_the_packing(host: Host, trees: tuple[Path, Path]) -> None:
    one, _ = trees
    (one / "big").write_bytes(bytes(5_000_000))
    stream = host.open("pack", path=raw(one))
    host.opened(stream)
    got = 0
    while got < 262144:
        got += len(host.next(stream, DATA).payload)
    assert host.run("true").exit == {"code": 0}
    host.send(CREDIT, stream, struct.pack("<I", 10_000_000))
    result = host.collect(stream, {})
    assert got + len(result.out[0]) == result.closed["bytes"]


@pytest.mark.parametrize("by_close", [True, False])
def test_who_hangs_up_ends_it_and_leaves_no_half_file(
    agent: Agent, trees: tuple[Path, Path], by_close: bool
) -> None:
    one, other = trees
    (one / "big").write_bytes(bytes(5_000_000))
    host = agent.connect()
    packing = host.open("pack", path=raw(one))
    unpacking = host.open("unpack", path=raw(other))
    host.opened(packing)
    host.opened(unpacking)
    host.send(DATA, unpacking, archive_of(entry("a", size=100_000))[:50_000])
    if by_close:
        host.send(CLOSE, packing, {})
        host.send(CLOSE, unpacking, {})
    else:
        agent.drop(host)
        host = agent.connect(fresh=False)
    children = Path(f"/proc/{agent.process.pid}/task/{agent.process.pid}/children")
    while children.read_text():
        host.call("metrics")
    assert list(other.iterdir()) == []


def test_only_so_many_at_once(host: Host, trees: tuple[Path, Path]) -> None:
    streams = [host.open("unpack", path=raw(trees[1])) for _ in range(16)]
    for stream in streams:
        host.opened(stream)
    with pytest.raises(RefusedError) as refused:
        host.call("unpack", path=raw(trees[1]))
    assert refused.value.code == "busy"
    host.send(CLOSE, streams[0], {})
