"""Extensions: Python packages that add endpoints, events, handlers, entities, pages and apps to the daemon without touching it.

The front door, and all that an extension imports from Ingle. A package names its `Extension` in the entry point group `ingle.extensions`:

    [project.entry-points."ingle.extensions"]
    guestbook = "ingle_guestbook:EXTENSION"

What an extension declares is named after it: its endpoints lie below /api/v1/x/NAME, its scopes begin with `NAME:`, its events and collections with `NAME.`.
One that is broken is reported (`ingle doctor`, the log) and left out; the daemon runs on.
"""

from ingle.base.errors import ConflictError, IngleError, InvalidError, Kind, NotFoundError, UnavailableError
from ingle.edge.capability import Event, Scope
from ingle.edge.identity import Caller
from ingle.edge.interfaces import Method, Stream
from ingle.edge.pages import Cursor, Limit, Listing, listing
from ingle.edge.routes import PUBLIC, SIGNED_IN, delete, get, patch, post, put, websocket
from ingle.entities import Collection, Entities, Entity, EntityNotFoundError, Field, FieldType, Holding
from ingle.extensions.model import AppPage, Extension, Surroundings, Trouble
from ingle.runtime.bus import Bus, Fact

__all__ = [
    "PUBLIC",
    "SIGNED_IN",
    "AppPage",
    "Bus",
    "Caller",
    "Collection",
    "ConflictError",
    "Cursor",
    "Entities",
    "Entity",
    "EntityNotFoundError",
    "Event",
    "Extension",
    "Fact",
    "Field",
    "FieldType",
    "Holding",
    "IngleError",
    "InvalidError",
    "Kind",
    "Limit",
    "Listing",
    "Method",
    "NotFoundError",
    "Scope",
    "Stream",
    "Surroundings",
    "Trouble",
    "UnavailableError",
    "delete",
    "get",
    "listing",
    "patch",
    "post",
    "put",
    "websocket",
]
