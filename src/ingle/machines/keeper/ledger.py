"""Records what a machine is, then tells it: a fact is published after it is durable."""

from ingle.base.clock import Clock
from ingle.machines import events, views
from ingle.machines.errors import MachineNotFoundError
from ingle.machines.model import Machine, Status
from ingle.machines.names import MachineId
from ingle.machines.store import machines as rows
from ingle.runtime.bus import Bus
from ingle.runtime.db import Database


class Ledger:
    def __init__(self, db: Database, bus: Bus, clock: Clock) -> None:
        self.db = db
        self.clock = clock
        self._bus = bus

    async def get(self, machine: MachineId) -> Machine | None:
        return await self.db.read(lambda connection: rows.get(connection, machine))

    async def record(self, machine: MachineId, status: Status) -> Machine:
        """Raises MachineNotFoundError when the row is gone."""
        changed = await self.db.write(lambda connection: rows.save_status(connection, machine, status))
        if changed is None:
            raise MachineNotFoundError(machine)
        self.tell(changed)
        return changed

    async def erase(self, machine: Machine) -> None:
        await self.db.write(lambda connection: rows.delete(connection, machine.id))
        self._bus.publish(events.REMOVED, owner=machine.owner, subject=machine.id)

    def tell(self, machine: Machine) -> None:
        self._bus.publish(
            events.CHANGED, owner=machine.owner, subject=machine.id, data=views.machine(machine)
        )
