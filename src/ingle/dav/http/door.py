"""Which method goes where, and what all of them have: the scope that is asked, errors told, GET as files answer it."""

from collections.abc import Awaitable, Callable, Mapping

from litestar import Request
from litestar.enums import ScopeType
from litestar.types import HTTPScope, Receive, Scope, Send

from ingle.base.errors import IngleError
from ingle.dav.errors import MethodNotHereError
from ingle.dav.http import answers, asked, changing, locking, looking
from ingle.dav.http.answers import Answer
from ingle.dav.http.asked import Asked
from ingle.dav.names import PREFIX
from ingle.dav.service import Dav
from ingle.edge.errors import HungUpError, ScopeMissingError
from ingle.edge.gate import current_caller
from ingle.files import WRITE
from ingle.files import answer as answer_content

Method = Callable[[Dav, Asked], Awaitable[Answer]]

READING: Mapping[str, Method] = {
    "OPTIONS": looking.options,
    "HEAD": looking.head,
    "PROPFIND": looking.propfind,
}
WRITING: Mapping[str, Method] = {
    "PUT": changing.put,
    "DELETE": changing.delete,
    "MKCOL": changing.mkcol,
    "PROPPATCH": changing.proppatch,
    "COPY": changing.copy,
    "MOVE": changing.move,
    "LOCK": locking.lock,
    "UNLOCK": locking.unlock,
}


class Door:
    """An ASGI application; the gate has let the caller in."""

    def __init__(self, dav: Dav) -> None:
        self._dav = dav

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        assert scope["type"] == ScopeType.HTTP  # noqa: S101 - the gate refuses others
        scope["path_template"] = PREFIX  # what metrics call it
        scope["path"] = PREFIX + scope["path"].rstrip(
            "/"
        )  # the router has cut off where it is mounted; the log tells all of it
        try:
            request = self._admitted(scope, receive)
            if request.method == "GET":
                await self._get(request, scope, receive, send)
                return
            done = await self._method(request)(self._dav, request)
        except HungUpError:
            raise
        except IngleError as error:
            done = answers.of_error(error, request_id=scope["state"].get("request_id", ""))
        await answers.send_answer(done, send)

    def _admitted(self, scope: HTTPScope, receive: Receive) -> Asked:
        """Raises ScopeMissingError, BadRequestError."""
        caller = current_caller(scope)
        assert caller is not None  # noqa: S101 - the mount has a scope, so nobody comes without
        if scope["method"] in WRITING and not caller.may(WRITE):
            raise ScopeMissingError(f"this needs the scope {WRITE}", scope=WRITE)
        return asked.read(scope, receive, caller)

    def _method(self, request: Asked) -> Method:
        """Raises MethodNotHereError."""
        method = READING.get(request.method) or WRITING.get(request.method)
        if method is None:
            raise MethodNotHereError("there is no such method here", allow=looking.ALLOWED)
        if request.method in WRITING and len(request.target) < 2:
            raise MethodNotHereError("trees are made and named elsewhere", allow="OPTIONS, PROPFIND")
        return method

    async def _get(self, request: Asked, scope: HTTPScope, receive: Receive, send: Send) -> None:
        """By the same code as at the other doors: ranges, ETags, and the bytes as a stream."""
        reading = await looking.open_file(self._dav, request)
        response = answer_content(self._dav.files.contents, reading, request.headers, download=False)
        sent = response.to_asgi_response(None, Request(scope, receive, send))
        await sent(scope, receive, send)
