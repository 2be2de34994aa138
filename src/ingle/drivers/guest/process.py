"""A session's output as events and its input as calls: the attachment that `exec` and `attach` give."""

from collections.abc import AsyncIterator

from ingle.drivers.guest.frame import Frame, Type
from ingle.drivers.guest.messages import ProcessMessage, Size
from ingle.drivers.guest.stream import Stream
from ingle.drivers.guest.values import to_exit
from ingle.machines.ports import Ended, Output, OutputEnd, OutputLost, ProcessEvent, TerminalSize


class Process:
    """Satisfies ProcessStream. Input sent after the process has ended is dropped, as its end is told by the events."""

    def __init__(self, stream: Stream, session: str, pid: int, *, lost: int = 0, offset: int = 0) -> None:
        self._stream = stream
        self._session = session
        self._pid = pid
        self._lost = lost
        self._offset = offset

    @property
    def session(self) -> str:
        return self._session

    @property
    def pid(self) -> int:
        return self._pid

    @property
    def lost(self) -> int:
        return self._lost

    @property
    def offset(self) -> int:
        return self._offset

    async def __aiter__(self) -> AsyncIterator[ProcessEvent]:
        while True:
            event = self._event(await self._stream.receive())
            if event is not None:
                yield event
            if isinstance(event, Ended):
                return

    async def send(self, data: bytes) -> None:
        await self._stream.send(data)

    async def send_eof(self) -> None:
        await self._stream.send_eof()

    async def resize(self, size: TerminalSize) -> None:
        await self._stream.send_message(ProcessMessage(resize=Size(size.rows, size.cols)))

    async def signal(self, number: int) -> None:
        await self._stream.send_message(ProcessMessage(signal=number))

    async def aclose(self) -> None:
        self._stream.close()

    def _event(self, frame: Frame) -> ProcessEvent | None:
        match frame.type:
            case Type.DATA:
                return Output(frame.channel, frame.payload)
            case Type.EOF:
                return OutputEnd(frame.channel)
            case Type.MESSAGE:
                return self._message(self._stream.read(frame, ProcessMessage))
            case _:
                raise self._stream.accuse("a process's stream ended without its exit")

    def _message(self, message: ProcessMessage) -> ProcessEvent | None:
        if message.exit is not None:
            with self._stream.judging("exit"):
                return Ended(to_exit(message.exit), idle=message.idle)
        if message.lost is not None:
            return OutputLost(message.lost)
        return None
