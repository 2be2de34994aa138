"""Which accelerator runs the guests' instructions: KVM only where a probe boot has proved it, because a /dev/kvm that opens is no proof (some
nested ones let a stock kernel crawl or hang). The answer is remembered until the host boots again or QEMU or the kernel change."""

import os
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec
from anyio import to_thread

from ingle.machines.ports import Kernel
from ingle.runtime import proc

KVM = Path("/dev/kvm")
Choice = Literal["auto", "kvm", "tcg"]


@dataclass(frozen=True)
class Accelerator:
    name: Literal["kvm", "tcg"]
    reason: str  # for `ingle doctor`: why not the other one
    tsc_khz: int | None = None  # tcg: the rate of the guest's time-stamp counter, which is the host's


@dataclass(frozen=True)
class Verdict:
    """What the probe boot said, and about what it was asked."""

    subject: str
    works: bool
    reason: str


Probe = Callable[[], Awaitable[str | None]]
"""Boots a guest under KVM; answers None, or what went wrong."""


async def choose(
    choice: Choice, subject: str, cache: Path, probe: Probe
) -> tuple[Literal["kvm", "tcg"], str]:
    """The accelerator and why. `auto` asks /dev/kvm first, then the cache, then the probe."""
    if choice != "auto":
        return choice, "as configured"
    if (obstacle := _obstacle()) is not None:
        return "tcg", obstacle
    verdict = await to_thread.run_sync(_recall, cache)
    if verdict is None or verdict.subject != subject:
        failure = await probe()
        verdict = Verdict(subject, failure is None, failure or "a probe boot worked")
        await to_thread.run_sync(_remember, cache, verdict)
    return ("kvm" if verdict.works else "tcg"), verdict.reason


def subject_of(binary: Path, kernel: Kernel) -> str:
    """What a verdict is about: this boot of the host, this QEMU, this kernel."""
    parts = [proc.host_boot_id()]
    for file in (binary, kernel.kernel, kernel.initrd):
        status = file.stat()
        parts.append(f"{file}:{status.st_size}:{status.st_mtime_ns}")
    return " ".join(parts)


def _obstacle() -> str | None:
    if os.access(KVM, os.R_OK | os.W_OK):
        return None
    return f"{KVM}: " + ("this user may not open it" if KVM.exists() else "there is none")


def _recall(cache: Path) -> Verdict | None:
    try:
        return msgspec.json.decode(cache.read_bytes(), type=Verdict)
    except (FileNotFoundError, msgspec.DecodeError):  # never asked, or half written: ask
        return None


def _remember(cache: Path, verdict: Verdict) -> None:
    fresh = cache.with_suffix(".new")
    fresh.write_bytes(msgspec.json.encode(verdict))
    fresh.replace(cache)
