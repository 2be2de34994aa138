"""Sites over HTTP: publishing and taking back. What they show is in `pages`."""

from collections.abc import Sequence
from typing import Annotated, Any

from litestar.params import QueryParameter

from ingle.base.paging import DEFAULT_LIMIT
from ingle.edge.identity import Caller
from ingle.edge.pages import Cursor, Limit, Listing, listing
from ingle.edge.routes import delete, get, patch, post
from ingle.sites import views
from ingle.sites.model import Site
from ingle.sites.names import PREFIX, SCOPE_READ, SCOPE_WRITE
from ingle.sites.service import Fields, Sites
from ingle.wire import sites as wire

Directory = Annotated[str | None, QueryParameter(description="path or id: only sites that show it")]


def routes(sites: Sites) -> Sequence[Any]:
    return [*_reading(sites), *_making(sites)]


def _reading(sites: Sites) -> Sequence[Any]:
    @get("/sites", scope=SCOPE_READ, summary="List your sites")
    async def list_sites(
        caller: Caller, directory: Directory = None, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None
    ) -> Listing[wire.Site]:
        found = await sites.list(caller, directory=directory, after=cursor, limit=limit)
        return listing(found, lambda site: _view(sites, site))

    @get("/sites/{site:str}", scope=SCOPE_READ, summary="Look at a site, by name or id")
    async def get_site(site: str, caller: Caller) -> wire.Site:
        return _view(sites, await sites.get(caller, site))

    @post("/sites/{site:str}/visit", scope=SCOPE_READ, summary="Get an address that shows you a private site")
    async def visit_site(site: str, caller: Caller) -> wire.SiteVisit:
        found, ticket, expires_at = await sites.visit(caller, site)
        return wire.SiteVisit(path=f"{PREFIX}{found.name}~{ticket}/", expires_at=expires_at)

    return [list_sites, get_site, visit_site]


def _making(sites: Sites) -> Sequence[Any]:
    @post("/sites", scope=SCOPE_WRITE, summary="Show a directory of yours as a site")
    async def create_site(caller: Caller, data: wire.SiteCreate) -> wire.Site:
        fields = Fields(data.name, data.directory, private=data.private, fallback=data.fallback)
        return _view(sites, await sites.create(caller, fields, app_id=data.app_id))

    @patch("/sites/{site:str}", scope=SCOPE_WRITE, summary="Change a site")
    async def update_site(site: str, caller: Caller, data: wire.SiteUpdate) -> wire.Site:
        fields = Fields(data.name, data.directory, data.domain, data.private, data.fallback)
        return _view(sites, await sites.update(caller, site, fields))

    @delete("/sites/{site:str}", scope=SCOPE_WRITE, summary="Remove a site; its directory stays")
    async def remove_site(site: str, caller: Caller) -> None:
        await sites.remove(caller, site)

    return [create_site, update_site, remove_site]


def _view(sites: Sites, site: Site) -> wire.Site:
    return views.site(site, sites.settings.domains)
