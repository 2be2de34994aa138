"""What the gateway adds to the house."""

from ingle.edge.capability import Capability
from ingle.gateway.http import routes

GATEWAY = Capability(name="gateway", scopes=(), routes=routes)
