"""A request as a value: what WebDAV's methods need of it."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass

from litestar.datastructures import Headers
from litestar.types import HTTPScope, Receive

from ingle.dav import policy
from ingle.dav.errors import BodyTooLargeError
from ingle.dav.model import Conditions, Target
from ingle.edge.errors import HungUpError
from ingle.edge.identity import Caller

_MAX_MEDIA_TYPE = 255


@dataclass(frozen=True)
class Asked:
    method: str
    target: Target
    headers: Mapping[str, str]
    caller: Caller
    receive: Receive

    @property
    def conditions(self) -> Conditions:
        """Raises BadRequestError."""
        return policy.read_conditions(self.headers)

    @property
    def size(self) -> int | None:
        """What the sender says that the body is; macOS says it in a header of its own when it sends in chunks."""
        said = self.headers.get("content-length") or self.headers.get("x-expected-entity-length", "")
        return int(said) if said.isascii() and said.isdigit() and len(said) < 20 else None

    @property
    def media_type(self) -> str:
        """ "" where the sender knows nothing: then the name tells."""
        said = self.headers.get("content-type", "")
        return "" if said == "application/octet-stream" or len(said) > _MAX_MEDIA_TYPE else said

    async def content(self) -> AsyncIterator[bytes]:
        """The body as it comes. Raises HungUpError when the client goes before its end."""
        more = True
        while more:
            message = await self.receive()
            if message["type"] != "http.request":
                raise HungUpError("the client has hung up")
            more = message.get("more_body", False)
            if data := message.get("body", b""):
                yield data

    async def text(self) -> bytes:
        """A body that is read whole. Raises BodyTooLargeError."""
        gathered = bytearray()
        async for data in self.content():
            gathered += data
            if len(gathered) > policy.MAX_BODY:
                raise BodyTooLargeError(f"such a body has at most {policy.MAX_BODY} bytes")
        return bytes(gathered)


def read(scope: HTTPScope, receive: Receive, caller: Caller) -> Asked:
    """Raises BadRequestError."""
    path = scope["raw_path"].decode("latin-1").partition("?")[0]
    return Asked(scope["method"], policy.read_target(path), Headers.from_scope(scope), caller, receive)
