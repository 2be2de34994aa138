"""Passkeys: registered, listed, used."""

from collections.abc import Sequence
from typing import Any

from litestar import Response

from ingle.accounts import views
from ingle.accounts.http.visitors import AnyRequest, address_of, session_cookies, visitor
from ingle.accounts.names import SCOPE_ACCOUNT_READ, SCOPE_ACCOUNT_WRITE
from ingle.accounts.policy import Page, page_of
from ingle.accounts.service import People
from ingle.edge.identity import Caller
from ingle.edge.pages import Listing
from ingle.edge.routes import PUBLIC, delete, get, patch, post
from ingle.wire import people as wire
from ingle.wire.accounts import User


def routes(people: People) -> Sequence[Any]:
    passkeys = people.passkeys

    @get("/me/passkeys", scope=SCOPE_ACCOUNT_READ, summary="List your passkeys")
    async def list_passkeys(caller: Caller) -> Listing[wire.Passkey]:
        return Listing([views.passkey(one) for one in await passkeys.list(caller)])

    @post("/me/passkeys/begin", scope=SCOPE_ACCOUNT_WRITE, status_code=200, summary="Begin a passkey")
    async def begin(request: AnyRequest, caller: Caller) -> wire.PasskeyQuestion:
        await people.elevation.require(caller)
        ticket, options = await passkeys.begin(caller, _page(request))
        return wire.PasskeyQuestion(ticket=ticket, options=dict(options))

    @post("/me/passkeys", scope=SCOPE_ACCOUNT_WRITE, summary="Register a passkey")
    async def finish(request: AnyRequest, caller: Caller, data: wire.PasskeyMade) -> wire.Passkey:
        await people.elevation.require(caller)
        address = address_of(request)
        return views.passkey(
            await passkeys.finish(
                caller, _page(request), data.ticket, data.credential, data.name, address=address
            )
        )

    @patch(
        "/me/passkeys/{passkey:str}", scope=SCOPE_ACCOUNT_WRITE, status_code=204, summary="Rename a passkey"
    )
    async def rename(passkey: str, caller: Caller, data: wire.PasskeyName) -> None:
        await passkeys.rename(caller, passkey, data.name)

    @delete("/me/passkeys/{passkey:str}", scope=SCOPE_ACCOUNT_WRITE, summary="Remove a passkey")
    async def remove(request: AnyRequest, passkey: str, caller: Caller) -> None:
        await people.elevation.require(caller)
        await passkeys.remove(caller, passkey, address=address_of(request))

    @post("/login/passkey/begin", scope=PUBLIC, status_code=200, summary="Begin a login with a passkey")
    async def begin_login(request: AnyRequest) -> wire.PasskeyQuestion:
        ticket, options = await passkeys.begin_login(_page(request), address=address_of(request))
        return wire.PasskeyQuestion(ticket=ticket, options=dict(options))

    @post("/login/passkey", scope=PUBLIC, status_code=200, summary="Log in with a passkey")
    async def finish_login(request: AnyRequest, data: wire.PasskeyUsed) -> Response[User]:
        user, secret = await passkeys.finish_login(
            _page(request), data.ticket, data.credential, visitor(request)
        )
        return Response(views.user(user), cookies=session_cookies(request, user.id, secret))

    return [list_passkeys, begin, finish, rename, remove, begin_login, finish_login]


def _page(request: AnyRequest) -> Page:
    return page_of(request.headers.get("origin"))
