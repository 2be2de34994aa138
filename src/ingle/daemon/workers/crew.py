"""What the house knows of its workers, and what it shares with them."""

from collections.abc import Mapping, Sequence
from contextlib import nullcontext

from ingle.base.clock import SystemClock
from ingle.edge.limits import Purses
from ingle.edge.pacing import SharedPurses
from ingle.runtime.shared import Count, SharedCount, SharedMemory
from ingle.runtime.turns import SharedTurns, Turn

_TURNS_AT = SharedCount.SIZE  # bytes; before them is the count of credentials that have ended
_PURSES_AT = 64


def share(memory: SharedMemory) -> tuple[Count, Purses, Turn]:
    """What lies in the memory that the house and its workers have: how many credentials have ended, how fast each person asks, whose turn it is to write."""
    purses = SharedPurses(memory, _PURSES_AT, SystemClock())
    return SharedCount(memory), purses, SharedTurns(memory, _TURNS_AT).turn


class Crew:
    """`size` workers. Without any, nothing is shared with anybody."""

    def __init__(self, size: int = 0) -> None:
        self.size = size
        self.memory: SharedMemory | None = None
        self.ends: Count | None = None
        self.purses: Purses | None = None
        self.turn: Turn = nullcontext
        if size:
            self.memory = SharedMemory.make(_PURSES_AT + SharedPurses.SIZE)
            self.ends, self.purses, self.turn = share(self.memory)
        self._rendered: dict[int, bytes] = {}
        self._deaths: dict[int, list[str]] = {}

    def close(self) -> None:
        if self.memory is not None:
            self.memory.close()

    def rendered(self) -> Mapping[str, bytes]:
        """What each worker counts, as it last said."""
        return {str(number): told for number, told in sorted(self._rendered.items())}

    def count(self, number: int, rendered: bytes) -> None:
        self._rendered[number] = rendered

    def died(self, number: int, how: str) -> None:
        self._deaths.setdefault(number, []).append(how)

    @property
    def troubles(self) -> Sequence[str]:
        return [_trouble(number, how) for number, how in sorted(self._deaths.items())]


def _trouble(number: int, how: Sequence[str]) -> str:
    if len(how) == 1:
        return f"worker {number} died once, by {how[0]}"
    return f"worker {number} died {len(how)} times, the last time by {how[-1]}"
