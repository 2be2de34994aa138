"""The collections of extensions, each an interface of its own name: made, read, selected, changed and removed as the contract's own entities are."""

from collections.abc import Sequence
from typing import Any

import msgspec

from ingle.edge.identity import Caller
from ingle.edge.interfaces import Method, Provider
from ingle.entities import Collection, Entity, Holding
from ingle.puter.entities import asks_for_own, entity, reference_of, words_of
from ingle.puter.interfaces.part import Select
from ingle.puter.services import Services


class Create(msgspec.Struct, frozen=True):
    object: dict[str, Any]


class Which(msgspec.Struct, frozen=True, kw_only=True):
    uid: str | None = None
    id: dict[str, Any] | str | None = None

    @property
    def reference(self) -> Any:
        """Raises BadRequestError."""
        return reference_of(self.uid, self.id)


class Update(Which, frozen=True, kw_only=True):
    object: dict[str, Any]


class Chosen(Select, frozen=True, kw_only=True, rename="camel"):
    predicate: list[Any] | str | None = None


def providers(services: Services) -> list[Provider]:
    return [
        Provider(
            collection.name,
            f"es:{collection.name}",
            (*_reading(services, collection), *_changing(services, collection)),
        )
        for collection in services.entities.collections()
    ]


def _reading(services: Services, collection: Collection) -> tuple[Method, ...]:
    async def read(caller: Caller, asked: Which) -> Any:
        found = await services.entities.reading(caller, collection.name).get(asked.reference)
        return await _show(services, found)

    async def select(caller: Caller, asked: Chosen) -> Any:
        holding = services.entities.reading(caller, collection.name)
        where, own = list(words_of(asked.predicate)), asks_for_own(asked.predicate)
        part = await holding.list(
            where, own=own, after=asked.cursor or None, limit=asked.skip + asked.at_most
        )
        total = await holding.count(where, own=own) if asked.wants_total else None
        shown = await _shown(services, part.items[asked.skip :])
        return asked.answer(shown, part.cursor, total)

    return (
        Method("read", Which, read, collection.read, "look at one"),
        Method("select", Chosen, select, collection.read, "list them"),
    )


def _changing(services: Services, collection: Collection) -> tuple[Method, ...]:
    def holding(caller: Caller) -> Holding:
        return services.entities.writing(caller, collection.name)

    async def create(caller: Caller, asked: Create) -> Any:
        return await _show(services, await holding(caller).create(asked.object))

    async def update(caller: Caller, asked: Update) -> Any:
        return await _show(services, await holding(caller).update(asked.reference, asked.object))

    async def upsert(caller: Caller, asked: Update) -> Any:
        named = asked.uid or asked.id
        return await _show(services, await holding(caller).upsert(named, asked.object))

    async def delete(caller: Caller, asked: Which) -> Any:
        removed = await holding(caller).remove(asked.reference)
        return {"success": True, "uid": removed.id}

    return (
        Method("create", Create, create, collection.write, "make one"),
        Method("update", Update, update, collection.write, "change one"),
        Method("upsert", Update, upsert, collection.write, "change one, or make it"),
        Method("delete", Which, delete, collection.write, "remove one"),
    )


async def _shown(services: Services, found: Sequence[Entity]) -> list[dict[str, Any]]:
    """With their owners, by one question."""
    names = await services.people.accounts.names([one.owner for one in found])
    return [entity(one, {"username": names.get(one.owner, ""), "uuid": one.owner}) for one in found]


async def _show(services: Services, found: Entity) -> dict[str, Any]:
    (shown,) = await _shown(services, [found])
    return shown
