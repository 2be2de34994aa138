"""Apps: registering, finding, installing, and letting them act for you."""

from collections.abc import Sequence

from ingle.sdk.http import Http
from ingle.sdk.lean.process import quote
from ingle.wire import apps as wire


class AsyncApps:
    def __init__(self, http: Http) -> None:
        self._http = http

    async def list(self) -> Sequence[wire.App]:
        """Your own."""
        return await self._http.items(wire.App, "/apps")

    async def store(self, words: str = "") -> Sequence[wire.App]:
        """What everybody is offered; with words, those apps that have them all in name, title or description."""
        return await self._http.items(wire.App, "/apps/store", params={"q": words})

    async def get(self, name: str) -> wire.App:
        """By name or id. Raises NotFoundError."""
        return await self._http.call(wire.App, "GET", f"/apps/{quote(name)}")

    async def create(self, app: wire.AppCreate) -> wire.App:
        """Raises InvalidError, ConflictError."""
        return await self._http.call(wire.App, "POST", "/apps", body=app)

    async def update(self, name: str, change: wire.AppUpdate) -> wire.App:
        """What is left out of the change stays."""
        return await self._http.call(wire.App, "PATCH", f"/apps/{quote(name)}", body=change)

    async def remove(self, name: str) -> None:
        await self._http.send("DELETE", f"/apps/{quote(name)}")

    async def install(self, name: str) -> wire.App:
        return await self._http.call(wire.App, "PUT", f"/apps/{quote(name)}/installed")

    async def uninstall(self, name: str) -> None:
        await self._http.send("DELETE", f"/apps/{quote(name)}/installed")

    async def openers(self, file_name: str, media_type: str = "") -> Sequence[wire.App]:
        """Which apps open a file, the best one first."""
        params = {"name": file_name, "media_type": media_type}
        return await self._http.items(wire.App, "/apps/openers", params=params)

    async def set_default(self, kind: str, name: str | None) -> None:
        """Choose the app for a type of files (`.md`, `image/png`); None: whichever is best."""
        path = f"/apps/defaults/{quote(kind)}"
        if name is None:
            await self._http.send("DELETE", path)
        else:
            await self._http.send("PUT", path, body=wire.AppDefault(app=name))

    async def token(self, name: str) -> wire.AppToken:
        """Let an app act for you; its secret is told once."""
        return await self._http.call(wire.AppToken, "POST", f"/apps/{quote(name)}/token")

    async def end_tokens(self, name: str) -> None:
        """Let it act for you no longer."""
        await self._http.send("DELETE", f"/apps/{quote(name)}/token")
