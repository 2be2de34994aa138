"""A WebSocket to a server in a machine, by websockets' protocol, which knows no network."""

import logging
from collections import deque
from collections.abc import AsyncIterator, Iterator, Sequence
from typing import Any

import anyio
from anyio.abc import ByteStream
from websockets.client import ClientProtocol
from websockets.datastructures import Headers
from websockets.exceptions import InvalidState
from websockets.frames import CloseCode, Frame, Opcode
from websockets.http11 import Request, Response
from websockets.protocol import State
from websockets.typing import Subprotocol
from websockets.uri import WebSocketURI

from ingle.base.units import MIB
from ingle.gateway.errors import AnswerCutError, AnswerMalformedError
from ingle.gateway.relay.line import CHUNK

MAX_MESSAGE = MIB  # of either side; what is larger closes the conversation (1009)
_NOWHERE = WebSocketURI(
    secure=False, host="machine", port=80, path="/", query=""
)  # what is asked is said by us
_DATA = frozenset({Opcode.TEXT, Opcode.BINARY, Opcode.CONT})
_silent = logging.getLogger("ingle.gateway.talk")
_silent.setLevel(logging.CRITICAL)  # what a server in a machine does wrong is no news of the house


class Talk:
    def __init__(self, stream: ByteStream, port: int, subprotocols: Sequence[str]) -> None:
        self._stream = stream
        self._port = port
        self._turn = anyio.Lock()
        self._heard: deque[Any] = deque()  # what has come and was not looked at
        offered = [Subprotocol(one) for one in subprotocols]
        self._socket = ClientProtocol(_NOWHERE, subprotocols=offered, max_size=MAX_MESSAGE, logger=_silent)

    @property
    def subprotocol(self) -> str | None:
        return self._socket.subprotocol

    @property
    def code(self) -> int:
        """How it ended, as the other side said or as we found."""
        ended = self._socket.close_rcvd or self._socket.close_sent
        return ended.code if ended is not None else CloseCode.ABNORMAL_CLOSURE

    async def shake_hands(self, target: bytes, headers: Sequence[tuple[bytes, bytes]]) -> Response:
        """The answer of the server, which may be no (its status is not 101). Raises AnswerMalformedError, AnswerCutError."""
        head = Headers([(name.decode("latin-1"), value.decode("latin-1")) for name, value in headers])
        head["Upgrade"], head["Connection"] = "websocket", "Upgrade"
        head["Sec-WebSocket-Key"], head["Sec-WebSocket-Version"] = self._socket.key, "13"
        if self._socket.available_subprotocols:
            head["Sec-WebSocket-Protocol"] = ", ".join(self._socket.available_subprotocols)
        self._socket.send_request(Request(target.decode("ascii"), head))
        await self._flush()
        while True:
            for event in self._events():
                if isinstance(event, Response):
                    if event.status_code == 101 and self._socket.handshake_exc is not None:
                        raise AnswerMalformedError(self._port, str(self._socket.handshake_exc))
                    return event
            if self._socket.handshake_exc is not None:
                raise AnswerMalformedError(self._port)
            if not await self._take():
                raise AnswerCutError(self._port)

    async def messages(self) -> AsyncIterator[str | bytes]:
        """Until either side closes, or the connection ends."""
        parts: list[bytes] = []
        text = False
        more = True
        while more:
            for event in self._events():
                if not isinstance(event, Frame) or event.opcode not in _DATA:
                    continue
                text = text if event.opcode is Opcode.CONT else event.opcode is Opcode.TEXT
                parts.append(bytes(event.data))
                if event.fin:
                    whole, parts = b"".join(parts), []
                    try:
                        yield whole.decode() if text else whole
                    except UnicodeDecodeError:
                        self._socket.fail(CloseCode.INVALID_DATA)
                        await self._flush()
                        return
            more = self._socket.state is State.OPEN and await self._take()

    async def say(self, message: str | bytes) -> None:
        """What comes after the end is dropped."""
        try:
            if isinstance(message, str):
                self._socket.send_text(message.encode())
            else:
                self._socket.send_binary(message)
        except InvalidState:
            return
        await self._flush()

    async def close(self, code: int, reason: str = "") -> None:
        try:
            self._socket.send_close(code, reason)
        except InvalidState:
            return
        await self._flush()

    def _events(self) -> Iterator[Any]:
        """What comes with an answer to the handshake is left for whoever reads next."""
        self._heard.extend(self._socket.events_received())
        while self._heard:
            yield self._heard.popleft()

    async def _take(self) -> bool:
        """What has come, and what is to be said to that (pongs, the other half of a farewell). False: there is no more."""
        try:
            self._socket.receive_data(await self._stream.receive(CHUNK))
        except (anyio.EndOfStream, anyio.BrokenResourceError):
            self._socket.receive_eof()
            return False
        await self._flush()
        return True

    async def _flush(self) -> None:
        async with self._turn:
            for data in self._socket.data_to_send():
                try:
                    await (self._stream.send(data) if data else self._stream.send_eof())
                except anyio.BrokenResourceError:
                    return  # reading tells
