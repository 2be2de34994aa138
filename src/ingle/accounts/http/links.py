"""Public links over HTTP."""

from collections.abc import Sequence
from typing import Any

from ingle.accounts.http.grants import KindOfObject, ObjectId
from ingle.accounts.model import Mode
from ingle.accounts.names import SCOPE_GRANTS_READ, SCOPE_GRANTS_WRITE, SCOPE_LINKS_FOLLOW
from ingle.accounts.service import Links
from ingle.accounts.views import sharing as views
from ingle.edge.identity import Caller
from ingle.edge.pages import Listing
from ingle.edge.routes import get, post
from ingle.wire import sharing as wire


def routes(links: Links) -> Sequence[Any]:
    @get("/links", scope=SCOPE_GRANTS_READ, summary="List the links to a thing")
    async def list_links(caller: Caller, kind: KindOfObject, thing: ObjectId) -> Listing[wire.Link]:
        return Listing([views.link(link, grant) for link, grant in await links.list(caller, kind, thing)])

    @get("/links/opened", scope=SCOPE_LINKS_FOLLOW, summary="What the link opens by which you are here")
    async def opened(caller: Caller) -> wire.LinkOpened:
        return views.opened(*await links.opened(caller))

    @post("/links", scope=SCOPE_GRANTS_WRITE, summary="Make a link to a thing, for whoever has it")
    async def create_link(caller: Caller, data: wire.LinkCreate) -> wire.LinkCreated:
        link, grant, secret = await links.create(
            caller,
            data.kind,
            data.object,
            Mode[data.mode.upper()],
            expires_at=data.expires_at,
            password=data.password,
            note=data.note,
        )
        return wire.LinkCreated(link=views.link(link, grant), secret=secret)

    return [list_links, opened, create_link]
