"""Machines that are captured and restored: what tests need around the engine's port, on whichever engine."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import anyio

from ingle.drivers.guest import AgentConnector
from ingle.machines.ports import (
    Capture,
    Engine,
    Frozen,
    GuestConfiguration,
    GuestLink,
    Layer,
    MemoryImage,
    Vmm,
    VmmSpec,
)
from support.engines import Rig, capturing, restoring
from support.guests import PATIENCE, pieces, run

NOTE = b"/root/note"
NEWS = b"written before the capture"


@dataclass(frozen=True)
class Origin:
    """A machine that was captured once it had written NEWS to NOTE; `disk` is what it had written to by then."""

    spec: VmmSpec
    frozen: Frozen
    disk: tuple[Layer, ...]
    capture: Capture
    boot_id: str


async def capture_origin(rig: Rig, machine_id: str) -> Origin:
    async with rig.booted(machine_id) as (engine, vmm):
        async with linked(vmm) as link:
            boot_id = link.ready.boot_id
            await put(link, NOTE, NEWS)
            await run(link, "sync", b"sh", b"-c", b"sync")
        spec = rig.spec(machine_id)
        _, capture = await capture_over(engine, vmm, spec, spec.directory / "captured")
        assert capture.base is None, "it has booted, and has not begun as another"
        return Origin(spec, frozen_of(capture), spec.disk, capture, boot_id)


async def capture_over(
    engine: Engine, vmm: Vmm, spec: VmmSpec, into: Path, *, stay_paused: bool = False
) -> tuple[tuple[Layer, ...], Capture]:
    """Capture into a new folder; what the VMM writes to from then on, and the capture."""
    into.mkdir()
    overlay = Layer(into / "overlay.qcow2", "qcow2")
    await restoring(engine).branch(spec.disk, overlay, disk_mib=spec.disk_mib)
    capture = await capturing(vmm).capture(into, overlay=overlay, stay_paused=stay_paused)
    return (overlay, *spec.disk), capture


def frozen_of(capture: Capture) -> Frozen:
    image = (
        MemoryImage(capture.memory) if capture.base is None else MemoryImage(capture.base, (capture.memory,))
    )
    return Frozen(capture.devices, image)


async def fork_spec(rig: Rig, engine: Engine, origin: Origin, machine_id: str) -> VmmSpec:
    """For a machine on a disk of its own over the captured one's."""
    spec = rig.spec(machine_id)
    await anyio.Path(spec.directory).mkdir(parents=True, exist_ok=True)
    fresh = Layer(spec.directory / "fork.qcow2", "qcow2")
    await restoring(engine).branch(origin.disk, fresh, disk_mib=spec.disk_mib)
    return replace(spec, disk=(fresh, *origin.disk))


@asynccontextmanager
async def restored(
    engine: Engine, spec: VmmSpec, frozen: Frozen, *, paused: bool = False
) -> AsyncIterator[Vmm]:
    """Killed at the end."""
    vmm = await restoring(engine).restore(spec, frozen)
    try:
        if not paused:
            await capturing(vmm).resume()
        yield vmm
    finally:
        with anyio.CancelScope(shield=True):
            await vmm.kill()
        vmm.release()


@asynccontextmanager
async def linked(vmm: Vmm) -> AsyncIterator[GuestLink]:
    with anyio.fail_after(PATIENCE):
        async with AgentConnector().open(await vmm.connect(), fresh=False) as link:
            if not link.ready.configured:
                await link.configure(GuestConfiguration())
            yield link


async def put(link: GuestLink, path: bytes, content: bytes) -> None:
    await link.files.write(path, pieces(content))


async def get(link: GuestLink, path: bytes) -> bytes:
    async with link.files.read(path) as (_, content):
        return b"".join([piece async for piece in content])
