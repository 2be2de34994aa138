"""Trees in and out: what is kept, and what a hostile machine cannot do."""

import io
import os
import stat
import tarfile
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest

from ingle.sdk.errors import FailedError, InvalidError
from ingle.sdk.sync.machines import Machine
from ingle.wire.machines import FileStat
from support.standin import files
from support.standin.files import describe
from support.standin.server import StandIn

if TYPE_CHECKING:
    from ingle.sdk.trees import Copied


@pytest.fixture
def root(daemon: StandIn) -> Path:
    """The machine's root, which is a folder here."""
    return daemon.world.folder(daemon.world.machine("one"))


@pytest.fixture(params=["archives", "files"])
def both_ways(daemon: StandIn, request: pytest.FixtureRequest) -> str:
    """With an agent that knows archives, and with an older one."""
    daemon.world.knows_archives = request.param == "archives"
    return str(request.param)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    made = tmp_path / "tree"
    (made / "deep" / "er").mkdir(parents=True)
    (made / "deep" / "er" / "program").write_bytes(os.urandom(300_000))
    (made / "deep" / "er" / "program").chmod(0o750)
    (made / "deep").chmod(0o711)
    (made / "link").symlink_to("deep/er/program")
    (made / "dangling").symlink_to("/nowhere")
    for number in range(30):
        (made / f"small-{number}").write_text(str(number))
    return made


def shape(folder: Path) -> dict[str, object]:
    """Everything about a tree that a copy keeps."""
    found: dict[str, object] = {}
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        if path.is_symlink():
            found[name] = str(path.readlink())
        else:
            mode = stat.S_IMODE(path.stat().st_mode)
            found[name] = (mode, path.read_bytes() if path.is_file() else None)
    return found


@pytest.mark.usefixtures("both_ways")
def test_a_tree_goes_in_and_comes_out_the_same(one: Machine, tree: Path, tmp_path: Path) -> None:
    seen: list[Copied] = []
    one.copy_in(tree, "/copy", progress=seen.append)
    assert (seen[-1].files, seen[-1].bytes, seen[-1].skipped) == (33, seen[-1].total_bytes, 0)
    one.copy_out("/copy", tmp_path / "back")
    assert shape(tmp_path / "back") == shape(tree)
    one.copy_out("/copy", tmp_path / "back")
    assert shape(tmp_path / "back") == shape(tree), "a second copy goes over the first"


@pytest.mark.usefixtures("both_ways")
def test_one_file_goes_in_and_out(one: Machine, tree: Path, tmp_path: Path) -> None:
    one.copy_in(tree / "link", "/program")
    assert one.files.stat("/program").type == "file", "a link that is named itself is followed"
    one.copy_out("/program", tmp_path / "program")
    assert (tmp_path / "program").read_bytes() == (tree / "link").read_bytes()


@pytest.mark.usefixtures("both_ways")
def test_what_is_neither_file_nor_folder_is_counted(
    one: Machine, tree: Path, root: Path, tmp_path: Path
) -> None:
    os.mkfifo(tree / "pipe")
    seen: list[Copied] = []
    one.copy_in(tree, "/copy", progress=seen.append)
    assert seen[-1].skipped == 1
    os.mkfifo(root / "copy" / "pipe")
    one.copy_out("/copy", tmp_path / "back", progress=seen.append)
    assert seen[-1].skipped == 1


@pytest.mark.usefixtures("both_ways")
def test_a_missing_file_here_is_said(one: Machine, tmp_path: Path) -> None:
    with pytest.raises(InvalidError, match="cannot read"):
        one.copy_in(tmp_path / "none", "/x")
    one.files.write("/x", b"")
    with pytest.raises(InvalidError, match="cannot write"):
        one.copy_out("/x", tmp_path / "none" / "x")


@pytest.mark.parametrize("name", ["..", "../../escape", "a/b", ""])
def test_a_machine_cannot_name_its_way_out(
    one: Machine, daemon: StandIn, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    daemon.world.knows_archives = False
    (root / "evil").mkdir()
    (root / "evil" / "file").touch()

    def lie(path: Path) -> FileStat:
        return msgspec.structs.replace(describe(path), name=name if path.name == "file" else path.name)

    monkeypatch.setattr(files, "describe", lie)
    with pytest.raises(FailedError, match="no name"):
        one.copy_out("/evil", tmp_path / "out")


@pytest.mark.usefixtures("both_ways")
def test_a_copy_never_writes_through_a_link_here(one: Machine, root: Path, tmp_path: Path) -> None:
    (root / "evil").mkdir()
    (root / "evil" / "file").write_text("x")
    outside = tmp_path / "outside"
    outside.write_text("mine")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "file").symlink_to(outside)
    with pytest.raises(InvalidError):
        one.copy_out("/evil", tmp_path / "out")
    assert outside.read_text() == "mine"


def archive(*entries: tuple[str, bytes, str]) -> bytes:
    """Entries of (name, type, target)."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        for name, kind, target in entries:
            entry = tarfile.TarInfo(name)
            entry.type, entry.linkname, entry.size = kind, target, 3 if kind == b"0" else 0
            tar.addfile(entry, io.BytesIO(b"abc"))
    return out.getvalue()


@pytest.mark.parametrize(
    "sent",
    [
        archive(("../x", b"0", "")),
        archive(("/x", b"0", "")),
        archive(("a/../../x", b"5", "")),
        archive(("x", b"1", "../mine")),
        archive(("x", b"1", "/mine")),
        archive(("out", b"2", ".."), ("out/x", b"0", "")),
        archive(("out", b"2", ".."), ("x", b"1", "out/mine")),
        archive(("", b"0", "")),
        archive(("x", b"0", ""))[:515],
        b"x" * 512 + archive(),
        b"x",
        b"",
    ],
)
def test_an_archive_cannot_lead_out_or_break_anything(
    one: Machine, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sent: bytes
) -> None:
    (root / "evil").mkdir()
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "mine").write_text("mine")
    monkeypatch.setattr(files, "archive", lambda _: sent)
    with pytest.raises((FailedError, InvalidError)):
        one.copy_out("/evil", tmp_path / "here" / "out")
    assert {path.name for path in (tmp_path / "here").iterdir()} == {"mine", "out"}
    assert (tmp_path / "here" / "mine").stat().st_nlink == 1


def test_the_bytes_of_an_archive_in_and_out(one: Machine, root: Path, tree: Path) -> None:
    (root / "copy").mkdir()
    sent = files.archive(tree)
    assert one.files.upload_tree("/copy", (sent[at : at + 5000] for at in range(0, len(sent), 5000))) == 36
    assert shape(root / "copy") == shape(tree)
    got = io.BytesIO(b"".join(one.files.download_tree("/copy")))
    with tarfile.open(fileobj=got) as tar:
        assert "./deep/er/program" in tar.getnames()
    assert one.files.upload_tree("/copy", sent) == 36


def test_many_names_for_one_file_stay_one_file(one: Machine, root: Path, tmp_path: Path) -> None:
    (root / "tree").mkdir()
    (root / "tree" / "a").write_text("x")
    os.link(root / "tree" / "a", root / "tree" / ("b" * 120))
    one.copy_out("/tree", tmp_path / "out")
    assert (tmp_path / "out" / "a").samefile(tmp_path / "out" / ("b" * 120))
