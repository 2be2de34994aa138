"""Signed addresses of files, made for apps that are to open them."""

from collections.abc import Sequence
from typing import Any

from ingle.accounts import Mode
from ingle.apps import SCOPE_TOKENS
from ingle.base.errors import IngleError
from ingle.edge.identity import Caller
from ingle.edge.routes import post
from ingle.files import READ, Place, media_type
from ingle.puter.access import Access
from ingle.puter.asked import AnyRequest, Fields, list_of, text_of
from ingle.puter.errors import BadRequestError, ForbiddenError
from ingle.puter.selector import select
from ingle.puter.services import Services
from ingle.puter.showing import show_all
from ingle.puter.signing import Act, Signing

MAX_ITEMS = 64


def routes(services: Services) -> Sequence[Any]:
    return [_sign(services), _open(services)]


def _sign(services: Services) -> Any:
    signing, access = Signing(services), Access(services)

    @post("/sign", scope=READ, status_code=200)
    async def sign(caller: Caller, request: AnyRequest, fields: Fields) -> dict[str, Any]:
        """For the app that asks, or for one that is named, which is let act for the person and granted the files by it."""
        items = list_of(fields, "items")
        if len(items) > MAX_ITEMS:
            raise BadRequestError(f"at most {MAX_ITEMS} items at once", key="items")
        told: dict[str, Any] = {"signatures": []}
        app_id = ""
        named = text_of(fields, "app_uid")
        if named and not caller.app_id and caller.may(SCOPE_TOKENS):
            app_id = (await access.app(caller, named, "")).app.id
            told["token"] = await access.let_act(caller, app_id)
        for item in items:
            told["signatures"].append(await _signed(caller, app_id, item, request))
        return told

    async def _signed(caller: Caller, app_id: str, item: Any, request: AnyRequest) -> dict[str, Any]:
        """{}: there is no such entry, or the caller may not let it be used so."""
        act: Act = "write" if isinstance(item, dict) and item.get("action") == "write" else "read"
        try:
            place = await services.files.looking.stat(caller, select(item, of="items"))
            if app_id:
                return await signing.hand(caller, app_id, place, request, act)
            return await signing.sign(caller, place, request, act)
        except IngleError:
            return {}

    return sign


def _open(services: Services) -> Any:
    signing, access = Signing(services), Access(services)

    @post("/open_item", scope=SCOPE_TOKENS, status_code=200)
    async def open_item(caller: Caller, request: AnyRequest, fields: Fields) -> dict[str, Any]:
        """Which apps open it, and it signed for the first of them, which is let act for the person; where there is none, for the person."""
        if caller.app_id:
            raise ForbiddenError("people open files; an app asks its person")
        place = await services.files.looking.stat(caller, select(fields))
        found = await services.apps.openers(caller, place.entry.name, media_type(place.entry))
        first = found[0].app.id if found else ""
        return {
            "signature": await _as_may(caller, first, place, request),
            "token": await access.let_act(caller, first) if first else None,
            "suggested_apps": await show_all(services, caller, found),
        }

    async def _as_may(caller: Caller, app_id: str, place: Place, request: AnyRequest) -> dict[str, Any]:
        """For writing where the caller may give that, else for reading."""
        act: Act = "write" if place.mode >= Mode.WRITE else "read"
        if app_id and place.mode >= Mode.MANAGE:
            return await signing.hand(caller, app_id, place, request, act)
        return await signing.sign(caller, place, request, act)

    return open_item
