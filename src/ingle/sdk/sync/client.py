"""The synchronous front of the SDK."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from types import TracebackType
from typing import Any, Self

from ingle.sdk.accounts import AsyncInvites, AsyncTokens, AsyncUsers
from ingle.sdk.apps import AsyncApps
from ingle.sdk.client import AsyncIngle
from ingle.sdk.entities import AsyncEntities
from ingle.sdk.interfaces import AsyncInterfaces
from ingle.sdk.kv import AsyncKv
from ingle.sdk.lean.place import Place
from ingle.sdk.notifications import AsyncNotifications
from ingle.sdk.sites import AsyncSites
from ingle.sdk.snapshots import AsyncSnapshots
from ingle.sdk.sync.face import Face, Verb, iterate
from ingle.sdk.sync.images import Images
from ingle.sdk.sync.machines import Machines
from ingle.sdk.sync.sharing import Grants, Groups, Links, Permissions
from ingle.sdk.sync.thread import running_portal
from ingle.sdk.sync.tree import Tree
from ingle.wire.streams import Event


class Users(Face[AsyncUsers]):
    list = Verb(AsyncUsers.list)
    create = Verb(AsyncUsers.create)
    take_over = Verb(AsyncUsers.take_over)
    change = Verb(AsyncUsers.change)
    sessions = Verb(AsyncUsers.sessions)
    end_sessions = Verb(AsyncUsers.end_sessions)
    tokens = Verb(AsyncUsers.tokens)
    revoke_token = Verb(AsyncUsers.revoke_token)
    passkeys = Verb(AsyncUsers.passkeys)
    remove_passkey = Verb(AsyncUsers.remove_passkey)
    suspend = Verb(AsyncUsers.suspend)
    unsuspend = Verb(AsyncUsers.unsuspend)
    reset_password = Verb(AsyncUsers.reset_password)
    reset_otp = Verb(AsyncUsers.reset_otp)
    remove = Verb(AsyncUsers.remove)
    limits = Verb(AsyncUsers.limits)
    set_limits = Verb(AsyncUsers.set_limits)
    usage = Verb(AsyncUsers.usage)


class Invites(Face[AsyncInvites]):
    list = Verb(AsyncInvites.list)
    create = Verb(AsyncInvites.create)
    remove = Verb(AsyncInvites.remove)


class Tokens(Face[AsyncTokens]):
    list = Verb(AsyncTokens.list)
    create = Verb(AsyncTokens.create)
    remove = Verb(AsyncTokens.remove)


class Apps(Face[AsyncApps]):
    list = Verb(AsyncApps.list)
    store = Verb(AsyncApps.store)
    get = Verb(AsyncApps.get)
    create = Verb(AsyncApps.create)
    update = Verb(AsyncApps.update)
    remove = Verb(AsyncApps.remove)
    install = Verb(AsyncApps.install)
    uninstall = Verb(AsyncApps.uninstall)
    openers = Verb(AsyncApps.openers)
    set_default = Verb(AsyncApps.set_default)
    token = Verb(AsyncApps.token)
    end_tokens = Verb(AsyncApps.end_tokens)


class Entities(Face[AsyncEntities]):
    collections = Verb(AsyncEntities.collections)
    list = Verb(AsyncEntities.list)
    get = Verb(AsyncEntities.get)
    create = Verb(AsyncEntities.create)
    update = Verb(AsyncEntities.update)
    remove = Verb(AsyncEntities.remove)


class Sites(Face[AsyncSites]):
    list = Verb(AsyncSites.list)
    get = Verb(AsyncSites.get)
    create = Verb(AsyncSites.create)
    update = Verb(AsyncSites.update)
    remove = Verb(AsyncSites.remove)
    visit = Verb(AsyncSites.visit)


class Kv(Face[AsyncKv]):
    get = Verb(AsyncKv.get)
    entry = Verb(AsyncKv.entry)
    get_many = Verb(AsyncKv.get_many)
    set = Verb(AsyncKv.set)
    set_many = Verb(AsyncKv.set_many)
    remove = Verb(AsyncKv.remove)
    flush = Verb(AsyncKv.flush)
    keys = Verb(AsyncKv.keys)
    entries = Verb(AsyncKv.entries)
    increment = Verb(AsyncKv.increment)
    append = Verb(AsyncKv.append)
    assign = Verb(AsyncKv.assign)
    discard = Verb(AsyncKv.discard)
    expire = Verb(AsyncKv.expire)
    usage = Verb(AsyncKv.usage)


class Notifications(Face[AsyncNotifications]):
    list = Verb(AsyncNotifications.list)
    create = Verb(AsyncNotifications.create)
    mark_shown = Verb(AsyncNotifications.mark_shown)
    acknowledge = Verb(AsyncNotifications.acknowledge)
    acknowledge_all = Verb(AsyncNotifications.acknowledge_all)


class Interfaces(Face[AsyncInterfaces]):
    list = Verb(AsyncInterfaces.list)
    call = Verb(AsyncInterfaces.call)

    def stream(
        self, interface: str, method: str, arguments: Mapping[str, Any], *, provider: str = ""
    ) -> Iterator[Any]:
        """The parts of an answer of a method that streams, as they come."""
        return iterate(
            self._portal, lambda: self._behind.stream(interface, method, arguments, provider=provider)
        )


class Snapshots(Face[AsyncSnapshots]):
    list = Verb(AsyncSnapshots.list)
    get = Verb(AsyncSnapshots.get)
    remove = Verb(AsyncSnapshots.remove)


class Ingle(Face[AsyncIngle]):
    """A daemon. Found by the arguments, else INGLE_URL and INGLE_TOKEN, else the saved login, else this machine's own socket.

    Works in a thread of its own until `close()`, the end of its `with` block or of the program. May be shared between threads.
    """

    login = Verb(AsyncIngle.login)
    me = Verb(AsyncIngle.me)
    limits = Verb(AsyncIngle.limits)
    usage = Verb(AsyncIngle.usage)
    system = Verb(AsyncIngle.system)
    doctor = Verb(AsyncIngle.doctor)
    tree = Verb(AsyncIngle.tree)
    rest = Verb(AsyncIngle.rest)
    set_rest = Verb(AsyncIngle.set_rest)
    storage = Verb(AsyncIngle.storage)
    prune = Verb(AsyncIngle.prune)

    def __init__(self, url: str | None = None, token: str | None = None) -> None:
        behind = AsyncIngle(url, token)
        self._stack = ExitStack()
        portal = self._stack.enter_context(running_portal())
        super().__init__(portal, behind)
        self.machines = Machines(portal, behind.machines)
        self.images = Images(portal, behind.images)
        self.apps = Apps(portal, behind.apps)
        self.sites = Sites(portal, behind.sites)
        self.kv = Kv(portal, behind.kv)
        self.entities = Entities(portal, behind.entities)
        self.notifications = Notifications(portal, behind.notifications)
        self.interfaces = Interfaces(portal, behind.interfaces)
        self.snapshots = Snapshots(portal, behind.snapshots)
        self.files = Tree(portal, behind.files)
        self.groups = Groups(portal, behind.groups)
        self.grants = Grants(portal, behind.grants)
        self.links = Links(portal, behind.links)
        self.permissions = Permissions(portal, behind.permissions)
        self.users = Users(portal, behind.users)
        self.invites = Invites(portal, behind.invites)
        self.tokens = Tokens(portal, behind.tokens)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Calls of other threads that are under way are cancelled."""
        self._portal.call(self._behind.aclose)
        self._portal.call(self._portal.stop, True)
        self._stack.close()

    @property
    def place(self) -> Place:
        """Which daemon this is."""
        return self._behind.place

    def events(self, after: int | None = None) -> Iterator[Event]:
        """What happens, from now on; see follow_events."""
        return iterate(self._portal, lambda: self._behind.events(after))
