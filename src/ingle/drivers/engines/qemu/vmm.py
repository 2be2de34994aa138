"""One QEMU process, as the port wants it."""

from pathlib import Path
from typing import Any

import anyio
from anyio import to_thread
from anyio.abc import ByteStream

from ingle.drivers.engines.qemu import console
from ingle.drivers.engines.qemu.capture import capture
from ingle.drivers.engines.qemu.control import converse
from ingle.drivers.engines.qemu.files import VmmFiles, tail
from ingle.drivers.engines.qemu.grouping import Burial
from ingle.drivers.engines.qemu.reclaim import reclaim
from ingle.drivers.engines.qemu.restore import load
from ingle.machines.errors import VmmGoneError
from ingle.machines.ports import Capture, Layer, MemoryImage, VmmExit, VmmIdentity, VmmLoad
from ingle.runtime import unix_sockets
from ingle.runtime.cgroups import GroupUsage
from ingle.runtime.proc import usage
from ingle.runtime.processes import Process, ProcessExit

TRIM_SECONDS = 30.0


class QemuVmm:
    """A running or ended VMM; booted by us or adopted."""

    def __init__(self, process: Process, files: VmmFiles, burial: Burial) -> None:
        self.files = files
        self._process = process
        self._burial = burial
        self._channel: ByteStream | None = None
        self._control = anyio.Lock()  # QEMU serves one conversation at a time
        identity = process.identity
        self.identity = VmmIdentity(identity.pid, identity.started_ticks, identity.host_boot_id)

    async def connect(self) -> ByteStream:
        if self._channel is not None:  # QEMU accepts the new one once the old is gone
            await self._channel.aclose()
            self._channel = None
        if not self._process.alive:
            raise self._gone()
        try:
            self._channel = await unix_sockets.connect(self.files.agent)
        except OSError as error:
            raise self._gone() from error
        return self._channel

    async def wait(self) -> VmmExit:
        while True:
            with anyio.move_on_after(TRIM_SECONDS):
                return await self._end(await self._process.wait())
            await to_thread.run_sync(console.trim, self.files.console)

    async def _end(self, exit_: ProcessExit) -> VmmExit:
        with anyio.CancelScope(shield=True):
            reason = await to_thread.run_sync(self._burial.finish)
        return VmmExit(exit_.code, exit_.signal, await to_thread.run_sync(tail, self.files.log), reason)

    async def kill(self) -> None:
        await self._end(await self._process.kill())

    def release(self) -> None:
        self._process.release()

    async def pause(self) -> None:
        await self._execute("stop")

    async def resume(self) -> None:
        await self._execute("cont")

    async def is_paused(self) -> bool:
        status = await self._execute("query-status")
        return not status["running"]

    async def capture(self, into: Path, *, overlay: Layer | None, stay_paused: bool) -> Capture:
        async with self._control:
            try:
                return await capture(self._process, self.files, into, overlay, stay_paused=stay_paused)
            except VmmGoneError as error:
                raise self._gone() from error

    async def reclaim(self) -> None:
        await to_thread.run_sync(reclaim, self._process)

    async def load(self) -> VmmLoad:
        used = await to_thread.run_sync(self._used)
        if used is None:
            raise self._gone()
        return used

    def _used(self) -> VmmLoad | None:
        """None: it is gone. Where there is a group that counts, it knows of the network's process as well, and whose a page is without looking at each."""
        group = self._burial.group
        counted = GroupUsage(None, None) if group is None else group.usage()
        used = usage(self._process.identity, shares=counted.memory_bytes is None)
        if used is None:
            return None
        cpu_seconds = used.cpu_seconds if counted.cpu_seconds is None else counted.cpu_seconds
        own = used.proportional_bytes if counted.memory_bytes is None else counted.memory_bytes
        return VmmLoad(cpu_seconds, used.resident_bytes, own)

    async def fill(self, image: MemoryImage, devices: int) -> None:
        """See restore.load."""
        async with self._control:
            await load(self._process, self.files, image, devices)

    async def greeted(self) -> None:
        """Return once QEMU serves, so that its arguments and files were right."""
        await self._execute("query-status")

    async def _execute(self, command: str) -> Any:
        async with self._control:
            try:
                async with converse(self.files.qmp) as qmp:
                    return await qmp.execute(command)
            except VmmGoneError as error:
                raise self._gone() from error

    def _gone(self) -> VmmGoneError:
        return VmmGoneError(log_tail=tail(self.files.log))
