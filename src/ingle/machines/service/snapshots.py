"""Moments of machines: kept by name, gone back to, and forked from."""

from collections.abc import Sequence
from dataclasses import replace

import anyio
import sqlalchemy as sa
from anyio import to_thread

from ingle.base.errors import IngleError, InvalidError
from ingle.machines.errors import (
    MachineNotFoundError,
    SnapshotNameTakenError,
    SnapshotNotFoundError,
    SnapshotOfAnotherError,
)
from ingle.machines.keeper import Keepers, Workshop
from ingle.machines.keeper.capturing import branch
from ingle.machines.keeper.orders import Order, Wish
from ingle.machines.model import Generation, Kind, Machine, MachineRequest
from ingle.machines.names import GenerationId, check_name, make_name
from ingle.machines.policy.transitions import Verb
from ingle.machines.service.registry import Registry
from ingle.machines.store import generations as rows
from ingle.machines.store import machines as machine_rows

MOST_FORKS = 100  # in one go


class Snapshots:
    """All raise MachineNotFoundError, SnapshotNotFoundError and FeatureMissingError where they apply."""

    def __init__(self, registry: Registry, keepers: Keepers, shop: Workshop) -> None:
        self._registry = registry
        self._keepers = keepers
        self._shop = shop

    async def create(self, owner: str, reference: str, name: str) -> Generation:
        """Keep the machine as it is now: memory, processors and disk; only the disk of one that stands. It goes on.

        Idempotent it is not: a name is used once. Raises SnapshotNameTakenError, MachineStateError.
        """
        name = check_name(name, "snapshot") if name else make_name(self._shop.random)
        machine = await self._registry.find(owner, reference)
        if await self._find(owner, name) is not None:
            raise SnapshotNameTakenError(name)
        generation = await self._capture(machine, Wish(self._shop.new_generation(), Kind.SNAPSHOT, name))
        self._shop.mess.ring()
        return generation

    async def list(self, owner: str) -> Sequence[Generation]:
        return await self._shop.ledger.db.read(lambda connection: rows.snapshots(connection, owner))

    async def get(self, owner: str, reference: str) -> Generation:
        found = await self._find(owner, reference)
        if found is None:
            raise SnapshotNotFoundError(reference)
        return found

    async def remove(self, owner: str, reference: str) -> None:
        """Machines that began as it go on: what they need of it stays until they do not."""
        found = await self.get(owner, reference)
        await self._shop.ledger.let_go(found)
        await self._shop.tidy()

    async def restore(self, owner: str, reference: str, snapshot: str) -> Machine:
        """The machine becomes what it was at the snapshot; what it has become since is thrown away."""
        machine = await self._registry.find(owner, reference)
        moment = await self.get(owner, snapshot)
        if moment.machine_id != machine.id and moment.id != machine.parent:
            raise SnapshotOfAnotherError(snapshot, machine.name)
        changed = await self._keepers.perform(machine.id, Order(Verb.REVERT, moment=moment))
        if changed is None:
            raise MachineNotFoundError(machine.name)
        return changed

    async def begin(self, owner: str, moment: Generation, name: str, request: MachineRequest) -> Machine:
        """A new machine that goes on as the snapshot; one of a disk alone is started. `request`: what it was asked with, to be kept."""
        if name:
            check_name(name)
        with self._shop.pins.hold(moment.id):
            return await self._begin(owner, moment, name, request)

    async def tree(self, owner: str) -> tuple[Sequence[Machine], Sequence[Generation]]:
        """Everything that came from something, and what it came from."""

        def read(connection: sa.Connection) -> tuple[Sequence[Machine], Sequence[Generation]]:
            return machine_rows.of_owner(connection, owner), rows.snapshots(connection, owner)

        return await self._shop.ledger.db.read(read)

    async def fork(self, owner: str, reference: str, name: str, count: int = 1) -> Sequence[Machine]:
        """New machines that go on as the machine is now, beside it. With a count they are called name-1, name-2, …

        All or none: when one cannot be made, those that were are removed. Raises MachineNameTakenError.
        """
        names = _names(name, count)
        source = await self._registry.find(owner, reference)
        wish = Wish(self._shop.new_generation(), Kind.FORK)
        with self._shop.pins.hold(wish.id):
            moment = await self._capture(source, wish)
            request = replace(moment.request, source=source.name, hostname="", timers=source.timers)
            try:
                made = await self._begin_all(owner, moment, names, request)
            finally:
                self._shop.mess.ring()
        self._shop.ledger.tell_forked(source, made)
        return made

    async def _begin_all(
        self, owner: str, moment: Generation, names: Sequence[str], request: MachineRequest
    ) -> Sequence[Machine]:
        made: dict[int, Machine] = {}
        failures: list[IngleError] = []

        async def begin(number: int, name: str) -> None:
            try:
                made[number] = await self._begin(owner, moment, name, request)
            except IngleError as error:
                failures.append(error)

        async with anyio.create_task_group() as group:
            for number, name in enumerate(names):
                group.start_soon(begin, number, name)
        if failures:
            for machine in made.values():
                await self._keepers.perform(machine.id, Order(Verb.KILL_AND_REMOVE))
            raise failures[0]
        return [made[number] for number in range(len(names))]

    async def _begin(self, owner: str, moment: Generation, name: str, request: MachineRequest) -> Machine:
        """The moment is pinned by the caller."""
        layer = await branch(self._shop, moment.layer, disk_mib=moment.request.disk_mib)
        try:
            machine = await self._registry.add_begun(owner, name, moment, layer, request)
        except BaseException:
            path = self._shop.vault.layer(layer).path
            await to_thread.run_sync(lambda: path.unlink(missing_ok=True))
            raise
        self._shop.ledger.tell(machine)
        verb = Verb.WAKE if moment.has_memory else Verb.START
        try:
            begun = await self._keepers.perform(machine.id, Order(verb))
        except IngleError:
            await self._keepers.perform(machine.id, Order(Verb.KILL_AND_REMOVE))
            raise
        if begun is None:
            raise MachineNotFoundError(machine.name)
        return begun

    async def _capture(self, machine: Machine, wish: Wish) -> Generation:
        await self._keepers.perform(machine.id, Order(Verb.CAPTURE, wish=wish))
        return await self._of(wish.id)

    async def _of(self, generation: GenerationId) -> Generation:
        found = await self._shop.ledger.db.read(lambda connection: rows.get(connection, generation))
        if found is None:
            raise SnapshotNotFoundError(generation)
        return found

    async def _find(self, owner: str, reference: str) -> Generation | None:
        return await self._shop.ledger.db.read(
            lambda connection: rows.find_snapshot(connection, owner, reference)
        )


def _names(name: str, count: int) -> list[str]:
    """Raises InvalidError."""
    if not 1 <= count <= MOST_FORKS:
        raise InvalidError(f"the count must be between 1 and {MOST_FORKS}", field="count")
    if not name:
        return [""] * count
    names = [name] if count == 1 else [f"{name}-{number}" for number in range(1, count + 1)]
    return [check_name(each) for each in names]
