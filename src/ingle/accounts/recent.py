"""Callers that were looked up a moment ago, so that a program's hundredth request does not ask the database who it is.

Whatever ends a credential forgets them all, so an end is heard at once; the short life is for ends that another process wrote.
"""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta

from ingle.edge.identity import Caller

LIFE = timedelta(seconds=10)
MAX_CALLERS = 1000


@dataclass(frozen=True)
class Mark:
    """When a look-up began: its answer is kept only if nothing was forgotten meanwhile."""

    number: int


class RecentCallers:
    def __init__(self) -> None:
        self._callers: OrderedDict[bytes, tuple[Caller, datetime]] = OrderedDict()
        self._forgotten = 0

    def find(self, key: bytes, now: datetime) -> Caller | None:
        caller, until = self._callers.get(key, (None, now))
        return caller if now < until else None

    def begin(self) -> Mark:
        return Mark(self._forgotten)

    def keep(
        self, mark: Mark, key: bytes, caller: Caller, *, now: datetime, expires_at: datetime | None
    ) -> None:
        """Not beyond the credential's own end."""
        if mark.number != self._forgotten:
            return
        self._callers[key] = caller, min(now + LIFE, expires_at or now + LIFE)
        self._callers.move_to_end(key)
        if len(self._callers) > MAX_CALLERS:
            self._callers.popitem(last=False)

    def forget(self) -> None:
        """To be called after the end of a credential is recorded."""
        self._forgotten += 1
        self._callers.clear()
