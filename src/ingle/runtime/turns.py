"""Turns that processes take at what one of them can do at a time: whoever has one gives it away before it takes another."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager

from ingle.runtime.shared import SharedMemory

Turn = Callable[[], AbstractContextManager[None]]  # a context that begins when it is one's turn


class SharedTurns:
    """Two bytes of shared memory, of which only the locks matter. For one thread of each process.

    With one lock alone the process that has just let go of it takes it again before the one that waits has woken. So whoever wants
    the turn first takes the place of the next, and keeps it until the turn comes.
    """

    SIZE = 2

    def __init__(self, memory: SharedMemory, offset: int = 0) -> None:
        self._memory = memory
        self._next, self._now = offset, offset + 1

    @contextmanager
    def turn(self) -> Iterator[None]:
        with ExitStack() as held:
            with self._memory.locked(self._next, 1):
                held.enter_context(self._memory.locked(self._now, 1))
            yield
