"""What files add to the house."""

from ingle.edge.capability import Capability, Event, Scope
from ingle.files import events, names
from ingle.files.http import routes

FILES = Capability(
    name="files",
    scopes=(
        Scope(
            names.READ, "see and read your files, and those that are shared with you", apps=True, links=True
        ),
        Scope(names.WRITE, "write, move and remove files", apps=True, links=True),
    ),
    routes=routes,
    events=(
        Event(events.ADDED, "a file or directory was made, with all that is in it", names.READ, wide=True),
        Event(
            events.UPDATED,
            "a file has another content, or an entry other times or metadata",
            names.READ,
            wide=True,
        ),
        Event(events.MOVED, "an entry was moved or renamed, with all that is in it", names.READ, wide=True),
        Event(
            events.UPLOAD,
            "an upload of yours was begun, has got further, is complete or given up",
            names.READ,
        ),
        Event(events.REMOVED, "an entry was removed, with all that was in it", names.READ, wide=True),
    ),
)
