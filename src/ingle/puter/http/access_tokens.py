"""Tokens for one purpose, and reading by one that lies in an address."""

from collections.abc import Sequence
from typing import Any

from litestar import Response

from ingle.edge.identity import Caller
from ingle.edge.routes import SIGNED_IN, get, post
from ingle.files import READ, answer
from ingle.puter.access import Access, read_permissions
from ingle.puter.asked import AnyRequest, Fields, list_of, text_of
from ingle.puter.lives import life_of
from ingle.puter.selector import select
from ingle.puter.services import Services


def routes(services: Services) -> Sequence[Any]:
    access = Access(services)

    @post("/auth/create-access-token", scope=SIGNED_IN, status_code=200)
    async def create_access_token(caller: Caller, fields: Fields) -> dict[str, str]:
        life = life_of(fields.get("expiresIn"))
        secret = await access.make_token(
            caller,
            read_permissions(list_of(fields, "permissions")),
            label=text_of(fields, "label"),
            expires_at=None if life is None else services.clock.now() + life,
        )
        return {"token": secret}

    @post("/auth/revoke-access-token", scope=SIGNED_IN, status_code=200)
    async def revoke_access_token(caller: Caller, fields: Fields) -> dict[str, bool]:
        await access.end_token(caller, text_of(fields, "tokenOrUuid"))
        return {"ok": True}

    @get("/token-read", scope=READ)
    async def token_read(caller: Caller, request: AnyRequest, fields: Fields) -> Response[Any]:
        reading = await services.files.contents.open(
            caller, select(fields.get("uid") or fields.get("file"), of="uid")
        )
        return answer(services.files.contents, reading, request.headers, download=False)

    return [create_access_token, revoke_access_token, token_read]
