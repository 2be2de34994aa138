"""People and their tokens, and logging in."""

import socket
from collections.abc import Sequence
from datetime import datetime

from ingle.sdk.errors import NotFoundError
from ingle.sdk.http import Http
from ingle.sdk.lean.place import Place
from ingle.sdk.lean.process import quote
from ingle.wire import accounts as wire


class AsyncUsers:
    def __init__(self, http: Http) -> None:
        self._http = http

    async def list(self) -> Sequence[wire.User]:
        return await self._http.items(wire.User, "/users")

    async def create(self, name: str, password: str, *, admin: bool = False) -> wire.User:
        body = wire.UserCreate(name=name, password=password, admin=admin)
        return await self._http.call(wire.User, "POST", "/users", body=body)

    async def remove(self, name: str) -> None:
        """By name or id."""
        await self._http.send("DELETE", f"/users/{quote(name)}")

    async def limits(self, name: str) -> wire.UserLimits:
        """What was set for somebody, and what holds."""
        return await self._http.call(wire.UserLimits, "GET", f"/users/{quote(name)}/limits")

    async def set_limits(self, name: str, overrides: wire.LimitOverrides) -> wire.UserLimits:
        """Replaces all that was set. None: as the default says; 0: no limit. Holds at once, and takes away nothing that they have."""
        return await self._http.call(wire.UserLimits, "PUT", f"/users/{quote(name)}/limits", body=overrides)

    async def usage(self, name: str) -> wire.Usage:
        """What somebody has of what is limited."""
        return await self._http.call(wire.Usage, "GET", f"/users/{quote(name)}/usage")


class AsyncTokens:
    def __init__(self, http: Http) -> None:
        self._http = http

    async def list(self) -> Sequence[wire.Token]:
        return await self._http.items(wire.Token, "/tokens")

    async def create(
        self, name: str, *, scopes: Sequence[str] = (), expires_at: datetime | None = None
    ) -> wire.TokenCreated:
        """Without scopes it may do all that you may. Its secret is in the answer, and never shown again."""
        body = wire.TokenCreate(name=name, scopes=list(scopes), expires_at=expires_at)
        return await self._http.call(wire.TokenCreated, "POST", "/tokens", body=body)

    async def remove(self, name: str) -> None:
        """By name or id. Raises NotFoundError."""
        for token in await self.list():
            if name in (token.id, token.name):
                await self._http.send("DELETE", f"/tokens/{quote(token.id)}")
                return
        raise NotFoundError(
            f"there is no token {name!r}; `ingle token ls` lists yours", code="token_not_found"
        )


async def make_login_token(place: Place, name: str, password: str) -> wire.TokenCreated:
    """Log in with a password, and trade the session for a token named after this computer."""
    http = Http(
        place._replace(token=""), headers={"Origin": place.url}
    )  # a cookie counts only with the daemon's own origin
    try:
        await http.call(wire.User, "POST", "/login", body=wire.Login(name=name, password=password))
        made = await AsyncTokens(http).create(f"ingle on {socket.gethostname()}")
        await http.send("POST", "/logout")
    finally:
        await http.aclose()
    return made
