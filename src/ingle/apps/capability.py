"""What apps add to the house."""

from ingle.apps import events
from ingle.apps.http import routes
from ingle.apps.names import SCOPE_READ, SCOPE_TOKENS, SCOPE_WRITE
from ingle.edge.capability import Capability, Event, Scope

APPS = Capability(
    name="apps",
    scopes=(
        Scope(SCOPE_READ, "see apps, and which of them open a file", apps=True),
        Scope(SCOPE_WRITE, "register, change, install and remove apps, and choose what opens what"),
        Scope(SCOPE_TOKENS, "let apps act for you"),
    ),
    routes=routes,
    events=(
        Event(
            events.CHANGED,
            "an app of yours was registered or changed, or you installed one or removed it from yours",
            SCOPE_READ,
        ),
        Event(events.REMOVED, "an app of yours was removed", SCOPE_READ),
    ),
)
