"""What a workload has written, kept by its keeper; and what the guest's kernel and agent say on the console."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

from anyio import to_thread

from ingle.base.units import KIB
from ingle.machines.errors import GuestLostError
from ingle.machines.keeper import Keepers
from ingle.machines.model import Machine
from ingle.machines.service.registry import Registry
from ingle.machines.store.log_reading import LogReader
from ingle.machines.store.logs import LogRecord

CONSOLE = "console.log"
CONSOLE_BYTES = 256 * KIB


class Logs:
    def __init__(self, registry: Registry, keepers: Keepers, directory: Path) -> None:
        self._registry = registry
        self._keepers = keepers
        self._directory = directory

    async def read(
        self, owner: str, reference: str, *, tail: int | None = None, follow: bool = False
    ) -> AsyncIterator[list[LogRecord]]:
        """The log in parts: all of it or its newest `tail` lines, and with `follow` what comes, until the workload ends.

        Awaiting this checks that the machine is there; the parts come by iterating.
        """
        machine = await self._registry.find(owner, reference)
        return self._records(machine, tail, follow=follow)

    async def console(self, owner: str, reference: str) -> bytes:
        """The newest part of what the guest has written to its console."""
        machine = await self._registry.find(owner, reference)
        return await to_thread.run_sync(_end_of, self._directory / machine.id / CONSOLE)

    async def _records(
        self, machine: Machine, tail: int | None, *, follow: bool
    ) -> AsyncIterator[list[LogRecord]]:
        home = self._directory / machine.id
        reader = await to_thread.run_sync(lambda: LogReader(home, tail=tail))
        try:
            while True:
                life = self._keepers.life(machine.id)
                rings = 0 if life is None else life.bell.rings
                if records := await to_thread.run_sync(reader.read):
                    yield records
                elif not follow:
                    return
                elif life is None or life.over:
                    if not await self._sleeps(machine):
                        return
                elif not life.pump.wanted or (life.pump.done and life.hot):
                    return
                else:
                    await life.bell.wait(rings)
        finally:
            reader.close()

    async def _sleeps(self, machine: Machine) -> bool:
        """Whether the machine, which has no VMM now, may go on with what it does; returns when that is so again."""
        try:
            await self._keepers.next_hot(machine)
        except GuestLostError:
            return False
        return True


def _end_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - CONSOLE_BYTES))
            return file.read()
    except FileNotFoundError:
        return b""
