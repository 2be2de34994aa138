"""The fake model: answers at once and always the same, so that apps and tests need no server."""

from collections.abc import AsyncGenerator, Sequence

from ingle.ai import FAKE, Media, ModelNotFoundError
from ingle.wire.ai import Chat, ChatEnd, ChatMessage, ChatPart, ChatText, ChatTool

# One transparent pixel, and a tenth of a second of silence (8 kHz, 8 bits), which are the least that viewers and players take.
_PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)
_SILENCE = (
    b"RIFF" + (836).to_bytes(4, "little") + b"WAVEfmt " + bytes.fromhex("1000000001000100401f0000401f000001000800")
    + b"data" + (800).to_bytes(4, "little") + b"\x80" * 800
)  # fmt: skip


class FakeModels:
    """Satisfies ai.ports.ModelServer."""

    async def models(self) -> Sequence[str]:
        return [FAKE]

    async def chat(self, chat: Chat, model: str) -> AsyncGenerator[ChatPart, None]:
        """Says what it was told; with tools, it calls the first one when the last word came from a person."""
        _check(model)
        last = chat.messages[-1] if chat.messages else ChatMessage("user", "")
        if chat.tools and last.role == "user":
            name = chat.tools[0].get("function", {}).get("name", "")
            yield ChatTool("call_1", str(name), "{}")
            yield ChatEnd("tool_calls")
            return
        words = f"You said: {_text_of(last)}".split(" ")
        for number, word in enumerate(words):
            yield ChatText(word if number == 0 else f" {word}")
        yield ChatEnd("stop", input_tokens=len(words), output_tokens=len(words))

    async def draw(self, prompt: str, model: str, size: str) -> Media:
        _check(model)
        return Media("image/png", _PIXEL)

    async def speak(self, text: str, model: str, voice: str) -> Media:
        _check(model)
        return Media("audio/wav", _SILENCE)

    async def transcribe(self, sound: Media, model: str, language: str, *, translate: bool) -> str:
        _check(model)
        return f"You played {len(sound.content)} bytes."


def _check(model: str) -> None:
    if model not in {"", FAKE}:
        raise ModelNotFoundError(model)


def _text_of(message: ChatMessage) -> str:
    if isinstance(message.content, str):
        return message.content
    return " ".join(str(part["text"]) for part in message.content or () if part.get("type") == "text")
