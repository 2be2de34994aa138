"""Apps over HTTP."""

from collections.abc import Sequence
from typing import Annotated, Any

from litestar import Response
from litestar.params import QueryParameter
from msgspec import structs

from ingle.apps import views
from ingle.apps.model import Seen, Visibility
from ingle.apps.names import SCOPE_READ, SCOPE_TOKENS, SCOPE_WRITE
from ingle.apps.service import Apps, Fields
from ingle.base.paging import DEFAULT_LIMIT, Page
from ingle.edge.identity import Caller
from ingle.edge.pages import Cursor, Limit, Listing
from ingle.edge.routes import delete, get, patch, post, put
from ingle.wire import apps as wire

Words = Annotated[
    str, QueryParameter(description="words that an app's name, title or description has, all of them")
]
FileName = Annotated[str, QueryParameter(description="of the file that is to be opened")]
MediaType = Annotated[str, QueryParameter(description="of the file, where it is known")]


def routes(apps: Apps) -> Sequence[Any]:
    return [*_reading(apps), *_making(apps), *_using(apps), *_acting(apps)]


def _reading(apps: Apps) -> Sequence[Any]:
    @get("/apps", scope=SCOPE_READ, summary="List your own apps")
    async def list_apps(
        caller: Caller, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None
    ) -> Listing[wire.App]:
        return await _part(apps, caller, await apps.list(caller, after=cursor, limit=limit))

    @get("/apps/store", scope=SCOPE_READ, summary="List the apps that everybody is offered")
    async def list_store(
        caller: Caller, q: Words = "", limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None
    ) -> Listing[wire.App]:
        return await _part(apps, caller, await apps.list_store(caller, q, after=cursor, limit=limit))

    @get(
        "/apps/launchers", scope=SCOPE_READ, summary="What a launcher offers: recent, installed, recommended"
    )
    async def launchers(caller: Caller) -> wire.AppLaunchers:
        found = await apps.launchers(caller)
        return wire.AppLaunchers(
            recent=await _shown(apps, caller, found.recent),
            installed=await _shown(apps, caller, found.installed),
            recommended=await _shown(apps, caller, found.recommended),
        )

    @get("/apps/openers", scope=SCOPE_READ, summary="Which apps open a file, the best one first")
    async def openers(caller: Caller, name: FileName, media_type: MediaType = "") -> Listing[wire.App]:
        return Listing(await _shown(apps, caller, await apps.openers(caller, name, media_type)))

    @get("/apps/names/{name:str}", scope=SCOPE_READ, summary="Whether an app can be called this")
    async def check_name(name: str) -> wire.AppName:
        return wire.AppName(name=name, available=await apps.is_available(name))

    @get("/apps/{app:str}", scope=SCOPE_READ, summary="Look at an app, by name or id")
    async def get_app(app: str, caller: Caller) -> wire.App:
        return await _one(apps, caller, await apps.get(caller, app))

    @get("/apps/{app:str}/icon", scope=SCOPE_READ, summary="An app's icon")
    async def get_icon(app: str, caller: Caller) -> Response[bytes]:
        icon = await apps.icon(caller, app)
        return Response(icon.content, media_type=icon.type, headers={"Cache-Control": "private, max-age=300"})

    return [list_apps, list_store, launchers, openers, check_name, get_app, get_icon]


def _making(apps: Apps) -> Sequence[Any]:
    @post("/apps", scope=SCOPE_WRITE, summary="Register an app")
    async def create_app(caller: Caller, data: wire.AppCreate) -> wire.App:
        made = await apps.create(caller, _fields(data), dedupe_name=data.dedupe_name)
        return await _one(apps, caller, made)

    @patch("/apps/{app:str}", scope=SCOPE_WRITE, summary="Change an app")
    async def update_app(app: str, caller: Caller, data: wire.AppUpdate) -> wire.App:
        return await _one(apps, caller, await apps.update(caller, app, _fields(data)))

    @delete("/apps/{app:str}", scope=SCOPE_WRITE, summary="Remove an app; it acts for nobody any more")
    async def remove_app(app: str, caller: Caller) -> None:
        await apps.remove(caller, app)

    return [create_app, update_app, remove_app]


def _using(apps: Apps) -> Sequence[Any]:
    @put("/apps/{app:str}/installed", scope=SCOPE_WRITE, summary="Have an app among yours")
    async def install(app: str, caller: Caller) -> wire.App:
        return await _one(apps, caller, await apps.install(caller, app, wanted=True))

    @delete("/apps/{app:str}/installed", scope=SCOPE_WRITE, summary="Have it among yours no longer")
    async def uninstall(app: str, caller: Caller) -> None:
        await apps.install(caller, app, wanted=False)

    @post(
        "/apps/{app:str}/opened",
        scope=SCOPE_WRITE,
        status_code=204,
        summary="Say that you have opened an app",
    )
    async def opened(app: str, caller: Caller) -> None:
        await apps.opened(caller, app)

    @put("/apps/defaults/{kind:path}", scope=SCOPE_WRITE, summary="Choose the app that opens a type of files")
    async def set_default(kind: str, caller: Caller, data: wire.AppDefault) -> None:
        await apps.set_default(caller, kind.lstrip("/"), data.app)

    @delete("/apps/defaults/{kind:path}", scope=SCOPE_WRITE, summary="Let the best app open a type of files")
    async def unset_default(kind: str, caller: Caller) -> None:
        await apps.set_default(caller, kind.lstrip("/"), None)

    return [install, uninstall, opened, set_default, unset_default]


def _acting(apps: Apps) -> Sequence[Any]:
    @post("/apps/origins", scope=SCOPE_TOKENS, status_code=200, summary="The app that pages of an origin are")
    async def by_origin(caller: Caller, data: wire.AppOrigin) -> wire.App:
        return await _one(apps, caller, await apps.by_origin(caller, data.origin))

    @post("/apps/{app:str}/token", scope=SCOPE_TOKENS, summary="Let an app act for you")
    async def create_token(app: str, caller: Caller) -> wire.AppToken:
        seen, secret = await apps.token(caller, app)
        return wire.AppToken(app_id=seen.app.id, secret=secret)

    @delete("/apps/{app:str}/token", scope=SCOPE_TOKENS, summary="Let it act for you no longer")
    async def end_tokens(app: str, caller: Caller) -> None:
        await apps.end_tokens(caller, app)

    return [by_origin, create_token, end_tokens]


async def _part(apps: Apps, caller: Caller, page: Page[Seen]) -> Listing[wire.App]:
    return Listing(await _shown(apps, caller, page.items), page.cursor)


async def _one(apps: Apps, caller: Caller, seen: Seen) -> wire.App:
    (shown,) = await _shown(apps, caller, [seen])
    return shown


async def _shown(apps: Apps, caller: Caller, found: Sequence[Seen]) -> list[wire.App]:
    """As the caller sees them, with one question for all who made them."""
    makers = await apps.makers(found)
    return [views.app(seen, caller.user_id, makers.get(seen.app.owner, "")) for seen in found]


def _fields(data: wire.AppCreate | wire.AppUpdate) -> Fields:
    told = structs.asdict(data)
    told.pop("dedupe_name", None)
    visibility = told.pop("visibility")
    return Fields(**told, visibility=None if visibility is None else Visibility(visibility))
