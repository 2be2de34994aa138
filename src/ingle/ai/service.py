"""What people and apps ask of models: one method per use case. The fake model is always there; others are those of the operator's server."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from typing import Any

from ingle.ai import policy
from ingle.ai.names import FAKE
from ingle.ai.ports import ModelServer
from ingle.ai.settings import AiSettings
from ingle.wire import ai as wire

_READ_OUT = "Write down the text in this picture, exactly as it stands there, and nothing else."


class Ai:
    """Every method that takes a model raises ModelNotFoundError, ModelRefusedError, ModelBusyError, ModelAwayError."""

    def __init__(self, *, fake: ModelServer, server: ModelServer | None, settings: AiSettings) -> None:
        self._fake = fake
        self._server = server
        self._settings = settings

    async def models(self) -> Sequence[wire.Model]:
        """Raises ModelAwayError."""
        there = await self._server.models() if self._server is not None else ()
        return [*(wire.Model(name, "server") for name in there), wire.Model(FAKE, FAKE)]

    async def chat(self, chat: wire.Chat) -> AsyncGenerator[wire.ChatPart, None]:
        """Texts and tools as they come; one ChatEnd at the end."""
        async with aclosing(
            self._at(chat.model).chat(chat, chat.model or self._settings.chat_model)
        ) as parts:
            async for part in parts:
                yield part

    async def complete(self, chat: wire.Chat) -> wire.ChatAnswer:
        texts: list[str] = []
        tools: list[wire.ChatTool] = []
        end = wire.ChatEnd()
        async for part in self.chat(chat):
            match part:
                case wire.ChatText(text):
                    texts.append(text)
                case wire.ChatTool():
                    tools.append(part)
                case wire.ChatEnd():
                    end = part
        return wire.ChatAnswer("".join(texts), tools, end)

    async def draw(self, asked: wire.Draw) -> wire.Media:
        model = asked.model or self._settings.image_model
        made = await self._at(asked.model).draw(asked.prompt, model, asked.size)
        return wire.Media(policy.write_url(made))

    async def speak(self, asked: wire.Speak) -> wire.Media:
        model = asked.model or self._settings.speech_model
        made = await self._at(asked.model).speak(asked.text, model, asked.voice)
        return wire.Media(policy.write_url(made))

    async def transcribe(self, asked: wire.Transcribe) -> wire.Text:
        """Raises MediaInvalidError."""
        sound = policy.read_url(asked.sound, "audio")
        model = asked.model or self._settings.transcription_model
        text = await self._at(asked.model).transcribe(sound, model, asked.language, translate=asked.translate)
        return wire.Text(text)

    async def recognize(self, asked: wire.Recognize) -> wire.Text:
        """The text in a picture. Raises MediaInvalidError."""
        policy.read_url(asked.picture, "image")
        parts: list[dict[str, Any]] = [
            {"type": "text", "text": _READ_OUT},
            {"type": "image_url", "image_url": {"url": asked.picture}},
        ]
        chat = wire.Chat(messages=[wire.ChatMessage("user", parts)], model=asked.model)
        return wire.Text((await self.complete(chat)).text)

    def _at(self, model: str) -> ModelServer:
        """Raises ModelNotFoundError."""
        if policy.is_fake(model, has_server=self._server is not None) or self._server is None:
            return self._fake
        return self._server
