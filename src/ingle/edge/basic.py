"""Basic authentication (RFC 7617) for clients that know nothing else, where a handler asks for it (`routes.mount`): the password is a token.

The name is not looked at, because the token says whose it is. Cookies are not heard there: a browser that sends them of its own accord must not act.
"""

import base64
import binascii
from typing import Any

CHALLENGE = 'Basic realm="Ingle", charset="UTF-8"'


def wants_basic(scope: Any) -> bool:
    """Whether the handler that a request goes to is one of these."""
    handler = scope.get("route_handler")
    return handler is not None and bool(handler.opt.get("basic"))


def hear_basic(scope: Any) -> None:
    """Make a bearer token of the password, and take the cookies away."""
    scope["headers"] = [
        (name, _as_bearer(value) if name == b"authorization" else value)
        for name, value in scope["headers"]
        if name != b"cookie"
    ]


def _as_bearer(value: bytes) -> bytes:
    """What is not Basic, or not what the RFC says, stays as it is and is refused as what it is."""
    scheme, _, encoded = value.partition(b" ")
    if scheme.lower() != b"basic":
        return value
    try:
        _, colon, password = base64.b64decode(encoded.strip(), validate=True).partition(b":")
    except binascii.Error:
        return value
    return b"Bearer " + password if colon and password else value
