"""The key-value store: small JSON values by key."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from ingle.sdk.errors import NotFoundError
from ingle.sdk.http import Http, Params
from ingle.wire import kv as wire


class AsyncKv:
    """`app`: an app's id, whose entries are meant; None: your own, or the app's that this token is for."""

    def __init__(self, http: Http) -> None:
        self._http = http

    async def get(self, key: str, default: Any = None, *, app: str | None = None) -> Any:
        """The value; the default when there is none."""
        try:
            return (await self.entry(key, app=app)).value
        except NotFoundError:
            return default

    async def entry(self, key: str, *, app: str | None = None) -> wire.KvEntry:
        """The value, and when it ends. Raises NotFoundError."""
        return await self._http.call(wire.KvEntry, "GET", "/kv/entry", params={"key": key, "app": app})

    async def get_many(self, keys: Sequence[str], *, app: str | None = None) -> dict[str, Any]:
        """The values of those that are there."""
        body = wire.KvKeys(list(keys))
        found = await self._http.call(wire.KvFound, "POST", "/kv/read", body=body, params=_of(app))
        return {entry.key: entry.value for entry in found.entries if entry is not None}

    async def set(
        self,
        key: str,
        value: Any,
        *,
        ttl: float | None = None,
        expires_at: datetime | None = None,
        app: str | None = None,
    ) -> None:
        """`ttl`: seconds. Raises InvalidError, TooLargeError, ExhaustedError."""
        item = wire.KvItem(key=key, value=value, ttl=ttl, expires_at=expires_at)
        await self._http.send("PUT", "/kv/entry", body=item, params=_of(app))

    async def set_many(
        self, values: Mapping[str, Any], *, ttl: float | None = None, app: str | None = None
    ) -> None:
        """All or none."""
        items = [wire.KvItem(key=key, value=value, ttl=ttl) for key, value in values.items()]
        await self._http.send("POST", "/kv/write", body=wire.KvBatch(items), params=_of(app))

    async def remove(self, key: str, *, app: str | None = None) -> None:
        """It need not be there."""
        await self._http.send("DELETE", "/kv/entry", params={"key": key, "app": app})

    async def flush(self, *, app: str | None = None) -> None:
        """Remove all."""
        await self._http.send("DELETE", "/kv", params=_of(app))

    async def keys(self, pattern: str = "", *, app: str | None = None) -> Sequence[str]:
        """Those that begin so, in their order."""
        return await self._http.items(str, "/kv", params={"pattern": pattern, "as": "keys", "app": app})

    async def entries(self, pattern: str = "", *, app: str | None = None) -> Sequence[wire.KvEntry]:
        """Those whose keys begin so, in the order of the keys."""
        return await self._http.items(wire.KvEntry, "/kv", params={"pattern": pattern, "app": app})

    async def increment(
        self, key: str, amount: float | Mapping[str, float] = 1, *, app: str | None = None
    ) -> Any:
        """The new value. A mapping says how much at which path (`user.scores[0]`). Raises ConflictError for what is no number."""
        amounts = dict(amount) if isinstance(amount, Mapping) else {"": amount}
        return await self._change("increment", wire.KvIncrement(key=key, amounts=amounts), app)

    async def append(self, key: str, values: Mapping[str, Any], *, app: str | None = None) -> Any:
        """Add to the lists at these paths; the new value."""
        return await self._change("append", wire.KvAppend(key=key, values=dict(values)), app)

    async def assign(
        self, key: str, values: Mapping[str, Any], *, ttl: float | None = None, app: str | None = None
    ) -> Any:
        """Put values at these paths; the new value."""
        return await self._change("assign", wire.KvAssign(key=key, values=dict(values), ttl=ttl), app)

    async def discard(self, key: str, *paths: str, app: str | None = None) -> Any:
        """Take away what is at these paths; the new value. Raises NotFoundError."""
        return await self._change("discard", wire.KvDiscard(key=key, paths=list(paths)), app)

    async def expire(
        self,
        key: str,
        ttl: float | None = None,
        *,
        expires_at: datetime | None = None,
        app: str | None = None,
    ) -> None:
        """So many seconds from now, at a moment, or (neither) never. Raises NotFoundError."""
        body = wire.KvExpire(key=key, ttl=ttl, expires_at=expires_at)
        await self._http.send("POST", "/kv/expire", body=body, params=_of(app))

    async def usage(self) -> wire.KvUsage:
        """How much you have, over all apps."""
        return await self._http.call(wire.KvUsage, "GET", "/kv/usage")

    async def _change(
        self,
        verb: str,
        body: wire.KvIncrement | wire.KvAppend | wire.KvAssign | wire.KvDiscard,
        app: str | None,
    ) -> Any:
        made = await self._http.call(wire.KvValue, "POST", f"/kv/{verb}", body=body, params=_of(app))
        return made.value


def _of(app: str | None) -> Params:
    return {"app": app}
