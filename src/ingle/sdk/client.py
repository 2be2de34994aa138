"""The asynchronous front of the SDK."""

from collections.abc import AsyncIterator, Callable, Sequence
from types import TracebackType
from typing import Self

import msgspec

from ingle.sdk.accounts import AsyncInvites, AsyncTokens, AsyncUsers, make_login_token
from ingle.sdk.apps import AsyncApps
from ingle.sdk.entities import AsyncEntities
from ingle.sdk.events import follow_events
from ingle.sdk.http import Http
from ingle.sdk.images import AsyncImages
from ingle.sdk.interfaces import AsyncInterfaces
from ingle.sdk.kv import AsyncKv
from ingle.sdk.lean.place import Place, find_place
from ingle.sdk.machines import AsyncMachines
from ingle.sdk.notifications import AsyncNotifications
from ingle.sdk.sharing import AsyncGrants, AsyncGroups, AsyncLinks, AsyncPermissions
from ingle.sdk.sites import AsyncSites
from ingle.sdk.snapshots import AsyncSnapshots
from ingle.sdk.tree import AsyncTree
from ingle.wire.accounts import Limits, Me, TokenCreated, Usage
from ingle.wire.machines import RestHabits, StoragePrune, StoragePruned, StorageUse, TreeNode
from ingle.wire.streams import Event
from ingle.wire.system import Check, System


class Checks(msgspec.Struct, frozen=True):
    """GET /api/v1/doctor."""

    items: list[Check]


class AsyncIngle:
    """A daemon. Found by the arguments, else INGLE_URL and INGLE_TOKEN, else the saved login, else this machine's own socket.

    Use it as a context manager, or `await ingle.aclose()`. Runs on asyncio.
    """

    def __init__(self, url: str | None = None, token: str | None = None) -> None:
        self.place: Place = find_place(url, token)
        self._http = Http(self.place)
        self.machines = AsyncMachines(self._http)
        self.images = AsyncImages(self._http)
        self.apps = AsyncApps(self._http)
        self.sites = AsyncSites(self._http)
        self.kv = AsyncKv(self._http)
        self.entities = AsyncEntities(self._http)
        self.notifications = AsyncNotifications(self._http)
        self.interfaces = AsyncInterfaces(self._http)
        self.snapshots = AsyncSnapshots(self._http)
        self.files = AsyncTree(self._http)
        self.groups = AsyncGroups(self._http)
        self.grants = AsyncGrants(self._http)
        self.links = AsyncLinks(self._http)
        self.permissions = AsyncPermissions(self._http)
        self.users = AsyncUsers(self._http)
        self.invites = AsyncInvites(self._http)
        self.tokens = AsyncTokens(self._http)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        await self._http.aclose()

    async def login(
        self, name: str, password: str, *, ask_code: Callable[[], str] | None = None
    ) -> TokenCreated:
        """Trade a password for a token, and use it from now on. Keep its secret to come back: AsyncIngle(url, secret).

        `ask_code` is asked for a one-time code where one is needed.
        """
        made = await make_login_token(self.place, name, password, ask_code)
        await self._http.aclose()
        self.place = self._http.place = self.place._replace(token=made.secret)
        return made

    async def me(self) -> Me:
        """Who you are here, and what this way of being here may do."""
        return await self._http.call(Me, "GET", "/me")

    async def limits(self) -> Limits:
        """How much you may have, and ask. 0: no limit."""
        return await self._http.call(Limits, "GET", "/me/limits")

    async def usage(self) -> Usage:
        """What you have of what is limited."""
        return await self._http.call(Usage, "GET", "/me/usage")

    async def system(self) -> System:
        return await self._http.call(System, "GET", "/system")

    async def doctor(self) -> list[Check]:
        """What the daemon finds of what it needs."""
        return (await self._http.call(Checks, "GET", "/doctor")).items

    async def rest(self) -> RestHabits:
        """When your machines cool down that say nothing of their own."""
        return await self._http.call(RestHabits, "GET", "/me/rest")

    async def set_rest(self, *, warm_after: float | None = None, cold_after: float | None = None) -> None:
        """Seconds; 0: never, None: as the daemon's settings say."""
        body = RestHabits(warm_after=warm_after, cold_after=cold_after)
        await self._http.send("PUT", "/me/rest", body=body)

    async def tree(self) -> Sequence[TreeNode]:
        """Your machines and snapshots in the order of their making; each names what it came from, where that is still there."""
        return await self._http.items(TreeNode, "/tree")

    async def storage(self) -> Sequence[StorageUse]:
        """What everybody's machines, templates and snapshots take on the daemon's disk. For its administrator; raises ForbiddenError."""
        return await self._http.items(StorageUse, "/storage")

    async def prune(self, *, templates: bool = False) -> int:
        """Remove what nothing needs any more, and with `templates` what makes creates quick; the bytes that became free. For the administrator."""
        body = StoragePrune(templates=templates)
        return (await self._http.call(StoragePruned, "POST", "/storage/prune", body=body)).freed_bytes

    def events(self, after: int | None = None) -> AsyncIterator[Event]:
        """What happens, from now on; see follow_events."""
        return follow_events(self.place, after)
