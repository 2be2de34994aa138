"""Programs' ways in."""

from collections.abc import Sequence
from typing import Any

from ingle.accounts import views
from ingle.accounts.names import SCOPE_TOKENS_READ, SCOPE_TOKENS_WRITE
from ingle.accounts.service import Tokens
from ingle.base.paging import DEFAULT_LIMIT
from ingle.edge.identity import Caller
from ingle.edge.pages import Cursor, Limit, Listing, listing
from ingle.edge.routes import delete, get, patch, post
from ingle.wire import accounts as wire


def routes(tokens: Tokens) -> Sequence[Any]:
    @get("/tokens", scope=SCOPE_TOKENS_READ, summary="List your tokens")
    async def list_tokens(
        caller: Caller, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None
    ) -> Listing[wire.Token]:
        return listing(await tokens.list(caller, after=cursor, limit=limit), views.token)

    @post("/tokens", scope=SCOPE_TOKENS_WRITE, summary="Make a token")
    async def create_token(caller: Caller, data: wire.TokenCreate) -> wire.TokenCreated:
        token, secret = await tokens.create(
            caller, data.name, scopes=data.scopes, expires_at=data.expires_at, restricted=data.restricted
        )
        return wire.TokenCreated(token=views.token(token), secret=secret)

    @post(
        "/tokens/{token:str}/refresh",
        scope=SCOPE_TOKENS_WRITE,
        status_code=200,
        summary="Give a token another secret",
    )
    async def refresh_token(token: str, caller: Caller) -> wire.TokenCreated:
        refreshed, secret = await tokens.refresh(caller, token)
        return wire.TokenCreated(token=views.token(refreshed), secret=secret)

    @patch("/tokens/{token:str}", scope=SCOPE_TOKENS_WRITE, summary="Rename a token")
    async def rename_token(token: str, caller: Caller, data: wire.TokenRename) -> wire.Token:
        return views.token(await tokens.rename(caller, token, data.name))

    @delete("/tokens/{token:str}", scope=SCOPE_TOKENS_WRITE, summary="Revoke a token")
    async def remove_token(token: str, caller: Caller) -> None:
        await tokens.remove(caller, token)

    return [list_tokens, create_token, refresh_token, rename_token, remove_token]
