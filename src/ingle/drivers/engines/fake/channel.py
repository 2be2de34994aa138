"""A fake VMM's agent channel: bytes pass between daemon and guest while the machine runs, and wait while it is paused."""

import anyio
from anyio.abc import ByteStream, TaskStatus

from ingle.drivers.engines.fake.host import FakeProcess
from ingle.runtime import unix_sockets


class Channel:
    """One connection; `near` is the daemon's end. `carry` does the work until either end closes or the VMM ends."""

    def __init__(
        self, process: FakeProcess, near: ByteStream, inner: ByteStream, far: ByteStream, guest: ByteStream
    ) -> None:
        self.near = near
        self._process = process
        self._inner = inner
        self._far = far
        self._guest = guest
        self._scope = anyio.CancelScope()

    def cut(self) -> None:
        self._scope.cancel()

    async def carry(self, *, task_status: TaskStatus[None]) -> None:
        try:
            task_status.started()
            with self._scope:
                async with anyio.create_task_group() as tasks:
                    tasks.start_soon(self._pump, self._inner, self._far)
                    tasks.start_soon(self._pump, self._far, self._inner)
                    tasks.start_soon(self._guest_side)
                    await self._process.wait_killed()
                    tasks.cancel_scope.cancel()
        finally:
            with anyio.CancelScope(shield=True):
                for stream in (self._inner, self._far, self._guest):
                    await anyio.aclose_forcefully(stream)

    async def _guest_side(self) -> None:
        """When the guest powers off, its last words are still carried: the pump finds the end behind them."""
        await self._process.agent.serve(self._guest)
        await self._guest.aclose()

    async def _pump(self, source: ByteStream, sink: ByteStream) -> None:
        try:
            while True:
                data = await source.receive()
                await self._process.wait_running()
                await sink.send(data)
        except (anyio.EndOfStream, anyio.BrokenResourceError, anyio.ClosedResourceError):
            self.cut()


async def open_channel(process: FakeProcess) -> Channel:
    near, inner = await unix_sockets.pair()
    far, guest = await unix_sockets.pair()
    channel = Channel(process, near, inner, far, guest)
    process.cut_channel = channel.cut
    return channel
