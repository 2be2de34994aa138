"""Writing, making, removing, moving and copying: what RFC 4918 asks of each, and one call of files."""

from collections.abc import AsyncIterator, Mapping

import sqlalchemy as sa

from ingle.dav import policy, store
from ingle.dav.errors import (
    IntoItselfError,
    MethodNotHereError,
    ParentMissingError,
    PreconditionFailedError,
)
from ingle.dav.model import Conditions, Spot, Target, Touch
from ingle.dav.service.ground import Ground
from ingle.edge.identity import Caller
from ingle.files import EntryKind, Place, Terms, properties


class Changing:
    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._files = ground.files

    async def put(
        self,
        caller: Caller,
        target: Target,
        content: AsyncIterator[bytes],
        conditions: Conditions,
        *,
        media_type: str,
        size: int | None,
        modified_us: int | None,
    ) -> tuple[Place, bool]:
        """The file, and whether it was made now. Raises MethodNotHereError for a directory, ParentMissingError, and what `contents.write` raises."""
        spot = await self._ground.locate(caller, target)
        if spot.place is not None and spot.place.entry.kind != EntryKind.FILE:
            raise MethodNotHereError("a directory is not written to")
        check_parent(spot)
        await self._ground.admit(
            caller, conditions, spot, [(spot.path, Touch.CHANGE if spot.place else Touch.MAKE)]
        )
        terms = Terms(
            media_type=media_type,
            etag=spot.etag if conditions.match is not None else None,
            new=conditions.none_match == "*",
            modified_us=modified_us,
        )
        outcome = await self._files.contents.write(
            caller, policy.service_path(target), content, terms, size=size
        )
        return outcome.place, outcome.created

    async def make_directory(self, caller: Caller, target: Target, conditions: Conditions) -> None:
        """Raises MethodNotHereError where something is, ParentMissingError."""
        spot = await self._ground.locate(caller, target)
        if spot.place is not None:
            raise MethodNotHereError("there is something already")
        check_parent(spot)
        await self._ground.admit(caller, conditions, spot, [(spot.path, Touch.MAKE)])
        await self._files.shaping.mkdir(caller, policy.service_path(target))

    async def remove(self, caller: Caller, target: Target, conditions: Conditions) -> None:
        """For ever, with all that is in it, as those who mount a disk expect. Raises EntryNotFoundError."""
        await self._ground.find(caller, target)
        spot = await self._ground.locate(caller, target)
        await self._ground.admit(caller, conditions, spot, [(spot.path, Touch.REMOVE)])
        await self._files.shaping.remove(caller, policy.service_path(target), recursive=True)
        await self._forget_locks(spot.path)

    async def patch(
        self,
        caller: Caller,
        target: Target,
        changed: Mapping[str, str | None],
        conditions: Conditions,
    ) -> Place:
        """Raises EntryNotFoundError, PropertiesTooLargeError."""
        await self._ground.find(caller, target)
        spot = await self._ground.locate(caller, target)
        await self._ground.admit(caller, conditions, spot, [(spot.path, Touch.CHANGE)])
        return await self._files.shaping.change_properties(caller, policy.service_path(target), changed)

    async def move(
        self, caller: Caller, source: Target, goal: Target, conditions: Conditions, *, overwrite: bool
    ) -> bool:
        """Whether nothing was there before. Raises as `_met`, and what `shaping.move` raises."""
        here, there = await self._met(caller, source, goal, overwrite=overwrite)
        await self._ground.admit(
            caller, conditions, here, [(here.path, Touch.REMOVE), (there.path, _landing(there))]
        )
        await self._files.shaping.move(
            caller,
            policy.service_path(source),
            policy.service_path(goal[:-1]),
            name=goal[-1],
            overwrite=overwrite,
            whole=True,
        )
        await self._forget_locks(here.path)
        return there.place is None

    async def copy(
        self,
        caller: Caller,
        source: Target,
        goal: Target,
        conditions: Conditions,
        *,
        overwrite: bool,
        shallow: bool,
    ) -> bool:
        """Whether nothing was there before. `shallow`: of a directory only itself. Raises as `_met`, and what `shaping.copy` raises."""
        here, there = await self._met(caller, source, goal, overwrite=overwrite)
        await self._ground.admit(caller, conditions, here, [(there.path, _landing(there))])
        if shallow and here.place is not None and here.place.entry.kind == EntryKind.DIRECTORY:
            await self._copy_alone(caller, here.place, goal, replaced=there.place is not None)
        else:
            await self._files.shaping.copy(
                caller,
                policy.service_path(source),
                policy.service_path(goal[:-1]),
                name=goal[-1],
                overwrite=overwrite,
                whole=True,
            )
        return there.place is None

    async def _copy_alone(self, caller: Caller, directory: Place, goal: Target, *, replaced: bool) -> None:
        path = policy.service_path(goal)
        if replaced:
            await self._files.shaping.remove(caller, path, recursive=True)
        await self._files.shaping.mkdir(caller, path)
        kept = properties(directory.entry)
        if kept:
            await self._files.shaping.change_properties(caller, path, kept)

    async def _met(
        self, caller: Caller, source: Target, goal: Target, *, overwrite: bool
    ) -> tuple[Spot, Spot]:
        """Both ends. Raises EntryNotFoundError, IntoItselfError, ParentMissingError, PreconditionFailedError."""
        await self._ground.find(caller, source)
        here = await self._ground.locate(caller, source)
        if len(goal) < 2:
            raise IntoItselfError("this stays as it is")
        there = await self._ground.locate(caller, goal)
        if (
            here.path == there.path
            or policy.is_in(here.path, there.path)
            or policy.is_in(there.path, here.path)
        ):
            raise IntoItselfError("source and destination are one, or in one another")
        check_parent(there)
        if there.place is not None and not overwrite:
            raise PreconditionFailedError("there is something already, and it is not to be overwritten")
        return here, there

    async def _forget_locks(self, path: str) -> None:
        """Locks are on addresses, and go with what was there."""
        gone = [
            lock.token
            for lock in await self._ground.locks_near(path)
            if lock.path == path or policy.is_in(lock.path, path)
        ]
        if gone:

            def remove(connection: sa.Connection) -> None:
                store.remove(connection, gone)

            await self._ground.db.write(remove)


def _landing(spot: Spot) -> Touch:
    return Touch.MAKE if spot.place is None else Touch.REMOVE


def check_parent(spot: Spot) -> None:
    """Raises ParentMissingError where nothing is, and nothing can be made."""
    if spot.place is None and (spot.parent is None or spot.parent.entry.kind != EntryKind.DIRECTORY):
        raise ParentMissingError("the directory that this would be in is not there")
