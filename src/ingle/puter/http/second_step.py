"""One-time codes turned on, and proving once more who one is. Turning them off is among what takes the password (own.py).

The contract tells the recovery codes with the secret, hears one right code, and then turns them on.
"""

from collections.abc import Sequence
from typing import Any

from ingle.accounts import SCOPE_ACCOUNT_WRITE, address_of
from ingle.edge.identity import Caller
from ingle.edge.routes import post
from ingle.puter.asked import AnyRequest, Fields, text_of
from ingle.puter.http.own import check_login, password_of
from ingle.puter.services import Services


def routes(services: Services) -> Sequence[Any]:
    otp, elevation = services.people.otp, services.people.elevation

    @post("/auth/configure-2fa/setup", scope=SCOPE_ACCOUNT_WRITE, status_code=200)
    async def set_up(caller: Caller, request: AnyRequest) -> dict[str, Any]:
        check_login(caller, request)
        made, codes = await otp.begin(caller)
        return {"url": made.url, "secret": made.secret, "codes": codes}

    @post("/auth/configure-2fa/test", scope=SCOPE_ACCOUNT_WRITE, status_code=200)
    async def test(caller: Caller, request: AnyRequest, fields: Fields) -> dict[str, bool]:
        check_login(caller, request)
        return {"ok": await otp.prove(caller, text_of(fields, "code"), address=address_of(request))}

    @post("/auth/configure-2fa/enable", scope=SCOPE_ACCOUNT_WRITE, status_code=200)
    async def enable(caller: Caller, request: AnyRequest) -> dict[str, Any]:
        check_login(caller, request)
        await otp.switch_on(caller, address=address_of(request))
        return {}

    @post("/auth/elevate", scope=SCOPE_ACCOUNT_WRITE, status_code=200)
    async def elevate(caller: Caller, request: AnyRequest, fields: Fields) -> dict[str, bool]:
        check_login(caller, request)
        address = address_of(request)
        if code := text_of(fields, "code"):
            await otp.elevate(caller, code, address=address)
        else:
            await elevation.by_password(caller, password_of(caller, request, fields), address=address)
        return {"elevated": True}

    return [set_up, test, enable, elevate]
