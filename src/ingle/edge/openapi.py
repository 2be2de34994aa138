"""The OpenAPI document, made from the handlers themselves. WebSockets have no place in OpenAPI; wire/streams.py describes them."""

from collections.abc import Sequence
from typing import Any

import msgspec
from litestar import Litestar, Router
from litestar.di import Provide
from litestar.openapi import OpenAPIConfig
from litestar.openapi.spec import Components, Reference, SecurityScheme

from ingle.edge.app import API, provide_caller
from ingle.wire.problems import Problem


def describe(api: Sequence[Any], *, version: str) -> dict[str, Any]:
    """`api` are handlers with paths below /api/v1. The application that is made for this never serves."""
    schemes: dict[str, SecurityScheme | Reference] = {
        "token": SecurityScheme(
            type="http", scheme="bearer", description="A token, made with POST /api/v1/tokens."
        ),
        "session": SecurityScheme(
            type="apiKey",
            name="ingle_session",
            security_scheme_in="cookie",
            description="Made with POST /api/v1/login.",
        ),
    }
    config = OpenAPIConfig(
        title="Ingle",
        version=version,
        description="Errors are problem details (RFC 9457) with a stable `code`.",
        components=Components(security_schemes=schemes),
        security=[{"token": []}, {"session": []}],
        use_handler_docstrings=False,
    )
    app = Litestar(
        [Router(API, route_handlers=list(api))],
        dependencies={"caller": Provide(provide_caller, sync_to_thread=False)},
        openapi_config=config,
        logging_config=None,
    )
    return _as_answered(app.openapi_schema.to_schema())


def _as_answered(document: dict[str, Any]) -> dict[str, Any]:
    """Every operation may answer with a problem; which codes it knows is said by the capabilities' errors, not by status."""
    _, schemas = msgspec.json.schema_components([Problem], ref_template="#/components/schemas/{name}")
    document["components"].setdefault("schemas", {}).update(schemas)
    problem = {
        "description": "A problem: nothing was done, or the sentence says what was.",
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    for operations in document["paths"].values():
        for operation in operations.values():
            operation["responses"].pop("400", None)  # Litestar's own error body, which is never sent
            operation["responses"].get("204", {}).pop("content", None)  # there is none
            operation["responses"]["default"] = problem
    return document
