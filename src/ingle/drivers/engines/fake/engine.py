"""The engine port over a fake host."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from signal import SIGKILL

import anyio
from anyio import to_thread
from anyio.abc import ByteStream, TaskGroup

from ingle.base.units import MIB
from ingle.drivers.engines.fake.channel import Channel, open_channel
from ingle.drivers.engines.fake.host import FakeHost, FakeProcess
from ingle.machines.errors import VmmGoneError
from ingle.machines.ports import Feature, Vmm, VmmExit, VmmIdentity, VmmSpec


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
        return frozenset({Feature.PAUSE})

    async def prepare(self, spec: VmmSpec) -> None:
        if self._host.faults.prepare is not None:
            raise self._host.faults.prepare
        await to_thread.run_sync(_make_disk, spec.disk, spec.disk_mib)

    async def boot(self, spec: VmmSpec) -> Vmm:
        await anyio.sleep(self._host.faults.boot_seconds)
        if self._host.faults.boot is not None:
            raise self._host.faults.boot
        return FakeVmm(self._host, self._host.start(spec.machine_id, spec.directory), self._tasks)

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


def _make_disk(disk: Path, size_mib: int) -> None:
    disk.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not disk.exists():
        with disk.open("wb") as file:
            file.truncate(size_mib * MIB)


@asynccontextmanager
async def open_engine(host: FakeHost) -> AsyncIterator[FakeEngine]:
    """An engine over the host, for as long as the context lasts."""
    async with anyio.create_task_group() as tasks:
        yield FakeEngine(host, tasks)
        tasks.cancel_scope.cancel()
