"""What AI needs from outside: somebody who has models."""

from collections.abc import AsyncGenerator, Sequence
from typing import Protocol

from ingle.ai.model import Media
from ingle.wire.ai import Chat, ChatPart


class ModelServer(Protocol):
    """Every method raises ModelNotFoundError, ModelRefusedError, ModelBusyError, ModelAwayError. An empty model is the server's own choice."""

    async def models(self) -> Sequence[str]: ...

    def chat(self, chat: Chat, model: str) -> AsyncGenerator[ChatPart, None]:
        """Texts and tools as they come; one ChatEnd at the end."""
        ...

    async def draw(self, prompt: str, model: str, size: str) -> Media: ...

    async def speak(self, text: str, model: str, voice: str) -> Media: ...

    async def transcribe(self, sound: Media, model: str, language: str, *, translate: bool) -> str: ...
