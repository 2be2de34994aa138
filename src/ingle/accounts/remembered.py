"""Answers of `Access` that are remembered. They are told when they end, and by whom does not matter: another process, another transaction.

An answer depends on grants, groups and admins, whose number of changes is read first, in the asker's own transaction; on the thing's lineage, which is part
of what is remembered, so that a move needs no telling; on the caller, of whom everything that counts is; and on the time, as grants expire.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from ingle.accounts import store
from ingle.accounts.access import Access, Asked, is_owner
from ingle.accounts.model import Mode
from ingle.edge.identity import Caller

LIMIT = 50_000  # answers; when there are more, all are forgotten

Key = tuple[str, str, str, str, tuple[str, ...]]


@dataclass(frozen=True)
class _Room:
    """Answers of one number of changes. Never given another number, so that whoever holds one cannot see answers of another."""

    number: int
    answers: dict[Key, tuple[Mode | None, datetime | None]] = field(default_factory=dict)


class Remembered:
    """Answers like the Access behind it, with one small query for what it knows. May be asked from any thread."""

    def __init__(self, access: Access, *, limit: int = LIMIT) -> None:
        self._access = access
        self._limit = limit
        self._room = _Room(-1)

    def mode(
        self, connection: store.Connection, caller: Caller, owner: str, lineage: Sequence[str]
    ) -> Mode | None:
        """As Access.mode."""
        (mode,) = self.modes(connection, caller, owner, [lineage])
        return mode

    def modes(
        self, connection: store.Connection, caller: Caller, owner: str, lineages: Sequence[Sequence[str]]
    ) -> Sequence[Mode | None]:
        """As Access.modes."""
        if is_owner(caller, owner):
            return [Mode.MANAGE] * len(lineages)
        room = self._room_of(store.change_number(connection))
        keys = [_key(caller, owner, lineage) for lineage in lineages]
        now = self._access.clock.now()
        known = {key: room.answers.get(key) for key in keys}
        missing = [key for key, answer in known.items() if answer is None or _is_over(answer[1], now)]
        if missing:
            asked = [Asked(owner, key[-1]) for key in missing]
            modes, until = self._access.answers(connection, caller, asked)
            fresh = {key: (mode, until) for key, mode in zip(missing, modes, strict=True)}
            known.update(fresh)
            self._keep(room, fresh)
        return [answer[0] for key in keys if (answer := known[key]) is not None]

    def _room_of(self, number: int) -> _Room:
        room = self._room
        if number != room.number:
            room = self._room = _Room(number)
        return room

    def _keep(self, room: _Room, fresh: dict[Key, tuple[Mode | None, datetime | None]]) -> None:
        if len(room.answers) + len(fresh) > self._limit:
            room.answers.clear()
        room.answers.update(fresh)


def _key(caller: Caller, owner: str, lineage: Sequence[str]) -> Key:
    narrow = caller.credential_id if caller.restricted or caller.via == "link" else caller.app_id
    way = "link" if caller.via == "link" else "app" if caller.app_id else "token" if caller.restricted else ""
    return caller.user_id, way, narrow, owner, tuple(lineage)


def _is_over(until: datetime | None, now: datetime) -> bool:
    return until is not None and until <= now
