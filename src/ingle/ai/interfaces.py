"""The interfaces that AI provides, as rows of methods."""

from ingle.ai.names import SCOPE_USE
from ingle.ai.service import Ai
from ingle.edge.identity import Caller
from ingle.edge.interfaces import Method, Provider, Stream
from ingle.wire import ai as wire

PROVIDER = "ai"


def providers(ai: Ai) -> tuple[Provider, ...]:
    async def models(caller: Caller, asked: wire.Nothing) -> wire.Models:
        return wire.Models(list(await ai.models()))

    async def complete(caller: Caller, asked: wire.Chat) -> wire.ChatAnswer | Stream:
        return Stream(ai.chat(asked)) if asked.stream else await ai.complete(asked)

    async def draw(caller: Caller, asked: wire.Draw) -> wire.Media:
        return await ai.draw(asked)

    async def speak(caller: Caller, asked: wire.Speak) -> wire.Media:
        return await ai.speak(asked)

    async def transcribe(caller: Caller, asked: wire.Transcribe) -> wire.Text:
        return await ai.transcribe(asked)

    async def recognize(caller: Caller, asked: wire.Recognize) -> wire.Text:
        return await ai.recognize(asked)

    listed = Method("models", wire.Nothing, models, SCOPE_USE, "which models there are")
    return (
        Provider(
            "chat",
            PROVIDER,
            (
                Method("complete", wire.Chat, complete, SCOPE_USE, "go on with a conversation; may stream"),
                listed,
            ),
        ),
        Provider(
            "images", PROVIDER, (Method("generate", wire.Draw, draw, SCOPE_USE, "draw a picture"), listed)
        ),
        Provider(
            "speech", PROVIDER, (Method("synthesize", wire.Speak, speak, SCOPE_USE, "speak a text"), listed)
        ),
        Provider(
            "transcription",
            PROVIDER,
            (Method("transcribe", wire.Transcribe, transcribe, SCOPE_USE, "write down what is said"), listed),
        ),
        Provider(
            "ocr",
            PROVIDER,
            (Method("recognize", wire.Recognize, recognize, SCOPE_USE, "write down the text in a picture"),),
        ),
    )
