"""Which requests a worker answers itself: those for endpoints that are declared `short`, and nothing that needs the house's memory."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from ingle.accounts.names import LINK_SECRET_PREFIX
from ingle.edge.app import API
from ingle.edge.hosts import host_header
from ingle.edge.short import SHORT
from ingle.gateway import is_of_ports

Head = Sequence[tuple[bytes, bytes]]
Ends = Collection[tuple[bytes, bytes]]
"""Methods and paths."""

_LINK = LINK_SECRET_PREFIX.encode()


def short_handlers(handlers: Iterable[Any]) -> Sequence[Any]:
    return [handler for handler in handlers if handler.opt.get(SHORT)]


def ends_of(handlers: Iterable[Any]) -> Ends:
    """`handlers`: of the API, with paths below its own."""
    return frozenset(
        (str(getattr(method, "value", method)).encode(), f"{API}{path}".encode())
        for handler in handlers
        for path in handler.paths
        for method in handler.http_methods
    )


def is_own(ends: Ends, method: bytes, target: bytes, head: Head, port_domains: Sequence[str]) -> bool:
    """`target`: as it stands in the request's first line. Whoever comes by a link goes to the house, which counts wrong tries of its password, and so
    does whoever asks for a port of a machine, whose link the house has."""
    if (method, target.partition(b"?")[0]) not in ends:
        return False
    if is_of_ports(host_header({"headers": head}), port_domains):
        return False
    return not any(name == b"authorization" and _LINK in value for name, value in head)
