"""The busybox image: one static binary from Debian's package, its applets as links, and the few files that programs expect."""

import io
import re
import tarfile
from collections.abc import Sequence
from pathlib import Path

import anyio
from anyio import to_thread

from ingle.drivers.rootfs.apt import run_apt
from ingle.drivers.rootfs.process import run_tool
from ingle.drivers.rootfs.skeleton import Directory, File, Item, Symlink, write_layer
from ingle.images.errors import ImageBuildError
from ingle.images.model import ImageConfig, Progress
from ingle.images.ports import Report

PACKAGE = "busybox-static"
CONFIG = ImageConfig(env={"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"})

_APPLET = re.compile(r"(?:usr/)?s?bin/[\w\[.-]+")
_DIRECTORIES = (
    "bin", "dev", "etc", "home", "lib", "mnt", "opt", "proc", "run", "sbin", "srv", "sys", "usr", "usr/bin", "usr/local",
    "usr/local/bin", "usr/sbin", "var", "var/log", "var/spool",
)  # fmt: skip


async def make_busybox(packages: Sequence[str], work: Path, report: Report) -> tuple[list[Path], ImageConfig]:
    """The one layer, plain, in `work`; `packages` must be empty. Raises ImageBuildError, ImageToolMissingError."""
    if packages:
        raise ImageBuildError("a busybox image has no packages")
    report(Progress("downloading busybox", 0, 2, "steps"))
    await run_apt("apt-get", "--quiet", "download", PACKAGE, cwd=work)
    report(Progress("reading the package", 1, 2, "steps"))
    binary, links = await _take_apart(work)
    layer = work / "busybox.tar"
    write_layer(layer, items(binary, links))
    return [layer], CONFIG


def items(binary: bytes, applets: Sequence[str]) -> list[Item]:
    """The whole root; `applets` as `busybox --list-full` prints them."""
    directories: list[Item] = [Directory(path) for path in _DIRECTORIES]
    links: list[Item] = [
        Symlink(path, "/bin/busybox") for path in applets if _APPLET.fullmatch(path) and path != "bin/busybox"
    ]
    return [
        *directories,
        Directory("root", 0o700),
        Directory("tmp", 0o1777),
        Directory("var/tmp", 0o1777),
        File("bin/busybox", binary, 0o755),
        *links,
        File(
            "etc/passwd",
            "root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/nonexistent:/bin/false\n",
        ),
        File("etc/group", "root:x:0:\ntty:x:5:\nnogroup:x:65534:\n"),
        File("etc/shadow", "root:*:20000:0:99999:7:::\nnobody:*:20000:0:99999:7:::\n", 0o640),
        File("etc/hosts", "127.0.0.1 localhost\n::1 localhost\n"),
        File("etc/shells", "/bin/sh\n/bin/ash\n"),
        File("etc/profile", "export PS1='\\u@\\h:\\w\\$ '\n"),
    ]


async def _take_apart(work: Path) -> tuple[bytes, list[str]]:
    """The package's binary, read without unpacking the package, and the applets that it names when asked."""
    (package,) = [path async for path in anyio.Path(work).glob(f"{PACKAGE}_*.deb")]
    content = work / "busybox.deb.tar"
    ended = await run_tool(
        ["sh", "-c", 'exec dpkg-deb --fsys-tarfile "$1" >"$2"', "sh", str(package), str(content)]
    )
    if ended.code != 0:
        raise ImageBuildError("the busybox package cannot be read", log_tail=ended.tail)
    program = work / "busybox"
    await to_thread.run_sync(_extract, content, program)
    applets: list[str] = []
    await run_tool([str(program), "--list-full"], on_output=applets.append)
    if not applets:
        raise ImageBuildError("busybox does not say which applets it has")
    return await anyio.Path(program).read_bytes(), applets


def _extract(content: Path, program: Path) -> None:
    with tarfile.open(content) as archive:
        for member in archive:
            if member.isreg() and member.name.rpartition("/")[2] == "busybox":
                file = archive.extractfile(member) or io.BytesIO()
                program.write_bytes(file.read())
                program.chmod(0o755)
                return
    raise ImageBuildError("the busybox package holds no busybox")
