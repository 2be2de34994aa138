"""People and their tokens, and logging in."""

import socket
from collections.abc import Callable, Sequence
from datetime import datetime

import msgspec

from ingle.sdk.errors import NotFoundError, UnauthenticatedError
from ingle.sdk.http import Http
from ingle.sdk.lean.place import Place
from ingle.sdk.lean.process import quote
from ingle.wire import accounts as wire
from ingle.wire import people


class Users(msgspec.Struct, frozen=True):
    items: list[wire.User]


class AsyncUsers:
    def __init__(self, http: Http) -> None:
        self._http = http

    async def list(self) -> Sequence[wire.User]:
        return await self._http.items(wire.User, "/users")

    async def create(self, name: str, password: str, *, admin: bool = False) -> wire.User:
        body = wire.UserCreate(name=name, password=password, admin=admin)
        return await self._http.call(wire.User, "POST", "/users", body=body)

    async def take_over(self, newcomers: Sequence[people.Imported]) -> Sequence[wire.User]:
        """People of another system with the hashes of their passwords (Argon2 or bcrypt), all or none."""
        body = people.Import(people=list(newcomers))
        return (await self._http.call(Users, "POST", "/users/import", body=body)).items

    async def change(
        self, name: str, *, new_name: str | None = None, email: str | None = None, admin: bool | None = None
    ) -> wire.User:
        """None: as it is. An address counts as confirmed; "": none any more. The last admin stays one."""
        body = people.UserChange(name=new_name, email=email, admin=admin)
        return await self._http.call(wire.User, "PATCH", f"/users/{quote(name)}", body=body)

    async def sessions(self, name: str) -> Sequence[people.LoginSession]:
        """Where somebody is logged in."""
        return await self._http.items(people.LoginSession, f"/users/{quote(name)}/sessions")

    async def end_sessions(self, name: str, session_id: str = "") -> None:
        """One of somebody's, or all."""
        one = f"/{quote(session_id)}" if session_id else ""
        await self._http.send("DELETE", f"/users/{quote(name)}/sessions{one}")

    async def tokens(self, name: str) -> Sequence[wire.Token]:
        return await self._http.items(wire.Token, f"/users/{quote(name)}/tokens")

    async def revoke_token(self, name: str, token_id: str) -> None:
        await self._http.send("DELETE", f"/users/{quote(name)}/tokens/{quote(token_id)}")

    async def passkeys(self, name: str) -> Sequence[people.Passkey]:
        return await self._http.items(people.Passkey, f"/users/{quote(name)}/passkeys")

    async def remove_passkey(self, name: str, passkey_id: str) -> None:
        await self._http.send("DELETE", f"/users/{quote(name)}/passkeys/{quote(passkey_id)}")

    async def suspend(self, name: str) -> wire.User:
        """Their sessions and tokens end at once, until `unsuspend`."""
        return await self._suspend(name, True)

    async def unsuspend(self, name: str) -> wire.User:
        """They log in anew; their tokens are good again."""
        return await self._suspend(name, False)

    async def _suspend(self, name: str, suspended: bool) -> wire.User:
        body = people.Suspension(suspended=suspended)
        return await self._http.call(wire.User, "PUT", f"/users/{quote(name)}/suspension", body=body)

    async def reset_password(self, name: str) -> str:
        """A new password, which is never shown again; their sessions end."""
        path = f"/users/{quote(name)}/password"
        return (await self._http.call(people.NewPassword, "POST", path)).password

    async def reset_otp(self, name: str) -> None:
        """Ask them for no one-time codes any more."""
        await self._http.send("DELETE", f"/users/{quote(name)}/otp")

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


class AsyncInvites:
    def __init__(self, http: Http) -> None:
        self._http = http

    async def list(self) -> Sequence[people.Invite]:
        return await self._http.items(people.Invite, "/invites")

    async def create(
        self, *, note: str = "", uses: int = 1, days: float | None = 30.0
    ) -> people.InviteCreated:
        """For so many people. Its code is in the answer, and never shown again. days=None: until it is used up."""
        body = people.InviteCreate(note=note, uses=uses, days=days)
        return await self._http.call(people.InviteCreated, "POST", "/invites", body=body)

    async def remove(self, invite_id: str) -> None:
        await self._http.send("DELETE", f"/invites/{quote(invite_id)}")


class AsyncTokens:
    def __init__(self, http: Http) -> None:
        self._http = http

    async def list(self) -> Sequence[wire.Token]:
        return await self._http.items(wire.Token, "/tokens")

    async def create(
        self,
        name: str,
        *,
        scopes: Sequence[str] = (),
        expires_at: datetime | None = None,
        restricted: bool = False,
    ) -> wire.TokenCreated:
        """Without scopes it may do all that you may; `restricted`: of what can be shared only what is granted to it. Its secret is in the answer,
        and never shown again."""
        body = wire.TokenCreate(name=name, scopes=list(scopes), expires_at=expires_at, restricted=restricted)
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


async def make_login_token(
    place: Place, name: str, password: str, ask_code: Callable[[], str] | None = None
) -> wire.TokenCreated:
    """Log in with a password, and trade the session for a token named after this computer.

    `ask_code`: is asked for a one-time code where one is needed; without it that is an UnauthenticatedError with the code `otp_required`.
    """
    http = Http(
        place._replace(token=""), headers={"Origin": place.url}
    )  # a cookie counts only with the daemon's own origin
    try:
        try:
            await http.call(wire.User, "POST", "/login", body=wire.Login(name=name, password=password))
        except UnauthenticatedError as error:
            if error.code != "otp_required" or ask_code is None:
                raise
            body = people.LoginCode(ticket=error.fields["ticket"], code=ask_code())
            await http.call(wire.User, "POST", "/login/otp", body=body)
        made = await AsyncTokens(http).create(f"ingle on {socket.gethostname()}")
        await http.send("POST", "/logout")
    finally:
        await http.aclose()
    return made
