"""Bodies of requests that are read as they come."""

from collections.abc import AsyncIterator
from typing import Any

from litestar import Request
from litestar.exceptions import InternalServerException

from ingle.edge.errors import HungUpError


async def body_of(request: Request[Any, Any, Any]) -> AsyncIterator[bytes]:
    """The request's body. Raises HungUpError when the client goes before its end, so half a file is never taken for a whole one."""
    try:
        async for data in request.stream():
            if data:
                yield data
    except InternalServerException as error:
        raise HungUpError("the client has hung up") from error
