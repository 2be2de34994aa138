"""Rows about accounts, files and keys: what a request costs, one after the other and many at once, beside a bare uvicorn that answers the same bytes."""

from collections.abc import Callable, Mapping

from bench.measure import Row
from bench.os.desk import Desk
from bench.os.events import events
from bench.os.flat import flat
from bench.os.large import large
from bench.os.queries import queries
from bench.os.requests import memory, requests

OS_ROWS: Mapping[str, Callable[[Desk, int], list[Row]]] = {
    "os-memory": memory,
    "os-requests": requests,
    "os-queries": queries,
    "os-large": large,
    "os-events": events,
    "os-flat": flat,
}
