"""Models through the doors of a whole daemon: with the fake model only, and before a server."""

import json
from pathlib import Path

import anyio
import pytest

from ingle.sdk import Ingle
from ingle.sdk.client import AsyncIngle
from ingle.sdk.errors import InvalidError, NotFoundError, UnavailableError
from support.command_line import CommandLine
from support.daemons import Living, living
from support.models import KEY, far_models

HELLO = {"messages": [{"role": "user", "content": "hello there"}]}
SOUND = "data:audio/wav;base64,UklGRg=="
PICTURE = "data:image/png;base64,iVBORw=="


async def token_of(daemon: Living, scopes: list[str] | None = None) -> str:
    async with daemon.served.operator() as operator:
        made = await operator.post("/api/v1/tokens", json={"name": "sdk", "scopes": scopes or []})
    secret: str = made.json()["secret"]
    return secret


async def test_the_fake_model_is_always_there(tmp_path: Path) -> None:
    async with living(tmp_path) as daemon, AsyncIngle(daemon.served.url, await token_of(daemon)) as ingle:
        call = ingle.interfaces.call
        names = [one.name for one in await ingle.interfaces.list()]
        assert names == ["chat", "images", "ocr", "speech", "transcription"]
        assert await call("chat", "models") == {"models": [{"id": "fake", "provider": "fake"}]}
        assert (await call("chat", "complete", HELLO))["text"] == "You said: hello there"
        parts = [
            part async for part in ingle.interfaces.stream("chat", "complete", {**HELLO, "stream": True})
        ]
        assert "".join(part.get("text", "") for part in parts) == "You said: hello there"
        assert parts[-1]["type"] == "end"
        assert (await call("images", "generate", {"prompt": "a cat"}))["url"].startswith(
            "data:image/png;base64,iVBORw"
        )
        assert (await call("speech", "synthesize", {"text": "hello"}))["url"].startswith(
            "data:audio/wav;base64,UklGR"
        )
        assert await call("transcription", "transcribe", {"sound": SOUND}) == {"text": "You played 4 bytes."}
        assert (await call("ocr", "recognize", {"picture": PICTURE}))["text"].startswith(
            "You said: Write down"
        )
        with pytest.raises(NotFoundError):
            await call("chat", "complete", {**HELLO, "model": "gpt"})
        with pytest.raises(InvalidError):
            await call("chat", "complete", {"messages": "hello"})
        with pytest.raises(NotFoundError):
            await call("astrology", "predict")


async def test_a_server_answers_and_its_troubles_are_told(tmp_path: Path) -> None:
    async with far_models() as (url, far):
        settings = {"base_url": url, "key": KEY, "image_model": "painter"}
        async with (
            living(tmp_path, ai=settings) as daemon,
            AsyncIngle(daemon.served.url, await token_of(daemon)) as ingle,
        ):
            call = ingle.interfaces.call
            there = (await call("chat", "models"))["models"]
            assert [one["provider"] for one in there] == ["server", "fake"]
            assert (await call("chat", "complete", HELLO))["text"] == "You said: hello there"
            await call("images", "generate", {"prompt": "a cat"})
            assert far.asked[-1][1]["model"] == "painter"
            before = len(far.asked)
            await call("chat", "complete", {**HELLO, "model": "fake"})
            assert len(far.asked) == before
            with pytest.raises(UnavailableError) as refused:
                await call("chat", "complete", {**HELLO, "model": "broken"})
            assert refused.value.code == "model_away"
            heard: list[object] = []

            async def hear() -> None:
                asked = {**HELLO, "model": "strange", "stream": True}
                async for part in ingle.interfaces.stream("chat", "complete", asked):
                    heard.append(part)  # noqa: PERF401 - what came before the failure counts

            with pytest.raises(UnavailableError):
                await hear()
            assert heard == [{"type": "text", "text": "Half "}]


async def test_the_scope_is_the_methods(tmp_path: Path) -> None:
    async with living(tmp_path) as daemon, daemon.served.program() as client:
        secret = await token_of(daemon, ["kv:read"])
        headers = {"Authorization": f"Bearer {secret}"}
        answer = await client.post("/api/v1/interfaces/chat/complete", json=HELLO, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (403, "scope_missing")
        anonymous = await client.get("/api/v1/interfaces")
        assert anonymous.status_code == 401


async def test_the_synchronous_face_and_the_command_line(tmp_path: Path) -> None:
    async with living(tmp_path) as daemon:
        token = await token_of(daemon)

        def use() -> str:
            with Ingle(daemon.served.url, token) as ingle:
                parts = ingle.interfaces.stream("chat", "complete", {**HELLO, "stream": True})
                return "".join(part.get("text", "") for part in parts)

        assert await anyio.to_thread.run_sync(use) == "You said: hello there"
        run = CommandLine(daemon.served.url, token)
        assert await run("ask", "hello", "there") == "You said: hello there\n"
        assert "complete" in await run("interfaces")
        answer = json.loads(await run("call", "chat", "complete", json.dumps(HELLO)))
        assert answer["text"] == "You said: hello there"
