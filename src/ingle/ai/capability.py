"""What AI adds to the house: interfaces, and no endpoints of its own."""

from ingle.ai.names import SCOPE_USE
from ingle.edge.capability import Capability, Scope

AI = Capability(
    name="ai",
    scopes=(Scope(SCOPE_USE, "ask models, at the operator's cost", apps=True),),
    routes=lambda: (),
)
