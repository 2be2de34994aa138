"""A request of a browser, said to a server in a machine, and its answer."""

from contextlib import suppress
from typing import Any

import anyio
from anyio.abc import ByteStream
from litestar.types import Receive, Send

from ingle.base.errors import IngleError
from ingle.edge.hosts import host_header
from ingle.gateway.errors import AnswerMalformedError
from ingle.gateway.policy import heads
from ingle.gateway.relay.line import Line

# How long a server may take nothing of what it is sent. Meanwhile the browser is not heard either, and may be gone, with the machine kept awake for it.
STALLED_SECONDS = 600.0


async def pass_on(scope: Any, receive: Receive, send: Send, stream: ByteStream, port: int) -> None:
    """Until the answer is complete or the browser is gone. Raises RequestMalformedError, AnswerMalformedError, AnswerCutError, some of them when half of
    the answer is sent already."""
    failure: IngleError | None = None
    line = Line(stream, port)
    async with anyio.create_task_group() as group:
        try:
            await _ask(line, scope)
            group.start_soon(_say_body, line, receive, group.cancel_scope)
            await _tell(line, send, port)
        except IngleError as error:
            failure = error
        group.cancel_scope.cancel()
    if failure is not None:
        raise failure


async def _ask(line: Line, scope: Any) -> None:
    headers = [
        *heads.said_on(
            scope["headers"],
            client=(scope["client"] or ("",))[0],
            scheme=scope["scheme"],
            host=host_header(scope),
        ),
        *heads.framing(scope["headers"]),
    ]
    with suppress(anyio.BrokenResourceError):  # what it has said before is the answer, if anything is
        await line.ask(scope["method"], target_of(scope), headers)


def target_of(scope: Any) -> bytes:
    """As the browser sent it, escapes and all."""
    path, query = scope["raw_path"], scope["query_string"]
    target: bytes = path + b"?" + query if query else path
    return target or b"/"


async def _say_body(line: Line, receive: Receive, whole: anyio.CancelScope) -> None:
    """To its end, and then until the browser is gone. A server that hears no more may answer all the same."""
    deaf = False
    while (message := await receive())["type"] == "http.request":
        try:
            with anyio.fail_after(STALLED_SECONDS):
                if message["body"] and not deaf:
                    await line.say(message["body"])
                if not message["more_body"] and not deaf:
                    await line.end()
        except TimeoutError:
            await line.hang_up()
            return
        except (anyio.BrokenResourceError, IngleError):
            deaf = True
    whole.cancel()


async def _tell(line: Line, send: Send, port: int) -> None:
    answer = await line.hear()
    head = heads.told(answer.status_code, list(answer.headers))
    if head is None:
        raise AnswerMalformedError(port)
    await send({"type": "http.response.start", "status": answer.status_code, "headers": head})
    async for data in line.content():
        await send({"type": "http.response.body", "body": data, "more_body": True})
    await send({"type": "http.response.body", "body": b"", "more_body": False})
