"""Looking at trees: what there is, and what is in it. Nothing here changes anything."""

import base64
import binascii
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from ingle.base.errors import InvalidError
from ingle.edge.identity import Caller
from ingle.files import policy
from ingle.files.errors import EntryNotFoundError
from ingle.files.model import Entry, Listed, Place, Tree
from ingle.files.policy import NEEDED
from ingle.files.service.ground import Ground
from ingle.files.store import Connection, entries, subtrees, trees
from ingle.files.store.entries import Sort

MAX_AT_ONCE = 1000  # references of one question
MAX_WALKED = 10_000


class Walked(NamedTuple):
    """What is in a directory, down to a depth. `more`: there is more than was asked for."""

    place: Place
    items: Sequence[tuple[str, Entry]]  # path below the directory, and the entry
    more: bool


class Looking:
    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    async def stat(self, caller: Caller, path: str) -> Place:
        """Raises EntryNotFoundError, PathInvalidError."""
        reference = policy.parse(path)
        return await self._ground.look(
            caller, lambda c: self._ground.locator.find(c, caller, reference, NEEDED["stat"])
        )

    async def stat_many(self, caller: Caller, paths: Sequence[str]) -> list[Place | None]:
        """In the order of the question; None for what is not there, or is no path."""
        if len(paths) > MAX_AT_ONCE:
            raise InvalidError(f"at most {MAX_AT_ONCE} at once", field="paths")

        def look(connection: Connection, path: str) -> Place | None:
            try:
                return self._ground.locator.find(connection, caller, policy.parse(path), NEEDED["stat"])
            except (EntryNotFoundError, InvalidError):
                return None

        return await self._ground.read(caller, lambda c: [look(c, path) for path in paths])

    async def contents(
        self,
        caller: Caller,
        path: str,
        *,
        sort: Sort = "name",
        descending: bool = False,
        cursor: str | None = None,
        limit: int = 100,
        total: bool = False,
    ) -> Listed:
        """Part of a directory in this order. Raises EntryNotFoundError, AccessDeniedError, NotDirectoryError, InvalidError for a strange cursor."""
        reference = policy.parse(path)
        after = _read_cursor(cursor)

        def read(connection: Connection) -> Listed:
            place = self._ground.locator.find_directory(connection, caller, reference)
            found = _part(connection, place.entry.id, sort, descending, after, limit + 1)
            kept = found[:limit]
            more = _make_cursor(kept[-1], sort) if len(found) > limit else None
            return Listed(place, kept, more, entries.count(connection, place.entry.id) if total else None)

        return await self._ground.look(caller, read)

    async def walk(self, caller: Caller, path: str, *, depth: int, limit: int) -> Walked:
        """What is in a directory, those of higher levels first. Raises as `contents`."""
        reference = policy.parse(path)

        def read(connection: Connection) -> Walked:
            place = self._ground.locator.find_directory(connection, caller, reference)
            found = subtrees.walk(connection, place.entry.id, depth=depth, limit=limit + 1)
            return Walked(place, [(below, entry) for _, below, entry in found[:limit]], len(found) > limit)

        return await self._ground.read(caller, read)

    async def weigh(self, caller: Caller, path: str) -> int:
        """How many bytes are in a directory and those in it. Raises as `contents`."""
        reference = policy.parse(path)

        def read(connection: Connection) -> int:
            place = self._ground.locator.find_directory(connection, caller, reference)
            return subtrees.weigh(connection, place.entry.id).bytes

        return await self._ground.read(caller, read)

    async def usage(self, caller: Caller) -> tuple[Tree, int]:
        """Of the caller's own tree, and how many MiB it may take (0: any number)."""

        def read(connection: Connection) -> tuple[Tree, int]:
            tree = trees.find(connection, caller.user_id)
            assert tree is not None  # noqa: S101 - it was made before
            return tree, self._ground.limits.storage_mib(connection, caller.user_id)

        return await self._ground.look(caller, read)


def _part(
    connection: Connection,
    directory: str,
    sort: Sort,
    descending: bool,
    after: tuple[str | int, str] | None,
    limit: int,
) -> list[Entry]:
    if sort == "name" and not descending:
        return entries.list_by_name(connection, directory, after=after[1] if after else "", limit=limit)
    return entries.list_sorted(
        connection, directory, sort=sort, descending=descending, after=after, limit=limit
    )


def _make_cursor(last: Entry, sort: Sort) -> str:
    place = (entries.sort_value(last, sort), policy.name_key(last.name))
    return base64.urlsafe_b64encode(msgspec.json.encode(place)).decode()


def _read_cursor(cursor: str | None) -> tuple[str | int, str] | None:
    """Raises InvalidError."""
    if cursor is None:
        return None
    try:
        place: tuple[str | int, str] = msgspec.json.decode(
            base64.urlsafe_b64decode(cursor.encode()), type=tuple[str | int, str]
        )
    except (ValueError, binascii.Error, msgspec.DecodeError) as error:
        raise InvalidError("this is no cursor of such a list", field="cursor") from error
    return place
