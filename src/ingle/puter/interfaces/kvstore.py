"""`puter-kvstore`: the keys of a person for themselves, or for the app that acts for them."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import msgspec

from ingle.base.clock import Clock
from ingle.edge.identity import Caller
from ingle.edge.interfaces import Method, Provider
from ingle.kv import SCOPE_READ, SCOPE_WRITE, KeyNotFoundError, KeyValues
from ingle.puter.errors import BadRequestError
from ingle.puter.keys import (
    Asked,
    Key,
    Lister,
    Pair,
    item_of,
    key_of,
    milliseconds,
    part_of,
    question_of,
    shaped,
)
from ingle.puter.services import Services

MOST_LISTED = 100_000  # keys of an answer that is no part


class Get(Asked, frozen=True, kw_only=True, rename="camel"):
    key: Key | list[Key]


class Set(Asked, frozen=True, kw_only=True, rename="camel"):
    key: Key
    value: Any = None
    expire_at: float | None = None


class BatchPut(Asked, frozen=True, kw_only=True, rename="camel"):
    items: list[Pair]


class Of(Asked, frozen=True, kw_only=True, rename="camel"):
    key: Key


class Count(Of, frozen=True, kw_only=True, rename="camel"):
    path_and_amount_map: dict[str, int | float]


class Put(Of, frozen=True, kw_only=True, rename="camel"):
    path_and_value_map: dict[str, Any]
    ttl: float | None = None  # seconds from now


class Remove(Of, frozen=True, kw_only=True, rename="camel"):
    paths: list[str]


class Expire(Of, frozen=True, kw_only=True, rename="camel"):
    ttl: float | None = None


class ExpireAt(Of, frozen=True, kw_only=True, rename="camel"):
    timestamp: float | None = None  # seconds since the epoch


def provider(services: Services) -> Provider:
    rows = (*_whole(services.kv), *_listing(services.kv), *_inside(services), *_ending(services))
    return Provider("puter-kvstore", "puter-kvstore", rows)


def _whole(kv: KeyValues) -> tuple[Method, ...]:
    async def get(caller: Caller, asked: Get) -> Any:
        wanted = asked.key if isinstance(asked.key, list) else [asked.key]
        found = await kv.get_many(caller, [key_of(key) for key in wanted], app=asked.app)
        values = [None if entry is None else msgspec.Raw(entry.value) for entry in found]
        return values if isinstance(asked.key, list) else values[0]

    async def set_(caller: Caller, asked: Set) -> bool:
        pair = Pair(key=asked.key, value=asked.value, expire_at=asked.expire_at)
        await kv.set(caller, [item_of(pair, private=asked.private)], app=asked.app)
        return True

    async def batch_put(caller: Caller, asked: BatchPut) -> bool:
        """Of a key that is there twice the last one counts."""
        items = {key_of(pair.key): item_of(pair, private=asked.private) for pair in asked.items}
        await kv.set(caller, list(items.values()), app=asked.app)
        return True

    async def delete(caller: Caller, asked: Of) -> bool:
        await kv.remove(caller, key_of(asked.key), app=asked.app)
        return True

    async def flush(caller: Caller, asked: Asked) -> bool:
        await kv.flush(caller, app=asked.app)
        return True

    return (
        Method("get", Get, get, SCOPE_READ, "the value of a key, or of many"),
        Method("set", Set, set_, SCOPE_WRITE, "store a value"),
        Method("batchPut", BatchPut, batch_put, SCOPE_WRITE, "store many values, all or none"),
        Method("del", Of, delete, SCOPE_WRITE, "remove a key; it need not be there"),
        Method("flush", Asked, flush, SCOPE_WRITE, "remove all keys"),
    )


def _listing(kv: KeyValues) -> tuple[Method, ...]:
    async def list_(caller: Caller, asked: Lister) -> Any:
        question = question_of(asked)
        if asked.paged:
            return part_of(await kv.list(caller, question, app=asked.app), question)
        items: list[Any] = []
        while len(items) < MOST_LISTED:
            part = await kv.list(caller, question, app=asked.app)
            items += [shaped(entry, question.shape) for entry in part.entries]
            if part.cursor is None:
                break
            question = replace(question, cursor=part.cursor, skip=0)
        return items

    return (
        Method("list", Lister, list_, SCOPE_READ, "entries, keys or values by the beginning of their keys"),
    )


def _inside(services: Services) -> tuple[Method, ...]:
    """Changes of a value where it lies; each answers the whole new value."""
    kv = services.kv

    async def increment(caller: Caller, asked: Count) -> Any:
        amounts = asked.path_and_amount_map
        return msgspec.Raw(await kv.increment(caller, key_of(asked.key), amounts, app=asked.app))

    async def decrement(caller: Caller, asked: Count) -> Any:
        amounts = {path: -amount for path, amount in asked.path_and_amount_map.items()}
        return msgspec.Raw(await kv.increment(caller, key_of(asked.key), amounts, app=asked.app))

    async def update(caller: Caller, asked: Put) -> Any:
        ends = _moment(services.clock, asked.ttl)
        values = asked.path_and_value_map
        return msgspec.Raw(
            await kv.assign(caller, key_of(asked.key), values, app=asked.app, expires_at_ms=ends)
        )

    async def add(caller: Caller, asked: Put) -> Any:
        return msgspec.Raw(
            await kv.append(caller, key_of(asked.key), asked.path_and_value_map, app=asked.app)
        )

    async def remove(caller: Caller, asked: Remove) -> Any:
        return msgspec.Raw(await kv.discard(caller, key_of(asked.key), asked.paths, app=asked.app))

    return (
        Method("incr", Count, increment, SCOPE_WRITE, "add to numbers inside a value"),
        Method("decr", Count, decrement, SCOPE_WRITE, "take from numbers inside a value"),
        Method("update", Put, update, SCOPE_WRITE, "put values at paths inside a value"),
        Method("add", Put, add, SCOPE_WRITE, "add to lists inside a value"),
        Method("remove", Remove, remove, SCOPE_WRITE, "take away what is at paths inside a value"),
    )


def _ending(services: Services) -> tuple[Method, ...]:
    async def ends(caller: Caller, asked: Of, at_ms: int | None) -> bool:
        """Whether the key is there."""
        try:
            await services.kv.expire(caller, key_of(asked.key), at_ms, app=asked.app)
        except KeyNotFoundError:
            return False
        return True

    async def expire(caller: Caller, asked: Expire) -> bool:
        return await ends(caller, asked, _moment(services.clock, asked.ttl))

    async def expire_at(caller: Caller, asked: ExpireAt) -> bool:
        return await ends(caller, asked, milliseconds(asked.timestamp))

    return (
        Method("expire", Expire, expire, SCOPE_WRITE, "end a key in so many seconds"),
        Method("expireAt", ExpireAt, expire_at, SCOPE_WRITE, "end a key at a moment"),
    )


def _moment(clock: Clock, ttl: float | None) -> int | None:
    """Raises BadRequestError."""
    if ttl is None:
        return None
    try:
        return milliseconds((clock.now() + timedelta(seconds=ttl)).timestamp())
    except OverflowError as error:
        raise BadRequestError("that is too far away", key="ttl") from error
