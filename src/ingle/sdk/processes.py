"""A command in a machine while it runs: its output comes by iterating, input and signals go in by methods."""

import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from types import TracebackType
from typing import Literal, Self

import msgspec

from ingle.sdk.errors import ConnectionLostError, FailedError, TooLargeError, from_problem
from ingle.sdk.lean.place import Place
from ingle.sdk.sockets import Socket, encode, open_socket
from ingle.wire.machines import ExecRequest, ExitStatus
from ingle.wire.streams import (
    MAX_CHUNK,
    STDERR,
    Eof,
    Exited,
    Failed,
    Lost,
    Resize,
    ServerMessage,
    Signal,
    Started,
)


@dataclass(frozen=True)
class Output:
    """Bytes that the command wrote."""

    stream: Literal["stdout", "stderr"]
    data: bytes


@dataclass(frozen=True)
class Result:
    """How a command ended and all that it wrote."""

    exit_code: int  # 128 + the signal's number when a signal ended it
    signal: int | None
    stdout: bytes
    stderr: bytes

    @property
    def text(self) -> str:
        """stdout as text; bytes that are not UTF-8 are replaced."""
        return self.stdout.decode(errors="replace")

    @property
    def ok(self) -> bool:
        return self.exit_code == 0


class AsyncProcess:
    """Iterate it for Output until it ends, then read `exit_code`. Nothing is buffered: who does not iterate, stops the command.

    Use it as a context manager to hang up when leaving early; an exec that was not started with keep ends then.
    """

    def __init__(self, place: Place, path: str, request: ExecRequest | None) -> None:
        self._place = place
        self._path = path
        self._request = request
        self._stack = AsyncExitStack()
        self._socket: Socket | None = None
        self._exit: ExitStatus | None = None
        self.session = ""  # known once the first output has come
        self.lost = 0  # bytes of output that were dropped or are no longer kept

    async def __aenter__(self) -> Self:
        await self._open()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        self._socket = None
        await self._stack.aclose()

    @property
    def exit_code(self) -> int:
        """As a shell tells it. Raises FailedError while it runs."""
        if self._exit is None:
            raise FailedError(
                "the command has not ended yet: iterate to its end, or wait()", code="still_running"
            )
        return self._exit.code if self._exit.code is not None else 128 + (self._exit.signal or 0)

    @property
    def signal_number(self) -> int | None:
        return None if self._exit is None else self._exit.signal

    async def __aiter__(self) -> AsyncIterator[Output]:
        socket = await self._open()
        try:
            while self._exit is None:
                message = await socket.receive()
                if message is None:
                    raise ConnectionLostError("the daemon ended the stream early", code="connection_lost")
                if isinstance(message, str):
                    self._told(message)
                elif message:
                    yield Output("stderr" if message[0] == STDERR else "stdout", message[1:])
        finally:
            await self.aclose()

    async def wait(self) -> int:
        """Let it run to its end, its output dropped; the exit code."""
        async for _ in self:
            pass
        return self.exit_code

    async def collect(self, limit: int) -> Result:
        """Everything it writes until it ends. Raises TooLargeError beyond `limit` bytes."""
        parts: dict[str, bytearray] = {"stdout": bytearray(), "stderr": bytearray()}
        async with self:
            async for output in self:
                parts[output.stream] += output.data
                if len(parts["stdout"]) + len(parts["stderr"]) > limit:
                    raise TooLargeError(
                        f"the command wrote more than {limit} bytes; iterate machine.stream(…) instead",
                        code="output_too_large",
                    )
        return Result(self.exit_code, self.signal_number, bytes(parts["stdout"]), bytes(parts["stderr"]))

    async def write(self, data: bytes) -> None:
        """To its standard input; waits while it does not read."""
        socket = await self._open()
        for start in range(0, len(data), MAX_CHUNK):
            await socket.send(b"\x00" + data[start : start + MAX_CHUNK])

    async def end_input(self) -> None:
        await (await self._open()).send(encode(Eof()))

    async def resize(self, rows: int, cols: int) -> None:
        await (await self._open()).send(encode(Resize(rows, cols)))

    async def signal(self, name: str) -> None:
        """Send a signal such as "TERM"."""
        await (await self._open()).send(encode(Signal(name)))

    async def _open(self) -> Socket:
        if self._socket is None:
            if self._exit is not None:
                raise ConnectionLostError("the command has ended", code="ended")
            self._socket = await self._stack.enter_async_context(open_socket(self._place, self._path))
            if self._request is not None:
                await self._socket.send(_encode_request(self._request))
        return self._socket

    def _told(self, text: str) -> None:
        match msgspec.json.decode(text, type=ServerMessage):
            case Started(session=session, lost=lost):
                self.session, self.lost = session, self.lost + lost
            case Lost(bytes=count):
                self.lost += count
            case Exited(exit=exit_):
                self._exit = exit_
            case Failed(problem=problem):
                raise from_problem(msgspec.to_builtins(problem))
            case Eof():
                pass


def _encode_request(request: ExecRequest) -> str:
    """By the standard library's JSON: it lets lone surrogates (bytes that are not UTF-8) through, msgspec does not."""
    return json.dumps(msgspec.to_builtins(request))
