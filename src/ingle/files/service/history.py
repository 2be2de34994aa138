"""What happened in a tree, from a number on: how clients and other processes catch up without reading everything anew."""

from typing import NamedTuple

from ingle.edge.identity import Caller
from ingle.files.errors import ChangesMissedError
from ingle.files.model import Change
from ingle.files.names import APP_DATA
from ingle.files.policy import NEEDED, OWN, Reference
from ingle.files.service.ground import Ground
from ingle.files.store import Connection, changes, trees


class Happened(NamedTuple):
    items: list[Change]
    number: int  # to go on from
    more: bool


class History:
    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    async def since(self, caller: Caller, number: int | None, *, limit: int) -> Happened:
        """Changes of the caller's own tree after this number; None: only the number it is at.

        An app hears of its own directory. Raises ChangesMissedError when some of them are no longer known, EntryNotFoundError.
        """

        def read(connection: Connection) -> Happened:
            own = (APP_DATA, caller.app_id) if caller.app_id else ()
            place = self._ground.locator.find(connection, caller, Reference(OWN, "", own), NEEDED["list"])
            tree = trees.find(connection, caller.user_id)
            assert tree is not None  # noqa: S101 - it was just found in
            if number is None:
                return Happened([], tree.number, more=False)
            oldest = changes.oldest(connection, tree.id) or tree.number + 1
            if number < oldest - 1 or number > tree.number:
                raise ChangesMissedError("changes since then are not known any more; read the tree anew")
            found = changes.since(connection, tree.id, number, limit + 1)
            kept = found[:limit]
            seen = [one for one in kept if _concerns(one, place.path)] if own else kept
            return Happened(seen, kept[-1].number if kept else number, len(found) > limit)

        return await self._ground.look(caller, read)


def _concerns(change: Change, directory: str) -> bool:
    return any(f"{path}/".startswith(f"{directory}/") for path in (change.path, change.old_path) if path)
