"""`python -m bench.os.bare PORT`: uvicorn and nothing else, as the reference. It reads what is sent and answers what it was told to.

`PUT /told` tells it the body of all answers to come; `GET /stream?size=N` streams N bytes; `PUT /kept` is written to a file that is synced before the answer;
everything else is answered with what was told.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from typing import Any

import uvicorn

_PIECE = bytes(256 * 1024)


class Bare:
    def __init__(self) -> None:
        self._answer = b""
        self._type = b"application/json"

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        told = scope["path"] == "/told"
        pieces: list[bytes] = []
        if scope["path"] == "/kept":
            await _keep(receive)
        else:
            await _each(receive, pieces.append if told else len)
        if told:
            self._answer = b"".join(pieces)
            self._type = dict(scope["headers"]).get(b"content-type", b"application/json")
        size = int(scope["query_string"].removeprefix(b"size=") or 0) if scope["path"] == "/stream" else None
        length = len(self._answer) if size is None else size
        headers = [(b"content-type", self._type), (b"content-length", str(length).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        if size is not None:
            for _ in range(0, size, len(_PIECE)):
                await send({"type": "http.response.body", "body": _PIECE, "more_body": True})
        body = self._answer if size is None else b""
        await send({"type": "http.response.body", "body": body, "more_body": False})


async def _keep(receive: Any) -> None:
    with tempfile.TemporaryFile(buffering=0) as file:
        await _each(receive, file.write)
        os.fsync(file.fileno())


async def _each(receive: Any, take: Callable[[bytes], object]) -> None:
    """Of the pieces of a body."""
    while True:
        message = await receive()
        take(message["body"])
        if not message.get("more_body"):
            return


if __name__ == "__main__":
    uvicorn.run(
        Bare(),
        port=int(sys.argv[1]),
        http="httptools",
        loop="uvloop",
        access_log=False,
        log_level="warning",
        lifespan="off",
    )
