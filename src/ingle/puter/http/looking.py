"""Looking at files: what an entry is, what a directory holds, and what is called so."""

from collections.abc import Sequence
from typing import Any

from ingle.accounts import Mode
from ingle.base.errors import NotFoundError
from ingle.edge.identity import Caller
from ingle.edge.routes import get, post
from ingle.files import READ, Place
from ingle.kv import SCOPE_READ as KV_READ
from ingle.puter import desk, listing
from ingle.puter.asked import AnyRequest, Fields, flag_of, number_of, text_of
from ingle.puter.entries import Shape, is_directory, v1, v2
from ingle.puter.hosting import websites
from ingle.puter.http.twins import twins
from ingle.puter.listing import Listing
from ingle.puter.sdk import origin_of
from ingle.puter.selector import is_top, join, select
from ingle.puter.services import Services
from ingle.sites import SCOPE_READ as SITES_READ

MAX_FOUND = 200
MAX_VERSIONS = 100


def routes(services: Services) -> Sequence[Any]:
    look = Look(services)

    @post("/stat", scope=READ, status_code=200)
    async def stat(caller: Caller, request: AnyRequest, fields: Fields) -> Any:
        return await look.stat(
            caller, fields, v1, origin_of(request.url.scheme, request.headers.get("host", ""))
        )

    @post("/fs/stat", scope=READ, status_code=200)
    async def newer_stat(caller: Caller, request: AnyRequest, fields: Fields) -> Any:
        return await look.stat(
            caller, fields, v2, origin_of(request.url.scheme, request.headers.get("host", ""))
        )

    @get("/fs/readdir", scope=READ)
    async def readdir_by_query(caller: Caller, fields: Fields) -> Any:
        return await look.readdir(caller, fields, v2)

    @get("/cache/last-change-timestamp", scope=READ)
    async def last_change(caller: Caller) -> dict[str, int]:
        """The number of the newest change of the tree: all that is done with it is to see whether it is another one."""
        happened = await services.files.history.since(caller, None, limit=1)
        return {"timestamp": happened.number}

    return [
        stat,
        newer_stat,
        *twins("readdir", READ, look.readdir),
        *twins("search", READ, look.search),
        readdir_by_query,
        last_change,
    ]


class Look:
    def __init__(self, services: Services) -> None:
        self._services = services
        self._looking = services.files.looking
        self._searching = services.files.searching

    async def stat(self, caller: Caller, fields: dict[str, Any], shape: Shape, origin: str) -> dict[str, Any]:
        """`origin`: that was asked, for addresses of sites."""
        place = await self._looking.stat(caller, select(fields))
        told = {**shape(place.entry, place.path), "owner": {"username": place.owner.name}}
        if is_directory(place.entry):
            told["is_empty"] = await self._is_empty(caller, place)
            told |= await self._view(caller, place)
            if flag_of(fields, "return_size", "returnSize"):
                told["size"] = await self._looking.weigh(caller, place.entry.id)
            if flag_of(fields, "return_subdomains", "returnSubdomains") and caller.may(SITES_READ):
                told |= await self._websites(caller, place.entry.id, shape, origin)
        if flag_of(fields, "return_versions", "returnVersions"):
            told["versions"] = await self._versions(caller, place)
        if flag_of(fields, "return_shares", "returnShares"):
            told["shares"] = []
        return told

    async def readdir(self, caller: Caller, fields: dict[str, Any], shape: Shape) -> Any:
        path = select(fields)
        if is_top(path):
            home = await self._looking.stat(caller, "~")
            return listing.whole([shape(home.entry, home.path)], fields)
        if flag_of(fields, "recursive"):
            return await self._walk(caller, path, fields, shape)
        wanted = listing.wanted(fields)
        if wanted.paged:
            return await self._page(caller, path, wanted, shape)
        return await self._all(caller, path, wanted, shape)

    async def search(self, caller: Caller, fields: dict[str, Any], shape: Shape) -> list[dict[str, Any]]:
        text = text_of(fields, "query", "text")
        try:
            found = await self._searching.names(caller, text, limit=MAX_FOUND)
        except NotFoundError:  # an app that has no directory of its own yet
            return []
        return [shape(entry, path) for path, entry in found]

    async def _page(self, caller: Caller, path: str, wanted: Listing, shape: Shape) -> dict[str, Any]:
        found = await self._looking.contents(
            caller,
            path,
            sort=wanted.sort,
            descending=wanted.descending,
            cursor=wanted.cursor,
            limit=wanted.limit,
            total=wanted.total,
        )
        items = [shape(entry, join(found.place.path, entry.name)) for entry in found.items]
        return listing.page(items, found.cursor, found.total)

    async def _all(self, caller: Caller, path: str, wanted: Listing, shape: Shape) -> list[dict[str, Any]]:
        """All of it, or as many as are asked for after as many as are passed over."""
        items: list[dict[str, Any]] = []
        cursor: str | None = None
        end = wanted.offset + wanted.limit
        while len(items) < end:
            part = Listing(wanted.sort, wanted.descending, cursor=cursor, limit=min(end, listing.PART))
            page = await self._page(caller, path, part, shape)
            items += page["items"]
            cursor = page.get("cursor")
            if cursor is None:
                break
        return items[wanted.offset : end]

    async def _walk(self, caller: Caller, path: str, fields: dict[str, Any], shape: Shape) -> Any:
        depth = number_of(fields, "depth", listing.MAX_DEPTH, most=listing.MAX_DEPTH)
        walked = await self._looking.walk(caller, path, depth=max(1, depth), limit=listing.MAX_WALKED)
        items = [shape(entry, f"{walked.place.path}/{below}") for below, entry in walked.items]
        return listing.whole(items, fields)

    async def _is_empty(self, caller: Caller, place: Place) -> bool | None:
        """None: the caller may not look into it."""
        if place.mode < Mode.LIST:
            return None
        found = await self._looking.contents(caller, place.entry.id, limit=1)
        return not found.items

    async def _view(self, caller: Caller, place: Place) -> dict[str, Any]:
        """How the person wants to see it, which is no app's concern."""
        if caller.app_id or not caller.may(KV_READ):
            return {}
        (kept,) = await self._services.kv.get_many(caller, [desk.view_key(place.entry.id)])
        return desk.view(kept)

    async def _websites(self, caller: Caller, directory: str, shape: Shape, origin: str) -> dict[str, Any]:
        sites = self._services.sites
        found = (await sites.of_directories(caller, [directory])).get(directory, ())
        flag = "has_website" if shape is v1 else "hasWebsite"
        return {"subdomains": websites(found, sites.settings.domains, origin), flag: bool(found)}

    async def _versions(self, caller: Caller, place: Place) -> list[dict[str, Any]]:
        if is_directory(place.entry):
            return []
        page = await self._services.files.versions.list(
            caller, place.entry.id, after=None, limit=MAX_VERSIONS
        )
        return [
            {"id": one.id, "size": one.size, "modified": one.modified_us // 1_000_000, "user": None}
            for one in page.items
        ]
