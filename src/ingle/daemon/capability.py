"""What the daemon itself adds: its own endpoints and the events' door."""

from ingle.daemon import names
from ingle.daemon.http import api_routes
from ingle.edge.capability import Capability, Scope

DAEMON = Capability(
    name="daemon",
    scopes=(
        Scope(names.SCOPE_SYSTEM, "see what runs here and what is missing"),
        Scope(names.SCOPE_EVENTS, "follow the events of what you may see"),
        Scope(names.SCOPE_METRICS, "read the daemon's metrics", admin=True),
    ),
    routes=api_routes,
)
