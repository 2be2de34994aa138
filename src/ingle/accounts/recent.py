"""Callers that were looked up a moment ago, so that a program's hundredth request does not ask the database who it is.

Whatever ends a credential forgets them all, by counting an end; every process of the installation reads that count before it recognises anyone, so an end
is heard at once by all of them. The short life is for ends that something else wrote into the database.
"""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta

from ingle.edge.identity import Caller
from ingle.runtime.shared import Count, OwnCount

LIFE = timedelta(seconds=10)
MAX_CALLERS = 1000


@dataclass(frozen=True)
class Mark:
    """When a look-up began: its answer is kept only if nothing was forgotten meanwhile."""

    number: int


class RecentCallers:
    def __init__(self, ends: Count | None = None) -> None:
        """`ends`: of credentials, as all processes count them."""
        self._callers: OrderedDict[bytes, tuple[Caller, datetime]] = OrderedDict()
        self._ends = ends or OwnCount()
        self._heard = self._ends.read()

    def find(self, key: bytes, now: datetime) -> Caller | None:
        self._hear()
        caller, until = self._callers.get(key, (None, now))
        return caller if now < until else None

    def begin(self) -> Mark:
        return Mark(self._ends.read())

    def keep(
        self, mark: Mark, key: bytes, caller: Caller, *, now: datetime, expires_at: datetime | None
    ) -> None:
        """Not beyond the credential's own end."""
        self._hear()
        if mark.number != self._heard:
            return
        self._callers[key] = caller, min(now + LIFE, expires_at or now + LIFE)
        self._callers.move_to_end(key)
        if len(self._callers) > MAX_CALLERS:
            self._callers.popitem(last=False)

    def forget(self) -> None:
        """To be called after the end of a credential is recorded."""
        self._ends.add()
        self._hear()

    def _hear(self) -> None:
        ends = self._ends.read()
        if ends != self._heard:
            self._heard = ends
            self._callers.clear()
