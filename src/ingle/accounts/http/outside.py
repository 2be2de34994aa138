"""Logins by other providers: the way out and the way back, which a browser walks as pages, and what is linked."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from litestar import Response
from litestar.response import Redirect

from ingle.accounts.errors import OtpRequiredError
from ingle.accounts.http.visitors import (
    AnyRequest,
    address_of,
    cookie,
    is_https,
    no_cookie,
    session_cookies,
    visitor,
)
from ingle.accounts.names import OIDC_COOKIE, SCOPE_ACCOUNT_READ, SCOPE_ACCOUNT_WRITE
from ingle.accounts.policy import OUTSIDE_LIFE
from ingle.accounts.service import People
from ingle.base.errors import IngleError, UnavailableError
from ingle.edge.identity import Caller
from ingle.edge.pages import Listing
from ingle.edge.routes import PUBLIC, delete, get, post
from ingle.wire import people as wire


def routes(people: People) -> Sequence[Any]:
    return [*_walked(people), *_linked(people)]


def _walked(people: People) -> Sequence[Any]:
    outside = people.outside

    @get("/oidc", scope=PUBLIC, summary="By which other providers one can log in")
    async def list_providers() -> Listing[wire.Provider]:
        return Listing([wire.Provider(name=name, title=title) for name, title in outside.providers()])

    @get(
        "/oidc/{provider:str}/start",
        scope=PUBLIC,
        status_code=302,
        summary="Go to another provider to log in",
    )
    async def start(request: AnyRequest, provider: str) -> Redirect:
        return await go_out(request, people, provider, back=_back_to(provider))

    @get("/oidc/{provider:str}/callback", scope=PUBLIC, status_code=302, summary="Come back from a provider")
    async def callback(request: AnyRequest, provider: str) -> Redirect:
        return await come_back(request, people, provider=provider)

    return [list_providers, start, callback]


def _linked(people: People) -> Sequence[Any]:
    outside = people.outside

    @post("/me/identities/{provider:str}", scope=SCOPE_ACCOUNT_WRITE, status_code=200, summary="Link a login")
    async def link(request: AnyRequest, provider: str, caller: Caller) -> Response[wire.WayOut]:
        await people.elevation.require(caller)
        url, state = await outside.begin(
            provider,
            redirect_uri=address_here(request, people, _back_to(provider)),
            address=address_of(request),
            caller=caller,
        )
        return Response(wire.WayOut(url=url), cookies=[_state(request, state)])

    @get("/me/identities", scope=SCOPE_ACCOUNT_READ, summary="List the logins that are linked to you")
    async def list_identities(caller: Caller) -> Listing[wire.Identity]:
        return Listing(
            [
                wire.Identity(provider=one.provider, email=one.email or None, created_at=one.created_at)
                for one in await outside.list(caller)
            ]
        )

    @delete("/me/identities/{provider:str}", scope=SCOPE_ACCOUNT_WRITE, summary="Unlink a login")
    async def unlink(request: AnyRequest, provider: str, caller: Caller) -> None:
        await people.elevation.require(caller)
        await outside.unlink(caller, provider, address=address_of(request))

    return [link, list_identities, unlink]


async def go_out(
    request: AnyRequest, people: People, provider: str, *, back: str, proves: Caller | None = None
) -> Redirect:
    """To the provider, from where the browser comes `back` to this path. `proves`: somebody who is here shows again who they are.

    Raises ProviderUnknownError, RateLimitedError."""
    try:
        url, state = await people.outside.begin(
            provider,
            redirect_uri=address_here(request, people, back),
            address=address_of(request),
            caller=proves,
            proves=proves is not None,
        )
    except UnavailableError as error:  # a person waits for a page
        return _page(request, f"login-error={error.code}")
    return Redirect(url, cookies=[_state(request, state)])


async def come_back(
    request: AnyRequest, people: People, *, provider: str = "", proved: str = "/"
) -> Redirect:
    """From the provider, to the page of who has come in or what went wrong. `provider`: the one that it must be, "": any; `proved`: where those go who
    showed again who they are."""
    try:
        entered = await people.outside.finish(
            provider,
            request.query_params.get("code", ""),
            state=request.query_params.get("state", ""),  # an argument of that name is Litestar's own
            brought=request.cookies.get(OIDC_COOKIE, ""),
            visitor=visitor(request),
        )
    except OtpRequiredError as error:
        return _page(request, f"otp={error.fields['ticket']}")
    except IngleError as error:
        return _page(request, f"login-error={error.code}")
    if entered.proved:
        return Redirect(proved, cookies=[no_cookie(request, OIDC_COOKIE)])
    if not entered.secret:
        return _page(request, f"linked={quote(entered.provider)}")
    back = _page(request, "")
    come = session_cookies(request, entered.user.id, entered.secret)
    return Redirect(back.url, cookies=[*back.cookies, *come])


def address_here(request: AnyRequest, people: People, path: str) -> str:
    """Where the provider sends the browser back to. It knows the addresses that are ours, so a wrong Host gets nobody anywhere."""
    scheme = "https" if is_https(request) else "http"
    base = people.settings.public_url.rstrip("/") or f"{scheme}://{request.headers.get('host', '')}"
    return f"{base}{path}"


def _back_to(provider: str) -> str:
    return f"/api/v1/oidc/{quote(provider)}/callback"


def _state(request: AnyRequest, state: str) -> Any:
    return cookie(request, OIDC_COOKIE, state, int(OUTSIDE_LIFE.total_seconds()))


def _page(request: AnyRequest, told: str) -> Redirect:
    """The desktop, which reads what stands after `#`."""
    return Redirect(f"/#{told}" if told else "/", cookies=[no_cookie(request, OIDC_COOKIE)])
