"""What all methods stand on: where a target leads, and whether conditions and locks let a request through.

Locks are looked at just before files are changed, not in the same transaction: they keep polite clients apart, and what two of them do at
the same moment is kept whole by files themselves.
"""

from collections.abc import Sequence

from ingle.base.clock import Clock
from ingle.dav import policy, store
from ingle.dav.errors import BadRequestError, LockedError, PreconditionFailedError
from ingle.dav.model import Conditions, Lock, Spot, Target, Touch
from ingle.edge.identity import Caller
from ingle.files import (
    EntryNotFoundError,
    FileNameInvalidError,
    FileService,
    PathInvalidError,
    Place,
    microseconds,
    name_key,
)
from ingle.runtime.db import Database

MAX_MENTIONED = 16  # other things in one If header; each is looked up


class Ground:
    def __init__(self, *, db: Database, clock: Clock, files: FileService) -> None:
        self.db = db
        self.clock = clock
        self.files = files

    def now_us(self) -> int:
        return microseconds(self.clock.now())

    async def find(self, caller: Caller, target: Target) -> Place:
        """Raises EntryNotFoundError."""
        return await self.files.looking.stat(caller, policy.service_path(target))

    async def locate(self, caller: Caller, target: Target) -> Spot:
        """Also where nothing is yet. Raises EntryNotFoundError only where not even a parent can be."""
        try:
            place = await self.find(caller, target)
        except EntryNotFoundError:
            if len(target) < 2:
                raise
        else:
            return Spot(target, place, None, policy.canonical(place.path))
        try:
            parent = await self.find(caller, target[:-1])
        except EntryNotFoundError:
            above = policy.canonical(policy.service_path(target[:-1]))
            return Spot(target, None, None, f"{above}/{name_key(target[-1])}")
        return Spot(target, None, parent, f"{policy.canonical(parent.path)}/{name_key(target[-1])}")

    async def locks_near(self, path: str) -> Sequence[Lock]:
        """All that hold now in the tree that this path is in."""
        now = self.now_us()
        return await self.db.glance(lambda c: store.of_tree(c, store.tree_of(path), now))

    async def admit(
        self, caller: Caller, conditions: Conditions, spot: Spot, touched: Sequence[tuple[str, Touch]]
    ) -> None:
        """Whether this may be done now. `spot`: what the request is about; `touched`: the paths that it changes, and how.

        Raises PreconditionFailedError, LockedError, BadRequestError.
        """
        self._check_tags(conditions, spot)
        await self._check_lists(caller, conditions, spot)
        for path, touch in touched:
            locks = await self.locks_near(path)
            bar = policy.bars(locks, path, touch, tokens=conditions.tokens, user_id=caller.user_id)
            if bar is not None:
                raise LockedError("this is locked, and the lock's token was not sent", path=bar.path)

    def _check_tags(self, conditions: Conditions, spot: Spot) -> None:
        """If-Match and If-None-Match, for methods that have no body of their own to check them with (RFC 9110 section 13.1)."""
        match, none_match = conditions.match, conditions.none_match
        if match is not None and not _matches(match, spot):
            raise PreconditionFailedError("this is not what it was any more", etag=spot.etag)
        if none_match is not None and _matches(none_match, spot):
            raise PreconditionFailedError("this is there already", etag=spot.etag)

    async def _check_lists(self, caller: Caller, conditions: Conditions, spot: Spot) -> None:
        others = policy.mentioned(conditions)
        if len(others) > MAX_MENTIONED:
            raise BadRequestError(f"the header If names more than {MAX_MENTIONED} things", field="if")
        states: dict[Target | None, tuple[str, frozenset[str]]] = {None: await self._state(spot)}
        for target in others:
            try:
                states[target] = await self._state(await self.locate(caller, target))
            except (EntryNotFoundError, PathInvalidError, FileNameInvalidError):
                states[target] = ("", frozenset())
        if policy.fails(conditions, states.__getitem__):
            raise PreconditionFailedError("the header If does not hold")

    async def _state(self, spot: Spot) -> tuple[str, frozenset[str]]:
        locks = policy.covering(await self.locks_near(spot.path), spot.path)
        return spot.etag, frozenset(lock.token for lock in locks)


def _matches(header: str, spot: Spot) -> bool:
    if header.strip() == "*":
        return spot.place is not None
    return bool(spot.etag) and spot.etag in {tag.strip().removeprefix("W/") for tag in header.split(",")}
