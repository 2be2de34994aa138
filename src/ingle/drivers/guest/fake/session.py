"""A session of the fake guest: a process, its terminal if it has one, its kept output, and the streams attached to it."""

import copy
import signal
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from ingle.base.clock import Clock
from ingle.drivers.guest.fake.kernel import Context, Process, Program
from ingle.drivers.guest.fake.log import Log
from ingle.drivers.guest.fake.stream import Stream
from ingle.drivers.guest.fake.supervision import Checks, Restarts
from ingle.drivers.guest.fake.tree import RefusedError
from ingle.drivers.guest.frame import MAX_DATA, Type
from ingle.drivers.guest.messages import Event, ExitStatus, MalformedError, ProcessMessage, unpack
from ingle.drivers.guest.messages import Session as SessionMessage
from ingle.drivers.guest.requests import Exec
from ingle.machines.model import Exit

_PIPE = 65536
_STEPS = 64  # a program that never waits gives way after so many
_HANGUP_GRACE = 5.0
_INTERRUPT, _END_OF_FILE = b"\x03", b"\x04"


@dataclass
class Session:
    request: Exec
    context: Context
    clock: Clock
    find: Callable[[bytes], Callable[[Context], Program]]
    tell: Callable[[Event], None]
    attachments: list["Attachment"] = field(default_factory=list)
    delivered: bool = False
    killed_at: float | None = None
    exit: Exit | None = None  # how it ended, for good
    idled: bool = False  # because nobody used it
    used_at: float = 0.0
    _held: bool = False
    _input_ended: bool = False
    _line: bytearray = field(default_factory=bytearray)  # typed and not yet entered

    def __post_init__(self) -> None:
        scrollback = self.request.scrollback
        self.log = Log(262144 if scrollback is None else min(scrollback, 4 << 20))
        self.started_ns = int(self.clock.now().timestamp() * 1e9)
        self.used()
        self.restarts = Restarts(self.request, self.clock, self.tell)
        self.checks = Checks(self.request, self.clock, self.tell, self._run_check)
        self._start()

    @property
    def tty(self) -> bool:
        return self.request.tty is not None

    @property
    def kept(self) -> bool:
        return self.tty or self.request.keep or self.request.role is not None

    def describe(self) -> SessionMessage:
        return SessionMessage(
            id=self.request.session,
            argv=self.request.argv,
            pid=self.context.pid,
            tty=self.tty,
            state="running" if self.exit is None else "exited",
            exit=self.exit_status(),
            idle=self.idled,
            started_ns=self.started_ns,
            first=self.log.first,
            next=self.log.next,
            attached=len(self.attachments),
            role=self.request.role or "exec",
            restarts=self.restarts.restarts,
            health=self.checks.health,
        )

    def activity(self) -> str | None:
        """What of it is work that goes on by itself."""
        if self.exit is not None or (not self.tty and self.request.role is not None):
            return None
        command = self.context.child if self.tty else b" ".join(self.request.argv)
        return (
            None if command is None else f"session {self.request.session}: {command.decode(errors='replace')}"
        )

    def exit_status(self) -> ExitStatus | None:
        exit_ = self.exit
        return None if exit_ is None else ExitStatus(code=exit_.code, signal=exit_.signal)

    def continue_from(self, earlier: "Session", *, later: float) -> None:
        """Go on where a session of the same request is, without its streams: those end with their link."""
        self.process.continue_from(earlier.process, later=later)
        self.context.size = earlier.context.size
        self.log = copy.deepcopy(earlier.log)
        self.started_ns, self.delivered = earlier.started_ns, earlier.delivered
        self.killed_at = None if earlier.killed_at is None else earlier.killed_at + later
        self.used_at, self.idled = earlier.used_at + later, earlier.idled
        self._line = bytearray(earlier._line)  # noqa: SLF001 - of its own class
        self._input_ended = earlier._input_ended  # noqa: SLF001 - of its own class
        self.exit = earlier.exit
        self.restarts.continue_from(earlier.restarts, later=later)
        self.checks.continue_from(earlier.checks, later=later)

    def advance(self) -> bool:
        """Run the process for a while; whether it could go on at once."""
        self._end_when_idle()
        if self.killed_at is not None and self.clock.monotonic() >= self.killed_at:
            self.process.signal(signal.SIGKILL)
        if not self._held and self.restarts.is_due():
            self._start()
            self.restarts.started_again()
        more = True
        for _ in range(_STEPS):
            more = self.process.step()
            self._settle()
            self.pump()
            if not more:
                break
        return (not self._held and self.checks.advance()) or more

    def hold(self, *, held: bool) -> None:
        """Let nothing of it take a step, or let it go on."""
        self._held = held
        self.process.hold(held=held)

    def signal(self, number: int) -> None:
        """The host's signal; one that asks for the end is not followed by a new start."""
        if number in (signal.SIGKILL, signal.SIGTERM, self.request.stop_signal):
            self.restarts.stop()
        self.process.signal(number)

    def signal_from_stream(self, number: int) -> None:
        """Like a key: one that asks for the end lets a supervised workload start again. Whoever sent it learns of the end before they can hang up."""
        self.process.signal(number)
        self._settle()
        self.pump()

    def pump(self) -> None:
        for attachment in tuple(self.attachments):
            attachment.pump()
        only = self.attachments[0].position if len(self.attachments) == 1 else self.log.next
        self.log.trim(only)

    def give(self, data: bytes, read: Callable[[], None]) -> None:
        """Input from a stream; `read` is called once it is taken."""
        self.used()
        if self.tty:
            read()
            self._type(data)
        elif self.request.stdin:
            self._input_ended = self._input_ended or not data
            self.process.give(data, read)
        else:
            read()

    def hang_up(self) -> None:
        """The host closed the stream of a session that is not to be kept, or nobody has used it for too long."""
        self.restarts.stop()
        self.process.signal(signal.SIGHUP)
        self.killed_at = self.clock.monotonic() + _HANGUP_GRACE

    def used(self) -> None:
        """It has said or heard something, or somebody has left it."""
        self.used_at = self.clock.monotonic()

    def _end_when_idle(self) -> None:
        limit = self.request.idle_ms
        if not limit or self.idled or self._held or self.exit is not None or self.request.role is not None:
            return
        if self.attachments:
            self.used()
        elif self.clock.monotonic() - self.used_at >= limit / 1000:
            self.idled = True
            self.hang_up()

    def _start(self) -> None:
        program = self.find(self.request.argv[0])
        self.context.child = None
        self.found_there = replace(self.context, env=dict(self.context.env))  # as the program finds it
        self.process = Process(program(self.context), self.clock, self._output, self._has_room)
        if self._input_ended or (not self.request.stdin and not self.tty):
            self.process.give(b"")
        self.restarts.began()
        self.checks.begin()

    def _run_check(self, argv: list[bytes], output: Callable[[int, bytes], None]) -> Process:
        context = replace(self.context, argv=argv, size=None)
        check = Process(self.find(argv[0])(context), self.clock, output, lambda: True)
        check.give(b"")
        return check

    def _settle(self) -> None:
        """The program may have ended: for good, or until it is started again."""
        ended = self.process.exit
        if self.exit is not None or ended is None or self.restarts.due is not None:
            return
        self.checks.pause()
        if not self.restarts.ended(ended):
            self.exit = ended

    def _type(self, data: bytes) -> None:
        """The terminal: lines with echo, ^C, ^D, return as newline; no editing."""
        for key in (data[i : i + 1] for i in range(len(data))):
            if key == _INTERRUPT:
                self._line.clear()
                self._output(1, b"^C\n")
                self.process.signal(signal.SIGINT)
            elif key == _END_OF_FILE:
                self._enter()
            else:
                self._line += key.replace(b"\r", b"\n")
                self._output(1, bytes(self._line[-1:]))
                if self._line.endswith(b"\n"):
                    self._enter()

    def _enter(self) -> None:
        """Hand over the line; an empty one is the end of the input."""
        self.process.give(bytes(self._line))
        self._line.clear()

    def _output(self, channel: int, data: bytes) -> None:
        self.used()
        if self.tty:
            self.log.append(1, data.replace(b"\n", b"\r\n"))
        else:
            self.log.append(channel, data)

    def _has_room(self) -> bool:
        return len(self.attachments) != 1 or self.log.next - self.attachments[0].position < _PIPE


@dataclass
class Attachment:
    """A stream that a session's output goes to and input comes from."""

    session: Session
    stream: Stream
    position: int
    input: bool

    def pump(self) -> None:
        log = self.session.log
        if self.position < log.first:
            self.stream.send(Type.MESSAGE, ProcessMessage(lost=log.first - self.position))
            self.position = log.first
        while (room := self.stream.sendable) > 0:
            piece = log.read(self.position, min(room, MAX_DATA))
            if piece is None:
                break
            channel, data = piece
            self.position += len(data)
            self.stream.send_data(data, channel)
        if self.session.exit is not None and self.position == log.next:
            self._finish()

    def on_data(self, data: bytes) -> None:
        if self.input:
            self.session.give(data, lambda: self.stream.grant(len(data)))
        else:
            self.stream.grant(len(data))

    def on_eof(self) -> None:
        if self.session.tty and self.input:
            self.session.give(_END_OF_FILE, lambda: None)
        elif self.input:
            self.session.give(b"", lambda: None)

    def on_message(self, payload: bytes) -> None:
        try:
            message = unpack(payload, ProcessMessage)
        except MalformedError as error:
            raise RefusedError("invalid", str(error)) from error
        if message.resize is not None and self.session.tty:
            self.session.context.size = (message.resize.rows, message.resize.cols)
            self.session.process.signal(signal.SIGWINCH)
        if message.signal is not None:
            self.session.signal_from_stream(message.signal)

    def on_gone(self, *, closed: bool) -> None:
        self.session.attachments.remove(self)
        self.session.used()
        if closed and not self.session.kept:
            self.session.hang_up()

    def _finish(self) -> None:
        for channel in (1,) if self.session.tty else (1, 2):
            self.stream.send_eof(channel)
        self.stream.send(
            Type.MESSAGE, ProcessMessage(exit=self.session.exit_status(), idle=self.session.idled)
        )
        self.stream.close()
        self.session.attachments.remove(self)
        self.session.delivered = True
