"""Capturing a running VMM: devices, memory and, with a fresh layer, its disk, all of one moment. The vCPUs stand still while changed pages are copied
aside; everything that waits for a disk of the host's comes before or after."""

import os
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import anyio
from anyio import to_thread

from ingle.drivers.engines.qemu import blocks
from ingle.drivers.engines.qemu.command import memory_path
from ingle.drivers.engines.qemu.control import Qmp, converse, lent
from ingle.drivers.engines.qemu.devices import loadable
from ingle.drivers.engines.qemu.disk import full_disk, publish
from ingle.drivers.engines.qemu.files import VmmFiles
from ingle.drivers.engines.qemu.harvest import Harvest
from ingle.drivers.engines.qemu.pages import find_memory
from ingle.machines.errors import EngineError, VmmGoneError
from ingle.machines.ports import Capture, Layer
from ingle.runtime import proc
from ingle.runtime.processes import Process

PATIENCE_SECONDS = 300.0  # a large memory is written while this conversation is open


@dataclass
class _Attempt:
    """What was done to the VMM, to be undone on failure."""

    ran: bool = False
    below: str = ""  # the node that was written to before
    fresh: str = ""  # the node of the new layer
    paused: timedelta = timedelta()


async def capture(
    process: Process, files: VmmFiles, into: Path, overlay: Layer | None, *, stay_paused: bool
) -> Capture:
    """See SnapshotVmm.capture. The caller sees to it that nobody else talks to QEMU meanwhile."""
    into = await to_thread.run_sync(into.resolve)
    devices, memory = into / "devices", into / "memory"
    attempt = _Attempt()
    try:
        with full_disk(into):
            image, harvest = await to_thread.run_sync(_prepare, process, files, memory)
            try:
                await _pause(files, attempt, harvest, devices, overlay, stay_paused=stay_paused)
                await to_thread.run_sync(_finish, harvest, devices)
            finally:
                await _shielded(harvest.close)
    except BaseException as error:
        with anyio.CancelScope(shield=True):
            with suppress(EngineError):  # the first one says more
                await _undo(files, attempt)
            await to_thread.run_sync(_remove, devices, memory)
        if not process.alive and not isinstance(error, VmmGoneError) and isinstance(error, Exception):
            raise VmmGoneError from error
        raise
    return Capture(devices, memory, image, harvest.changed_bytes, attempt.paused)


def _prepare(process: Process, files: VmmFiles, memory: Path) -> tuple[Path | None, Harvest]:
    """The image that the VMM was restored from, None for one that was booted; and what takes its pages."""
    pid = process.identity.pid
    path = memory_path(proc.command_line(pid))
    if path is None or not process.alive:
        raise VmmGoneError
    base = files.noted_base()
    try:
        harvest = Harvest(find_memory(pid, path), memory, flat=base is None)
    except (FileNotFoundError, ProcessLookupError) as error:
        if process.alive:
            raise
        raise VmmGoneError from error
    except PermissionError as error:
        raise EngineError(
            "this host does not let the daemon read its VMMs' memory; `ingle doctor` says more"
        ) from error
    return base, harvest


async def _pause(
    files: VmmFiles,
    attempt: _Attempt,
    harvest: Harvest,
    devices: Path,
    overlay: Layer | None,
    *,
    stay_paused: bool,
) -> None:
    async with converse(files.qmp, timeout=PATIENCE_SECONDS) as qmp:
        ran = (await qmp.execute("query-status"))["running"]
        if overlay is not None:
            attempt.below = await blocks.top_node(qmp)
            attempt.fresh = await blocks.free_name(qmp, overlay)
            there = await to_thread.run_sync(_show, files, overlay, attempt.fresh)
            await blocks.add(qmp, there, attempt.fresh)
        attempt.ran = ran
        started = time.perf_counter()
        if ran:
            await qmp.execute("stop")
        async with lent(qmp, devices, os.O_WRONLY | os.O_CREAT | os.O_TRUNC) as name:
            # `live` would give up the locks on the disk, for another host to take them.
            await qmp.execute("xen-save-devices-state", filename=name, live=False)
        await to_thread.run_sync(harvest.take)
        if overlay is not None:
            await qmp.execute("blockdev-snapshot", node=attempt.below, overlay=attempt.fresh)
        if ran and not stay_paused:
            await qmp.execute("cont")
        attempt.paused = timedelta(seconds=time.perf_counter() - started)


def _finish(harvest: Harvest, devices: Path) -> None:
    """Everything on the disk for good."""
    harvest.finish()
    state = loadable(devices.read_bytes())
    fresh = devices.with_name(devices.name + ".new")
    fresh.write_bytes(state)
    fresh.chmod(0o600)
    publish(fresh, devices)


async def _undo(files: VmmFiles, attempt: _Attempt) -> None:
    """As it was before. It runs first: what then goes to the new layer is merged into the old one, whose turn it is again."""
    if not attempt.ran and not attempt.fresh:
        return
    async with converse(files.qmp) as qmp:
        if attempt.ran:
            await qmp.execute("cont")
        if attempt.fresh:
            await _undo_layer(qmp, attempt)
            await to_thread.run_sync(_remove, files.overlays / attempt.fresh)


async def _undo_layer(qmp: Qmp, attempt: _Attempt) -> None:
    if await blocks.top_node(qmp) == attempt.fresh:
        await blocks.merge_down(qmp, attempt.fresh, attempt.below)
    else:
        await blocks.remove(qmp, attempt.fresh)


def _show(files: VmmFiles, layer: Layer, name: str) -> Layer:
    """The same layer where the VMM sees it, in whatever jail it was started. It may open it anew at any time, so it stays there until the next start."""
    link = files.overlays / name
    try:
        os.link(layer.path, link)
    except OSError as error:
        raise EngineError(f"cannot show {layer.path} to its VMM: {error.strerror}") from error
    return replace(layer, path=link)


def _remove(*files: Path) -> None:
    for path in files:
        path.unlink(missing_ok=True)


async def _shielded(work: Callable[[], None]) -> None:
    with anyio.CancelScope(shield=True):
        await to_thread.run_sync(work)
