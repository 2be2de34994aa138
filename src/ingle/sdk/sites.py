"""Sites: directories of yours, shown as pages."""

from collections.abc import Sequence

from ingle.sdk.http import Http
from ingle.sdk.lean.process import quote
from ingle.wire import sites as wire


class AsyncSites:
    def __init__(self, http: Http) -> None:
        self._http = http

    async def list(self, directory: str | None = None) -> Sequence[wire.Site]:
        """Yours; with a directory those that show it."""
        params = {} if directory is None else {"directory": directory}
        return await self._http.items(wire.Site, "/sites", params=params)

    async def get(self, name: str) -> wire.Site:
        """By name or id. Raises NotFoundError."""
        return await self._http.call(wire.Site, "GET", f"/sites/{quote(name)}")

    async def create(
        self, name: str, directory: str, *, private: bool = False, fallback: bool = False
    ) -> wire.Site:
        """Raises InvalidError, ConflictError, and NotFoundError where there is no such directory."""
        body = wire.SiteCreate(name=name, directory=directory, private=private, fallback=fallback)
        return await self._http.call(wire.Site, "POST", "/sites", body=body)

    async def update(self, name: str, change: wire.SiteUpdate) -> wire.Site:
        """What is left out of the change stays."""
        return await self._http.call(wire.Site, "PATCH", f"/sites/{quote(name)}", body=change)

    async def remove(self, name: str) -> None:
        """The directory stays."""
        await self._http.send("DELETE", f"/sites/{quote(name)}")

    async def visit(self, name: str) -> wire.SiteVisit:
        """An address that shows a private site to whoever has it, as you see it."""
        return await self._http.call(wire.SiteVisit, "POST", f"/sites/{quote(name)}/visit")
