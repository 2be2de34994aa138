"""Coming in and going. The token of a login is its session's secret, which also lies in the cookie of this host's own pages."""

from collections.abc import Sequence
from typing import Any

from litestar import MediaType, Response

from ingle.accounts import OtpRequiredError, User, address_of, no_session_cookies, session_cookies, visitor
from ingle.edge.identity import Caller
from ingle.edge.origin import is_cross_origin
from ingle.edge.routes import PUBLIC, SIGNED_IN, get, post
from ingle.puter import people
from ingle.puter.asked import AnyRequest, Fields, text_of
from ingle.puter.errors import ForbiddenError
from ingle.puter.services import Services


def routes(services: Services) -> Sequence[Any]:
    return [*_coming(services), *_going(services)]


def _coming(services: Services) -> Sequence[Any]:
    accounts = services.people

    @post("/login", scope=PUBLIC, status_code=200)
    async def login(request: AnyRequest, fields: Fields) -> Response[Any]:
        check_origin(request)
        handle = text_of(fields, "username", "email")
        try:
            entered = await accounts.logins.login(handle, text_of(fields, "password"), visitor(request))
        except OtpRequiredError as asked:
            ticket = asked.fields["ticket"]
            return Response({"proceed": True, "next_step": "otp", "otp_jwt_token": ticket}, status_code=202)
        return _entered(request, *entered)

    @post(["/login/otp", "/login/recovery-code"], scope=PUBLIC, status_code=200)
    async def login_with_code(request: AnyRequest, fields: Fields) -> Response[Any]:
        check_origin(request)
        entered = await accounts.otp.finish_login(
            text_of(fields, "token"), text_of(fields, "code"), visitor(request)
        )
        return _entered(request, *entered)

    @post("/signup", scope=PUBLIC, status_code=200)
    async def sign_up(request: AnyRequest, fields: Fields) -> Response[Any]:
        check_origin(request)
        if text_of(fields, "p102xyzname"):  # a field that people do not see
            raise ForbiddenError("this form is for people")
        if fields.get("is_temp"):
            return _entered(request, *await accounts.sign_ups.come_for_now(visitor(request)))
        user, secret = await accounts.sign_ups.sign_up(
            text_of(fields, "username"),
            text_of(fields, "password"),
            visitor(request),
            email=text_of(fields, "email"),
            invite=text_of(fields, "invite"),
            captcha=text_of(fields, "captchaAnswer"),
        )
        await accounts.emails.greet(user)
        return _entered(request, user, secret)

    return [login, login_with_code, sign_up]


def _going(services: Services) -> Sequence[Any]:
    @post("/logout", scope=SIGNED_IN, status_code=200)
    async def logout(request: AnyRequest, caller: Caller) -> Response[str]:
        await services.people.sessions.logout(caller, address=address_of(request))
        cookies = no_session_cookies(request, caller.user_id)
        return Response("logged out", media_type=MediaType.TEXT, cookies=cookies)

    @get("/get-anticsrf-token", scope=SIGNED_IN)
    async def anticsrf_token(caller: Caller) -> dict[str, str]:
        """Nothing needs it here: a cookie counts only for pages of this host (puter/identify.py)."""
        return {"token": caller.credential_id}

    return [logout, anticsrf_token]


def check_origin(request: AnyRequest) -> None:
    """Passwords are taken from this host's own pages and from programs. Raises ForbiddenError."""
    if is_cross_origin(request.headers):
        raise ForbiddenError("people log in on pages of this host only")


def _entered(request: AnyRequest, user: User, secret: str) -> Response[Any]:
    body = {"proceed": True, "next_step": "complete", "token": secret, "user": people.entered(user)}
    return Response(body, cookies=session_cookies(request, user.id, secret))
