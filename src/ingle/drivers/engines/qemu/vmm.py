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
from ingle.drivers.engines.qemu.reclaim import reclaim
from ingle.drivers.engines.qemu.restore import load
from ingle.machines.errors import VmmGoneError
from ingle.machines.ports import Capture, Layer, MemoryImage, VmmExit, VmmIdentity, VmmLoad
from ingle.runtime import unix_sockets
from ingle.runtime.proc import usage
from ingle.runtime.processes import Process

TRIM_SECONDS = 30.0


class QemuVmm:
    """A running or ended VMM; booted by us or adopted."""

    def __init__(self, process: Process, files: VmmFiles) -> None:
        self.files = files
        self._process = process
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
                exit_ = await self._process.wait()
                return VmmExit(exit_.code, exit_.signal, await to_thread.run_sync(tail, self.files.log))
            await to_thread.run_sync(console.trim, self.files.console)

    async def kill(self) -> None:
        await self._process.kill()

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
        used = await to_thread.run_sync(usage, self._process.identity)
        if used is None:
            raise self._gone()
        return VmmLoad(used.cpu_seconds, used.resident_bytes, used.proportional_bytes)

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
