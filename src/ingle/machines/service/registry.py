"""The rows of machines as their owners see them: found by id or name, made once per name, renamed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from ingle.base.clock import Clock
from ingle.base.errors import UnavailableError
from ingle.base.ids import RandomBytes, make_id
from ingle.base.paging import Page
from ingle.machines.errors import MachineNameTakenError, MachineNotFoundError
from ingle.machines.keeper.admission import Admission
from ingle.machines.model import (
    Beginning,
    DiskLayer,
    Generation,
    Launch,
    Machine,
    MachineRequest,
    RestHabits,
    State,
    Timers,
)
from ingle.machines.names import MACHINE_PREFIX, MachineId, make_name
from ingle.machines.policy.creation import differences
from ingle.machines.policy.transitions import begun_as
from ingle.machines.store import generations
from ingle.machines.store import habits as habits_rows
from ingle.machines.store import machines as rows
from ingle.runtime.db import Database

_TRIES = 8  # names to make up before giving up


class Registry:
    def __init__(self, db: Database, clock: Clock, random: RandomBytes, admission: Admission) -> None:
        self._db = db
        self._admission = admission
        self._clock = clock
        self._random = random

    async def find(self, owner: str, reference: str) -> Machine:
        """Raises MachineNotFoundError."""
        machine = await self._db.read(lambda connection: rows.find(connection, owner, reference))
        if machine is None:
            raise MachineNotFoundError(reference)
        return machine

    async def page(self, owner: str, *, after: str | None, limit: int) -> Page[Machine]:
        found = await self._db.read(
            lambda connection: rows.page(connection, owner, after=after, limit=limit + 1)
        )
        items = found[:limit]
        return Page(items, items[-1].id if len(found) > limit else None)

    async def everyone(self) -> list[Machine]:
        return list(await self._db.read(rows.everyone))

    async def ids(self) -> frozenset[MachineId]:
        """Of everybody's."""
        return await self._db.read(rows.ids)

    async def mortal(self) -> list[Machine]:
        """Everybody's that end by themselves."""
        return list(await self._db.read(rows.mortal))

    async def add(
        self,
        owner: str,
        name: str,
        request: MachineRequest,
        image_id: str,
        launch: Launch,
        *,
        starts: bool,
        beginning: Beginning | None = None,
    ) -> tuple[Machine, bool]:
        """The machine, and whether it was made now: the same request under the same name finds the one that is there.

        `starts`: it is to start next. `beginning`: with the VMM that has waited for it, so its start is under way as soon as it is made.

        Raises MachineNameTakenError when that one was asked for differently, LimitReachedError and HostFullError
        when there is no room for it.
        """
        for _ in range(_TRIES):
            machine = self._machine(owner, name or make_name(self._random), request, image_id, launch)
            if beginning is not None:
                machine = replace(machine, id=beginning.id)
            try:
                machine = await self._db.write(partial(self._insert, machine, starts, beginning))
            except IntegrityError:
                if not name:
                    continue  # a made-up name that is taken is nobody's wish
                found = await self.named(owner, name)
                if found is None:
                    continue  # it was removed in between
                if different := differences(found, request, image_id):
                    raise MachineNameTakenError(name, different) from None
                return found, False
            return machine, True
        raise UnavailableError("no free name was found; give the machine a name")

    async def rename(self, machine: Machine, name: str) -> Machine:
        """Raises MachineNameTakenError, MachineNotFoundError."""
        try:
            return await self._changed(machine, lambda connection: rows.rename(connection, machine.id, name))
        except IntegrityError:
            raise MachineNameTakenError(name, []) from None

    async def label(self, machine: Machine, labels: Mapping[str, str]) -> Machine:
        """Raises MachineNotFoundError."""
        return await self._changed(machine, lambda connection: rows.label(connection, machine.id, labels))

    async def add_begun(
        self, owner: str, name: str, moment: Generation, layer: DiskLayer, request: MachineRequest
    ) -> Machine:
        """A machine that begins as the moment, over a layer of its own that is made already. Raises MachineNameTakenError."""
        for _ in range(_TRIES):
            called = name or make_name(self._random)
            machine = replace(
                self._machine(owner, called, request, moment.image_id, moment.launch),
                parent=moment.id,
                source=moment.machine_id,
                status=begun_as(moment, layer.id, boot=moment.boot),
            )
            try:
                await self._db.write(partial(self._insert_begun, machine, layer))
            except IntegrityError:
                if name:
                    raise MachineNameTakenError(name, []) from None
                continue
            return machine
        raise UnavailableError("no free name was found; give the machine a name")

    async def set_timers(self, machine: Machine, timers: Timers) -> Machine:
        return await self._changed(
            machine, lambda connection: rows.set_timers(connection, machine.id, timers)
        )

    async def rest_habits(self, owner: str) -> RestHabits:
        return await self._db.read(lambda connection: habits_rows.of(connection, owner))

    async def set_rest_habits(self, owner: str, habits: RestHabits) -> list[MachineId]:
        """The machines that it may concern."""

        def write(connection: sa.Connection) -> list[MachineId]:
            habits_rows.save(connection, owner, habits)
            return [machine.id for machine in rows.of_owner(connection, owner)]

        return await self._db.write(write)

    async def history(self, machine: Machine) -> Sequence[tuple[datetime, State, str]]:
        """What became of it and when, oldest first."""
        return await self._db.read(lambda connection: rows.history_of(connection, machine.id))

    def _insert_begun(self, machine: Machine, layer: DiskLayer, connection: sa.Connection) -> None:
        generations.add_layer(connection, layer)
        rows.insert(connection, machine)
        self._admission.check_new(connection, machine, starts=True)

    def _insert(
        self, machine: Machine, starts: bool, beginning: Beginning | None, connection: sa.Connection
    ) -> Machine:
        """The name comes first: a machine that is there already is found also when there is no room for another. Room is asked for before the machine
        counts as awake."""
        rows.insert(connection, machine)
        self._admission.check_new(connection, machine, starts=starts)
        if beginning is None:
            return machine
        rows.note(connection, machine.id, machine.created_at, beginning.status.state, "")
        rows.save_status(connection, machine.id, beginning.status)
        return replace(machine, status=beginning.status)

    async def _changed(self, machine: Machine, change: rows.Change) -> Machine:
        changed = await self._db.write(change)
        if changed is None:
            raise MachineNotFoundError(machine.name)
        return changed

    async def named(self, owner: str, name: str) -> Machine | None:
        def read(connection: sa.Connection) -> Machine | None:
            return rows.named(connection, owner, name)

        return await self._db.read(read)

    def _machine(
        self, owner: str, name: str, request: MachineRequest, image_id: str, launch: Launch
    ) -> Machine:
        now = self._clock.now()
        return Machine(
            id=MachineId(make_id(MACHINE_PREFIX, now, self._random)),
            owner=owner,
            name=name,
            created_at=now,
            image_id=image_id,
            request=request,
            launch=launch,
            labels=request.labels,
            timers=request.timers,
        )
