"""What one transaction does to trees, written down at its end: counters moved once, the quota held, each change a row with its number."""

from dataclasses import dataclass, field

from ingle.files import policy
from ingle.files.model import Change, Happening, Place
from ingle.files.ports import StorageLimit
from ingle.files.service.telling import Told
from ingle.files.store import Connection, changes, trees


@dataclass
class _Account:
    """Of one tree."""

    bytes: int = 0
    entries: int = 0
    reshaped: int = 0
    happened: list[tuple[Happening, Place, Place | None]] = field(default_factory=list)


class Books:
    def __init__(self, now_us: int) -> None:
        self.now_us = now_us
        self._accounts: dict[str, _Account] = {}

    def count(self, tree: str, *, bytes: int = 0, entries: int = 0) -> None:  # noqa: A002 - what is counted
        account = self._of(tree)
        account.bytes += bytes
        account.entries += entries

    def tell(self, happened: Happening, place: Place, *, was: Place | None = None) -> None:
        """`was`: of what is moved, where it was."""
        self._of(place.entry.tree).happened.append((happened, place, was))

    def reshape(self, tree: str) -> None:
        """Paths in this tree are not what they were."""
        self._of(tree).reshaped += 1

    def close(self, connection: Connection, limits: StorageLimit) -> list[Told]:
        """Write it down; what is to be told. Raises StorageFullError, and then nothing of the transaction is to stand."""
        return [told for tree in sorted(self._accounts) for told in self._close_one(connection, tree, limits)]

    def _close_one(self, connection: Connection, tree: str, limits: StorageLimit) -> list[Told]:
        account = self._accounts[tree]
        number, used = trees.move_on(
            connection,
            tree,
            changes=len(account.happened),
            reshaped=account.reshaped,
            more_bytes=account.bytes,
            added=account.entries,
        )
        if account.bytes > 0:
            policy.check_storage(used, account.bytes, limits.storage_mib(connection, tree))
        first = number - len(account.happened) + 1
        told = [
            self._told(number, *happened) for number, happened in enumerate(account.happened, start=first)
        ]
        if told:
            changes.add(connection, [one.change for one in told])
        return told

    def _told(self, number: int, happened: Happening, place: Place, was: Place | None) -> Told:
        change = Change(number, happened, place.entry, place.path, was.path if was else "", self.now_us)
        return Told(change, place.lineage, (was.entry, was.lineage) if was else None)

    def _of(self, tree: str) -> _Account:
        return self._accounts.setdefault(tree, _Account())
