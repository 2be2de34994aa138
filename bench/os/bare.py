"""`python -m bench.os.bare PORT`: uvicorn and nothing else, as the reference. It reads what is sent and answers what it was told to.

`PUT /told` tells it the body of all answers to come; `GET /stream?size=N` streams N bytes; everything else is answered with what was told.
"""

import sys
from typing import Any

import uvicorn

_PIECE = bytes(256 * 1024)


class Bare:
    def __init__(self) -> None:
        self._answer = b""
        self._type = b"application/json"

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        told = scope["path"] == "/told"
        pieces = []
        while True:
            message = await receive()
            if told:
                pieces.append(message["body"])
            if not message.get("more_body"):
                break
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
