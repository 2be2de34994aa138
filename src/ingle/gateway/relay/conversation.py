"""A WebSocket of a browser, carried on to a server in a machine: message by message, and how it ends."""

from typing import Any

import anyio
from anyio.abc import ByteStream
from litestar.types import Receive, Send

from ingle.edge.hosts import host_header
from ingle.gateway.errors import AnswerMalformedError
from ingle.gateway.policy import heads
from ingle.gateway.relay.request import target_of
from ingle.gateway.relay.talk import Talk

NORMAL, GOING, BROKEN = 1000, 1001, 1011
_NO_CODE = 1005  # a farewell without one
_SAYABLE = frozenset(
    {*range(1000, 1004), *range(1007, 1015), *range(3000, 5000)}
)  # RFC 6455, 7.4, and what was registered since
_SCHEMES = {"ws": "http", "wss": "https"}


async def carry(scope: Any, receive: Receive, send: Send, stream: ByteStream, port: int) -> None:
    """Until one side ends it. Raises AnswerMalformedError, AnswerCutError before the browser was accepted."""
    await receive()  # websocket.connect, which says nothing
    talk = Talk(stream, port, scope["subprotocols"])
    asked = heads.said_on(
        scope["headers"],
        client=(scope["client"] or ("",))[0],
        scheme=_SCHEMES.get(scope["scheme"], "http"),
        host=host_header(scope),
    )
    answer = await talk.shake_hands(target_of(scope), list(asked))
    if answer.status_code != 101:
        raise AnswerMalformedError(port, f"it answers a WebSocket with {answer.status_code}")
    said = [(name.lower().encode(), value.encode("latin-1")) for name, value in answer.headers.raw_items()]
    cookies = [one for one in heads.told(200, said) or () if one[0] == b"set-cookie"]
    await send({"type": "websocket.accept", "subprotocol": talk.subprotocol, "headers": cookies})
    async with anyio.create_task_group() as group:
        group.start_soon(_inward, talk, receive, group.cancel_scope)
        await _outward(talk, send)
        group.cancel_scope.cancel()


async def _inward(talk: Talk, receive: Receive, whole: anyio.CancelScope) -> None:
    while True:
        message: Any = await receive()
        if message["type"] == "websocket.disconnect":
            code = message.get("code") or _NO_CODE
            await talk.close(code if code in _SAYABLE else GOING)
            whole.cancel()
            return
        text = message.get("text")
        await talk.say(message.get("bytes") or b"" if text is None else text)


async def _outward(talk: Talk, send: Send) -> None:
    try:
        async for message in talk.messages():
            text, data = (message, None) if isinstance(message, str) else (None, message)
            await send({"type": "websocket.send", "text": text, "bytes": data})
        code = NORMAL if talk.code == _NO_CODE else talk.code
        await send({"type": "websocket.close", "code": code if code in _SAYABLE else BROKEN, "reason": ""})
    except OSError:
        await talk.close(GOING)  # the browser has gone
