"""What a PROPFIND looks at, part by part, so that the longest directory costs no more memory than a short one."""

from collections.abc import AsyncIterator, Sequence
from typing import NamedTuple

from ingle.dav import policy
from ingle.dav.errors import InfiniteDepthError
from ingle.dav.model import Depth, Lock, Target
from ingle.dav.service.ground import Ground
from ingle.edge.identity import Caller
from ingle.files import Entry, EntryKind, EntryNotFoundError, Place

AT_ONCE = 500


class Part(NamedTuple):
    """One thing of the answer. `entry` None: `/dav/` itself, which is no entry."""

    target: Target
    entry: Entry | None
    path: str  # as locks name it


class Looking:
    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    async def place(self, caller: Caller, target: Target) -> Place:
        """Raises EntryNotFoundError."""
        return await self._ground.find(caller, target)

    async def parts(
        self, caller: Caller, target: Target, depth: Depth
    ) -> tuple[Part, AsyncIterator[Sequence[Part]]]:
        """The thing, and what is in it. Raises EntryNotFoundError, AccessDeniedError, InfiniteDepthError."""
        if depth is Depth.INFINITY:
            raise InfiniteDepthError("ask for one level at a time (Depth: 1)")
        if not target:
            return Part((), None, ""), self._roots(caller, depth)
        place = await self._ground.find(caller, target)
        if place.entry.kind == EntryKind.SHORTCUT:
            raise EntryNotFoundError("there is no such file or directory")
        part = Part(target, place.entry, policy.canonical(place.path))
        if depth is Depth.ZERO or place.entry.kind != EntryKind.DIRECTORY:
            return part, _nothing()
        listed = await self._ground.files.looking.contents(caller, policy.service_path(target), limit=AT_ONCE)
        return part, self._children(caller, part, listed.items, listed.cursor)

    async def locks(self, target: Target, path: str) -> Sequence[Lock]:
        """All that may concern what is there and below."""
        return await self._ground.locks_near(path) if target else []

    async def storage(self, caller: Caller) -> tuple[int, int | None]:
        """Bytes that the caller's own files take, and may take besides (None: any number)."""
        tree, limit_mib = await self._ground.files.looking.usage(caller)
        left = max(0, (limit_mib << 20) - tree.used_bytes) if limit_mib else None
        return tree.used_bytes, left

    async def _roots(self, caller: Caller, depth: Depth) -> AsyncIterator[Sequence[Part]]:
        """`/dav/` has one's own tree in it; others' things are found by their path."""
        if depth is Depth.ONE and caller.user_name:
            place = await self._ground.find(caller, (caller.user_name,))
            yield [Part((caller.user_name,), place.entry, policy.canonical(place.path))]

    async def _children(
        self, caller: Caller, above: Part, items: Sequence[Entry], cursor: str | None
    ) -> AsyncIterator[Sequence[Part]]:
        """Shortcuts are left out: WebDAV has no word for them."""
        while True:
            yield [
                Part((*above.target, one.name), one, policy.canonical(f"{above.path}/{one.name}"))
                for one in items
                if one.kind != EntryKind.SHORTCUT
            ]
            if cursor is None:
                return
            listed = await self._ground.files.looking.contents(
                caller, policy.service_path(above.target), cursor=cursor, limit=AT_ONCE
            )
            items, cursor = listed.items, listed.cursor


async def _nothing() -> AsyncIterator[Sequence[Part]]:
    return
    yield
