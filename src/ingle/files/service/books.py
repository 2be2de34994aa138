"""What one transaction does to trees, written down at its end: counters moved once, the quota held, each change a row with its number."""

from dataclasses import dataclass, field

from ingle.files import policy
from ingle.files.model import Change, Entry, Happening
from ingle.files.ports import StorageLimit
from ingle.files.store import Connection, changes, trees


@dataclass
class _Account:
    """Of one tree."""

    bytes: int = 0
    entries: int = 0
    reshaped: int = 0
    happened: list[tuple[Happening, Entry, str, str]] = field(default_factory=list)


class Books:
    def __init__(self, now_us: int) -> None:
        self.now_us = now_us
        self._accounts: dict[str, _Account] = {}

    def count(self, tree: str, *, bytes: int = 0, entries: int = 0) -> None:  # noqa: A002 - what is counted
        account = self._of(tree)
        account.bytes += bytes
        account.entries += entries

    def tell(self, happened: Happening, entry: Entry, path: str, *, old_path: str = "") -> None:
        self._of(entry.tree).happened.append((happened, entry, path, old_path))

    def reshape(self, tree: str) -> None:
        """Paths in this tree are not what they were."""
        self._of(tree).reshaped += 1

    def close(self, connection: Connection, limits: StorageLimit) -> list[Change]:
        """Write it down. Raises StorageFullError, and then nothing of the transaction is to stand."""
        return [
            change for tree in sorted(self._accounts) for change in self._close_one(connection, tree, limits)
        ]

    def _close_one(self, connection: Connection, tree: str, limits: StorageLimit) -> list[Change]:
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
            Change(first + place, happened, entry, path, old_path, self.now_us)
            for place, (happened, entry, path, old_path) in enumerate(account.happened)
        ]
        if told:
            changes.add(connection, told)
        return told

    def _of(self, tree: str) -> _Account:
        return self._accounts.setdefault(tree, _Account())
