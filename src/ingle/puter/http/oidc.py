"""Logins by other providers (OpenID Connect), by the contract's paths. The way is that of the house, with other addresses to come back to."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from litestar import MediaType, Response
from litestar.response import Redirect

from ingle.accounts import come_back, go_out
from ingle.edge.identity import Caller
from ingle.edge.routes import PUBLIC, get, post
from ingle.puter.asked import AnyRequest, Fields, text_of
from ingle.puter.errors import SessionRequiredError
from ingle.puter.services import Services

_BACK = "/auth/oidc/callback/"
_DONE = "/auth/revalidate-done"
_FLOWS = ("login", "signup", "revalidate")
_CALLBACKS = [_BACK + flow for flow in _FLOWS]
_SAID = "<!doctype html><html lang=en><meta charset=utf-8><title>Done</title><p>That was you. You can close this window.</p></html>"


def routes(services: Services) -> Sequence[Any]:
    people = services.people

    @get("/auth/oidc/providers", scope=PUBLIC)
    async def list_providers() -> dict[str, Any]:
        return {"providers": [name for name, _ in people.outside.providers()]}

    @get("/auth/oidc/{provider:str}/start", scope=PUBLIC, status_code=302)
    async def start(request: AnyRequest, provider: str, fields: Fields) -> Redirect:
        """Whether somebody is new, the house finds out; `signup` is a login."""
        flow = text_of(fields, "flow")
        proves = await _logged_in(services, request) if flow == "revalidate" else None
        back = _BACK + (flow if flow in _FLOWS else "login")
        return await go_out(request, people, provider, back=back, proves=proves)

    @get(_CALLBACKS, scope=PUBLIC, status_code=302)
    async def callback(request: AnyRequest) -> Redirect:
        return await come_back(request, people, proved=_DONE)

    @post(_CALLBACKS, scope=PUBLIC, status_code=303)
    async def callback_by_form(request: AnyRequest) -> Redirect:
        """Browsers send no cookie with a form of another site, and so not what proves who began; with the GET that follows they do."""
        form = await request.form()
        told = {name: str(form[name]) for name in ("code", "state") if name in form}
        return Redirect(f"{request.url.path}?{urlencode(told)}", status_code=303)

    @get(_DONE, scope=PUBLIC)
    async def revalidate_done() -> Response[str]:
        return Response(_SAID, media_type=MediaType.HTML)

    return [list_providers, start, callback, callback_by_form, revalidate_done]


async def _logged_in(services: Services, request: AnyRequest) -> Caller:
    """Raises SessionRequiredError."""
    caller = await services.identify(request)
    if caller is None or caller.via != "session":
        raise SessionRequiredError("this is for the person themself, logged in")
    return caller
