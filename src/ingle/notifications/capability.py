"""What notifications add to the house."""

from ingle.edge.capability import Capability, Event, Scope
from ingle.notifications import events
from ingle.notifications.http import routes
from ingle.notifications.names import SCOPE_CREATE, SCOPE_READ, SCOPE_WRITE

NOTIFICATIONS = Capability(
    name="notifications",
    scopes=(
        Scope(SCOPE_READ, "see notifications"),
        Scope(SCOPE_CREATE, "make notifications", apps=True),
        Scope(SCOPE_WRITE, "put notifications away"),
    ),
    routes=routes,
    events=(
        Event(events.CREATED, "you are notified of something", SCOPE_READ),
        Event(events.CHANGED, "a notification was shown or put away", SCOPE_READ),
        Event(events.ACKNOWLEDGED_ALL, "all notifications were put away", SCOPE_READ),
    ),
)
