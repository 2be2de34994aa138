"""A process of the fake guest: a generator that yields system calls and is stepped until it must wait.

No tasks and no event loop, so that processes outlive links, daemons and loops as real ones do; whoever holds the process steps it again
when input, room for output or time has come.
"""

import signal
from collections import deque
from collections.abc import Callable, Generator
from dataclasses import dataclass, field

from ingle.base.clock import Clock
from ingle.drivers.guest.fake.tree import Tree
from ingle.machines.model import Exit

_MOST_REMEMBERED = 4096  # system calls of a program; one that has made more cannot be continued elsewhere
_IGNORED = frozenset({signal.SIGCHLD, signal.SIGCONT, signal.SIGURG, signal.SIGWINCH})


@dataclass(frozen=True)
class Read:
    """Wait for input: the next piece of it, b"" at its end."""


@dataclass(frozen=True)
class Write:
    channel: int
    data: bytes


@dataclass(frozen=True)
class Sleep:
    seconds: float


Program = Generator[Read | Write | Sleep, bytes, int]
"""Returns its exit code."""


class SignalledError(Exception):
    """Thrown into a program that gets a signal; ends it unless it is caught."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@dataclass
class Context:
    """What a program finds around itself."""

    argv: list[bytes]
    env: dict[str, bytes]
    cwd: bytes
    pid: int
    tree: Tree
    size: tuple[int, int] | None = None  # rows and columns of its terminal
    child: bytes | None = None  # the command that a shell waits for


@dataclass
class Process:
    """A running program. `output` takes what it writes; `has_room` says whether it may write now."""

    program: Program
    clock: Clock
    output: Callable[[int, bytes], None]
    has_room: Callable[[], bool]
    exit: Exit | None = None
    wakes_at: float | None = None
    pending: deque[tuple[bytes, Callable[[], None]]] = field(default_factory=deque)
    waiting: Read | Write | Sleep | None = None
    _started: bool = False
    _held: bool = False
    given: list[bytes | SignalledError] = field(default_factory=list)  # what the program was told, in order

    def give(self, data: bytes, read: Callable[[], None] = lambda: None) -> None:
        """Add input, b"" for its end; `read` is called once the program has taken it."""
        if self.exit is None:
            self.pending.append((data, read))
        else:
            read()

    def step(self) -> bool:
        """Run until the next system call is done. False when it has to wait or has ended."""
        if self.exit is not None or self._held:
            return False
        if not self._started:
            self._started = True
            self._resume(b"")
            return True
        match self.waiting:
            case Write(channel, data) if self.has_room():
                self.output(channel, data)
                self._resume(b"")
            case Read() if self.pending:
                self._read()
            case Sleep() if self.wakes_at is not None and self.clock.monotonic() >= self.wakes_at:
                self._resume(b"")
            case _:
                return False
        return True

    def hold(self, *, held: bool) -> None:
        """Stand still, or go on. A signal that ends the program does so in either case, as a real freezer has it."""
        self._held = held

    def signal(self, number: int) -> None:
        if self.exit is not None or number in _IGNORED:
            return
        if number == signal.SIGKILL or not self._started:
            self.program.close()
            self._end(Exit(signal=number))
        else:
            self._resume(SignalledError(number))

    def _read(self) -> None:
        data, read = self.pending[0]
        if data:  # the end of the input stays there to be read again
            self.pending.popleft()
        self._resume(data)
        read()

    def continue_from(self, earlier: "Process", *, later: float) -> None:
        """Bring a program that has not run yet to where another process of the same program is, by telling it the same things. `later`: seconds that
        have passed on the clock and not for the process. One that is too far on, or does otherwise this time, is killed instead."""
        if earlier.exit is not None:
            self.program.close()
            self.exit = earlier.exit
            return
        if not self._replay(earlier) or self.waiting != earlier.waiting:
            self.program.close()
            self._end(Exit(signal=signal.SIGKILL))
            return
        self.wakes_at = None if earlier.wakes_at is None else earlier.wakes_at + later
        self.pending.clear()
        for data, _ in earlier.pending:
            self.give(data)

    def _replay(self, earlier: "Process") -> bool:
        if len(earlier.given) >= _MOST_REMEMBERED:
            return False
        for given in earlier.given:
            self._started = True
            self._resume(given)
            if self.exit is not None:
                return False
        return True

    def _resume(self, given: bytes | SignalledError) -> None:
        self.wakes_at = None
        if len(self.given) < _MOST_REMEMBERED:
            self.given.append(given)
        try:
            self.waiting = self._tell(given)
        except StopIteration as end:
            self._end(Exit(code=end.value))
        except SignalledError as signalled:
            self._end(Exit(signal=signalled.number))
        else:
            if isinstance(self.waiting, Sleep):
                self.wakes_at = self.clock.monotonic() + self.waiting.seconds

    def _tell(self, given: bytes | SignalledError) -> Read | Write | Sleep:
        if isinstance(given, SignalledError):
            return self.program.throw(given)
        return self.program.send(given) if self.waiting is not None else next(self.program)

    def _end(self, exit_: Exit) -> None:
        self.exit = exit_
        self.waiting = None
        for _, read in self.pending:
            read()
        self.pending.clear()
