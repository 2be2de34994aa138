"""Models of a server with OpenAI's API (platform.openai.com/docs/api-reference), which many others have too: vLLM, Ollama, llama.cpp, LiteLLM.

The key goes into a header and nowhere else: not into an error, nor a log.
"""

import base64
from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

import httpx
import msgspec

from ingle.ai import Media, ModelAwayError, ModelBusyError, ModelNotFoundError, ModelRefusedError
from ingle.base.errors import IngleError
from ingle.base.units import MIB
from ingle.drivers.ai.talk import Talk
from ingle.wire.ai import Chat, ChatPart

CONNECT_SECONDS = 10.0
CONNECTIONS = 32  # at once; who comes later waits for as long as for a connection
MAX_ANSWER_BYTES = 64 * MIB
MAX_SENTENCE = 300  # of the server's own words in an error


class OpenAiModels:
    """Satisfies ai.ports.ModelServer. Close it."""

    def __init__(self, base_url: str, key: str, *, timeout_seconds: float) -> None:
        self._key = key
        self._client = httpx.AsyncClient(
            base_url=base_url.rstrip("/") + "/",
            headers={"Authorization": f"Bearer {key}"} if key else {},
            timeout=httpx.Timeout(timeout_seconds, connect=CONNECT_SECONDS, pool=CONNECT_SECONDS),
            limits=httpx.Limits(max_connections=CONNECTIONS),
            trust_env=False,
        )

    async def aclose(self) -> None:
        await self._client.aclose()

    async def models(self) -> Sequence[str]:
        async with self._asked("GET", "models") as answer:
            found = _decoded(await _whole(answer))
        try:
            return sorted(str(model["id"]) for model in found["data"])
        except (KeyError, TypeError) as error:
            raise _not_understood() from error

    async def chat(self, chat: Chat, model: str) -> AsyncGenerator[ChatPart, None]:
        told = {
            "model": await self._named(model),
            "messages": msgspec.to_builtins(chat.messages),
            "stream": True,
            "tools": chat.tools or None,
            "temperature": chat.temperature,
            "max_tokens": chat.max_tokens,
        }
        body = {name: value for name, value in told.items() if value is not None}
        talk = Talk()
        async with self._asked("POST", "chat/completions", json=body) as answer:
            async for line in answer.aiter_lines():
                if not line.startswith("data:") or line[5:].strip() == "[DONE]":
                    continue
                try:
                    parts = talk.take(_decoded(line[5:].encode()))
                except (KeyError, TypeError, AttributeError, IndexError) as error:
                    raise _not_understood() from error
                for part in parts:
                    yield part
        for part in talk.end():
            yield part

    async def draw(self, prompt: str, model: str, size: str) -> Media:
        body = {"model": await self._named(model), "prompt": prompt, "response_format": "b64_json"}
        if size:
            body["size"] = size
        async with self._asked("POST", "images/generations", json=body) as answer:
            found = _decoded(await _whole(answer))
        try:
            return Media("image/png", base64.b64decode(found["data"][0]["b64_json"]))
        except (KeyError, IndexError, TypeError, ValueError) as error:
            raise _not_understood() from error

    async def speak(self, text: str, model: str, voice: str) -> Media:
        body = {"model": await self._named(model), "input": text, "voice": voice or "alloy"}
        async with self._asked("POST", "audio/speech", json=body) as answer:
            kind = answer.headers.get("content-type", "audio/mpeg").partition(";")[0]
            return Media(kind, await _whole(answer))

    async def transcribe(self, sound: Media, model: str, language: str, *, translate: bool) -> str:
        fields = {"model": await self._named(model), **({"language": language} if language else {})}
        ending = sound.type.partition("/")[2].removeprefix("x-")
        files = {"file": (f"sound.{ending}", sound.content, sound.type)}
        path = "audio/translations" if translate else "audio/transcriptions"
        async with self._asked("POST", path, data=fields, files=files) as answer:
            found = _decoded(await _whole(answer))
        try:
            return str(found["text"])
        except (KeyError, TypeError) as error:
            raise _not_understood() from error

    async def _named(self, model: str) -> str:
        """The server's first one, where none is named."""
        if model:
            return model
        there = await self.models()
        if not there:
            raise ModelNotFoundError("")
        return there[0]

    @asynccontextmanager
    async def _asked(self, method: str, path: str, **content: Any) -> AsyncIterator[httpx.Response]:
        """The answer's head has come, and is a good one; what goes wrong until its end is translated."""
        try:
            async with self._client.stream(method, path, **content) as answer:
                if not answer.is_success:
                    raise self._refusal(answer.status_code, await _whole(answer))
                yield answer
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise ModelAwayError(
                f"the model's server does not answer as it should ({type(error).__name__})"
            ) from error

    def _refusal(self, status: int, body: bytes) -> IngleError:
        sentence = f"the model's server says ({status}): {self._sentence(body)}"
        if status in {401, 403} or status >= 500:
            return ModelAwayError(sentence)
        if status == 429:
            return ModelBusyError(sentence)
        return ModelRefusedError(sentence)

    def _sentence(self, body: bytes) -> str:
        """Servers like to repeat a wrong key."""
        try:
            told: Any = msgspec.json.decode(body)
            text = str(told["error"]["message"])
        except (msgspec.DecodeError, KeyError, TypeError):
            text = body.decode(errors="replace")
        return (text.replace(self._key, "…") if self._key else text)[:MAX_SENTENCE]


async def _whole(answer: httpx.Response) -> bytes:
    pieces, size = [], 0
    async for piece in answer.aiter_bytes():
        size += len(piece)
        if size > MAX_ANSWER_BYTES:
            raise ModelAwayError("the model's server answers more than anybody asked for")
        pieces.append(piece)
    return b"".join(pieces)


def _decoded(text: bytes) -> Mapping[str, Any]:
    try:
        found: Mapping[str, Any] = msgspec.json.decode(text, type=dict[str, Any])
    except msgspec.MsgspecError as error:
        raise _not_understood() from error
    return found


def _not_understood() -> ModelAwayError:
    return ModelAwayError("the model's server answers what nobody understands")
