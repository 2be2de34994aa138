"""One's own account: a guest who stays, and what takes the password once more.

The contract's word for the latter is user-protected: by a person's own login on a page of this host, never by an app or a token.
"""

from collections.abc import Sequence
from typing import Any

from litestar import MediaType, Response

from ingle.accounts import SCOPE_ACCOUNT_WRITE, NotElevatedError, People, address_of, no_session_cookies
from ingle.edge.identity import Caller
from ingle.edge.routes import post
from ingle.puter import people
from ingle.puter.asked import AnyRequest, Fields, text_of
from ingle.puter.errors import PasswordRequiredError, RevalidationRequiredError, SessionRequiredError
from ingle.puter.http.login import check_origin
from ingle.puter.services import Services


def routes(services: Services) -> Sequence[Any]:
    return [_save(services.people), *_changes(services.people), *_endings(services.people)]


def _save(accounts: People) -> Any:
    @post("/save_account", scope=SCOPE_ACCOUNT_WRITE, status_code=200)
    async def save_account(caller: Caller, request: AnyRequest, fields: Fields) -> dict[str, Any]:
        check_login(caller, request)
        user = await accounts.sign_ups.stay(
            caller,
            text_of(fields, "username"),
            text_of(fields, "password"),
            email=text_of(fields, "email"),
            address=address_of(request),
        )
        await accounts.emails.greet(user)
        return {"user": people.entered(user)}

    return save_account


def _changes(accounts: People) -> Sequence[Any]:
    @post("/user-protected/change-password", scope=SCOPE_ACCOUNT_WRITE, status_code=200)
    async def change_password(caller: Caller, request: AnyRequest, fields: Fields) -> Response[str]:
        await accounts.password.change(
            caller,
            old=password_of(caller, request, fields),
            new=text_of(fields, "new_pass"),
            address=address_of(request),
        )
        return Response("Password successfully updated.", media_type=MediaType.TEXT)

    @post("/user-protected/change-username", scope=SCOPE_ACCOUNT_WRITE, status_code=200)
    async def change_username(caller: Caller, request: AnyRequest, fields: Fields) -> dict[str, str]:
        address = await _proved(accounts, caller, request, fields)
        user = await accounts.name.change(caller, text_of(fields, "new_username"), address=address)
        return {"username": user.name}

    @post("/user-protected/change-email", scope=SCOPE_ACCOUNT_WRITE, status_code=200)
    async def change_email(caller: Caller, request: AnyRequest, fields: Fields) -> dict[str, Any]:
        await _proved(accounts, caller, request, fields)
        await accounts.emails.change(caller, text_of(fields, "new_email"))
        return {}

    return [change_password, change_username, change_email]


def _endings(accounts: People) -> Sequence[Any]:
    @post("/user-protected/disable-2fa", scope=SCOPE_ACCOUNT_WRITE, status_code=200)
    async def disable_2fa(caller: Caller, request: AnyRequest, fields: Fields) -> dict[str, bool]:
        password = password_of(caller, request, fields)
        await accounts.otp.disable(caller, password, address=address_of(request))
        return {"success": True}

    @post("/user-protected/delete-own-user", scope=SCOPE_ACCOUNT_WRITE, status_code=200)
    async def delete_own_user(caller: Caller, request: AnyRequest, fields: Fields) -> Response[Any]:
        address = await _proved(accounts, caller, request, fields)
        await accounts.removal.leave(caller, address=address)
        return Response({"success": True}, cookies=no_session_cookies(request, caller.user_id))

    return [disable_2fa, delete_own_user]


def check_login(caller: Caller, request: AnyRequest) -> None:
    """Raises ForbiddenError, SessionRequiredError."""
    check_origin(request)
    if caller.via != "session":
        raise SessionRequiredError("this is for the person themself, logged in")


def password_of(caller: Caller, request: AnyRequest, fields: Fields) -> str:
    """As it was told; whether it is right, others find out. Raises ForbiddenError, SessionRequiredError, PasswordRequiredError."""
    check_login(caller, request)
    password = text_of(fields, "password")
    if not password:
        raise PasswordRequiredError("the password is needed", key="password")
    return password


async def _proved(accounts: People, caller: Caller, request: AnyRequest, fields: Fields) -> str:
    """The address of somebody whose password was right; who has none came in a moment ago, or proved themself by their provider (oidc.py).
    Raises as password_of, WrongPasswordError, RateLimitedError, RevalidationRequiredError."""
    address = address_of(request)
    check_login(caller, request)
    user = await accounts.accounts.get(caller.user_id)
    if not user.password_hash and not user.temporary:
        try:
            await accounts.elevation.require(caller)
        except NotElevatedError as error:
            raise RevalidationRequiredError("prove who you are by your provider first") from error
        return address
    password = password_of(caller, request, fields)
    await accounts.elevation.check_password(caller, password, address=address)
    return address
