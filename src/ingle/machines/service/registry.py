"""The rows of machines as their owners see them: found by id or name, made once per name, renamed."""

from collections.abc import Mapping
from functools import partial

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from ingle.base.clock import Clock
from ingle.base.errors import UnavailableError
from ingle.base.ids import RandomBytes, make_id
from ingle.base.paging import Page
from ingle.machines.errors import MachineNameTakenError, MachineNotFoundError
from ingle.machines.model import Launch, Machine, MachineRequest
from ingle.machines.names import MACHINE_PREFIX, MachineId, make_name
from ingle.machines.policy.creation import differences
from ingle.machines.store import machines as rows
from ingle.runtime.db import Database

_TRIES = 8  # names to make up before giving up


class Registry:
    def __init__(self, db: Database, clock: Clock, random: RandomBytes) -> None:
        self._db = db
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

    async def add(
        self, owner: str, name: str, request: MachineRequest, image_id: str, launch: Launch
    ) -> tuple[Machine, bool]:
        """The machine, and whether it was made now: the same request under the same name finds the one that is there.

        Raises MachineNameTakenError when that one was asked for differently.
        """
        for _ in range(_TRIES):
            machine = self._machine(owner, name or make_name(self._random), request, image_id, launch)
            try:
                await self._db.write(partial(_insert, machine))
            except IntegrityError:
                if not name:
                    continue  # a made-up name that is taken is nobody's wish
                found = await self._named(owner, name)
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

    async def _changed(self, machine: Machine, change: rows.Change) -> Machine:
        changed = await self._db.write(change)
        if changed is None:
            raise MachineNotFoundError(machine.name)
        return changed

    async def _named(self, owner: str, name: str) -> Machine | None:
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
        )


def _insert(machine: Machine, connection: sa.Connection) -> None:
    rows.insert(connection, machine)
