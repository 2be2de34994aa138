"""The reference of endpoints, scopes and events, made from the capabilities' manifests: docs/reference/endpoints.md."""

import re
from collections.abc import Iterator

from litestar.handlers import HTTPRouteHandler

from ingle.daemon.catalogue import CAPABILITIES, EVENTS, NO_SERVICES, api_handlers
from ingle.edge.app import API
from ingle.edge.routes import PUBLIC, SIGNED_IN

_HEAD = """# Endpoints, scopes and events

Made by `scripts/generate` from the capabilities' manifests; change it there. `schema/openapi.json` has the bodies; `src/ingle/wire/streams.py` says what
goes over the WebSockets.

A request is made by a session's cookie (`POST /login`), by `Authorization: Bearer TOKEN`, or over the Unix socket `ingle.sock` by the daemon's own user
or root, who act as the first admin. Errors are problem details (RFC 9457); programs read `code`. Lists answer `{"items": […], "cursor": …}`; `?cursor=`
asks for the next part.

"""
_ANYONE = {PUBLIC: "anyone", SIGNED_IN: "anyone who is logged in"}


def directory_page() -> str:
    return _HEAD + "".join((*_endpoints(), *_scopes(), *_events()))


def _endpoints() -> Iterator[str]:
    yield f"All below `{API}`; `/healthz` (anyone) and `/metrics` (`metrics:read`) are at the root.\n\n"
    yield "| endpoint | scope | |\n|---|---|---|\n"
    for handler in api_handlers(NO_SERVICES):
        is_http = isinstance(handler, HTTPRouteHandler)
        methods = " ".join(sorted(handler.http_methods)) if is_http else "WS"
        scope = handler.opt["scope"]
        who = _ANYONE.get(scope, f"`{scope}`")
        summary = (handler.summary or "") if is_http else ""
        for path in sorted(handler.paths):
            yield f"| `{methods} {re.sub(r':[a-z]+}', '}', path)}` | {who} | {summary} |\n"


def _scopes() -> Iterator[str]:
    yield "\n## Scopes\n\nA token has some of its maker's. Those for admins are had by nobody else.\n\n"
    yield "| scope | allows | |\n|---|---|---|\n"
    for capability in CAPABILITIES:
        for scope in capability.scopes:
            yield f"| `{scope.name}` | {scope.description} | {'admins' if scope.admin else ''} |\n"


def _events() -> Iterator[str]:
    yield f"\n## Events\n\n`WS {API}/events` tells the caller's own.\n\n| event | says that | scope |\n|---|---|---|\n"
    for event in EVENTS:
        yield f"| `{event.type}` | {event.description} | `{event.scope}` |\n"
