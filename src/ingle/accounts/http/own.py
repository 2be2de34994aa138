"""Coming, going, and one's own account."""

from collections.abc import Sequence
from typing import Any

from litestar import Response
from litestar.response import Stream

from ingle.accounts import views
from ingle.accounts.http.archives import ZIP, archive
from ingle.accounts.http.visitors import AnyRequest, address_of, no_session_cookies, session_cookies, visitor
from ingle.accounts.names import SCOPE_ACCOUNT_READ, SCOPE_ACCOUNT_WRITE, SCOPE_PASSWORD
from ingle.accounts.service import People
from ingle.edge.identity import Caller
from ingle.edge.routes import PUBLIC, SIGNED_IN, delete, get, post, put
from ingle.wire import accounts as wire
from ingle.wire.people import Confirmation, Elevated, NameChange


def routes(people: People) -> Sequence[Any]:
    @post("/login", scope=PUBLIC, status_code=200, summary="Log in")
    async def login(request: AnyRequest, data: wire.Login) -> Response[wire.User]:
        user, secret = await people.logins.login(data.name, data.password, visitor(request))
        return Response(views.user(user), cookies=session_cookies(request, user.id, secret))

    @post("/logout", scope=SIGNED_IN, status_code=204, summary="Log out")
    async def logout(request: AnyRequest, caller: Caller) -> Response[None]:
        await people.sessions.logout(caller, address=address_of(request))
        return Response(None, status_code=204, cookies=no_session_cookies(request, caller.user_id))

    @get("/me", scope=SIGNED_IN, short=True, summary="Who you are, and what you may do")
    async def me(caller: Caller) -> wire.Me:
        return views.me(caller, await people.accounts.get(caller.user_id))

    @post("/me/password", scope=SCOPE_PASSWORD, status_code=204, summary="Change your password")
    async def change_password(request: AnyRequest, caller: Caller, data: wire.PasswordChange) -> None:
        await people.password.change(caller, old=data.old, new=data.new, address=address_of(request))

    @put("/me/name", scope=SCOPE_ACCOUNT_WRITE, status_code=200, summary="Change your name")
    async def change_name(request: AnyRequest, caller: Caller, data: NameChange) -> wire.User:
        await people.elevation.require(caller)
        return views.user(await people.name.change(caller, data.name, address=address_of(request)))

    @post("/me/elevation", scope=SCOPE_ACCOUNT_WRITE, status_code=200, summary="Prove again who you are")
    async def elevate(request: AnyRequest, caller: Caller, data: Confirmation) -> Elevated:
        address = address_of(request)
        if data.code:
            return Elevated(until=await people.otp.elevate(caller, data.code, address=address))
        return Elevated(until=await people.elevation.by_password(caller, data.password, address=address))

    @delete("/me", scope=SCOPE_ACCOUNT_WRITE, summary="Remove your account and all that is yours")
    async def leave(request: AnyRequest, caller: Caller) -> Response[None]:
        await people.elevation.require(caller)
        await people.removal.leave(caller, address=address_of(request))
        return Response(None, status_code=204, cookies=no_session_cookies(request, caller.user_id))

    @get(
        "/me/export",
        scope=SCOPE_ACCOUNT_READ,
        media_type=ZIP,
        summary="All that is yours here, as a ZIP archive",
    )
    async def export(caller: Caller) -> Stream:
        await people.elevation.require(caller)
        return archive(people.exports.of(caller.user_id), caller.user_name)

    return [login, logout, me, change_password, change_name, elevate, leave, export]
