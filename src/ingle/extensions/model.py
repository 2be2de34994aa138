"""What an extension is, and what it is given: values."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ingle.apps import Apps
from ingle.base.clock import Clock
from ingle.edge.capability import Event, Scope
from ingle.edge.interfaces import Method
from ingle.entities import Collection, Entities
from ingle.images import Images
from ingle.machines import MachineService
from ingle.runtime.bus import Bus, Fact

Handler = Callable[[Any, Fact], Awaitable[None]]


@dataclass(frozen=True)
class Surroundings:
    """The house as an extension finds it. Services are the front doors of capabilities: they check owners and limits for whoever is named."""

    folder: Path  # the extension's own, for what it keeps; made when it is first started
    settings: Any  # of the extension's `settings` type
    clock: Clock
    bus: Bus
    apps: Apps
    entities: Entities
    images: Images
    machines: MachineService


@dataclass(frozen=True)
class AppPage:
    """An app that everybody is offered while the extension is there; its page is one of the extension's own `pages`."""

    name: str
    title: str
    page: str = "index.html"
    description: str = ""
    icon: str = ""  # a data: URL
    types: tuple[str, ...] = ()  # of files that it opens


Provided = Mapping[str, Sequence[Method]]
"""Methods by the interface that they are of; whoever calls names the extension as the provider, or nobody where it is the only one."""

Start = Callable[[Surroundings], AbstractAsyncContextManager[Any]]


@dataclass(frozen=True)
class Extension:
    """Rows of data, and a context manager that makes the service they close over and lives as long as the daemon."""

    name: str  # lower-case letters, digits and dashes
    start: Start
    routes: Callable[[Any], Sequence[Any]] = lambda _service: ()  # handlers with paths below /api/v1/x/NAME
    interfaces: Callable[[Any], Provided] = lambda _service: {}
    scopes: tuple[Scope, ...] = ()
    events: tuple[Event, ...] = ()
    collections: tuple[Collection, ...] = ()  # of entities that the house keeps for it
    on: Mapping[str, Handler] = field(
        default_factory=dict
    )  # facts that it wants to hear: type -> handler(service, fact)
    settings: type[Any] | None = None  # a msgspec Struct or dataclass, filled from `extensions.NAME`
    pages: Path | None = None  # files served below /x/NAME
    apps: tuple[AppPage, ...] = ()


@dataclass(frozen=True)
class Trouble:
    """Why an extension is not there, or not wholly."""

    extension: str
    what: str  # a sentence for the operator
