"""What the key-value store adds to the house."""

from ingle.edge.capability import Capability, Event, Scope
from ingle.kv import events
from ingle.kv.http import routes
from ingle.kv.names import SCOPE_READ, SCOPE_WRITE

KV = Capability(
    name="kv",
    scopes=(
        Scope(SCOPE_READ, "read keys and values", apps=True),
        Scope(SCOPE_WRITE, "store, change and remove keys and values", apps=True),
    ),
    routes=routes,
    events=(Event(events.CHANGED, "a value of your own that is told of was changed", SCOPE_READ, wide=True),),
)
