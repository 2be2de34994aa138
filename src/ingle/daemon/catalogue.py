"""All capabilities in one list, and the handlers that they make of their services."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any, cast

from ingle.accounts.capability import ACCOUNTS
from ingle.accounts.service import People, PersonalLimits, Sharing, Tokens
from ingle.ai.capability import AI
from ingle.apps.capability import APPS
from ingle.apps.service import Apps
from ingle.base.clock import Clock
from ingle.daemon.calls import call_routes
from ingle.daemon.capability import DAEMON
from ingle.daemon.doctor import Host
from ingle.daemon.stream import stream_routes
from ingle.dav import tables as _dav_tables  # noqa: F401 - its endpoints are below /, not /api/v1
from ingle.drivers.bytes import tables as _bytes_tables  # noqa: F401 - the one table that is no capability's
from ingle.edge.capability import Capability, Event, Scope
from ingle.edge.interfaces import Interfaces
from ingle.entities.capability import ENTITIES
from ingle.entities.service import Entities
from ingle.files.capability import FILES
from ingle.files.service import FileService
from ingle.gateway import Gateway
from ingle.gateway.capability import GATEWAY
from ingle.images.capability import IMAGES
from ingle.images.service import Images
from ingle.kv.capability import KV
from ingle.kv.service import KeyValues
from ingle.machines.capability import MACHINES
from ingle.machines.service import MachineService
from ingle.notifications.capability import NOTIFICATIONS
from ingle.notifications.service import Notifications
from ingle.runtime.outbox import Outbox
from ingle.sites.capability import SITES
from ingle.sites.service import Sites
from ingle.wire.system import System

CAPABILITIES: tuple[Capability, ...] = (
    ACCOUNTS,
    FILES,
    KV,
    AI,
    APPS,
    SITES,
    NOTIFICATIONS,
    ENTITIES,
    IMAGES,
    MACHINES,
    GATEWAY,
    DAEMON,
)
SCOPES: tuple[Scope, ...] = tuple(scope for capability in CAPABILITIES for scope in capability.scopes)
EVENTS: tuple[Event, ...] = tuple(event for capability in CAPABILITIES for event in capability.events)


@dataclass(frozen=True)
class Services:
    """What the handlers close over."""

    people: People
    tokens: Tokens
    limits: PersonalLimits
    files: FileService
    kv: KeyValues
    sharing: Sharing
    apps: Apps
    sites: Sites
    notifications: Notifications
    entities: Entities
    images: Images
    machines: MachineService
    gateway: Gateway
    interfaces: Interfaces
    outbox: Outbox
    clock: Clock
    system: Callable[[], System]
    host: Callable[[], Host]
    schema: Callable[[], bytes]


class _Nobody:
    """Has every attribute, and does nothing."""

    def __getattr__(self, name: str) -> Any:
        return self


NO_SERVICES = Services(*[cast(Any, _Nobody())] * len(fields(Services)))
"""Enough to make handlers that are described and never called."""


def api_handlers(services: Services, more_events: Iterable[Event] = ()) -> Sequence[Any]:
    """Every handler of the house's own below /api/v1. `more_events`: of extensions, for the stream of events."""
    return [
        *ACCOUNTS.routes(services.people, services.tokens, services.limits, services.sharing),
        *FILES.routes(services.files),
        *KV.routes(services.kv, services.clock),
        *APPS.routes(services.apps),
        *SITES.routes(services.sites),
        *NOTIFICATIONS.routes(services.notifications),
        *ENTITIES.routes(services.entities),
        *IMAGES.routes(services.images),
        *MACHINES.routes(services.machines),
        *GATEWAY.routes(services.gateway),
        *DAEMON.routes(services.system, services.host, services.schema),
        *call_routes(services.interfaces),
        *stream_routes(
            services.outbox, services.clock, {event.type: event for event in (*EVENTS, *more_events)}
        ),
    ]
