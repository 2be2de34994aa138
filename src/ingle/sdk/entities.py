"""Entities: what extensions keep for you, in collections."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from ingle.sdk.http import Http, Params
from ingle.sdk.lean.process import quote
from ingle.wire import entities as wire


class AsyncEntities:
    """`collection`: its whole name, such as `guestbook.entries`. Raises NotFoundError where no extension has it, ForbiddenError without its scopes."""

    def __init__(self, http: Http) -> None:
        self._http = http

    async def collections(self) -> Sequence[wire.Collection]:
        """What there is, with its fields."""
        return await self._http.items(wire.Collection, "/entities")

    async def list(
        self,
        collection: str,
        where: Mapping[str, Any] | None = None,
        *,
        own: bool = False,
        newest: bool = False,
    ) -> Sequence[wire.Entity]:
        """`where`: `{"done": False, "stars": {"gte": 3}}`, all of which must be so. `own`: of a shared collection too only yours. Raises InvalidError."""
        asked = msgspec.json.encode(where).decode() if where else ""
        params: Params = {"where": asked, "own": own, "newest": newest}
        return await self._http.items(wire.Entity, _path(collection), params=params)

    async def get(self, collection: str, entity: str) -> wire.Entity:
        """Raises NotFoundError."""
        return await self._http.call(wire.Entity, "GET", _path(collection, entity))

    async def create(self, collection: str, value: Mapping[str, Any]) -> wire.Entity:
        """Raises InvalidError, ConflictError, TooLargeError, ExhaustedError."""
        body = wire.EntityValue(value=dict(value))
        return await self._http.call(wire.Entity, "POST", _path(collection), body=body)

    async def update(self, collection: str, entity: str, value: Mapping[str, Any]) -> wire.Entity:
        """What is left out stays. Raises NotFoundError, and as create does."""
        body = wire.EntityValue(value=dict(value))
        return await self._http.call(wire.Entity, "PATCH", _path(collection, entity), body=body)

    async def remove(self, collection: str, entity: str) -> None:
        """Raises NotFoundError."""
        await self._http.send("DELETE", _path(collection, entity))


def _path(*words: str) -> str:
    return "/entities/" + "/".join(quote(word) for word in words)
