"""One-time codes: set up, enabled, asked for."""

from collections.abc import Sequence
from typing import Any

from litestar import Response

from ingle.accounts import views
from ingle.accounts.http.visitors import AnyRequest, address_of, session_cookies, visitor
from ingle.accounts.names import SCOPE_ACCOUNT_READ, SCOPE_ACCOUNT_WRITE, SCOPE_USERS
from ingle.accounts.service import People
from ingle.edge.identity import Caller
from ingle.edge.routes import PUBLIC, delete, get, post
from ingle.wire import people as wire
from ingle.wire.accounts import User


def routes(people: People) -> Sequence[Any]:
    otp = people.otp

    @post("/login/otp", scope=PUBLIC, status_code=200, summary="Finish a login with a one-time code")
    async def finish_login(request: AnyRequest, data: wire.LoginCode) -> Response[User]:
        user, secret = await otp.finish_login(data.ticket, data.code, visitor(request))
        return Response(views.user(user), cookies=session_cookies(request, user.id, secret))

    @get("/me/otp", scope=SCOPE_ACCOUNT_READ, summary="Whether one-time codes are on")
    async def status(caller: Caller) -> wire.OtpStatus:
        enabled_at, left = await otp.status(caller)
        return wire.OtpStatus(enabled_at=enabled_at, recovery_codes_left=left)

    @post("/me/otp", scope=SCOPE_ACCOUNT_WRITE, summary="Begin to use one-time codes")
    async def set_up(request: AnyRequest, caller: Caller, data: wire.Password) -> wire.OtpSetUp:
        made = await otp.set_up(caller, data.password, address=address_of(request))
        return wire.OtpSetUp(secret=made.secret, url=made.url, qr_svg=made.qr_svg)

    @post("/me/otp/test", scope=SCOPE_ACCOUNT_WRITE, status_code=200, summary="Try a code before it counts")
    async def test(request: AnyRequest, caller: Caller, data: wire.Code) -> wire.OtpTest:
        return wire.OtpTest(right=await otp.test(caller, data.code, address=address_of(request)))

    @post("/me/otp/enable", scope=SCOPE_ACCOUNT_WRITE, status_code=200, summary="Turn one-time codes on")
    async def enable(request: AnyRequest, caller: Caller, data: wire.Code) -> wire.RecoveryCodes:
        return wire.RecoveryCodes(codes=await otp.enable(caller, data.code, address=address_of(request)))

    @post("/me/otp/disable", scope=SCOPE_ACCOUNT_WRITE, status_code=204, summary="Turn one-time codes off")
    async def disable(request: AnyRequest, caller: Caller, data: wire.Password) -> None:
        await otp.disable(caller, data.password, address=address_of(request))

    @delete("/users/{user:str}/otp", scope=SCOPE_USERS, summary="Turn somebody's one-time codes off")
    async def reset(request: AnyRequest, user: str, caller: Caller) -> None:
        await people.elevation.require(caller)
        await otp.reset(caller, user, address=address_of(request))

    return [finish_login, status, set_up, test, enable, disable, reset]
