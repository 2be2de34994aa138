"""The table of endpoints: each has a declared scope, is written with our decorators, and lets in exactly who may."""

import ast
import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from litestar.handlers import ASGIRouteHandler, HTTPRouteHandler, WebsocketRouteHandler
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from ingle.ai import providers
from ingle.daemon.catalogue import CAPABILITIES, EVENTS, NO_SERVICES, SCOPES, api_handlers
from ingle.daemon.http import root_routes
from ingle.dav import routes as dav_routes
from ingle.edge.app import API
from ingle.edge.routes import PUBLIC, SIGNED_IN
from ingle.edge.statics import desktop_routes
from ingle.runtime.metrics import Metrics
from support.daemons import Living, living

SOURCE = Path(__file__).parents[2] / "src" / "ingle"
PUBLIC_ENDPOINTS = {
    *("/", "/{path:path}", "/healthz", "/openapi.json"),
    *("/login", "/login/otp", "/login/passkey", "/login/passkey/begin"),
    *("/sign-up", "/sign-up/temporary", "/email/confirm", "/recovery", "/recovery/finish"),
    *("/oidc", "/oidc/{provider:str}/start", "/oidc/{provider:str}/callback"),
    *("/here", "/here/{user:str}"),  # by the secrets that they are sent with
    "/files/signed",
}
HANDLERS = list(api_handlers(NO_SERVICES))
ROOT_HANDLERS = [
    *root_routes(lambda: None, Metrics("0")),
    *dav_routes(cast(Any, None)),
    *desktop_routes(Path("/nowhere")),
]  # type: ignore[arg-type, return-value]


def endpoints() -> Iterator[tuple[str, str, str]]:
    """Method, path below /api/v1 and scope of each."""
    for handler in HANDLERS:
        methods = sorted(handler.http_methods) if isinstance(handler, HTTPRouteHandler) else ["WEBSOCKET"]
        for path in handler.paths:
            for method in methods:
                yield str(method), path, handler.opt["scope"]


def filled(path: str) -> str:
    """The path with something that could be meant for each of its parts."""
    return API + re.sub(
        r"\{(\w+)(:\w+)?\}",
        lambda part: "8080" if part[1] == "port" or part[2] == ":int" else "nothing",
        path,
    )


def test_every_endpoint_has_a_declared_scope() -> None:
    declared = {scope.name for scope in SCOPES} | {SIGNED_IN, PUBLIC}
    assert all(handler.opt["scope"] in declared for handler in (*HANDLERS, *ROOT_HANDLERS))


def test_only_these_are_public() -> None:
    public = {path for h in (*HANDLERS, *ROOT_HANDLERS) if h.opt["scope"] == PUBLIC for path in h.paths}
    assert public == PUBLIC_ENDPOINTS


def test_every_scope_is_declared_once_and_used() -> None:
    names = [scope.name for scope in SCOPES]
    assert len(names) == len(set(names))
    used = {h.opt["scope"] for h in (*HANDLERS, *ROOT_HANDLERS)}
    used |= {method.scope for provider in providers(cast(Any, None)) for method in provider.methods}
    assert set(names) <= used
    assert all(event.scope in names for event in EVENTS)
    assert all(scope.description for scope in SCOPES)
    assert len({capability.name for capability in CAPABILITIES}) == len(CAPABILITIES)


def test_litestars_own_decorators_are_used_in_the_doors_only() -> None:
    banned = {
        "get",
        "post",
        "put",
        "patch",
        "delete",
        "route",
        "websocket",
        "websocket_listener",
        "websocket_stream",
        "asgi",
    }
    for file in SOURCE.rglob("*.py"):
        if file.is_relative_to(SOURCE / "edge"):
            continue
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "litestar":
                assert not banned & {name.name for name in node.names}, file


def test_handlers_are_of_the_kinds_that_the_gate_knows() -> None:
    assert all(
        isinstance(h, HTTPRouteHandler | WebsocketRouteHandler | ASGIRouteHandler)
        for h in (*HANDLERS, *ROOT_HANDLERS)
    )


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="module")
async def daemon(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Living]:
    async with living(tmp_path_factory.mktemp("daemon")) as daemon:
        yield daemon


ENDPOINTS = sorted(set(endpoints()))
HTTP_ENDPOINTS = [(m, p, s) for m, p, s in ENDPOINTS if m != "WEBSOCKET"]
SOCKETS = [(p, s) for m, p, s in ENDPOINTS if m == "WEBSOCKET"]


@pytest.mark.parametrize(("method", "path", "scope"), [row for row in HTTP_ENDPOINTS if row[2] != PUBLIC])
async def test_nobody_gets_nothing(daemon: Living, method: str, path: str, scope: str) -> None:
    async with daemon.served.program() as client:
        answer = await client.request(method, filled(path), json={})
    assert answer.status_code == 401
    assert method == "HEAD" or answer.json()["code"] == "unauthenticated"


@pytest.mark.parametrize(("path", "scope"), SOCKETS)
async def test_nobody_gets_no_socket(daemon: Living, path: str, scope: str) -> None:
    async with connect(daemon.served.ws_url + filled(path)) as socket:
        await socket.recv()
        with pytest.raises(ConnectionClosed):
            await socket.recv()
        assert socket.close_code == 4401


@pytest.mark.parametrize(
    ("method", "path", "scope"), [row for row in HTTP_ENDPOINTS if row[2] not in {PUBLIC, SIGNED_IN}]
)
async def test_a_token_without_the_scope_is_refused(
    daemon: Living, method: str, path: str, scope: str
) -> None:
    others = [other.name for other in SCOPES if other.name != scope]
    async with daemon.served.operator() as operator:
        made = await operator.post("/api/v1/tokens", json={"name": "all but one", "scopes": others})
    async with daemon.served.program() as client:
        headers = {"Authorization": f"Bearer {made.json()['secret']}"}
        answer = await client.request(method, filled(path), json={}, headers=headers)
    assert answer.status_code == 403
    if method != "HEAD":  # which has no body
        assert answer.json()["code"] == "scope_missing"
        assert answer.json()["fields"]["scope"] == scope
