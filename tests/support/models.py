"""A server that speaks OpenAI's API as far as is asked of it here, on loopback: the far side of the driver."""

import base64
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import anyio
import uvicorn

KEY = "sk-very-secret"


@dataclass
class FarModels:
    """Answers as `model` says: fake (as the fake model does), or one of the troubles below."""

    asked: list[tuple[str, Any]] = field(default_factory=list)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        body, more = b"", True
        while more:
            message = await receive()
            body, more = body + message.get("body", b""), message.get("more_body", False)
        headers = {name.decode(): value.decode() for name, value in scope["headers"]}
        path = scope["path"].removeprefix("/v1/")
        told = json.loads(body) if body.startswith(b"{") else body
        self.asked.append((path, told))
        key = headers.get("authorization", "").removeprefix("Bearer ")
        model = told.get("model") if isinstance(told, dict) else "fake"
        if key != KEY:
            await _answer(send, 401, {"error": {"message": f"Incorrect API key provided: {key}"}})
        elif model in TROUBLES:
            await _answer(send, *TROUBLES[model])
        else:
            await _ANSWERS[path](told, send)


TROUBLES: dict[str, tuple[int, Any]] = {
    "unknown": (404, {"error": {"message": "no such model"}}),
    "strict": (400, {"error": {"message": "max_tokens is too large"}}),
    "busy": (429, {"error": {"message": "slow down"}}),
    "broken": (500, "Internal Server Error"),
    "garbled": (200, "data: {not json\n\n"),
    "strange": (200, 'data: {"choices": [{"delta": {"content": "Half "}}]}\n\ndata: {"choices": 7}\n\n'),
}


async def _answer(send: Any, status: int, content: Any, kind: bytes = b"application/json") -> None:
    body = (
        content
        if isinstance(content, bytes)
        else content.encode()
        if isinstance(content, str)
        else json.dumps(content).encode()
    )
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-type", kind)]})
    await send({"type": "http.response.body", "body": body})


async def _models(told: Any, send: Any) -> None:
    await _answer(send, 200, {"data": [{"id": "fake"}]})


async def _chat(told: Any, send: Any) -> None:
    deltas: list[dict[str, Any]]
    reason = "stop"
    if told.get("tools") and told["messages"][-1]["role"] == "user":
        name, reason = told["tools"][0]["function"]["name"], "tool_calls"
        pieces = [
            {"index": 0, "id": "call_1", "function": {"name": name, "arguments": "{"}},
            {"index": 0, "function": {"arguments": "}"}},
        ]
        deltas = [{"tool_calls": [piece]} for piece in pieces]
    else:
        content = told["messages"][-1]["content"]
        text = (
            content
            if isinstance(content, str)
            else " ".join(part["text"] for part in content if part["type"] == "text")
        )
        deltas = [{"content": "You said:"}, *({"content": f" {word}"} for word in text.split(" "))]
    chunks: list[dict[str, Any]] = [{"choices": [{"delta": delta}]} for delta in deltas]
    chunks.append(
        {
            "choices": [{"delta": {}, "finish_reason": reason}],
            "usage": {"prompt_tokens": 3, "completion_tokens": 5},
        }
    )
    await send(
        {"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/event-stream")]}
    )
    for chunk in chunks:
        await send(
            {
                "type": "http.response.body",
                "body": b"data: " + json.dumps(chunk).encode() + b"\n\n",
                "more_body": True,
            }
        )
    await send({"type": "http.response.body", "body": b"data: [DONE]\n\n"})


async def _image(told: Any, send: Any) -> None:
    await _answer(send, 200, {"data": [{"b64_json": base64.b64encode(b"\x89PNG far").decode()}]})


async def _speech(told: Any, send: Any) -> None:
    await _answer(send, 200, b"RIFF far", b"audio/wav")


async def _transcription(told: Any, send: Any) -> None:
    await _answer(send, 200, {"text": "You played something."})


_ANSWERS = {
    "models": _models,
    "chat/completions": _chat,
    "images/generations": _image,
    "audio/speech": _speech,
    "audio/transcriptions": _transcription,
    "audio/translations": _transcription,
}


@asynccontextmanager
async def far_models() -> AsyncIterator[tuple[str, FarModels]]:
    """Its base URL."""
    app = FarModels()
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(64)
        server = uvicorn.Server(uvicorn.Config(app, lifespan="off", log_config=None, access_log=False))
        async with anyio.create_task_group() as group:
            group.start_soon(lambda: server.serve(sockets=[listener]))
            yield f"http://127.0.0.1:{listener.getsockname()[1]}/v1", app
            server.should_exit = True
