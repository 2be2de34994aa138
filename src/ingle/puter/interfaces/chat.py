"""`puter-chat-completion`: conversations with the operator's models, or with the fake one."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

import msgspec

from ingle.ai import SCOPE_USE
from ingle.edge.identity import Caller
from ingle.edge.interfaces import Interfaces, Method, Provider, Stream
from ingle.puter.chats import Complete, answer_of, chat_of, line_of, model_details
from ingle.puter.services import Services


class Anything(msgspec.Struct, frozen=True):
    """A method without arguments; clients send some all the same."""


def provider(services: Services) -> Provider:
    house = services.interfaces

    async def complete(caller: Caller, asked: Complete) -> Any:
        answer = await house.call(caller, "chat", "complete", chat_of(asked))
        return Stream(_lines(answer)) if isinstance(answer, Stream) else answer_of(answer)

    async def models(caller: Caller, asked: Anything) -> Any:
        return await models_of(house, caller, "chat")

    async def names(caller: Caller, asked: Anything) -> Any:
        return [one["id"] for one in await models_of(house, caller, "chat")]

    return Provider(
        "puter-chat-completion",
        "ai-chat",
        (
            Method("complete", Complete, complete, SCOPE_USE, "go on with a conversation; may stream"),
            Method("models", Anything, models, SCOPE_USE, "which models there are"),
            Method("list", Anything, names, SCOPE_USE, "what they are called"),
        ),
    )


async def models_of(house: Interfaces, caller: Caller, interface: str) -> list[dict[str, str]]:
    return model_details((await house.call(caller, interface, "models", {})).models)


async def _lines(stream: Stream) -> AsyncGenerator[dict[str, Any], None]:
    async with aclosing(stream.parts) as parts:
        async for part in parts:
            yield line_of(part)
