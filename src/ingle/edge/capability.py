"""The manifest of a capability: one value in its `capability.py` that says what it adds to the house.

    MACHINES = Capability(name="machines", scopes=(Scope(MACHINES_READ, "see machines"), …), events=(…), routes=routes)

Wiring makes the service and calls `MACHINES.routes(service)`; the scopes feed token creation and the gate's check, the rest docs and tests.
Handlers are made by functions that close over the service, so nothing is global.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from litestar.handlers import HTTPRouteHandler, WebsocketRouteHandler

Handler = HTTPRouteHandler | WebsocketRouteHandler


@dataclass(frozen=True)
class Scope:
    """What a token can be allowed to do, such as `machines:read`."""

    name: str
    description: str
    admin: bool = False  # only admins have it
    links: bool = False  # whoever comes by a public link has it, on what that opens
    apps: bool = False  # apps that act for somebody have it, on what is theirs and on what they were granted


@dataclass(frozen=True)
class Event:
    """A fact that the capability publishes on the bus, such as `machine.changed`; whoever lacks the scope does not hear of it."""

    type: str
    description: str
    scope: str
    wide: bool = False  # not for apps and restricted tokens, which have no more than was granted to them


@dataclass(frozen=True)
class Capability:
    name: str
    scopes: tuple[Scope, ...]
    routes: Callable[..., Sequence[Any]]  # routes(service) -> handlers with paths below /api/v1
    events: tuple[Event, ...] = ()
