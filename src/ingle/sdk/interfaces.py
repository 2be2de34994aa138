"""Interfaces: methods that are called by name, whoever carries them out."""

from collections.abc import AsyncGenerator, Mapping, Sequence
from typing import Any

import msgspec

from ingle.sdk.errors import from_problem
from ingle.sdk.http import Http, Params
from ingle.sdk.lean.process import quote
from ingle.sdk.logs import split_lines
from ingle.wire.interfaces import Interface


class AsyncInterfaces:
    def __init__(self, http: Http) -> None:
        self._http = http

    async def list(self) -> Sequence[Interface]:
        """With their providers and methods, and what those take."""
        return await self._http.items(Interface, "/interfaces")

    async def call(
        self, interface: str, method: str, arguments: Mapping[str, Any] | None = None, *, provider: str = ""
    ) -> Any:
        """What the method answers. Raises NotFoundError, InvalidError, ForbiddenError, and what the method raises."""
        path, params = _of(interface, method, provider)
        sent = msgspec.json.encode(arguments or {})
        async with self._http.download(path, params=params, method="POST", json=sent) as chunks:
            return msgspec.json.decode(b"".join([chunk async for chunk in chunks]))

    async def stream(
        self, interface: str, method: str, arguments: Mapping[str, Any], *, provider: str = ""
    ) -> AsyncGenerator[Any, None]:
        """The parts of an answer of a method that streams, as they come."""
        path, params = _of(interface, method, provider)
        sent = msgspec.json.encode(arguments)
        async with self._http.download(path, params=params, method="POST", json=sent) as chunks:
            async for line in split_lines(chunks):
                part = msgspec.json.decode(line)
                if isinstance(part, dict) and part.get("type") == "failed":
                    raise from_problem(part["problem"])
                yield part


def _of(interface: str, method: str, provider: str) -> tuple[str, Params]:
    return f"/interfaces/{quote(interface)}/{quote(method)}", {"provider": provider or None}
