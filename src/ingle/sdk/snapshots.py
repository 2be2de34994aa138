"""Snapshots: machines at one moment, kept by name. They are made by `machine.snapshot()` and become machines by `machines.create(snapshot=…)`."""

from collections.abc import Sequence

from ingle.sdk.http import Http
from ingle.sdk.lean.process import quote
from ingle.wire.machines import Snapshot


class AsyncSnapshots:
    def __init__(self, http: Http) -> None:
        self._http = http

    async def list(self) -> Sequence[Snapshot]:
        return await self._http.items(Snapshot, "/snapshots")

    async def get(self, name: str) -> Snapshot:
        """By name or id. Raises NotFoundError (code `snapshot_not_found`)."""
        return await self._http.call(Snapshot, "GET", f"/snapshots/{quote(name)}")

    async def remove(self, name: str) -> None:
        """By name or id. Machines that began as it go on. Raises NotFoundError."""
        await self._http.send("DELETE", f"/snapshots/{quote(name)}")
