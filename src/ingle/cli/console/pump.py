"""The loop between a process in a machine and our own descriptors.

One thread, no queue: output is not received while earlier output waits to be written, input is not read while earlier input waits to be sent,
so a slow reader on either end slows the other end and memory stays small.
"""

import os
import select
import signal
import stat
from typing import NamedTuple

from ingle.cli.console.signals import SignalPipe
from ingle.cli.console.terminal import DetachKeys, terminal_size
from ingle.cli.exits import BROKEN_PIPE
from ingle.cli.tell import say
from ingle.sdk.lean.process import STDERR, Event, Exited, Lost, Output, Process, Started

_READ = 65536
_PIPE_BUF = 4096  # what a pipe that polls as writable takes without blocking
_MOST_UNSENT = 131072
_FORWARDED = {signal.SIGINT: "INT", signal.SIGTERM: "TERM", signal.SIGQUIT: "QUIT", signal.SIGHUP: "HUP"}


class Outcome(NamedTuple):
    code: int
    detached: bool = False  # we let go of it, it may run on


class Pump:
    """`stdin`: our descriptor whose bytes are the process's input, or None. `tty`: the process has a terminal, and ours is raw."""

    def __init__(self, process: Process, *, stdin: int | None, tty: bool) -> None:
        self._process = process
        self._stdin = stdin
        self._tty = tty
        self._keys = DetachKeys()
        self._waiting: list[tuple[int, memoryview]] = []  # output that is still to be written, oldest first
        self._write_size: dict[int, int] = {}
        self._interrupted = False
        self._outcome: Outcome | None = None

    def run(self) -> Outcome:
        """Until the process has exited and its output is written, or we let go."""
        watched = (signal.SIGWINCH, signal.SIGTERM, signal.SIGHUP) if self._tty else tuple(_FORWARDED)
        try:
            with SignalPipe(watched) as signals:
                while self._outcome is None or (self._waiting and not self._outcome.detached):
                    self._step(signals)
        except BrokenPipeError:
            return Outcome(BROKEN_PIPE, detached=True)
        return self._outcome

    def _step(self, signals: SignalPipe) -> None:
        process = self._process
        if not self._waiting and process.has_received:
            self._take(process.receive())
            return
        poll = select.poll()
        poll.register(signals, select.POLLIN)
        if self._waiting:
            poll.register(self._waiting[0][0], select.POLLOUT)
        live = self._outcome is None
        interest = (0 if self._waiting else select.POLLIN) | (select.POLLOUT if process.unsent else 0)
        if live and interest:
            poll.register(process, interest)
        if live and self._stdin is not None and process.unsent < _MOST_UNSENT:
            poll.register(self._stdin, select.POLLIN)
        for descriptor, ready in poll.poll():
            self._dispatch(descriptor, ready, signals)

    def _dispatch(self, descriptor: int, ready: int, signals: SignalPipe) -> None:
        if descriptor == signals.fileno():
            for number in signals.read():
                self._on_signal(number)
        elif self._waiting and descriptor == self._waiting[0][0]:
            self._write()
        elif descriptor == self._process.fileno():
            if ready & select.POLLOUT:
                self._process.flush()
            if ready & ~select.POLLOUT and not self._waiting:
                self._take(self._process.receive())
        elif descriptor == self._stdin:
            self._read_input(descriptor)

    def _take(self, events: list[Event]) -> None:
        for event in events:
            match event:
                case Output(channel, data):
                    self._waiting.append((2 if channel == STDERR else 1, memoryview(data)))
                case Exited(code, cause):
                    self._outcome = Outcome(code)
                    if cause == "idle":
                        say("[it was ended because nobody had used it for too long]")
                case Lost(count):
                    say(
                        f"[{count} bytes of output were dropped: several are attached, and this one was too slow]"
                    )
                case Started(_, lost) if lost:
                    say(f"[{lost} older bytes of output are no longer kept]")
        if self._waiting:
            self._write()

    def _write(self) -> None:
        """Write what the descriptors surely take; a blocking one stays as it is, because other processes share it."""
        while self._waiting:
            descriptor, data = self._waiting[0]
            size = self._write_size.get(descriptor) or self._learn_size(descriptor)
            if size == _PIPE_BUF and not _writable(descriptor):
                return
            try:
                written = os.write(descriptor, data[:size])
            except BlockingIOError:
                return
            if written < len(data):
                self._waiting[0] = (descriptor, data[written:])
            else:
                self._waiting.pop(0)

    def _learn_size(self, descriptor: int) -> int:
        """Files take anything at once; pipes and terminals only so much, once they poll as writable."""
        regular = stat.S_ISREG(os.fstat(descriptor).st_mode)
        self._write_size[descriptor] = size = _READ if regular else _PIPE_BUF
        return size

    def _read_input(self, stdin: int) -> None:
        try:
            data = os.read(stdin, _READ)
        except BlockingIOError:
            return
        except OSError:  # the terminal has gone
            data = b""
        if not data:
            self._stdin = None
            self._process.end_input()
        elif self._tty:
            passed, detach = self._keys.feed(data)
            self._process.write(passed)
            if detach:
                self._outcome = Outcome(0, detached=True)
        else:
            self._process.write(data)
        self._process.flush()

    def _on_signal(self, number: int) -> None:
        if number == signal.SIGWINCH:
            self._process.resize(*terminal_size())
        elif self._tty or self._interrupted:
            self._outcome = Outcome(128 + number, detached=True)
        else:
            self._interrupted = True
            self._process.signal(_FORWARDED[signal.Signals(number)])
        self._process.flush()


def _writable(descriptor: int) -> bool:
    poll = select.poll()
    poll.register(descriptor, select.POLLOUT)
    return bool(poll.poll(0))
