"""Images made for real: from Debian's packages, and in the worker's own process."""

import os
import tarfile
from collections.abc import Callable
from pathlib import Path
from tempfile import gettempdir

import anyio
import pytest

from ingle.drivers.rootfs import maker, worker
from ingle.drivers.rootfs.debian import remove_scratch, scratch_of
from ingle.drivers.rootfs.limits import Limits
from ingle.drivers.rootfs.maker import LocalMaker
from ingle.drivers.rootfs.process import run_tool
from ingle.drivers.rootfs.worker import Failure, to_error
from ingle.images import errors
from ingle.images.errors import ImageDigestError, ImageError, ImageTooLargeError
from ingle.images.model import Build, ImageConfig, Progress
from support.archives import (
    config,
    device,
    directory,
    file,
    hardlink,
    layer,
    list_image,
    oci_archive,
    pack,
    read_file,
    read_xattrs,
    stat_image,
    symlink,
)
from support.house import processes_of

pytestmark = pytest.mark.anyio


@pytest.fixture
def work(tmp_path: Path) -> Path:
    path = tmp_path / "img_test"
    path.mkdir(mode=0o700)
    return path


async def test_busybox_is_built_in_seconds(work: Path) -> None:
    told: list[Progress] = []
    with anyio.fail_after(60):
        root = await LocalMaker().build(Build("busybox"), work, told.append)
    found = list_image(work / "root.squashfs")
    assert found["bin/busybox"].mode == 0o755
    assert found["bin/sh"].rest == found["usr/bin/env"].rest == "/bin/busybox"
    assert found["tmp"].mode == 0o1777
    assert read_file(work / "root.squashfs", "etc/passwd").startswith(b"root:x:0:0:")
    assert stat_image(work / "root.squashfs", "/")["Access"] == "0755"
    assert root.config.env["PATH"]
    assert root.size_bytes < 3 << 20
    assert [one.step for one in told][:2] == ["downloading busybox", "reading the package"]


@pytest.mark.soak  # test_debian.py has its parts, and the build below that is broken off goes half of the way
async def test_debian_is_built_and_keeps_nothing_of_this_host(work: Path) -> None:
    told: list[Progress] = []
    seen = {mounts(work)}

    def report(progress: Progress) -> None:
        told.append(progress)
        seen.add(mounts(work))

    with anyio.fail_after(600):
        root = await LocalMaker().build(Build("debian", ("hello",)), work, report)
    assert (
        len(seen) == 1
    )  # what is mounted into the chroot is seen there only: it would cover the host's own /dev/shm
    image = work / "root.squashfs"
    found = list_image(image)
    assert {"usr/bin/bash", "usr/bin/python3", "usr/bin/apt-get", "usr/bin/hello", "usr/bin/nano"} <= set(
        found
    )
    assert not {"etc/hostname", "etc/resolv.conf", "etc/apt/apt.conf.d/99mmdebstrap"} & set(found)
    assert found["usr/bin/su"].mode == 0o4755
    assert found["usr/sbin/policy-rc.d"].mode == 0o755
    assert (found["etc/shadow"].uid, found["etc/shadow"].gid) == (0, 42)
    assert stat_image(image, "/")["UID"].startswith("0 ")
    assert read_file(image, "etc/apt/sources.list").startswith(b"deb ")
    assert root.config.env["LANG"] == "C.UTF-8"
    assert "installing packages" in {one.step for one in told}
    assert not scratch_of(work).exists()


def mounts(work: Path) -> frozenset[str]:
    """Where something is mounted, as everybody sees it: of all that is no test's own folder, and in this test's."""
    places = {line.split()[1] for line in Path("/proc/mounts").read_text().splitlines()}
    others = str(Path(gettempdir()).resolve())
    return frozenset(
        place for place in places if not place.startswith(others) or place.startswith(str(work.resolve()))
    )


async def test_a_cancelled_build_leaves_no_process_and_no_chroot(work: Path) -> None:
    reached = anyio.Event()

    def report(progress: Progress) -> None:
        if progress.step == "extracting packages":
            reached.set()

    async def build() -> None:
        await LocalMaker().build(Build("debian"), work, report)

    before = mounts(work)
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(build)
        with anyio.fail_after(120):
            await reached.wait()
        tasks.cancel_scope.cancel()
    assert mounts(work) == before
    assert not scratch_of(work).exists()
    assert processes_of(scratch_of(work)) == []


async def test_what_a_killed_build_leaves_is_removed_whoever_owns_it(tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    script = (
        'mkdir "$1/chroot" && touch "$1/chroot/file" && chown -R 1:1 "$1/chroot" && chmod 755 "$1/chroot"'
    )
    mapped = ["unshare", "--map-root-user", "--map-auto"] if os.geteuid() else []
    ended = await run_tool([*mapped, "sh", "-c", script, "sh", str(scratch)])
    assert ended.code == 0, ended.tail
    await remove_scratch(scratch)
    assert not scratch.exists()


async def test_the_worker_flattens_and_tells(work: Path) -> None:
    archive = work / "a.tar"
    archive.write_bytes(oci_archive([layer(file("f", bytes(4 << 20)))], {"Cmd": ["/f"]}))
    told: list[Progress] = []
    root = await LocalMaker().flatten(archive, work, told.append)
    assert root.config.cmd == ("/f",)
    assert set(list_image(work / "root.squashfs")) == {"f"}
    assert told


async def test_a_whole_file_system_is_taken_as_it_is(work: Path) -> None:
    """Of a layer the same names would be orders to hide something."""
    tree = work / "tree.tar"
    tree.write_bytes(
        layer(
            directory("./", 0o711, uid=3),
            file("var/a", b"1", mode=0o4755, uid=7, pax={"SCHILY.xattr.user.note": "x"}),
            hardlink("var/b", "var/a"),
            file("var/.wh.a", b"2"),
            file("var/.wh..wh..opq", b"3"),
            file(".wh..wh.plnk/x", b"4"),
            device("null", tarfile.CHRTYPE, 1, 3),
            symlink("link", "/var/a"),
        )
    )
    config = ImageConfig(entrypoint=("/a", "b c"), env={"X": "y=z"}, user="7:8", labels={"l": "v"})
    told: list[Progress] = []
    root = await LocalMaker().wrap(tree, config, work, told.append)
    image = work / "root.squashfs"
    found = list_image(image)
    assert {".wh..wh.plnk/x", "var/.wh..wh..opq", "var/.wh.a", "var/a", "var/b"} <= set(found)
    assert (found["var/a"].mode, found["var/b"].uid) == (0o4755, 7)
    assert stat_image(image, "var/a")["Inode number"] == stat_image(image, "var/b")["Inode number"]
    assert b"user.note" in read_xattrs(image, "var/a")
    assert (found["null"].rest, found["link"].rest) == ("c 1 3", "/var/a")
    assert stat_image(image, "/")["Access"] == "0711"
    assert root.config == config
    assert told


async def test_the_workers_errors_arrive_as_what_they_are(work: Path) -> None:
    files = {
        "c.json": config([layer()]),
        "l": layer(file("x")),
        "manifest.json": b'[{"Config":"c.json","Layers":["l"]}]',
    }
    (work / "a.tar").write_bytes(pack(files))
    with pytest.raises(ImageDigestError, match="should be sha256"):
        await LocalMaker().flatten(work / "a.tar", work, lambda _: None)
    (work / "bomb.tar").write_bytes(oci_archive([layer(*(file(str(n)) for n in range(50)))]))
    (work / "layer-0.tar").unlink()
    with pytest.raises(ImageTooLargeError) as caught:
        await LocalMaker(Limits(entries=10)).flatten(work / "bomb.tar", work, lambda _: None)
    assert caught.value.fields == {"limit": "entries"}


async def test_a_worker_that_dies_is_an_error_too(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for program, why in (
        ("import os; os.kill(os.getpid(), 9)", "signal 9"),
        ("raise SystemExit(3)", "status 3"),
    ):
        script = work / "worker.py"
        script.write_text(f"#!/usr/bin/python3\n{program}\n")
        script.chmod(0o755)
        monkeypatch.setattr(maker.sys, "executable", str(script))
        with pytest.raises(ImageError, match=why):
            await LocalMaker().flatten(work / "a.tar", work, lambda _: None)


async def test_a_full_disk_and_a_lack_of_memory_are_told(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    job = worker.Job(str(work), Limits(), source=str(work / "a"))

    def fails(error: BaseException) -> Callable[..., None]:
        def run(*_: object) -> None:
            raise error

        return run

    for error, name in (
        (MemoryError(), "ImageTooLargeError"),
        (OSError(28, os.strerror(28)), "ImageDiskFullError"),
        (OSError(5, os.strerror(5)), "ImageError"),
    ):
        monkeypatch.setattr(worker, "flatten_image", fails(error))
        failure = worker.run(job, lambda _: None)
        assert isinstance(failure, Failure)
        assert failure.error == name


def test_every_error_of_the_worker_has_its_class_on_this_side() -> None:
    for name in (
        "ImageInvalidError",
        "ImageDigestError",
        "ImagePlatformError",
        "ImageTooLargeError",
        "ImageDiskFullError",
        "ImageToolMissingError",
    ):
        error = to_error(Failure(name, "said", {"limit": "x"}))
        assert type(error) is getattr(errors, name)
        assert (error.sentence, error.fields) == ("said", {"limit": "x"})
