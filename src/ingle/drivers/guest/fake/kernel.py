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


@dataclass
class Process:
    """A running program. `output` takes what it writes; `has_room` says whether it may write now."""

    program: Program
    clock: Clock
    output: Callable[[int, bytes], None]
    has_room: Callable[[], bool]
    exit: Exit | None = None
    wakes_at: float | None = None
    _input: deque[tuple[bytes, Callable[[], None]]] = field(default_factory=deque)
    _waiting: Read | Write | Sleep | None = None
    _started: bool = False

    def give(self, data: bytes, read: Callable[[], None] = lambda: None) -> None:
        """Add input, b"" for its end; `read` is called once the program has taken it."""
        if self.exit is None:
            self._input.append((data, read))
        else:
            read()

    def step(self) -> bool:
        """Run until the next system call is done. False when it has to wait or has ended."""
        if self.exit is not None:
            return False
        if not self._started:
            self._started = True
            self._resume(lambda: next(self.program))
            return True
        match self._waiting:
            case Write(channel, data) if self.has_room():
                self.output(channel, data)
                self._resume(lambda: self.program.send(b""))
            case Read() if self._input:
                self._read()
            case Sleep() if self.wakes_at is not None and self.clock.monotonic() >= self.wakes_at:
                self._resume(lambda: self.program.send(b""))
            case _:
                return False
        return True

    def signal(self, number: int) -> None:
        if self.exit is not None or number in _IGNORED:
            return
        if number == signal.SIGKILL or not self._started:
            self.program.close()
            self._end(Exit(signal=number))
        else:
            self._resume(lambda: self.program.throw(SignalledError(number)))

    def _read(self) -> None:
        data, read = self._input[0]
        if data:  # the end of the input stays there to be read again
            self._input.popleft()
        self._resume(lambda: self.program.send(data))
        read()

    def _resume(self, run: Callable[[], Read | Write | Sleep]) -> None:
        self.wakes_at = None
        try:
            self._waiting = run()
        except StopIteration as end:
            self._end(Exit(code=end.value))
        except SignalledError as signalled:
            self._end(Exit(signal=signalled.number))
        else:
            if isinstance(self._waiting, Sleep):
                self.wakes_at = self.clock.monotonic() + self._waiting.seconds

    def _end(self, exit_: Exit) -> None:
        self.exit = exit_
        self._waiting = None
        for _, read in self._input:
            read()
        self._input.clear()
