"""The only way to declare an endpoint: it says its scope, or it cannot be written.

`@get("/machines", scope=Scope.READ)` wraps Litestar's decorators; those themselves are banned outside this folder (checked by a test over the route table).
The scope is kept in the handler's `opt` and read by the gate. `PUBLIC` is for the few that need no caller.
`short` is for the few that are asked all the time and are as `edge/short.py` wants them.
A handler that wants to know who asks has an argument `caller: Caller`.
"""

from collections.abc import Awaitable, Callable
from typing import Any

import litestar
from litestar.handlers import ASGIRouteHandler, HTTPRouteHandler, WebsocketRouteHandler
from litestar.types import Receive, Scope, Send

from ingle.edge.arguments import mark_arguments

PUBLIC = "public"
SIGNED_IN = "signed_in"  # any person, whatever the token's scopes; who comes by a link is none

Function = Callable[..., Any]
Decorated = Callable[[Function], HTTPRouteHandler]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]


def get(path: str | list[str], *, scope: str, short: bool = False, **options: Any) -> Decorated:
    return lambda function: litestar.get(path, opt={"scope": scope, "short": short}, **options)(
        mark_arguments(function, path)
    )


def head(path: str, *, scope: str, **options: Any) -> Decorated:
    """A GET's headers without its body."""
    return lambda function: litestar.head(path, opt={"scope": scope}, **options)(
        mark_arguments(function, path)
    )


def post(path: str | list[str], *, scope: str, short: bool = False, **options: Any) -> Decorated:
    return lambda function: litestar.post(path, opt={"scope": scope, "short": short}, **options)(
        mark_arguments(function, path)
    )


def put(path: str, *, scope: str, short: bool = False, **options: Any) -> Decorated:
    return lambda function: litestar.put(path, opt={"scope": scope, "short": short}, **options)(
        mark_arguments(function, path)
    )


def patch(path: str, *, scope: str, **options: Any) -> Decorated:
    return lambda function: litestar.patch(path, opt={"scope": scope}, **options)(
        mark_arguments(function, path)
    )


def delete(path: str, *, scope: str, **options: Any) -> Decorated:
    return lambda function: litestar.delete(path, opt={"scope": scope}, **options)(
        mark_arguments(function, path)
    )


def websocket(path: str, *, scope: str, **options: Any) -> Callable[[Function], WebsocketRouteHandler]:
    return lambda function: litestar.websocket(path, opt={"scope": scope}, **options)(
        mark_arguments(function, path)
    )


def mount(path: str, application: Application, *, scope: str) -> ASGIRouteHandler:
    """An application for everything at and below a path, whatever the method, for clients that know only names and passwords: see edge/basic.py.
    It raises what handlers raise."""

    async def mounted(scope: Scope, receive: Receive, send: Send) -> None:
        await application(scope, receive, send)

    return litestar.asgi(path, is_mount=True, copy_scope=False, opt={"scope": scope, "basic": True})(mounted)
