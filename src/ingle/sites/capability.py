"""What sites add to the house."""

from ingle.edge.capability import Capability, Event, Scope
from ingle.sites import events
from ingle.sites.http import routes
from ingle.sites.names import SCOPE_READ, SCOPE_WRITE

SITES = Capability(
    name="sites",
    scopes=(
        Scope(SCOPE_READ, "see your sites", apps=True),
        Scope(SCOPE_WRITE, "show directories of yours as sites, change and remove them", apps=True),
    ),
    routes=routes,
    events=(
        Event(events.CHANGED, "a site of yours was made or changed", SCOPE_READ, wide=True),
        Event(events.REMOVED, "a site of yours was removed", SCOPE_READ, wide=True),
    ),
)
