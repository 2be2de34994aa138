"""What images add to the house."""

from ingle.edge.capability import Capability, Event, Scope
from ingle.images import events
from ingle.images.http import routes
from ingle.images.names import IMAGES_READ, IMAGES_WRITE

IMAGES = Capability(
    name="images",
    scopes=(
        Scope(IMAGES_READ, "see your images"),
        Scope(IMAGES_WRITE, "make and remove images"),
    ),
    routes=routes,
    events=(
        Event(events.CHANGED, "an image was begun, became ready, or failed", IMAGES_READ),
        Event(events.PROGRESS, "the making of an image went on", IMAGES_READ),
        Event(events.REMOVED, "an image was removed", IMAGES_READ),
    ),
)
