"""What a handler's arguments are, said to Litestar here, once, instead of at every argument of every handler:

`caller` is who asks (the gate's answer), `data` the body as JSON, a name in the path's template a part of the path, and the rest of the query. Litestar's own
names (`request`, `socket`, …) stay what they are, and so does what is Annotated already.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody

_OWN = frozenset({"request", "socket", "scope", "headers", "cookies", "state", "body", "query", "return"})
_PATH_NAME = re.compile(r"\{(\w+)(?::\w+)?\}")


def mark_arguments(function: Callable[..., Any], path: str | list[str]) -> Callable[..., Any]:
    """The same function, its annotations completed."""
    in_path = set(_PATH_NAME.findall(" ".join([path] if isinstance(path, str) else path)))
    for name, type_ in function.__annotations__.items():
        if name not in _OWN and not hasattr(type_, "__metadata__"):
            function.__annotations__[name] = _placed(type_, _place(name, in_path))
    return function


_PLACES: dict[str, Any] = {"caller": NamedDependency, "data": JSONBody, "path": FromPath, "query": FromQuery}


def _place(name: str, in_path: set[str]) -> str:
    if name in {"caller", "data"}:
        return name
    return "path" if name in in_path else "query"


@cache  # typing compares all that Litestar's marks hold, each time
def _placed(type_: Any, place: str) -> Any:
    return _PLACES[place][type_]
