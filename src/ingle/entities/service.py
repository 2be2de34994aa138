"""What people, apps and extensions do with entities. `Entities` knows the collections that are there; what one caller gets at of one of them is a `Holding`,
with a method for each use case."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from ingle.base.clock import Clock
from ingle.base.ids import RandomBytes, is_id, make_id
from ingle.base.paging import DEFAULT_LIMIT, Page
from ingle.base.units import MIB
from ingle.edge.identity import Caller
from ingle.entities import policy, store, views
from ingle.entities.errors import (
    CollectionNotFoundError,
    EntityDeniedError,
    EntityInvalidError,
    EntityNotFoundError,
)
from ingle.entities.model import Collection, Entity, Fill, Reach
from ingle.entities.names import ENTITY
from ingle.entities.settings import EntitySettings
from ingle.runtime.db import Database
from ingle.runtime.outbox import put

Reference = str | Mapping[str, Any]  # an id, or one field that is unique, and its value: {"slug": "tea"}


@dataclass(frozen=True)
class Ground:
    """What all holdings stand on."""

    db: Database
    clock: Clock
    random: RandomBytes
    most: Fill  # of one person, over all collections


class Entities:
    def __init__(self, *, db: Database, clock: Clock, random: RandomBytes, settings: EntitySettings) -> None:
        most = Fill(settings.per_person, settings.mib_per_person * MIB)
        self._ground = Ground(db, clock, random, most)
        self._collections: dict[str, Collection] = {}

    @contextmanager
    def offering(self, collections: Iterable[Collection]) -> Iterator[None]:
        """They are there as long as the context lasts; what was kept in them stays for the next time."""
        offered = {collection.name: collection for collection in collections}
        self._collections |= offered
        try:
            yield
        finally:
            for name in offered:
                self._collections.pop(name, None)

    def collections(self) -> Sequence[Collection]:
        """Those of the extensions that run, by name."""
        return [self._collections[name] for name in sorted(self._collections)]

    def reading(self, caller: Caller, collection: str) -> "Holding":
        """Raises CollectionNotFoundError, ScopeMissingError, EntityDeniedError."""
        found = self._find(collection)
        return Holding(self._ground, found, policy.reach_of(caller, found.read))

    def writing(self, caller: Caller, collection: str) -> "Holding":
        """Raises CollectionNotFoundError, ScopeMissingError, EntityDeniedError."""
        found = self._find(collection)
        return Holding(self._ground, found, policy.reach_of(caller, found.write))

    def of(self, user_id: str, collection: str) -> "Holding":
        """For the extension itself: whatever scopes are, and with what is read-only. Raises CollectionNotFoundError."""
        return Holding(self._ground, self._find(collection), Reach(user_id, trusted=True))

    def _find(self, name: str) -> Collection:
        if name not in self._collections:
            raise CollectionNotFoundError(name)
        return self._collections[name]


class Holding:
    """One collection, as far as somebody gets at it."""

    def __init__(self, ground: Ground, collection: Collection, reach: Reach) -> None:
        self._ground = ground
        self._reach = reach
        self.collection = collection

    # --- looking --------------------------------------------------------------------------------------------------

    async def get(self, reference: Reference) -> Entity:
        """Raises EntityNotFoundError, EntityInvalidError."""
        return await self._ground.db.glance(lambda c: self._get(c, reference))

    async def list(
        self,
        where: Iterable[policy.Words] = (),
        *,
        own: bool = False,
        after: str | None = None,
        limit: int = DEFAULT_LIMIT,
        newest: bool = False,
    ) -> Page[Entity]:
        """Those of which all conditions hold, in the order in which they were made; `newest`: the other way round. `own`: of a shared collection too
        only what is the caller's. Raises EntityInvalidError."""
        asked = policy.conditions_of(self.collection, where)
        if after is not None and not is_id(after, ENTITY):
            raise EntityInvalidError("that is no cursor of this list", field="cursor")
        return await self._ground.db.read(
            lambda c: store.page(
                c, self.collection, self._reach, asked, own=own, after=after, limit=limit, newest=newest
            )
        )

    async def count(self, where: Iterable[policy.Words] = (), *, own: bool = False) -> int:
        """Raises EntityInvalidError."""
        asked = policy.conditions_of(self.collection, where)
        return await self._ground.db.read(
            lambda c: store.count(c, self.collection, self._reach, asked, own=own)
        )

    # --- changing: each is kept as a fact in its transaction ----------------------------------------------------------

    async def create(self, said: Mapping[str, Any]) -> Entity:
        """Raises EntityInvalidError, EntityTakenError, EntityTooLargeError, EntitiesFullError, and what the collection's own check raises."""
        return await self._change(lambda c: self._create(c, said))

    async def update(self, reference: Reference, said: Mapping[str, Any]) -> Entity:
        """What is not said stays. Raises EntityNotFoundError, EntityDeniedError and as create does."""
        return await self._change(lambda c: self._update(c, self._get(c, reference), said))

    async def upsert(self, reference: Reference | None, said: Mapping[str, Any]) -> Entity:
        """Change it; or where it is not there, make it, with the unique field that it was asked for by. Raises as update does."""

        def write(connection: store.Connection) -> Entity:
            try:
                found = None if reference is None else self._get(connection, reference)
            except EntityNotFoundError:
                found = None
            if found is not None:
                return self._update(connection, found, said)
            named = reference if isinstance(reference, Mapping) else {}
            return self._create(connection, {**named, **said})

        return await self._change(write)

    async def remove(self, reference: Reference) -> Entity:
        """As it was. Raises EntityNotFoundError, EntityDeniedError."""

        def write(connection: store.Connection) -> Entity:
            found = self._own(self._get(connection, reference))
            size = store.remove(connection, found.id)
            self._fill(connection, found.owner, Fill(-1, -size))
            self._tell(connection, self.collection.removed, found, None)
            return found

        return await self._change(write)

    # --------------------------------------------------------------------------------------------------------------

    async def _change(self, write: Callable[[store.Connection], Entity]) -> Entity:
        def held(connection: store.Connection) -> Entity:
            store.hold(connection, self._reach.user_id)
            return write(connection)

        return await self._ground.db.write(held)

    def _get(self, connection: store.Connection, reference: Reference) -> Entity:
        entity_id = reference if isinstance(reference, str) else self._locate(connection, reference)
        found = store.find(connection, self.collection, entity_id) if is_id(entity_id, ENTITY) else None
        if found is None or not self._sees(found):
            raise EntityNotFoundError(self.collection.name, str(reference))
        return found

    def _locate(self, connection: store.Connection, reference: Mapping[str, Any]) -> str:
        """The id of the caller's own that has this in a unique field; "": none has."""
        unique = {field.name for field in self.collection.unique}
        if len(reference) != 1 or not unique.issuperset(reference):
            offered = ", ".join(["its id", *sorted(unique)])
            raise EntityInvalidError(f"one of {self.collection.name} is named by {offered}", field="id")
        (condition,) = policy.conditions_of(
            self.collection, [(name, "eq", value) for name, value in reference.items()]
        )
        field, _, value = condition
        return store.find_key(connection, self.collection, self._reach.user_id, field.name, value) or ""

    def _sees(self, entity: Entity) -> bool:
        return self.collection.shared or self._owns(entity)

    def _owns(self, entity: Entity) -> bool:
        reach = self._reach
        return entity.owner == reach.user_id and reach.app_id in ("", entity.app_id)

    def _own(self, entity: Entity) -> Entity:
        """Raises EntityDeniedError."""
        if not self._owns(entity):
            raise EntityDeniedError("that is somebody else's; you may look at it")
        return entity

    def _create(self, connection: store.Connection, said: Mapping[str, Any]) -> Entity:
        now = self._ground.clock.now()
        made = Entity(
            id=make_id(ENTITY, now, self._ground.random),
            collection=self.collection.name,
            owner=self._reach.user_id,
            app_id=self._reach.app_id,
            value=policy.whole(self.collection, said, trusted=self._reach.trusted),
            created_at=now,
            updated_at=now,
        )
        size = policy.size_of(made.value)
        self._check_room(connection, Fill(1, size))
        store.add(connection, self.collection, made, size)
        self._fill(connection, made.owner, Fill(1, size))
        self._tell(connection, self.collection.changed, made, views.entity(made))
        return made

    def _update(self, connection: store.Connection, found: Entity, said: Mapping[str, Any]) -> Entity:
        value = policy.whole(self.collection, said, self._own(found).value, trusted=self._reach.trusted)
        changed = replace(found, value=value, updated_at=self._ground.clock.now())
        size = policy.size_of(value)
        by = Fill(0, size - store.change(connection, self.collection, changed, size))
        if by.size > 0:
            self._check_room(connection, by)
        self._fill(connection, changed.owner, by)
        self._tell(connection, self.collection.changed, changed, views.entity(changed))
        return changed

    def _check_room(self, connection: store.Connection, more: Fill) -> None:
        """Raises EntitiesFullError."""
        fills = store.fills(connection, self._reach.user_id)
        here = fills.get(self.collection.name, Fill())
        everywhere = Fill(
            sum(fill.entities for fill in fills.values()), sum(fill.size for fill in fills.values())
        )
        policy.check_room(self.collection, _sum(here, more), _sum(everywhere, more), self._ground.most)

    def _fill(self, connection: store.Connection, owner: str, by: Fill) -> None:
        store.move_fill(connection, owner, self.collection.name, by)

    def _tell(self, connection: store.Connection, type_: str, entity: Entity, data: Any) -> None:
        put(
            connection,
            type_,
            owner=entity.owner,
            subject=entity.id,
            at=self._ground.clock.now(),
            data=data,
        )


def _sum(one: Fill, other: Fill) -> Fill:
    return Fill(one.entities + other.entities, one.size + other.size)
