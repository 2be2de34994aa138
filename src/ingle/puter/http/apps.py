"""Apps: the caller's own, those of a name, those that a launcher offers, and those that open a file."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from litestar import Response

from ingle.apps import SCOPE_READ, AppNotFoundError, Seen
from ingle.edge.identity import Caller
from ingle.edge.routes import SIGNED_IN, get, post
from ingle.files import media_type
from ingle.puter.apps import several
from ingle.puter.asked import Fields, list_of, text_of
from ingle.puter.selector import select
from ingle.puter.services import Services
from ingle.puter.showing import show_all

MOST = 100  # apps of one answer; their icons come along


def routes(services: Services) -> Sequence[Any]:
    return [*_named(services), *_offered(services), *_used(services)]


def _named(services: Services) -> Sequence[Any]:
    async def called(caller: Caller, references: Sequence[Any]) -> list[dict[str, Any]]:
        """Those of these that are there."""
        found: list[Seen] = []
        for reference in references[:MOST]:
            with suppress(AppNotFoundError):
                found.append(await services.apps.get(caller, str(reference)))
        return await show_all(services, caller, found)

    @get("/apps", scope=SCOPE_READ)
    async def own(caller: Caller) -> Any:
        page = await services.apps.list(caller, after=None, limit=MOST)
        return await show_all(services, caller, page.items)

    @get("/apps/nameAvailable", scope=SCOPE_READ)
    async def is_available(fields: Fields) -> Any:
        name = text_of(fields, "name")
        return {"name": name, "available": await services.apps.is_available(name)}

    @get("/apps/{app:str}", scope=SCOPE_READ)
    async def by_name(app: str, caller: Caller) -> Any:
        """`a|b|c` answers a list."""
        if "|" in app:
            return await called(caller, several(app))
        (shown,) = await show_all(services, caller, [await services.apps.get(caller, app)])
        return shown

    @post("/query/app", scope=SCOPE_READ, status_code=200)
    async def by_names(caller: Caller, fields: Fields) -> Any:
        return await called(caller, list_of(fields, "items") or list_of(fields, "names"))

    @get("/get-dev-profile", scope=SCOPE_READ)
    async def developer(caller: Caller) -> Any:
        """Whoever registers an app is its developer, and nobody is paid."""
        return {
            "username": caller.user_name,
            "uuid": caller.user_id,
            "approved_for_incentive_program": False,
            "joined_incentive_program": False,
        }

    @get(["/app-icon/{app:str}", "/app-icon/{app:str}/{size:str}"], scope=SCOPE_READ)
    async def icon(caller: Caller, app: str) -> Response[bytes]:
        """As large as it was given: it is drawn in the size that is needed."""
        found = await services.apps.icon(caller, app)
        return Response(
            found.content, media_type=found.type, headers={"Cache-Control": "private, max-age=300"}
        )

    return [own, is_available, by_name, by_names, developer, icon]


def _offered(services: Services) -> Sequence[Any]:
    @get("/get-launch-apps", scope=SCOPE_READ)
    async def launch_apps(caller: Caller) -> Any:
        offered = await services.apps.launchers(caller)
        return {
            "recommended": await show_all(services, caller, offered.recommended),
            "recent": await show_all(services, caller, offered.recent),
        }

    @get("/installedApps", scope=SCOPE_READ)
    async def installed(caller: Caller) -> Any:
        return await show_all(services, caller, (await services.apps.launchers(caller)).installed)

    @post("/suggest_apps", scope=SCOPE_READ, status_code=200)
    async def suggest(caller: Caller, fields: Fields) -> Any:
        """Which apps open a file, the best one first."""
        entry = (await services.files.looking.stat(caller, select(fields))).entry
        found = await services.apps.openers(caller, entry.name, media_type(entry))
        return await show_all(services, caller, found)

    return [launch_apps, installed, suggest]


def _used(services: Services) -> Sequence[Any]:
    @post("/rao", scope=SIGNED_IN, status_code=200)
    async def opened(caller: Caller, fields: Fields) -> Any:
        """The caller has opened an app; programs that are none say so as well, and nothing is to be noted then."""
        app = caller.app_id or text_of(fields, "app_uid")
        if app:
            await services.apps.opened(caller, app)
        return {}

    return [opened]
