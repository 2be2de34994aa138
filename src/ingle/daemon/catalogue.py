"""All capabilities in one list, and the handlers that they make of their services."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from typing import Any, cast

from ingle.accounts.capability import ACCOUNTS
from ingle.accounts.limits import PersonalLimits
from ingle.accounts.service import Accounts
from ingle.accounts.tokens import Tokens
from ingle.daemon.capability import DAEMON
from ingle.daemon.doctor import Host
from ingle.daemon.stream import stream_routes
from ingle.edge.capability import Capability, Event, Scope
from ingle.images.capability import IMAGES
from ingle.images.service import Images
from ingle.machines.capability import MACHINES
from ingle.machines.service import MachineService
from ingle.runtime.bus import Bus
from ingle.wire.system import System

CAPABILITIES: tuple[Capability, ...] = (ACCOUNTS, IMAGES, MACHINES, DAEMON)
SCOPES: tuple[Scope, ...] = tuple(scope for capability in CAPABILITIES for scope in capability.scopes)
EVENTS: tuple[Event, ...] = tuple(event for capability in CAPABILITIES for event in capability.events)


@dataclass(frozen=True)
class Services:
    """What the handlers close over."""

    accounts: Accounts
    tokens: Tokens
    limits: PersonalLimits
    images: Images
    machines: MachineService
    bus: Bus
    system: Callable[[], System]
    host: Callable[[], Host]
    schema: Callable[[], bytes]


class _Nobody:
    """Has every attribute, and does nothing."""

    def __getattr__(self, name: str) -> Any:
        return self


NO_SERVICES = Services(*[cast(Any, _Nobody())] * len(fields(Services)))
"""Enough to make handlers that are described and never called."""


def api_handlers(services: Services) -> Sequence[Any]:
    """Every handler below /api/v1."""
    return [
        *ACCOUNTS.routes(services.accounts, services.tokens, services.limits),
        *IMAGES.routes(services.images),
        *MACHINES.routes(services.machines),
        *DAEMON.routes(services.system, services.host, services.schema),
        *stream_routes(services.bus, {event.type: event.scope for event in EVENTS}),
    ]
