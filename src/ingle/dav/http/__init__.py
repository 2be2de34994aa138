"""WebDAV's door: one file a subject. Its methods are no methods of REST, so it is an application of its own below `/dav/`."""

from collections.abc import Sequence
from typing import Any

from ingle.dav.http.door import Door
from ingle.dav.names import PREFIX
from ingle.dav.service import Dav
from ingle.edge.routes import mount
from ingle.files import READ


def routes(dav: Dav) -> Sequence[Any]:
    """Handlers below /. To read lets in; the door asks for more where something is changed."""
    return [mount(PREFIX, Door(dav), scope=READ)]
