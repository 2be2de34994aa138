"""Letting apps act for somebody."""

from collections.abc import Sequence
from typing import Any

from ingle.apps import SCOPE_TOKENS
from ingle.edge.identity import Caller
from ingle.edge.routes import post
from ingle.puter.access import Access
from ingle.puter.asked import Fields, text_of
from ingle.puter.services import Services


def routes(services: Services) -> Sequence[Any]:
    access = Access(services)

    @post("/auth/get-user-app-token", scope=SCOPE_TOKENS, status_code=200)
    async def get_user_app_token(caller: Caller, fields: Fields) -> dict[str, Any]:
        app = (await access.app(caller, text_of(fields, "app_uid"), text_of(fields, "origin"))).app
        return {"token": await access.let_act(caller, app.id), "app_uid": app.id}

    @post("/auth/check-app", scope=SCOPE_TOKENS, status_code=200)
    async def check_app(caller: Caller, fields: Fields) -> dict[str, Any]:
        app = (await access.app(caller, text_of(fields, "app_uid"), text_of(fields, "origin"))).app
        if app.id not in await access.acting(caller):
            return {"app_uid": app.id, "authenticated": False}
        return {"app_uid": app.id, "authenticated": True, "token": await access.let_act(caller, app.id)}

    @post("/auth/app-uid-from-origin", scope=SCOPE_TOKENS, status_code=200)
    async def app_uid_from_origin(caller: Caller, fields: Fields) -> dict[str, Any]:
        seen = await access.app(caller, "", text_of(fields, "origin"))
        return {"uid": seen.app.id}

    return [get_user_app_token, check_app, app_uid_from_origin]
