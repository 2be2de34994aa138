"""What a request says, wherever it says it: the contract's clients send JSON as plain text, which spares browsers a preflight, and other things in the query.

Handlers get it as their argument `fields: Fields`. Bodies that are no JSON (uploads) are the handler's to read.
"""

from collections.abc import Mapping
from typing import Any, cast

import msgspec
from litestar import Request
from litestar.di import NamedDependency

from ingle.puter.errors import BadJsonError, BadRequestError

Fields = NamedDependency[dict[str, Any]]
AnyRequest = Request[Any, Any, Any]

_KEPT = "puter_fields"  # in the connection's state: the gate has read the body before the handler does


async def read_fields(request: AnyRequest) -> dict[str, Any]:
    """The query, and over it the body where that is a JSON object; a list is its one field `items`. Raises BadJsonError."""
    state: dict[str, Any] = request.scope["state"]
    if _KEPT not in state:
        body = parse(await request.body()) if is_json(request.headers.get("content-type", "")) else {}
        state[_KEPT] = {**dict(request.query_params), **body}
    return cast("dict[str, Any]", state[_KEPT])


def is_json(content_type: str) -> bool:
    """`text/plain` is JSON in disguise."""
    return content_type.partition(";")[0].strip().lower() in {"", "application/json", "text/plain"}


def parse(body: bytes) -> dict[str, Any]:
    """Raises BadJsonError."""
    if not body:
        return {}
    try:
        said = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadJsonError("the body is not the JSON that it should be") from error
    if isinstance(said, dict):
        return said
    return {"items": said}


def text_of(fields: Mapping[str, Any], *names: str) -> str:
    """The first of these fields that is there; "" where none is. Raises BadRequestError for what is no text."""
    for name in names:
        value = fields.get(name)
        if value is None:
            continue
        if not isinstance(value, str):
            raise BadRequestError(f"{name} is a text", key=name)
        return value
    return ""


def flag_of(fields: Mapping[str, Any], *names: str, default: bool = False) -> bool:
    """The first of these fields that is there; in a query it is `true` or `1`."""
    for name in names:
        value = fields.get(name)
        if value is not None:
            return value.lower() in {"true", "1"} if isinstance(value, str) else bool(value)
    return default


def number_of(fields: Mapping[str, Any], name: str, default: int, *, most: int) -> int:
    """A whole number from 0 on; more than the most is the most. Raises BadRequestError."""
    value = fields.get(name)
    if value is None:
        return default
    try:
        number = int(value)
    except (TypeError, ValueError, OverflowError) as error:
        raise BadRequestError(f"{name} is a whole number", key=name) from error
    if number < 0:
        raise BadRequestError(f"{name} is not below 0", key=name)
    return min(number, most)


def list_of(fields: Mapping[str, Any], name: str) -> list[Any]:
    """One thing is a list of one; nothing is none."""
    value = fields.get(name)
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
