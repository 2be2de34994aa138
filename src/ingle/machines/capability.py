"""What machines add to the house."""

from collections.abc import Sequence
from typing import Any

from ingle.edge.capability import Capability, Event, Scope
from ingle.machines import events, names
from ingle.machines.http import http_routes
from ingle.machines.service import MachineService
from ingle.machines.stream import stream_routes


def routes(service: MachineService) -> Sequence[Any]:
    return [*http_routes(service), *stream_routes(service)]


MACHINES = Capability(
    name="machines",
    scopes=(
        Scope(names.READ, "see your machines, their logs and their load"),
        Scope(names.WRITE, "make, start, stop and remove machines"),
        Scope(names.EXEC, "run programs in machines, read and write their files, connect to their ports"),
        Scope(names.STORAGE, "see what everybody's machines take on the disk, and tidy it up", admin=True),
    ),
    routes=routes,
    events=(
        Event(events.CHANGED, "a machine was made or is in another state", names.READ),
        Event(events.REMOVED, "a machine was removed", names.READ),
        Event(events.RESTORED, "a machine became what it was at a snapshot", names.READ),
        Event(events.FORKED, "machines go on as this one was", names.READ),
        Event(events.SNAPSHOT_CREATED, "a machine was kept as it was, by name", names.READ),
        Event(events.SNAPSHOT_REMOVED, "a snapshot was removed", names.READ),
    ),
)
