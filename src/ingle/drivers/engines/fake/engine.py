"""The engine port over a fake host."""

import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from signal import SIGKILL

import anyio
from anyio import to_thread
from anyio.abc import ByteStream, TaskGroup

from ingle.base.units import MIB
from ingle.drivers.engines.fake.channel import Channel, open_channel
from ingle.drivers.engines.fake.host import FakeHost, FakeProcess
from ingle.drivers.engines.fake.moments import DELTA_BYTES, Label, newest_of, read, token_of, write
from ingle.machines.errors import EngineError, VmmGoneError
from ingle.machines.ports import (
    Capture,
    Feature,
    Frozen,
    Layer,
    MemoryImage,
    Vmm,
    VmmExit,
    VmmIdentity,
    VmmLoad,
    VmmSpec,
)


class FakeVmm:
    def __init__(self, host: FakeHost, process: FakeProcess, tasks: TaskGroup) -> None:
        self.process = process
        self._host = host
        self._tasks = tasks
        self._channel: Channel | None = None

    @property
    def identity(self) -> VmmIdentity:
        return self.process.identity

    async def connect(self) -> ByteStream:
        self._cut()
        if self.process.exit is not None or self._host.faults.refuse_connections:
            raise VmmGoneError
        with anyio.CancelScope(shield=True):  # its four ends belong to a task before anybody may go away
            channel = await open_channel(self.process)
            self._channel = channel
            await self._tasks.start(channel.carry)
        return channel.near

    async def wait(self) -> VmmExit:
        await self.process.wait_ended()
        if self.process.exit is None:
            raise AssertionError("a process has ended without an exit")
        return self.process.exit

    async def kill(self) -> None:
        self.process.end(VmmExit(None, SIGKILL, ""))

    def release(self) -> None:
        self._cut()

    async def pause(self) -> None:
        self._alive().pause()

    async def resume(self) -> None:
        self._alive().resume()

    async def capture(self, into: Path, *, overlay: Layer | None, stay_paused: bool) -> Capture:
        faults = self._host.faults
        await anyio.sleep(faults.capture_seconds)
        if faults.capture is not None:
            raise faults.capture
        process = self._alive()
        base = None if process.image is None else await to_thread.run_sync(read, process.image)
        started = time.perf_counter()
        # From here to the end of the pause nobody else gets a turn, so it is one moment for memory and disk.
        token, layer, paused = self._host.freeze(process), process.layer, process.paused
        if overlay is not None:
            self._host.disks.branch(layer, overlay.path)
            process.layer = overlay.path
        if stay_paused:
            process.pause()
        took = timedelta(seconds=time.perf_counter() - started)
        whole = process.memory_mib * MIB if base is None else DELTA_BYTES
        memory = Label(token, None if base is None else base.token, whole)
        capture = Capture(into / "devices", into / "memory", process.image, DELTA_BYTES, took)
        try:
            await to_thread.run_sync(_write_capture, capture, memory)
        except EngineError:
            self._host.disks.merge_down(process.layer, layer)
            process.layer = layer
            if not paused:
                process.resume()
            raise
        return capture

    async def reclaim(self) -> None:
        await anyio.lowlevel.checkpoint()

    async def load(self) -> VmmLoad:
        await anyio.lowlevel.checkpoint()
        resident = self._alive().memory_mib * MIB
        return VmmLoad(self.process.agent.uptime_ns / 1e9, resident, resident // 2)

    def _alive(self) -> FakeProcess:
        if self.process.exit is not None:
            raise VmmGoneError
        return self.process

    def _cut(self) -> None:
        if self._channel is not None:
            self._channel.cut()
            self._channel = None


class FakeEngine:
    """Its channels are carried by tasks of `open_engine`'s context; they end with the engine, the host's processes do not."""

    def __init__(self, host: FakeHost, tasks: TaskGroup) -> None:
        self._host = host
        self._tasks = tasks

    @property
    def name(self) -> str:
        return "fake"

    @property
    def features(self) -> frozenset[Feature]:
        return frozenset(Feature)

    @property
    def fingerprint(self) -> str:
        return "fake"

    async def prepare(self, spec: VmmSpec) -> None:
        if self._host.faults.prepare is not None:
            raise self._host.faults.prepare
        bottom = spec.disk[0].path
        await to_thread.run_sync(lambda: spec.directory.mkdir(mode=0o700, parents=True, exist_ok=True))
        if len(spec.disk) == 1 and await to_thread.run_sync(_make_disk, bottom, spec.disk_mib):
            self._host.disks.forget(bottom)

    async def boot(self, spec: VmmSpec) -> Vmm:
        await anyio.sleep(self._host.faults.boot_seconds)
        if self._host.faults.boot is not None:
            raise self._host.faults.boot
        return FakeVmm(self._host, self._host.start(spec), self._tasks)

    async def branch(self, layers: Sequence[Layer], fresh: Layer, *, disk_mib: int) -> None:
        await to_thread.run_sync(_look_for, layers)
        await to_thread.run_sync(_make_layer, fresh.path)
        self._host.disks.forget(fresh.path)

    async def merge(self, layers: Sequence[Layer], into: Layer) -> None:
        """Which tree is on a layer is known by its name, which stays."""
        await to_thread.run_sync(_look_for, layers)
        if self._host.faults.merge is not None:
            raise self._host.faults.merge
        await to_thread.run_sync(_make_layer, into.path)

    async def restore(self, spec: VmmSpec, frozen: Frozen) -> Vmm:
        await anyio.sleep(self._host.faults.restore_seconds)
        if self._host.faults.restore is not None:
            raise self._host.faults.restore
        await to_thread.run_sync(_look_for, spec.disk)
        token = await to_thread.run_sync(token_of, frozen, spec.memory_mib)
        try:
            process = self._host.restore(spec, token, frozen.memory.flat)
        except KeyError as error:
            raise EngineError("this host does not know the captured guest any more") from error
        return FakeVmm(self._host, process, self._tasks)

    async def flatten(self, memory: MemoryImage, into: Path) -> None:
        await to_thread.run_sync(_flatten, memory, into)

    async def adopt(self, machine_id: str, directory: Path) -> Vmm | None:
        process = self._host.process(machine_id)
        if process is None or process.directory != directory:
            return None
        return FakeVmm(self._host, process, self._tasks)

    async def running(self, root: Path) -> Mapping[str, VmmIdentity]:
        return {
            process.machine_id: process.identity
            for process in self._host.processes()
            if process.directory.parent == root
        }

    async def is_paused(self, vmm: Vmm) -> bool:
        if not isinstance(vmm, FakeVmm):
            raise TypeError(f"not a VMM of this engine: {vmm!r}")
        if vmm.process.exit is not None:
            raise VmmGoneError
        return vmm.process.paused


def _make_disk(disk: Path, size_mib: int) -> bool:
    """Whether it had to."""
    disk.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if disk.exists():
        return False
    with disk.open("wb") as file:
        file.truncate(size_mib * MIB)
    return True


def _make_layer(path: Path) -> None:
    try:
        path.write_bytes(b"")
    except OSError as error:
        raise EngineError(f"cannot write {path}: {error.strerror}") from error


def _look_for(layers: Sequence[Layer]) -> None:
    for layer in layers:
        if not layer.path.exists():
            raise EngineError(f"{layer.path}: No such file or directory")


def _write_capture(capture: Capture, memory: Label) -> None:
    write(capture.memory, memory)
    write(capture.devices, Label(memory.token))


def _flatten(memory: MemoryImage, into: Path) -> None:
    write(into, Label(newest_of(memory), None, read(memory.flat).whole))


@asynccontextmanager
async def open_engine(host: FakeHost) -> AsyncIterator[FakeEngine]:
    """An engine over the host, for as long as the context lasts."""
    async with anyio.create_task_group() as tasks:
        yield FakeEngine(host, tasks)
        tasks.cancel_scope.cancel()
