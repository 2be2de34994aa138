"""Which models there are."""

from collections.abc import Sequence
from typing import Any

from ingle.ai import SCOPE_USE
from ingle.edge.identity import Caller
from ingle.edge.routes import get
from ingle.puter.interfaces.chat import models_of
from ingle.puter.services import Services

_INTERFACES = {"chat": "chat", "image": "images"}


def routes(services: Services) -> Sequence[Any]:
    async def found(caller: Caller, kind: str) -> list[dict[str, str]]:
        """None of a kind that nothing here makes."""
        interface = _INTERFACES.get(kind)
        return await models_of(services.interfaces, caller, interface) if interface else []

    @get("/puterai/{kind:str}/models", scope=SCOPE_USE)
    async def names(caller: Caller, kind: str) -> Any:
        return {"models": [one["id"] for one in await found(caller, kind)]}

    @get("/puterai/{kind:str}/models/details", scope=SCOPE_USE)
    async def details(caller: Caller, kind: str) -> Any:
        return {"models": await found(caller, kind)}

    return [names, details]
