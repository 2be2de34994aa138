"""Where a real machine was captured once it had booted: tests begin as it instead of booting one of their own, in a tenth of the time."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

import anyio
import msgspec
from anyio import to_thread

from ingle.drivers.engines import qemu
from ingle.drivers.engines.qemu.engine import PROGRAM
from ingle.machines.ports import Capture, Engine
from ingle.runtime.processes import find_program
from support.boot import busybox_image, kernels
from support.captures import Origin, capture_origin, frozen_of
from support.engines import FIRST, Rig, crash_process
from support.shelf import kept, key_of_code

_FACTS = "origin.json"


@dataclass(frozen=True)
class _Facts:
    boot_id: str
    devices: str  # files are told from the folder on
    memory: str
    changed_bytes: int
    paused: timedelta


async def kept_origin() -> Origin:
    """The same for every test of every run; its files never change."""
    return await to_thread.run_sync(_kept_origin)


@cache
def _kept_origin() -> Origin:
    boot = kernels().best()
    key = key_of_code(boot.kernel, boot.initrd, find_program(PROGRAM), busybox_image())
    with kept("origin", key, lambda folder: anyio.run(_make, folder)) as folder:
        facts = msgspec.json.decode((folder / _FACTS).read_bytes(), type=_Facts)
    spec = _rig(folder).spec(FIRST)
    devices, memory = folder / facts.devices, folder / facts.memory
    capture = Capture(devices, memory, None, facts.changed_bytes, facts.paused)
    return Origin(spec, frozen_of(capture), spec.disk, capture, facts.boot_id)


async def _make(folder: Path) -> None:
    made = await capture_origin(_rig(folder), FIRST)
    capture = made.capture
    files = [str(path.relative_to(folder)) for path in (capture.devices, capture.memory)]
    facts = _Facts(made.boot_id, *files, capture.changed_bytes, capture.paused)
    (folder / _FACTS).write_bytes(msgspec.json.encode(facts))


def _rig(folder: Path) -> Rig:
    @asynccontextmanager
    async def engine() -> AsyncIterator[Engine]:
        yield await qemu.open_engine(kernels(), folder)

    return Rig(engine, crash_process, folder / "machines", kernels(), busybox_image())
