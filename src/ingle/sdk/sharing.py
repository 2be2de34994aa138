"""Groups, grants, links and permissions."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal

from ingle.sdk.http import Http
from ingle.sdk.lean.process import quote
from ingle.wire import sharing as wire


class AsyncGroups:
    def __init__(self, http: Http) -> None:
        self._http = http

    async def list(self) -> Sequence[wire.Group]:
        """Those that you own or are in."""
        return await self._http.items(wire.Group, "/groups")

    async def get(self, name: str) -> wire.Group:
        """By name or id. Raises NotFoundError."""
        return await self._http.call(wire.Group, "GET", f"/groups/{quote(name)}")

    async def create(self, name: str) -> wire.Group:
        """Yours; you are not in it unless you add yourself. Raises InvalidError, ConflictError."""
        return await self._http.call(wire.Group, "POST", "/groups", body=wire.GroupName(name=name))

    async def rename(self, name: str, to: str) -> wire.Group:
        body = wire.GroupName(name=to)
        return await self._http.call(wire.Group, "PATCH", f"/groups/{quote(name)}", body=body)

    async def remove(self, name: str) -> None:
        """And all that was granted to it."""
        await self._http.send("DELETE", f"/groups/{quote(name)}")

    async def add(self, name: str, person: str) -> wire.Group:
        path = f"/groups/{quote(name)}/members/{quote(person)}"
        return await self._http.call(wire.Group, "PUT", path)

    async def take_out(self, name: str, person: str) -> None:
        """Somebody, or yourself, who leaves."""
        await self._http.send("DELETE", f"/groups/{quote(name)}/members/{quote(person)}")


class AsyncGrants:
    def __init__(self, http: Http) -> None:
        self._http = http

    async def give(
        self,
        kind: str,
        thing: str,
        to: str,
        mode: wire.Mode,
        *,
        to_kind: wire.RecipientKind = "user",
        expires_at: datetime | None = None,
        note: str = "",
    ) -> wire.Grant:
        """Share a thing: `give("app", "chess", "bob", "read")`. Replaces what you had granted the same recipient on it.

        Raises NotFoundError for a thing or a recipient that is not there, ForbiddenError for a thing that you may not share.
        """
        recipient = wire.Recipient(kind=to_kind, name=to)
        body = wire.GrantCreate(
            kind=kind, object=thing, to=recipient, mode=mode, expires_at=expires_at, note=note
        )
        return await self._http.call(wire.Grant, "POST", "/grants", body=body)

    async def change(self, grant_id: str, change: wire.GrantUpdate) -> wire.Grant:
        """What is left out of the change stays."""
        return await self._http.call(wire.Grant, "PATCH", f"/grants/{quote(grant_id)}", body=change)

    async def revoke(self, grant_id: str) -> None:
        """It holds no longer, from the next question on; a link that had it opens nothing any more."""
        await self._http.send("DELETE", f"/grants/{quote(grant_id)}")

    async def on(self, kind: str, thing: str) -> Sequence[wire.Grant]:
        """What was granted on a thing and on what it lies in."""
        return await self._http.items(wire.Grant, "/grants", params={"kind": kind, "object": thing})

    async def received(self) -> Sequence[wire.Grant]:
        """What others share with you."""
        return await self._http.items(wire.Grant, "/grants/received")

    async def issued(self) -> Sequence[wire.Grant]:
        """What you share."""
        return await self._http.items(wire.Grant, "/grants/issued")


class AsyncLinks:
    def __init__(self, http: Http) -> None:
        self._http = http

    async def create(
        self,
        kind: str,
        thing: str,
        mode: Literal["see", "list", "read", "write"] = "read",
        *,
        expires_at: datetime | None = None,
        password: str = "",
        note: str = "",
    ) -> wire.LinkCreated:
        """A way to a thing for whoever has its secret, which is in the answer and never shown again."""
        body = wire.LinkCreate(
            kind=kind, object=thing, mode=mode, expires_at=expires_at, password=password, note=note
        )
        return await self._http.call(wire.LinkCreated, "POST", "/links", body=body)

    async def list(self, kind: str, thing: str) -> Sequence[wire.Link]:
        """The links to a thing. Revoke one by its grant: `grants.revoke(link.grant_id)`."""
        return await self._http.items(wire.Link, "/links", params={"kind": kind, "object": thing})

    async def opened(self) -> wire.LinkOpened:
        """What a link opens, for a client whose token is the link's secret."""
        return await self._http.call(wire.LinkOpened, "GET", "/links/opened")


class AsyncPermissions:
    def __init__(self, http: Http) -> None:
        self._http = http

    async def list(self) -> wire.Permissions:
        return await self._http.call(wire.Permissions, "GET", "/permissions")

    async def permit(
        self, to: str, names: Sequence[str], *, to_kind: wire.RecipientKind = "app", whomever: bool = False
    ) -> None:
        """`whomever`: to an app of your own, for whomever it acts."""
        await self._http.send("POST", "/permissions", body=_change(to, names, to_kind, whomever))

    async def withdraw(
        self, to: str, names: Sequence[str], *, to_kind: wire.RecipientKind = "app", whomever: bool = False
    ) -> None:
        """`*`: all of them."""
        await self._http.send("POST", "/permissions/withdraw", body=_change(to, names, to_kind, whomever))

    async def check(self, names: Sequence[str]) -> Mapping[str, bool]:
        """Which of these you have, by the way in which you are here."""
        body = wire.PermissionQuestion(list(names))
        return (await self._http.call(wire.PermissionAnswer, "POST", "/permissions/check", body=body)).held


def _change(
    to: str, names: Sequence[str], to_kind: wire.RecipientKind, whomever: bool
) -> wire.PermissionChange:
    return wire.PermissionChange(
        to=wire.Recipient(kind=to_kind, name=to), names=list(names), whomever=whomever
    )
