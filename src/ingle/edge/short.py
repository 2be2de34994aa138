"""The short way to an endpoint: for what is asked thousands of times a second, past the router that serves all the others.

An endpoint that is declared with `short=True` has a path without parts that vary, takes only `caller`, `request`, `data` and single values of the query,
and its answers have a declared length. A request for it that is plain (each value of the query once and known, a usual Host) is answered here with the
router's own pieces: the same guards, the same validation of the same signature, the same telling of errors. Whatever is not plain goes the long way,
which knows everything; so nothing is refused here that is not refused there, in the same words.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote_plus

import msgspec
from litestar import Litestar, Request, Response
from litestar.enums import ScopeType
from litestar.exceptions import ClientException, SerializationException
from litestar.handlers import HTTPRouteHandler
from litestar.routes import HTTPRoute
from litestar.types import ASGIApp, Receive, Scope, Send

from ingle.edge.gate import current_caller
from ingle.edge.opened import OpenedStream
from ingle.edge.problems import answer

SHORT = "short"  # in a handler's `opt`

_OWN = frozenset({"caller", "request", "data"})
_PLAIN_HOST = re.compile(rb"[a-z0-9.-]+(:[0-9]{1,5})?")
_WITHOUT_BODY = frozenset({204, 304})
_PIECE = (bytes, msgspec.Struct, type(None))
_JSON = "application/json"
_REPLACED = "\N{REPLACEMENT CHARACTER}"  # what unquoting makes of bytes that are not UTF-8

AnyRequest = Request[Any, Any, Any]


class ShortWay:
    """Wraps the application that has the handlers, and all that it is wrapped in."""

    def __init__(self, app: ASGIApp, router: Litestar) -> None:
        self._app = app
        self._router = router
        self._ends = dict(_ends(router))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        end = self._ends.get((scope["method"], scope["path"])) if scope["type"] == ScopeType.HTTP else None
        values = end.read(scope) if end is not None and _is_plain(scope) else None
        if end is None or values is None:
            await self._app(scope, receive, send)
            return
        told: Any = scope
        told["app"] = told["litestar_app"] = self._router
        told["route_handler"], told["path_template"], told["path_params"] = end.handler, end.path, {}
        request: AnyRequest = Request(scope, receive, send)
        try:
            found = await end.call(request, values)
            if isinstance(found, OpenedStream):
                await found.begin()
        except Exception as error:  # noqa: BLE001 - every one is told, as the router does
            found = answer(request, error)
        await end.send(found, request)


class _End:
    """An endpoint, as this way reaches it."""

    def __init__(self, path: str, handler: HTTPRouteHandler) -> None:
        self.path = path
        self.handler = handler
        self._guards = handler.resolve_guards()
        self._call: Any = handler.fn
        self._status = handler.status_code
        self._media_type = str(getattr(handler.media_type, "value", handler.media_type or _JSON))
        parameters = handler.parsed_fn_signature.parameters
        self._wants = _OWN & parameters.keys()
        query = {name: field for name, field in parameters.items() if name not in _OWN}
        self._names = {_alias(field) or name: name for name, field in query.items()}
        self._needed = frozenset(name for name, field in query.items() if field.is_required)
        self._defaults = {name: field.default for name, field in query.items() if name not in self._needed}
        assert handler.signature_model is not None  # noqa: S101 - it is a handler of an application
        self._signature = handler.signature_model

    def read(self, scope: Scope) -> dict[str, Any] | None:
        """The values of the query by their arguments' names; None: it is not plain, or misses something."""
        values: dict[str, Any] = {}
        query = scope["query_string"].decode("latin-1")
        for part in query.split("&") if query else ():
            told, _, written = part.partition("=")
            name, value = self._names.get(told), _unquoted(written)
            if name is None or not value or name in values:
                return None
            values[name] = value
        return self._defaults | values if self._needed <= values.keys() else None

    async def call(self, request: AnyRequest, values: dict[str, Any]) -> Any:
        """What the handler returns. Raises what it, the guards and the validation raise."""
        for guard in self._guards:
            await guard(request, self.handler)  # type: ignore[misc] # ours is asynchronous
        if "caller" in self._wants:
            values["caller"] = current_caller(request.scope)
        if "request" in self._wants:
            values["request"] = request
        if "data" in self._wants and await request.body():
            try:
                values["data"] = await request.json()
            except SerializationException as error:
                raise ClientException(str(error)) from error
        return await self._call(**self._signature.parse_values_from_connection_kwargs(request, values))

    async def send(self, found: Any, request: AnyRequest) -> None:
        """What is in one piece goes at once; streams, cookies and the like are the router's business."""
        content = found.content if isinstance(found, Response) else found
        if not isinstance(content, _PIECE) or not _is_bare(found):
            told = await self.handler.to_response(app=request.app, data=found, request=request)
            await told(request.scope, request.receive, request.send)
        elif isinstance(found, Response):
            status, media_type = found.status_code or self._status, found.media_type or self._media_type
            await _send(request.send, status, found.headers, media_type, content)
        else:
            await _send(request.send, self._status, {}, self._media_type, content)


def _unquoted(written: str) -> str:
    """What a value of a query says; nothing where that is not plain."""
    if not written.isascii():
        return ""
    value = unquote_plus(written) if "%" in written or "+" in written else written
    return value if value.isprintable() and _REPLACED not in value else ""


def _is_bare(found: Any) -> bool:
    """Whether it is nothing but content, or a response of Litestar's plainest kind that has nothing but headers."""
    return not isinstance(found, Response) or not (
        type(found) is not Response or found.cookies or found.background
    )


async def _send(send: Send, status: int, headers: Mapping[str, Any], media_type: str, content: Any) -> None:
    """In one piece, with the headers that the router would send."""
    told = [(name.lower().encode(), str(value).encode("latin-1")) for name, value in headers.items()]
    body = b""
    if status not in _WITHOUT_BODY:
        body = content if isinstance(content, bytes) else msgspec.json.encode(content)
        known = {name for name, _ in told}
        if b"content-type" not in known:
            charset = "; charset=utf-8" if media_type.startswith("text/") else ""
            told.append((b"content-type", f"{media_type}{charset}".encode()))
        if b"content-length" not in known:
            told.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": told})
    await send({"type": "http.response.body", "body": body, "more_body": False})


def _ends(router: Litestar) -> Iterator[tuple[tuple[str, str], _End]]:
    """By method and path."""
    for route in router.routes:
        if not isinstance(route, HTTPRoute):
            continue
        for method, (handler, _) in route.route_handler_map.items():
            if handler.opt.get(SHORT):
                yield (method, route.path), _End(route.path, handler)


def _alias(field: Any) -> str | None:
    alias: str | None = getattr(field.kwarg_definition, "query", None)
    return alias


def _is_plain(scope: Scope) -> bool:
    hosts = [value for name, value in scope["headers"] if name == b"host"]
    return not scope.get("root_path") and len(hosts) <= 1 and all(map(_PLAIN_HOST.fullmatch, hosts))
