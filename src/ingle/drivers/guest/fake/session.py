"""A session of the fake guest: a process, its terminal if it has one, its kept output, and the streams attached to it."""

import signal
from collections.abc import Callable
from dataclasses import dataclass, field

from ingle.base.clock import Clock
from ingle.drivers.guest.fake.kernel import Context, Process, Program
from ingle.drivers.guest.fake.log import Log
from ingle.drivers.guest.fake.stream import Stream
from ingle.drivers.guest.fake.tree import RefusedError
from ingle.drivers.guest.frame import MAX_DATA, Type
from ingle.drivers.guest.messages import ExitStatus, MalformedError, ProcessMessage, unpack
from ingle.drivers.guest.messages import Session as SessionMessage
from ingle.drivers.guest.requests import Exec

_PIPE = 65536
_STEPS = 64  # a program that never waits gives way after so many
_HANGUP_GRACE = 5.0
_INTERRUPT, _END_OF_FILE = b"\x03", b"\x04"


@dataclass
class Session:
    request: Exec
    context: Context
    clock: Clock
    program: Program
    attachments: list["Attachment"] = field(default_factory=list)
    delivered: bool = False
    killed_at: float | None = None
    _line: bytearray = field(default_factory=bytearray)  # typed and not yet entered

    def __post_init__(self) -> None:
        scrollback = self.request.scrollback
        self.log = Log(262144 if scrollback is None else min(scrollback, 4 << 20))
        self.started_ns = int(self.clock.now().timestamp() * 1e9)
        self.process = Process(self.program, self.clock, self._output, self._has_room)
        if not self.request.stdin and self.request.tty is None:
            self.process.give(b"")

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
            state="running" if self.process.exit is None else "exited",
            exit=self.exit_status(),
            started_ns=self.started_ns,
            first=self.log.first,
            next=self.log.next,
            attached=len(self.attachments),
            role=self.request.role or "exec",
        )

    def exit_status(self) -> ExitStatus | None:
        exit_ = self.process.exit
        return None if exit_ is None else ExitStatus(code=exit_.code, signal=exit_.signal)

    def advance(self) -> bool:
        """Run the process for a while; whether it could go on at once."""
        if self.killed_at is not None and self.clock.monotonic() >= self.killed_at:
            self.process.signal(signal.SIGKILL)
        more = True
        for _ in range(_STEPS):
            more = self.process.step()
            self.pump()
            if not more:
                break
        return more

    def pump(self) -> None:
        for attachment in tuple(self.attachments):
            attachment.pump()
        only = self.attachments[0].position if len(self.attachments) == 1 else self.log.next
        self.log.trim(only)

    def give(self, data: bytes, read: Callable[[], None]) -> None:
        """Input from a stream; `read` is called once it is taken."""
        if self.tty:
            read()
            self._type(data)
        elif self.request.stdin:
            self.process.give(data, read)
        else:
            read()

    def hang_up(self) -> None:
        """The host closed the stream of a session that is not to be kept."""
        self.process.signal(signal.SIGHUP)
        self.killed_at = self.clock.monotonic() + _HANGUP_GRACE

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
        if self.session.process.exit is not None and self.position == log.next:
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
            self.session.process.signal(message.signal)

    def on_gone(self, *, closed: bool) -> None:
        self.session.attachments.remove(self)
        if closed and not self.session.kept:
            self.session.hang_up()

    def _finish(self) -> None:
        for channel in (1,) if self.session.tty else (1, 2):
            self.stream.send_eof(channel)
        self.stream.send(Type.MESSAGE, ProcessMessage(exit=self.session.exit_status()))
        self.stream.close()
        self.session.attachments.remove(self)
        self.session.delivered = True
