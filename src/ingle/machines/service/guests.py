"""Reaching the guest of a machine, waking it where that is needed."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager

import anyio
from anyio.abc import ByteStream

from ingle.base.errors import InvalidError
from ingle.machines.errors import GuestTimeoutError
from ingle.machines.keeper import Keepers
from ingle.machines.model import Machine
from ingle.machines.ports import GuestChange, GuestLink, GuestMetrics, GuestPort, ProcessStream
from ingle.machines.service.attached import Attached, LeasedStream
from ingle.machines.service.registry import Registry
from ingle.machines.service.watching import Watch, outlasting_sleep
from ingle.machines.settings import MachineSettings


class Guests:
    def __init__(self, registry: Registry, keepers: Keepers, settings: MachineSettings) -> None:
        self._registry = registry
        self._keepers = keepers
        self._settings = settings

    @asynccontextmanager
    async def using(self, owner: str, reference: str) -> AsyncIterator[tuple[Machine, GuestLink]]:
        """The guest, woken if it sleeps, and kept awake until the context is left.

        Raises MachineNotFoundError, MachineStateError, GuestLostError, what kept it from waking.
        """
        machine = await self._registry.find(owner, reference)
        async with self._keepers.hold(machine) as link:
            yield machine, link

    @asynccontextmanager
    async def asking(self, owner: str, reference: str) -> AsyncIterator[GuestLink]:
        """For something short: raises GuestTimeoutError when the answer takes too long."""
        async with self.using(owner, reference) as (_, link), self._patience():
            yield link

    @asynccontextmanager
    async def looking(self, owner: str, reference: str) -> AsyncIterator[GuestLink]:
        """For what is only looked at: nothing is woken or kept awake for it. Raises MachineAsleepError."""
        link = await self._keepers.look(await self._registry.find(owner, reference))
        async with self._patience():
            yield link

    async def attached(
        self,
        owner: str,
        reference: str,
        open_: Callable[[Machine, GuestLink], Awaitable[ProcessStream]],
        *,
        lease: bool,
        kept: bool,
    ) -> ProcessStream:
        """A process's stream that outlasts the machine's sleep. `lease`: it keeps the machine awake as long as it is open; `kept`: see Attached."""
        machine = await self._registry.find(owner, reference)
        async with self._keepers.hold(machine) as link:
            machine = await self._registry.find(owner, machine.id)  # which life of it this is, is known now
            inner = await open_(machine, link)
            held = ExitStack()
            if lease:
                held.enter_context(self._keepers.lease(machine.id))
            return Attached(self._keepers, machine, inner, held, kept=kept)

    @asynccontextmanager
    async def watching(
        self, owner: str, reference: str, open_: Watch
    ) -> AsyncIterator[AsyncIterator[Sequence[GuestChange]]]:
        """A watch that outlasts the machine's sleep. Opening it wakes the machine; open it keeps nothing awake."""
        async with AsyncExitStack() as held:
            async with self.using(owner, reference) as (machine, link), self._patience():
                machine = await self._registry.find(owner, machine.id)  # as `attached` does
                changes = await held.enter_async_context(open_(link))
            yield outlasting_sleep(self._keepers, machine, open_, changes, held)

    @asynccontextmanager
    async def _patience(self) -> AsyncIterator[None]:
        seconds = self._settings.timeouts.request.total_seconds()
        try:
            with anyio.fail_after(seconds):
                yield
        except TimeoutError as error:
            raise GuestTimeoutError(
                f"the machine's agent did not answer within {seconds:.0f} seconds"
            ) from error

    async def metrics(self, owner: str, reference: str) -> GuestMetrics:
        """Raises MachineAsleepError: looking does not wake."""
        async with self.looking(owner, reference) as link:
            return await link.metrics()

    async def ports(self, owner: str, reference: str) -> Sequence[GuestPort]:
        """The TCP ports that listen in the machine. Raises MachineAsleepError: looking does not wake."""
        async with self.looking(owner, reference) as link:
            return await link.ports()

    async def connect(self, owner: str, reference: str, port: int) -> ByteStream:
        """A TCP connection to the machine's own loopback. Raises GuestError (connection_refused, unreachable)."""
        if not 1 <= port <= 65535:
            raise InvalidError("a TCP port is a number between 1 and 65535", field="port")
        machine = await self._registry.find(owner, reference)
        async with self._keepers.hold(machine) as link, self._patience():
            stream = await link.connect(port)
            return LeasedStream(stream, self._keepers.lease(machine.id))
