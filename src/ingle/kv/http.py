"""The key-value store over HTTP. Any text may be a key, also `a/../b` and `?`, so keys stand in the query or the body, never in the path."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Annotated, Any

import msgspec
from litestar.params import QueryParameter

from ingle.base.clock import Clock
from ingle.base.paging import DEFAULT_LIMIT
from ingle.edge.identity import Caller
from ingle.edge.pages import Cursor, Limit
from ingle.edge.routes import delete, get, post, put
from ingle.kv import policy, views
from ingle.kv.model import Item
from ingle.kv.names import SCOPE_READ, SCOPE_WRITE
from ingle.kv.service import KeyValues, Question
from ingle.wire import kv as wire

Key = Annotated[str, QueryParameter(description="the whole key")]
App = Annotated[
    str | None,
    QueryParameter(description="whose entries: an app's id, or nothing between = and & for your own"),
]
Pattern = Annotated[str, QueryParameter(description="what keys begin with; a * at its end means the same")]
Shape = Annotated[wire.KvShape, QueryParameter(name="as", description="what to tell of each")]
Skip = Annotated[int, QueryParameter(ge=0, description="keys to pass over first; a cursor is quicker")]
Total = Annotated[bool, QueryParameter(description="count all that match")]
Descending = Annotated[bool, QueryParameter(description="the last key first")]
Moment = Callable[[float | None, datetime | None], int | None]


def routes(kv: KeyValues, clock: Clock) -> Sequence[Any]:
    def moment(ttl: float | None, at: datetime | None) -> int | None:
        return policy.moment_of(clock.now(), ttl, at)

    return [*_reading(kv), *_writing(kv, moment), *_changing(kv, moment)]


def _reading(kv: KeyValues) -> Sequence[Any]:
    @get("/kv/entry", scope=SCOPE_READ, short=True, summary="The entry of a key")
    async def get_entry(caller: Caller, key: Key, app: App = None) -> wire.KvEntry:
        return views.entry(await kv.get(caller, key, app=app))

    @post("/kv/read", scope=SCOPE_READ, status_code=200, summary="The entries of many keys")
    async def read_entries(caller: Caller, data: wire.KvKeys, app: App = None) -> wire.KvFound:
        found = await kv.get_many(caller, data.keys, app=app)
        return wire.KvFound([None if one is None else views.entry(one) for one in found])

    @get("/kv", scope=SCOPE_READ, summary="List entries, keys or values by the beginning of their keys")
    async def list_entries(
        caller: Caller,
        pattern: Pattern = "",
        shape: Shape = "entries",
        limit: Limit = DEFAULT_LIMIT,
        cursor: Cursor = None,
        skip: Skip = 0,
        total: Total = False,
        descending: Descending = False,
        app: App = None,
    ) -> wire.KvPart:
        asked = Question(pattern, shape, cursor, skip, limit, total, descending)
        return views.listed(await kv.list(caller, asked, app=app), shape)

    @get("/kv/usage", scope=SCOPE_READ, summary="How much you have, over all apps")
    async def get_usage(caller: Caller) -> wire.KvUsage:
        return views.fill(*await kv.fill(caller))

    return [get_entry, read_entries, list_entries, get_usage]


def _writing(kv: KeyValues, moment: Moment) -> Sequence[Any]:
    def item(told: wire.KvItem) -> Item:
        return Item(
            told.key, policy.encode(told.value), moment(told.ttl, told.expires_at), told.private, told.told
        )

    @put("/kv/entry", scope=SCOPE_WRITE, short=True, status_code=204, summary="Store a value")
    async def set_entry(caller: Caller, data: wire.KvItem, app: App = None) -> None:
        await kv.set(caller, [item(data)], app=app)

    @post("/kv/write", scope=SCOPE_WRITE, status_code=204, summary="Store many values, all or none")
    async def write_entries(caller: Caller, data: wire.KvBatch, app: App = None) -> None:
        await kv.set(caller, [item(one) for one in data.entries], app=app)

    @delete("/kv/entry", scope=SCOPE_WRITE, summary="Remove a key; it need not be there")
    async def remove_entry(caller: Caller, key: Key, app: App = None) -> None:
        await kv.remove(caller, key, app=app)

    @delete("/kv", scope=SCOPE_WRITE, summary="Remove all keys, of one app or your own")
    async def flush(caller: Caller, app: App = None) -> None:
        await kv.flush(caller, app=app)

    @post("/kv/expire", scope=SCOPE_WRITE, status_code=204, summary="Say when a key ends")
    async def expire(caller: Caller, data: wire.KvExpire, app: App = None) -> None:
        await kv.expire(caller, data.key, moment(data.ttl, data.expires_at), app=app)

    return [set_entry, write_entries, remove_entry, flush, expire]


def _changing(kv: KeyValues, moment: Moment) -> Sequence[Any]:
    @post("/kv/increment", scope=SCOPE_WRITE, status_code=200, summary="Add to numbers inside a value")
    async def increment(caller: Caller, data: wire.KvIncrement, app: App = None) -> wire.KvValue:
        expires = moment(data.ttl, data.expires_at)
        return _value(await kv.increment(caller, data.key, data.amounts, app=app, expires_at_ms=expires))

    @post("/kv/append", scope=SCOPE_WRITE, status_code=200, summary="Add to lists inside a value")
    async def append(caller: Caller, data: wire.KvAppend, app: App = None) -> wire.KvValue:
        return _value(await kv.append(caller, data.key, data.values, app=app))

    @post("/kv/assign", scope=SCOPE_WRITE, status_code=200, summary="Put values at paths inside a value")
    async def assign(caller: Caller, data: wire.KvAssign, app: App = None) -> wire.KvValue:
        expires = moment(data.ttl, data.expires_at)
        return _value(await kv.assign(caller, data.key, data.values, app=app, expires_at_ms=expires))

    @post("/kv/discard", scope=SCOPE_WRITE, status_code=200, summary="Take away what is at paths")
    async def discard(caller: Caller, data: wire.KvDiscard, app: App = None) -> wire.KvValue:
        return _value(await kv.discard(caller, data.key, data.paths, app=app))

    return [increment, append, assign, discard]


def _value(made: bytes) -> wire.KvValue:
    return wire.KvValue(msgspec.Raw(made))
