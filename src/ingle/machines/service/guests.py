"""Reaching the guest of a machine that runs."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio
from anyio.abc import ByteStream

from ingle.base.errors import InvalidError
from ingle.machines.errors import GuestTimeoutError
from ingle.machines.keeper import Keepers
from ingle.machines.model import Machine
from ingle.machines.ports import GuestLink, GuestMetrics
from ingle.machines.service.registry import Registry
from ingle.machines.settings import MachineSettings


class Guests:
    def __init__(self, registry: Registry, keepers: Keepers, settings: MachineSettings) -> None:
        self._registry = registry
        self._keepers = keepers
        self._settings = settings

    async def reach(self, owner: str, reference: str) -> tuple[Machine, GuestLink]:
        """Raises MachineNotFoundError, MachineStateError, GuestLostError."""
        machine = await self._registry.find(owner, reference)
        return machine, await self._keepers.link(machine)

    @asynccontextmanager
    async def asking(self, owner: str, reference: str) -> AsyncIterator[GuestLink]:
        """For something short: raises GuestTimeoutError when the answer takes too long."""
        seconds = self._settings.timeouts.request.total_seconds()
        _, link = await self.reach(owner, reference)
        try:
            with anyio.fail_after(seconds):
                yield link
        except TimeoutError as error:
            raise GuestTimeoutError(
                f"the machine's agent did not answer within {seconds:.0f} seconds"
            ) from error

    async def metrics(self, owner: str, reference: str) -> GuestMetrics:
        async with self.asking(owner, reference) as link:
            return await link.metrics()

    async def connect(self, owner: str, reference: str, port: int) -> ByteStream:
        """A TCP connection to the machine's own loopback. Raises GuestError (connection_refused, unreachable)."""
        if not 1 <= port <= 65535:
            raise InvalidError("a TCP port is a number between 1 and 65535", field="port")
        async with self.asking(owner, reference) as link:
            return await link.connect(port)
