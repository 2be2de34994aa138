"""Accounts over HTTP."""

from collections.abc import Sequence
from typing import Any

from litestar import Request, Response
from litestar.datastructures import Cookie

from ingle.accounts import views
from ingle.accounts.limits import PersonalLimits
from ingle.accounts.names import (
    COOKIE,
    SCOPE_PASSWORD,
    SCOPE_TOKENS_READ,
    SCOPE_TOKENS_WRITE,
    SCOPE_USERS,
)
from ingle.accounts.policy import COOKIE_LIFE
from ingle.accounts.service import Accounts
from ingle.accounts.tokens import Tokens
from ingle.base.paging import DEFAULT_LIMIT
from ingle.edge.identity import Caller
from ingle.edge.pages import Cursor, Limit, Listing, listing
from ingle.edge.routes import PUBLIC, SIGNED_IN, delete, get, post, put
from ingle.wire import accounts as wire

AnyRequest = Request[Any, Any, Any]


def routes(accounts: Accounts, tokens: Tokens, limits: PersonalLimits) -> Sequence[Any]:
    return [*_own(accounts), *_users(accounts), *_tokens(tokens), *_limits(limits)]


def _own(accounts: Accounts) -> Sequence[Any]:
    """Coming, going, and one's own account."""

    @post("/login", scope=PUBLIC, status_code=200, summary="Log in")
    async def login(request: AnyRequest, data: wire.Login) -> Response[wire.User]:
        address = request.client.host if request.client else "local"
        user, secret = await accounts.login(data.name, data.password, address=address)
        life = int(COOKIE_LIFE.total_seconds())
        return Response(views.user(user), cookies=[_cookie(request, secret, life)])

    @post("/logout", scope=SIGNED_IN, status_code=204, summary="Log out")
    async def logout(request: AnyRequest, caller: Caller) -> Response[None]:
        await accounts.logout(caller)
        return Response(None, status_code=204, cookies=[_cookie(request, "", 0)])

    @get("/me", scope=SIGNED_IN, summary="Who you are, and what you may do")
    async def me(caller: Caller) -> wire.Me:
        return views.me(caller, await accounts.get(caller.user_id))

    @post("/me/password", scope=SCOPE_PASSWORD, status_code=204, summary="Change your password")
    async def change_password(caller: Caller, data: wire.PasswordChange) -> None:
        await accounts.change_password(caller, old=data.old, new=data.new)

    return [login, logout, me, change_password]


def _users(accounts: Accounts) -> Sequence[Any]:
    @get("/users", scope=SCOPE_USERS, summary="List people")
    async def list_users(limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None) -> Listing[wire.User]:
        return listing(await accounts.list(after=cursor, limit=limit), views.user)

    @post("/users", scope=SCOPE_USERS, summary="Make an account for somebody")
    async def create_user(data: wire.UserCreate) -> wire.User:
        return views.user(await accounts.create(data.name, data.password, admin=data.admin))

    @delete("/users/{user:str}", scope=SCOPE_USERS, summary="Remove an account")
    async def remove_user(user: str, caller: Caller) -> None:
        await accounts.remove(caller, user)

    return [list_users, create_user, remove_user]


def _tokens(tokens: Tokens) -> Sequence[Any]:
    @get("/tokens", scope=SCOPE_TOKENS_READ, summary="List your tokens")
    async def list_tokens(
        caller: Caller, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None
    ) -> Listing[wire.Token]:
        return listing(await tokens.list(caller, after=cursor, limit=limit), views.token)

    @post("/tokens", scope=SCOPE_TOKENS_WRITE, summary="Make a token")
    async def create_token(caller: Caller, data: wire.TokenCreate) -> wire.TokenCreated:
        token, secret = await tokens.create(caller, data.name, scopes=data.scopes, expires_at=data.expires_at)
        return wire.TokenCreated(token=views.token(token), secret=secret)

    @delete("/tokens/{token:str}", scope=SCOPE_TOKENS_WRITE, summary="Revoke a token")
    async def remove_token(token: str, caller: Caller) -> None:
        await tokens.remove(caller, token)

    return [list_tokens, create_token, remove_token]


def _limits(limits: PersonalLimits) -> Sequence[Any]:
    @get("/me/limits", scope=SIGNED_IN, summary="How much you may have, and ask")
    async def my_limits(caller: Caller) -> wire.Limits:
        _, in_force = await limits.get(caller.user_id)
        return views.limits(in_force)

    @get("/me/usage", scope=SIGNED_IN, summary="What you have of what is limited")
    async def my_usage(caller: Caller) -> wire.Usage:
        return views.usage(await limits.usage(caller.user_id))

    @get("/users/{user:str}/limits", scope=SCOPE_USERS, summary="How much somebody may have, and ask")
    async def user_limits(user: str) -> wire.UserLimits:
        return views.user_limits(*await limits.get(user))

    @put("/users/{user:str}/limits", scope=SCOPE_USERS, summary="Set somebody's limits; holds at once")
    async def set_limits(user: str, data: wire.LimitOverrides) -> wire.UserLimits:
        overrides = views.overrides_of(data)
        return views.user_limits(overrides, await limits.set(user, overrides))

    @get("/users/{user:str}/usage", scope=SCOPE_USERS, summary="What somebody has of what is limited")
    async def user_usage(user: str) -> wire.Usage:
        return views.usage(await limits.usage(user))

    return [my_limits, my_usage, user_limits, set_limits, user_usage]


def _cookie(request: AnyRequest, secret: str, max_age: int) -> Cookie:
    """Secure when the page is https, which behind a proxy only its Origin tells."""
    secure = request.url.scheme == "https" or request.headers.get("origin", "").startswith("https://")
    return Cookie(
        COOKIE, value=secret, path="/", max_age=max_age, httponly=True, secure=secure, samesite="lax"
    )
