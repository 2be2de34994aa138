"""Pictures, voices and what is said or written in them: the operator's models, or the fake one.

Media are data: URLs, which the contract's clients take as well as bytes.
"""

from typing import Any

import msgspec

from ingle.ai import SCOPE_USE
from ingle.edge.identity import Caller
from ingle.edge.interfaces import Method, Provider
from ingle.puter.chats import model_of
from ingle.puter.interfaces.chat import Anything, models_of
from ingle.puter.services import Services


class _Asked(msgspec.Struct, frozen=True, kw_only=True):
    model: str | None = None
    test_mode: bool | None = None

    @property
    def with_model(self) -> dict[str, str]:
        return {"model": model_of(self.model, test_mode=self.test_mode)}


class Draw(_Asked, frozen=True, kw_only=True):
    prompt: str
    size: str | None = None


class Speak(_Asked, frozen=True, kw_only=True):
    text: str
    voice: str | None = None


class Hear(_Asked, frozen=True, kw_only=True):
    file: str  # a data: URL
    language: str | None = None


class Look(_Asked, frozen=True, kw_only=True):
    source: str  # a data: URL


def providers(services: Services) -> tuple[Provider, ...]:
    return (_pictures(services), _voices(services), _ears(services), _eyes(services))


def _pictures(services: Services) -> Provider:
    house = services.interfaces

    async def generate(caller: Caller, asked: Draw) -> Any:
        wanted = {"prompt": asked.prompt, "size": asked.size or "", **asked.with_model}
        return (await house.call(caller, "images", "generate", wanted)).url

    async def models(caller: Caller, asked: Anything) -> Any:
        return await models_of(house, caller, "images")

    rows = (
        Method("generate", Draw, generate, SCOPE_USE, "draw a picture"),
        Method("models", Anything, models, SCOPE_USE, "which models there are"),
        Method("list", Anything, models, SCOPE_USE, "which models there are"),
    )
    return Provider("puter-image-generation", "ai-image", rows)


def _voices(services: Services) -> Provider:
    house = services.interfaces

    async def synthesize(caller: Caller, asked: Speak) -> Any:
        wanted = {"text": asked.text, "voice": asked.voice or "", **asked.with_model}
        return (await house.call(caller, "speech", "synthesize", wanted)).url

    async def voices(caller: Caller, asked: Anything) -> Any:
        """Which voices a model has, its server does not tell."""
        return []

    async def engines(caller: Caller, asked: Anything) -> Any:
        return await models_of(house, caller, "speech")

    rows = (
        Method("synthesize", Speak, synthesize, SCOPE_USE, "speak a text"),
        Method("list_voices", Anything, voices, SCOPE_USE, "which voices are known"),
        Method("list_engines", Anything, engines, SCOPE_USE, "which models there are"),
    )
    return Provider("puter-tts", "ai-tts", rows)


def _ears(services: Services) -> Provider:
    house = services.interfaces

    async def hear(caller: Caller, asked: Hear, *, translate: bool) -> Any:
        wanted = {
            "sound": asked.file,
            "language": asked.language or "",
            "translate": translate,
            **asked.with_model,
        }
        return {"text": (await house.call(caller, "transcription", "transcribe", wanted)).text}

    async def transcribe(caller: Caller, asked: Hear) -> Any:
        return await hear(caller, asked, translate=False)

    async def translate(caller: Caller, asked: Hear) -> Any:
        return await hear(caller, asked, translate=True)

    async def models(caller: Caller, asked: Anything) -> Any:
        return await models_of(house, caller, "transcription")

    rows = (
        Method("transcribe", Hear, transcribe, SCOPE_USE, "write down what is said"),
        Method("translate", Hear, translate, SCOPE_USE, "write down in English what is said"),
        Method("list", Anything, models, SCOPE_USE, "which models there are"),
    )
    return Provider("puter-speech2txt", "ai-speech2txt", rows)


def _eyes(services: Services) -> Provider:
    async def recognize(caller: Caller, asked: Look) -> Any:
        wanted = {"picture": asked.source, **asked.with_model}
        return {"text": (await services.interfaces.call(caller, "ocr", "recognize", wanted)).text}

    rows = (Method("recognize", Look, recognize, SCOPE_USE, "write down the text in a picture"),)
    return Provider("puter-ocr", "ai-ocr", rows)
