"""The machines that people have, and the moments that they kept of them.

An export tells what they are: what is on their disks is read from inside (`ingle cp`, or as an image) while there still is somebody to ask for it.
"""

from contextlib import suppress

import sqlalchemy as sa

from ingle.accounts import Exported, json_file
from ingle.machines import views
from ingle.machines.errors import MachineNotFoundError, SnapshotNotFoundError
from ingle.machines.model import RestHabits
from ingle.machines.service import MachineService
from ingle.machines.store import generations, habits
from ingle.machines.store import machines as rows
from ingle.runtime.db import Database


class MachineEstate:
    """Satisfies accounts.ports.Estate."""

    name = "machines"

    def __init__(self, db: Database, machines: MachineService) -> None:
        self._db = db
        self._machines = machines

    async def export(self, user_id: str) -> Exported:
        machines = await self._db.read(lambda c: rows.of_owner(c, user_id))
        yield "machines.json", json_file([views.machine(one) for one in machines])
        moments = await self._db.read(lambda c: generations.snapshots(c, user_id))
        yield "snapshots.json", json_file([views.snapshot(one) for one in moments])

    async def remove(self, user_id: str) -> None:
        """Whatever runs is killed. Raises what keeps a machine from being removed."""
        for machine in await self._db.read(lambda c: rows.of_owner(c, user_id)):
            with suppress(MachineNotFoundError):
                await self._machines.remove(user_id, machine.id, force=True)
        for moment in await self._db.read(lambda c: generations.snapshots(c, user_id)):
            with suppress(SnapshotNotFoundError):
                await self._machines.snapshots.remove(user_id, moment.id)
        await self._db.write(lambda c: habits.save(c, user_id, RestHabits()))

    def holds(self, connection: sa.Connection, user_id: str) -> bool:
        return bool(rows.of_owner(connection, user_id) or generations.snapshots(connection, user_id))
