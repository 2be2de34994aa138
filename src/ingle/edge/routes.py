"""The only way to declare an endpoint: it says its scope, or it cannot be written.

`@get("/machines", scope=Scope.READ)` wraps Litestar's decorators; those themselves are banned outside this folder (checked by a test over the route table).
The scope is kept in the handler's `opt` and read by the gate. `PUBLIC` is for the few that need no caller.
"""

from collections.abc import Callable
from typing import Any

import litestar
from litestar.handlers import HTTPRouteHandler, WebsocketRouteHandler

PUBLIC = "public"
SIGNED_IN = "signed_in"  # any caller, whatever the token's scopes

Decorated = Callable[[Callable[..., Any]], HTTPRouteHandler]


def get(path: str | list[str], *, scope: str, **options: Any) -> Decorated:
    return litestar.get(path, opt={"scope": scope}, **options)


def post(path: str, *, scope: str, **options: Any) -> Decorated:
    return litestar.post(path, opt={"scope": scope}, **options)


def put(path: str, *, scope: str, **options: Any) -> Decorated:
    return litestar.put(path, opt={"scope": scope}, **options)


def patch(path: str, *, scope: str, **options: Any) -> Decorated:
    return litestar.patch(path, opt={"scope": scope}, **options)


def delete(path: str, *, scope: str, **options: Any) -> Decorated:
    return litestar.delete(path, opt={"scope": scope}, **options)


def websocket(
    path: str, *, scope: str, **options: Any
) -> Callable[[Callable[..., Any]], WebsocketRouteHandler]:
    return litestar.websocket(path, opt={"scope": scope}, **options)
