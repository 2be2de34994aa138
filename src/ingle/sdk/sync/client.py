"""The synchronous front of the SDK."""

from collections.abc import Iterator
from contextlib import ExitStack
from types import TracebackType
from typing import Self

from ingle.sdk.accounts import AsyncTokens, AsyncUsers
from ingle.sdk.client import AsyncIngle
from ingle.sdk.lean.place import Place
from ingle.sdk.snapshots import AsyncSnapshots
from ingle.sdk.sync.face import Face, Verb, iterate
from ingle.sdk.sync.images import Images
from ingle.sdk.sync.machines import Machines
from ingle.sdk.sync.thread import running_portal
from ingle.wire.streams import Event


class Users(Face[AsyncUsers]):
    list = Verb(AsyncUsers.list)
    create = Verb(AsyncUsers.create)
    remove = Verb(AsyncUsers.remove)
    limits = Verb(AsyncUsers.limits)
    set_limits = Verb(AsyncUsers.set_limits)
    usage = Verb(AsyncUsers.usage)


class Tokens(Face[AsyncTokens]):
    list = Verb(AsyncTokens.list)
    create = Verb(AsyncTokens.create)
    remove = Verb(AsyncTokens.remove)


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
        self.snapshots = Snapshots(portal, behind.snapshots)
        self.users = Users(portal, behind.users)
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

    def events(self) -> Iterator[Event]:
        """What happens, from now on."""
        return iterate(self._portal, self._behind.events)
