"""The agent's end of one stream: credit both ways, and the handler that a method left in charge of it."""

from struct import Struct
from typing import TYPE_CHECKING, Protocol

from ingle.drivers.guest.fake.tree import RefusedError
from ingle.drivers.guest.frame import WINDOW, Frame, Type
from ingle.drivers.guest.messages import AgentError, Closed, Message, pack

if TYPE_CHECKING:
    from ingle.drivers.guest.fake.link import Link

CREDIT = Struct("<I")


class Handler(Protocol):
    """What a streaming method does with its stream."""

    def on_data(self, data: bytes) -> None:
        """Grants the credit back, now or later."""

    def on_eof(self) -> None: ...

    def on_message(self, payload: bytes) -> None: ...

    def on_gone(self, *, closed: bool) -> None:
        """The host closed the stream, or (closed=False) the link ended under it."""

    def pump(self) -> None:
        """Send what may be sent now."""


class Stream:
    def __init__(self, number: int, link: "Link") -> None:
        self.number = number
        self.handler: Handler | None = None
        self.credit = WINDOW
        self._window = WINDOW
        self._link = link

    @property
    def sendable(self) -> int:
        """How many bytes of DATA may be sent now."""
        return self.credit if self._link.has_room else 0

    def send(self, type_: Type, message: Message | None = None) -> None:
        self._link.send(Frame(type_, self.number, b"" if message is None else pack(message)))

    def send_data(self, data: bytes, channel: int = 0) -> None:
        self.credit -= len(data)
        self._link.send(Frame(Type.DATA, self.number, data, channel))

    def send_eof(self, channel: int = 0) -> None:
        self._link.send(Frame(Type.EOF, self.number, b"", channel))

    def grant(self, amount: int) -> None:
        self._window += amount
        if self._link.holds(self):
            self._link.send(Frame(Type.CREDIT, self.number, CREDIT.pack(amount)))

    def close(self, result: Message | None = None) -> None:
        self._link.send(Frame(Type.CLOSE, self.number, pack(result or Closed())))
        self._link.forget(self)

    def refuse(self, code: str, message: str = "") -> None:
        self.close(Closed(error=AgentError(code=code, message=message or code)))

    def take(self, frame: Frame) -> None:
        """A frame of this stream from the host."""
        try:
            self._take(frame)
        except RefusedError as error:
            self.refuse(error.code, error.message)

    def _take(self, frame: Frame) -> None:
        if frame.type == Type.CREDIT:
            self.credit += CREDIT.unpack(frame.payload)[0]
        elif frame.type == Type.CLOSE:
            self._link.forget(self)
            if self.handler is not None:
                self.handler.on_gone(closed=True)
        elif self.handler is not None:
            self._hand_over(frame, self.handler)

    def _hand_over(self, frame: Frame, handler: Handler) -> None:
        if frame.type == Type.DATA:
            self._window -= len(frame.payload)
            if self._window < 0:
                handler.on_gone(closed=True)
                raise RefusedError("protocol_error", "more data than credit")
            handler.on_data(frame.payload)
        elif frame.type == Type.EOF:
            handler.on_eof()
        elif frame.type == Type.MESSAGE:
            handler.on_message(frame.payload)
