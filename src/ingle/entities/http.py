"""Entities over HTTP: one door for the collections of all extensions. Which scope a request needs is the collection's to say."""

from collections.abc import Sequence
from typing import Annotated, Any

from litestar.params import QueryParameter

from ingle.base.paging import DEFAULT_LIMIT
from ingle.edge.identity import Caller
from ingle.edge.pages import Cursor, Limit, Listing, listing
from ingle.edge.routes import SIGNED_IN, delete, get, patch, post
from ingle.entities import views
from ingle.entities.policy import in_words
from ingle.entities.service import Entities
from ingle.wire import entities as wire

Where = Annotated[
    str,
    QueryParameter(
        description='conditions that all hold, as JSON: {"done": false, "stars": {"gte": 3}}; eq, lt, lte, gt, gte, starts'
    ),
]
Own = Annotated[bool, QueryParameter(description="of a shared collection too only yours")]
Newest = Annotated[bool, QueryParameter(description="the last one that was made first")]


def routes(entities: Entities) -> Sequence[Any]:
    return [*_reading(entities), *_changing(entities)]


def _reading(entities: Entities) -> Sequence[Any]:
    @get("/entities", scope=SIGNED_IN, summary="List the collections of extensions")
    async def list_collections() -> Listing[wire.Collection]:
        return Listing([views.collection(one) for one in entities.collections()])

    @get("/entities/{collection:str}", scope=SIGNED_IN, summary="List entities")
    async def list_entities(
        collection: str,
        caller: Caller,
        where: Where = "",
        own: Own = False,
        newest: Newest = False,
        limit: Limit = DEFAULT_LIMIT,
        cursor: Cursor = None,
    ) -> Listing[wire.Entity]:
        holding = entities.reading(caller, collection)
        found = await holding.list(in_words(where), own=own, newest=newest, after=cursor, limit=limit)
        return listing(found, views.entity)

    @get("/entities/{collection:str}/{entity:str}", scope=SIGNED_IN, summary="Look at an entity")
    async def get_entity(collection: str, entity: str, caller: Caller) -> wire.Entity:
        return views.entity(await entities.reading(caller, collection).get(entity))

    return [list_collections, list_entities, get_entity]


def _changing(entities: Entities) -> Sequence[Any]:
    @post("/entities/{collection:str}", scope=SIGNED_IN, summary="Make an entity")
    async def create_entity(collection: str, caller: Caller, data: wire.EntityValue) -> wire.Entity:
        return views.entity(await entities.writing(caller, collection).create(data.value))

    @patch("/entities/{collection:str}/{entity:str}", scope=SIGNED_IN, summary="Change an entity")
    async def update_entity(
        collection: str, entity: str, caller: Caller, data: wire.EntityValue
    ) -> wire.Entity:
        return views.entity(await entities.writing(caller, collection).update(entity, data.value))

    @delete("/entities/{collection:str}/{entity:str}", scope=SIGNED_IN, summary="Remove an entity")
    async def remove_entity(collection: str, entity: str, caller: Caller) -> None:
        await entities.writing(caller, collection).remove(entity)

    return [create_entity, update_entity, remove_entity]
