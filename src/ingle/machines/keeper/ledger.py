"""Records what a machine is, then tells it: a fact is published after it is durable. What it became is kept as its history."""

from collections.abc import Callable, Sequence

import msgspec
import sqlalchemy as sa

from ingle.base.clock import Clock
from ingle.machines import events, views
from ingle.machines.errors import MachineNotFoundError, SnapshotNotFoundError
from ingle.machines.keeper.admission import Admission
from ingle.machines.model import Generation, Kind, Machine, MachineRequest, RestHabits, Status
from ingle.machines.names import MachineId
from ingle.machines.store import generations, habits
from ingle.machines.store import machines as rows
from ingle.runtime.bus import Bus
from ingle.runtime.db import Database

Also = Callable[[sa.Connection], None]
"""What belongs to the same transaction; what it raises undoes all of it."""


class Ledger:
    def __init__(self, db: Database, bus: Bus, clock: Clock, admission: Admission) -> None:
        self.db = db
        self.clock = clock
        self._bus = bus
        self._admission = admission

    async def get(self, machine: MachineId) -> Machine | None:
        return await self.db.read(lambda connection: rows.get(connection, machine))

    async def get_with_habits(self, machine: MachineId) -> tuple[Machine, RestHabits] | None:
        """The machine, and when its owner's machines rest."""

        def read(connection: sa.Connection) -> tuple[Machine, RestHabits] | None:
            found = rows.get(connection, machine)
            return None if found is None else (found, habits.of(connection, found.owner))

        return await self.db.read(read)

    async def reread(self, machine: Machine) -> Machine:
        """The machine as it is recorded now. Raises MachineNotFoundError."""
        found = await self.get(machine.id)
        if found is None:
            raise MachineNotFoundError(machine.id)
        return found

    async def record(
        self, machine: MachineId, status: Status, also: Also | None = None, *, why: str = ""
    ) -> Machine:
        """`why`: for the history. Raises MachineNotFoundError when the row is gone, and what `also` raises."""

        def write(connection: sa.Connection) -> tuple[Machine, Machine] | None:
            before = rows.get(connection, machine)
            if before is None:
                return None
            if also is not None:
                also(connection)
            self._note(connection, before, status, why)
            after = rows.save_status(connection, machine, status)
            return None if after is None else (before, after)

        found = await self.db.write(write)
        if found is None:
            raise MachineNotFoundError(machine)
        before, after = found
        if views.machine(before) != views.machine(after):  # nobody else cares for layers and processes
            self.tell(after)
        return after

    async def change(self, machine: MachineId, change: Callable[[sa.Connection], Machine | None]) -> Machine:
        """Any other change of the row. Raises MachineNotFoundError when it is gone."""
        changed = await self.db.write(change)
        if changed is None:
            raise MachineNotFoundError(machine)
        self.tell(changed)
        return changed

    async def admit(self, machine: Machine, status: Status) -> Machine:
        """`record` of a start, if there is room for it; the transaction that looks is the one that takes it.

        Raises LimitReachedError, HostFullError, and nothing is recorded then; MachineNotFoundError when the row is gone.
        """
        return await self.record(
            machine.id, status, lambda connection: self._admission.check_start(connection, machine)
        )

    async def check_spare(self, request: MachineRequest) -> None:
        """See Admission. Raises HostFullError."""
        await self.db.read(lambda connection: self._admission.check_spare(connection, request))

    async def keep(self, moment: Generation) -> None:
        """Record a generation; of a snapshot, if its owner may have one more.

        Raises LimitReachedError, sqlalchemy.exc.IntegrityError when the name is taken.
        """

        def take(connection: sa.Connection) -> None:
            if moment.kind is Kind.SNAPSHOT:
                self._admission.check_snapshot(connection, moment.owner)
            generations.insert(connection, moment)

        await self.db.write(take)
        if moment.kind is Kind.SNAPSHOT:
            self._publish(events.SNAPSHOT_CREATED, moment.owner, moment.id, views.snapshot(moment))

    async def let_go(self, snapshot: Generation) -> None:
        """It is nobody's snapshot any more. Raises SnapshotNotFoundError when it is none by now."""
        if not await self.db.write(lambda connection: generations.let_go_snapshot(connection, snapshot.id)):
            raise SnapshotNotFoundError(snapshot.name)
        self._publish(events.SNAPSHOT_REMOVED, snapshot.owner, snapshot.id)

    async def erase(self, machine: Machine) -> None:
        await self.db.write(lambda connection: rows.delete(connection, machine.id))
        self._publish(events.REMOVED, machine.owner, machine.id)

    def tell(self, machine: Machine) -> None:
        self._publish(events.CHANGED, machine.owner, machine.id, views.machine(machine))

    def tell_restored(self, machine: Machine, moment: Generation) -> None:
        self._publish(events.RESTORED, machine.owner, machine.id, views.restored(moment))

    def tell_forked(self, source: Machine, made: Sequence[Machine]) -> None:
        self._publish(events.FORKED, source.owner, source.id, views.forked(made))

    def _publish(self, fact: str, owner: str, subject: str, data: msgspec.Struct | None = None) -> None:
        self._bus.publish(fact, owner=owner, subject=subject, data=data)

    def _note(self, connection: sa.Connection, before: Machine, status: Status, why: str) -> None:
        was, workload = before.status, status.workload
        ended = (workload.state, workload.exit) != (was.workload.state, was.workload.exit)
        if (was.state, was.error) == (status.state, status.error) and not ended and not why:
            return
        detail = why or status.error or (status.stop_cause or "")
        rows.note(connection, before.id, self.clock.now(), status.state, detail)
