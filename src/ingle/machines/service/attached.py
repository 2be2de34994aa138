"""An attachment to a session that outlasts the machine's sleep: it falls silent while the machine is cold and goes on where it was, and typing wakes it.

Hanging up wakes nothing: a program that ends with its last stream ends when the machine is awake again.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractContextManager, ExitStack

from anyio.abc import ByteStream

from ingle.machines.errors import GuestError, GuestLostError
from ingle.machines.keeper import Keepers
from ingle.machines.keeper.orders import Bell
from ingle.machines.model import Machine
from ingle.machines.ports import (
    Ended,
    GuestLink,
    Output,
    OutputLost,
    ProcessEvent,
    ProcessStream,
    TerminalSize,
)


class Attached:
    """Satisfies ProcessStream. With a lease (`held`) the machine does not cool down while this is open; without, only what passes counts as use.
    `kept`: the program is known to go on without streams."""

    def __init__(
        self, keepers: Keepers, machine: Machine, inner: ProcessStream, held: ExitStack, *, kept: bool
    ) -> None:
        self._keepers = keepers
        self._machine = machine
        self._inner = inner
        self._held = held
        self._kept = kept
        self._away = False  # the link of `inner` is lost, and there is no other yet
        self._ended = False
        self._next = inner.offset  # in the session's output
        self._bell = Bell()  # rings when it has come back, or nobody reads any more
        self._over = False

    @property
    def session(self) -> str:
        return self._inner.session

    @property
    def pid(self) -> int:
        return self._inner.pid

    @property
    def lost(self) -> int:
        return self._inner.lost

    @property
    def offset(self) -> int:
        return self._inner.offset

    async def __aiter__(self) -> AsyncIterator[ProcessEvent]:
        try:
            while True:
                try:
                    async for event in self._inner:
                        self._count(event)
                        yield event
                        if isinstance(event, Ended):
                            self._ended = True
                            return
                except GuestLostError:
                    self._away = True
                    await self._come_back()
        finally:
            self._over = True
            self._bell.ring()

    async def send(self, data: bytes) -> None:
        await self._awake(lambda inner: inner.send(data))

    async def send_eof(self) -> None:
        await self._awake(lambda inner: inner.send_eof())

    async def signal(self, number: int) -> None:
        await self._awake(lambda inner: inner.signal(number))

    async def resize(self, size: TerminalSize) -> None:
        await self._inner.resize(size)

    async def aclose(self) -> None:
        self._held.close()
        await self._inner.aclose()
        unheard = self._away or not self._keepers.is_hot(self._machine.id)
        if unheard and not self._kept and not self._ended:
            self._keepers.owe(self._machine, self._hang_up)

    async def _hang_up(self, link: GuestLink) -> None:
        """Again, for a guest that did not hear it: what it means for the program is the agent's matter, as ever."""
        try:
            again = await link.attach(self.session, tail=0)
        except GuestError:
            return  # it has ended meanwhile
        await again.aclose()

    def _count(self, event: ProcessEvent) -> None:
        match event:
            case Output(_, data):
                self._next += len(data)
                self._keepers.touch(self._machine.id)
            case OutputLost(lost):
                self._next += lost
            case _:
                pass

    async def _awake(self, act: Callable[[ProcessStream], Awaitable[None]]) -> None:
        """Whoever types wants the machine awake. What is sent goes to the session as it is reached after a sleep, which the reading side sees to."""
        self._keepers.touch(self._machine.id)
        while True:
            inner = self._inner
            await self._keepers.ensure_hot(self._machine)
            try:
                return await act(inner)
            except GuestLostError:
                await self._replaced(inner)

    async def _replaced(self, inner: ProcessStream) -> None:
        while self._inner is inner:
            if self._over:
                raise GuestLostError
            await self._bell.wait()

    async def _come_back(self) -> None:
        """When the machine is awake again, whoever woke it. Raises GuestLostError when it will not be: it was stopped, or it started anew."""
        link = await self._keepers.next_hot(self._machine)
        self._inner = await link.attach(self._inner.session, since=self._next)
        self._away = False
        self._bell.ring()


class LeasedStream(ByteStream):
    """A byte stream that keeps its machine awake until it is closed."""

    def __init__(self, inner: ByteStream, lease: AbstractContextManager[None]) -> None:
        self._inner = inner
        self._held = ExitStack()
        self._held.enter_context(lease)

    async def receive(self, max_bytes: int = 65536) -> bytes:
        return await self._inner.receive(max_bytes)

    async def send(self, item: bytes) -> None:
        await self._inner.send(item)

    async def send_eof(self) -> None:
        await self._inner.send_eof()

    async def aclose(self) -> None:
        self._held.close()
        await self._inner.aclose()
