"""The debian image: a pleasant small Debian of this host's own release, bootstrapped by mmdebstrap without privileges.

An ordinary user needs the `uidmap` package and a range in /etc/subuid and /etc/subgid (adduser and useradd give one); root needs nothing.
"""

import os
import re
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import anyio
from anyio import to_thread

from ingle.drivers.rootfs.apt import Sources, read_sources
from ingle.drivers.rootfs.process import Ended, run_tool
from ingle.drivers.rootfs.skeleton import Absent, File, Item, write_layer
from ingle.images.errors import ImageBuildError, ImageDiskFullError
from ingle.images.model import ImageConfig, Progress
from ingle.images.ports import Report

PACKAGES = (
    "bash", "ca-certificates", "curl", "iproute2", "iputils-ping", "less", "nano", "procps", "python3-minimal",
)  # fmt: skip
_STAY_OUT = ("/usr/share/man/*", "/usr/share/doc/*", "/usr/share/locale/*", "/usr/share/info/*")
_STAY_IN = ("/usr/share/doc/*/copyright",)

CONFIG = ImageConfig(
    env={"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8"}
)  # no command: the machine idles until somebody runs something

# What mmdebstrap says it does, in order; in other modes some are left out.
_STEPS = {
    "automatically chosen mode": "looking at the host",
    "running apt-get update": "reading the package lists",
    "downloading packages": "downloading packages",
    "extracting archives": "extracting packages",
    "installing essential packages": "installing essential packages",
    "installing remaining packages": "installing packages",
    "cleaning package lists": "cleaning up",
    "creating tarball": "packing",
}


def command(sources: Sources, packages: Sequence[str], out: Path) -> list[str]:
    """The argv of mmdebstrap."""
    argv = ["mmdebstrap", "--variant=minbase", "--mode=auto", "--format=tar"]
    argv.append(f"--include={','.join((*PACKAGES, *packages))}")
    argv += [f"--aptopt={option}" for option in ('Acquire::Languages "none"', *sources.options)]
    argv += [f"--dpkgopt=path-exclude={pattern}" for pattern in _STAY_OUT]
    argv += [f"--dpkgopt=path-include={pattern}" for pattern in _STAY_IN]
    return [*argv, sources.suite, str(out), *sources.lines]


def apart(*, root: bool) -> list[str]:
    """What the argv begins with. As root mmdebstrap mounts into its chroot in sight of everybody: what it lays over /dev/shm there lies over the
    host's as well, and what it leaves when it is killed leads from the scratch folder into the host's /dev and /sys. Mounts of its own go with it."""
    return ["unshare", "--mount", "--propagation", "private", "--"] if root else []


def additions() -> list[Item]:
    """What makes it an image: nothing of this host stays in it, and no service starts by being installed."""
    return [
        Absent("etc/hostname"),
        Absent("etc/resolv.conf"),
        Absent("etc/apt/apt.conf.d/99mmdebstrap"),  # holds the host's proxies
        File("etc/apt/apt.conf.d/90ingle", 'Acquire::Languages "none";\n'),
        File("etc/default/locale", "LANG=C.UTF-8\n"),
        File("etc/hosts", "127.0.0.1 localhost\n::1 localhost ip6-localhost ip6-loopback\n"),
        # The machine's first process is Ingle's agent, so there is nobody who could start services (Debian's invoke-rc.d(8)).
        File("usr/sbin/policy-rc.d", "#!/bin/sh\nexit 101\n", 0o755),
    ]


async def make_debian(packages: Sequence[str], work: Path, report: Report) -> tuple[list[Path], ImageConfig]:
    """The layers, plain, in `work`. Raises ImageBuildError, ImageToolMissingError."""
    sources = await read_sources()
    base, ours = work / "packages.tar", work / "additions.tar"
    write_layer(ours, additions())
    scratch = scratch_of(work)
    scratch.mkdir()
    try:
        scratch.chmod(0o755)
        argv = [*apart(root=os.geteuid() == 0), *command(sources, packages, base)]
        ended = await run_tool(argv, env=_environment(scratch), on_line=_follow(report))
    finally:
        with anyio.CancelScope(shield=True):
            await remove_scratch(scratch)
    if ended.code != 0:
        raise explain(ended)
    return [base, ours], CONFIG


def scratch_of(work: Path) -> Path:
    """Where the chroot of this work lies meanwhile: mmdebstrap's mapped users must be able to reach it, so not in a home closed to others,
    and it is too large for a /tmp in memory."""
    return Path("/var/tmp", f"ingle-{work.name}")  # noqa: S108 - the name is an image's id


async def remove_scratch(scratch: Path) -> None:
    """A mmdebstrap that had to be killed leaves files of the mapped users, which only their mapping can remove."""
    await to_thread.run_sync(lambda: shutil.rmtree(scratch, ignore_errors=True))
    if await anyio.Path(scratch).exists():
        await run_tool(["unshare", "--map-root-user", "--map-auto", "rm", "-rf", "--", str(scratch)])


def _environment(temporary: Path) -> dict[str, str]:
    return {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8", "TMPDIR": str(temporary)}


def _follow(report: Report) -> Callable[[str], None]:
    """A report for each line of mmdebstrap's that begins a step."""
    starts = list(_STEPS)

    def hear(line: str) -> None:
        for number, start in enumerate(starts):
            if line.removeprefix("I: ").startswith(start):
                report(Progress(_STEPS[start], number, len(starts), "steps"))

    return hear


def explain(ended: Ended) -> ImageBuildError | ImageDiskFullError:
    """What mmdebstrap's last words mean for a person."""
    tail = ended.tail
    if "No space left on device" in tail:
        return ImageDiskFullError("the disk is full", log_tail=tail)
    if missing := re.search(r"E: Unable to locate package (\S+)", tail):
        return ImageBuildError(f"Debian has no package {missing[1]!r}", log_tail=tail)
    if "subuid" in tail or "newuidmap" in tail or "unable to pick chroot mode" in tail:
        return ImageBuildError(
            "this user may not make user namespaces with mapped ids; `sudo apt-get install uidmap`, and"
            " `sudo usermod --add-subuids 100000-165535 --add-subgids 100000-165535 $USER`, bring that",
            log_tail=tail,
        )
    errors = [line for line in tail.splitlines() if line.startswith("E:")]
    return ImageBuildError(
        f"mmdebstrap failed: {errors[0] if errors else f'status {ended.code}'}", log_tail=tail
    )
