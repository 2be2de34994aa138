"""WebSockets: how failures are told (a `failed` message, then a close code by kind), and reading messages as values.

`send` waits until the client's connection takes the bytes and `receive` reads no further than one message ahead (daemon/server.py chooses the
protocol for that), so neither side needs a queue here: a slow client slows whoever feeds it.
"""

import json
from contextlib import suppress
from typing import Any, TypeVar

import anyio
import msgspec
import structlog
from litestar import WebSocket
from litestar.enums import ScopeType
from litestar.exceptions import WebSocketDisconnect
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from ingle.base.errors import Kind
from ingle.edge.errors import BadMessageError, HungUpError, UnauthenticatedError
from ingle.edge.leashes import Leashes
from ingle.edge.problems import explain
from ingle.wire.problems import Problem
from ingle.wire.streams import CLOSE_CODES, Failed

log = structlog.get_logger()

NORMAL = 1000
FAREWELL_SECONDS = 5.0  # how long a failing connection may take to hear why

Socket = WebSocket[Any, Any, Any]
T = TypeVar("T")


def close_code(problem: Problem) -> int:
    return CLOSE_CODES[problem.kind]


async def remember_failure(error: Exception, scope: Scope) -> None:
    """Litestar's hook for what a handler raised; keeps it for TellFailures, because Litestar itself only closes."""
    if scope["type"] == ScopeType.WEBSOCKET:
        scope["state"]["failure"] = error


class TellFailures:
    """Wraps the application: an error that leaves a WebSocket handler (or the gate before it) is told to the client and ends the connection.

    The handshake is accepted for that, because a browser's page cannot read why a handshake was refused.
    """

    def __init__(self, app: ASGIApp, leashes: Leashes) -> None:
        self._app = app
        self._leashes = leashes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.WEBSOCKET:
            await self._app(scope, receive, send)
            return
        conversation = _Conversation(scope, receive, send)
        with self._leashes.hold(scope) as leash:
            await self._app(scope, conversation.receive, conversation.send)
        if leash.scope.cancelled_caught:
            await conversation.tell(UnauthenticatedError("you are logged out here"))


class _Conversation:
    """One WebSocket; knows how far it has come, and so how its failure can be told."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope.setdefault("state", {})
        self._scope = scope
        self._receive = receive
        self._send = send
        self._connected = self._accepted = self._gone = False

    async def receive(self) -> Any:
        message = await self._receive()
        self._connected = True
        self._gone = self._gone or message["type"] == "websocket.disconnect"
        return message

    async def send(self, message: Message) -> None:
        failure = self._scope["state"].pop("failure", None)
        if message["type"] == "websocket.close" and failure is not None:
            await self.tell(failure)
            return
        self._accepted = self._accepted or message["type"] == "websocket.accept"
        try:
            await self._send(message)
        except OSError as error:
            self._gone = True
            raise HungUpError("the client has gone") from error

    async def tell(self, failure: Exception) -> None:
        cause = _first(failure)
        problem = explain(cause, request_id=self._scope["state"].get("request_id", ""))
        if problem.kind == Kind.FAILED and not isinstance(cause, WebSocketDisconnect):
            log.error("socket_failed", code=problem.code, exc_info=cause)
        if self._gone:
            return
        with anyio.move_on_after(FAREWELL_SECONDS), suppress(HungUpError):
            if not self._connected:
                await self.receive()
            if not self._accepted:
                await self.send({"type": "websocket.accept", "subprotocol": None, "headers": []})
            text = msgspec.json.encode(Failed(problem)).decode()
            await self.send({"type": "websocket.send", "text": text, "bytes": None})
            await self.send({"type": "websocket.close", "code": close_code(problem), "reason": problem.code})


def _first(error: BaseException) -> BaseException:
    """The error that a task group wrapped; of several, one that is not merely the client's hanging up."""
    if not isinstance(error, BaseExceptionGroup):
        return error
    errors = [_first(inner) for inner in error.exceptions]
    return next((one for one in errors if not isinstance(one, WebSocketDisconnect | HungUpError)), errors[0])


async def receive(socket: Socket) -> str | bytes:
    """The next message: text or bytes. Raises HungUpError when the client has closed or vanished."""
    message: Any = await socket.receive()
    if message["type"] == "websocket.disconnect":
        raise HungUpError("the client has hung up")
    text: str | None = message.get("text")
    if text is not None:
        return text
    return message.get("bytes") or b""


async def until_hung_up(socket: Socket, scope: anyio.CancelScope) -> None:
    """For conversations where the client has nothing to say: ends the scope when it goes, which only reading tells."""
    try:
        while True:
            await receive(socket)
    except HungUpError:
        scope.cancel()


async def receive_value(socket: Socket, type_: type[T]) -> T:
    """The next message, which must be text and JSON of this type. Raises BadMessageError, HungUpError."""
    message = await receive(socket)
    if isinstance(message, bytes):
        raise BadMessageError("a text message was expected here")
    value: T = decode(message, type_)
    return value


def decode(text: str, type_: Any) -> Any:
    """A text message as a wire value; lone surrogates in strings (bytes that are not UTF-8) are let through.

    Raises BadMessageError with the path of what is wrong.
    """
    try:
        return msgspec.convert(json.loads(text), type_)
    except (ValueError, msgspec.ValidationError, RecursionError) as error:
        raise BadMessageError(f"the message cannot be understood: {error}") from error


async def send_value(socket: Socket, value: msgspec.Struct) -> None:
    await socket.send_text(msgspec.json.encode(value).decode())
