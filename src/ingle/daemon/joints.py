"""Where neighbours meet who must not know each other: small adapters, each satisfying one capability's port with another's front door."""

from collections.abc import AsyncIterator, Callable, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace

import sqlalchemy as sa

from ingle.accounts import Usage
from ingle.accounts import store as accounts
from ingle.accounts.tables import users
from ingle.base.units import MIB
from ingle.files import Owner
from ingle.files.store import trees
from ingle.images.model import Origin
from ingle.machines import MachineService
from ingle.machines.policy.transitions import check_wakeable
from ingle.machines.store import usage
from ingle.runtime.db import Database


class UsageOfPeople:
    """Satisfies accounts.ports.UsageOf."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def __call__(self, user_id: str) -> Usage:
        def read(connection: sa.Connection) -> Usage:
            tree = trees.find(connection, user_id)
            storage_mib = -(-tree.used_bytes // MIB) if tree else 0
            return replace(usage.of_owner(connection, user_id), storage_mib=storage_mib)

        return await self._db.read(read)


class NamesOfPeople:
    """Satisfies apps.ports.Makers."""

    def names(self, connection: sa.Connection, user_ids: Collection[str]) -> Mapping[str, str]:
        return accounts.names_of(connection, user_ids)


class DisksOfMachines:
    """Satisfies images.ports.Machines. Machines stand on images and so are built later: `machines` is asked when one is to be saved."""

    # What the agent writes at every start: who this machine is.
    _IDENTITY = ("/etc/hostname", "/etc/hosts", "/etc/machine-id", "/etc/resolv.conf")

    def __init__(self, machines: Callable[[], MachineService]) -> None:
        self._machines = machines

    async def origin(self, owner: str, reference: str) -> Origin:
        machine = await self._machines().get(owner, reference)
        check_wakeable(machine.status.state)
        return Origin(machine.id, machine.name, machine.image_id)

    @asynccontextmanager
    async def pack(self, owner: str, machine_id: str) -> AsyncIterator[AsyncIterator[bytes]]:
        service = self._machines()
        async with service.guests.using(owner, machine_id) as (_, link):
            await link.sync()
            async with service.files.pack(
                owner, machine_id, "/", one_filesystem=True, exclude=self._IDENTITY
            ) as tree:
                yield tree


class PeopleWithTrees:
    """Satisfies files.ports.People."""

    def find(self, connection: sa.Connection, name: str) -> Owner | None:
        user = accounts.find_user_by_name(connection, name)
        return None if user is None else Owner(user.id, user.name)

    def get(self, connection: sa.Connection, user_id: str) -> Owner:
        user = accounts.find_user_by_id(connection, user_id)
        return Owner(user_id, user.name if user is not None else user_id)

    def active(self, connection: sa.Connection, user_id: str) -> Owner | None:
        query = sa.select(users.c.id, users.c.name)
        row = connection.execute(query.where(users.c.id == user_id, users.c.suspended_at.is_(None))).first()
        return None if row is None else Owner(*row)
