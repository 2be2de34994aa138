"""What rules look at. A value, so a test makes any host it likes."""

import os
import pwd
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from ingle.wire.system import Check


def _user_name() -> str:
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        return str(os.geteuid())


@dataclass(frozen=True)
class Host:
    data_dir: Path
    boot_dir: Path
    desktop_dir: Path
    engine: str  # as the engine calls itself: qemu/kvm, qemu/tcg, fake; empty when it could not be opened
    jail_lacks: str | None = None  # as the engine's trial told; empty: nothing; None: nothing was tried
    groups: tuple[str | None, str] = (None, "")  # the same of control groups, and what to do about it
    extension_troubles: tuple[str, ...] = ()  # why some are not there
    workers: int = 0  # processes beside the first
    worker_troubles: tuple[str, ...] = ()  # which have died
    which: Callable[[str], str | None] = shutil.which
    kvm_device: Path = Path("/dev/kvm")
    uid: int = field(default_factory=os.geteuid)
    user: str = field(default_factory=_user_name)
    yama_scope: Path = Path("/proc/sys/kernel/yama/ptrace_scope")
    subordinate_files: tuple[Path, ...] = (Path("/etc/subuid"), Path("/etc/subgid"))


def look_for_program(host: Host, name: str, *, programs: tuple[str, ...], why: str, package: str) -> Check:
    """The finding about programs that a Debian package brings."""
    absent = [program for program in programs if host.which(program) is None]
    if absent:
        return Check(
            name=name,
            status="missing",
            detail=f"{', '.join(absent)} not found; {why}",
            remedy=f"apt install {package}",
        )
    return Check(name=name, status="ok", detail=", ".join(host.which(program) or "" for program in programs))
