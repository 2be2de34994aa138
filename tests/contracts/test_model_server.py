"""What every model server does: the fake one, and the driver before a server with OpenAI's API."""

from collections.abc import AsyncIterator

import pytest

from ingle.ai import Media, ModelNotFoundError, ModelRefusedError, ModelServer
from ingle.drivers.ai.fake import FakeModels
from ingle.drivers.ai.openai import OpenAiModels
from ingle.wire.ai import Chat, ChatEnd, ChatMessage, ChatPart, ChatText, ChatTool
from support.models import KEY, far_models

TOOLS = [{"type": "function", "function": {"name": "weather", "parameters": {"type": "object"}}}]


@pytest.fixture(params=["fake", "openai"])
async def server(request: pytest.FixtureRequest) -> AsyncIterator[ModelServer]:
    if request.param == "fake":
        yield FakeModels()
        return
    async with far_models() as (url, _):
        driver = OpenAiModels(url, KEY, timeout_seconds=60)
        yield driver
        await driver.aclose()


async def said(server: ModelServer, *, model: str = "fake", tools: bool = False) -> list[ChatPart]:
    chat = Chat(messages=[ChatMessage("user", "hello there")], tools=TOOLS if tools else None)
    return [part async for part in server.chat(chat, model)]


async def test_models_have_names(server: ModelServer) -> None:
    assert await server.models() == ["fake"]


@pytest.mark.parametrize("model", ["fake", ""])
async def test_words_come_in_order_and_end_once(server: ModelServer, model: str) -> None:
    *texts, end = await said(server, model=model)
    assert "".join(part.text for part in texts if isinstance(part, ChatText)) == "You said: hello there"
    assert isinstance(end, ChatEnd)
    assert (end.finish_reason, end.output_tokens > 0) == ("stop", True)


async def test_tools_are_called_whole(server: ModelServer) -> None:
    call, end = await said(server, tools=True)
    assert call == ChatTool("call_1", "weather", "{}")
    assert isinstance(end, ChatEnd)
    assert end.finish_reason == "tool_calls"


async def test_pictures_and_sounds_have_their_type(server: ModelServer) -> None:
    picture = await server.draw("a cat", "fake", "1x1")
    assert (picture.type, picture.content[:4]) == ("image/png", b"\x89PNG")
    sound = await server.speak("hello", "fake", "")
    assert (sound.type, sound.content[:4]) == ("audio/wav", b"RIFF")
    for translate in (False, True):
        heard = await server.transcribe(Media("audio/wav", b"RIFF"), "fake", "en", translate=translate)
        assert heard.startswith("You played")


async def test_a_model_that_is_not_there_is_told(server: ModelServer) -> None:
    with pytest.raises((ModelNotFoundError, ModelRefusedError)):
        await said(server, model="unknown")
