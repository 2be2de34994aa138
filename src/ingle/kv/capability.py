"""What the key-value store adds to the house."""

from ingle.edge.capability import Capability, Scope
from ingle.kv.http import routes
from ingle.kv.names import SCOPE_READ, SCOPE_WRITE

KV = Capability(
    name="kv",
    scopes=(
        Scope(SCOPE_READ, "read keys and values", apps=True),
        Scope(SCOPE_WRITE, "store, change and remove keys and values", apps=True),
    ),
    routes=routes,
)
