"""What letters are asked for, and what their codes do."""

from collections.abc import Sequence
from typing import Any

from ingle.accounts import views
from ingle.accounts.http.visitors import AnyRequest, address_of
from ingle.accounts.names import SCOPE_ACCOUNT_WRITE
from ingle.accounts.service import People
from ingle.edge.identity import Caller
from ingle.edge.routes import PUBLIC, post, put
from ingle.wire import people as wire
from ingle.wire.accounts import User


def routes(people: People) -> Sequence[Any]:
    @put("/me/email", scope=SCOPE_ACCOUNT_WRITE, status_code=204, summary="Change your e-mail address")
    async def change_email(caller: Caller, data: wire.EmailChange) -> None:
        await people.elevation.require(caller)
        await people.emails.change(caller, data.email)

    @post(
        "/me/email/letter",
        scope=SCOPE_ACCOUNT_WRITE,
        status_code=204,
        summary="Ask again for the letter that confirms your address",
    )
    async def ask_again(caller: Caller) -> None:
        await people.emails.ask_again(caller)

    @post("/email/confirm", scope=PUBLIC, status_code=200, summary="Confirm an address with a letter's code")
    async def confirm_email(request: AnyRequest, data: wire.Code) -> User:
        return views.user(await people.emails.confirm(data.code, address=address_of(request)))

    @post("/recovery", scope=PUBLIC, status_code=204, summary="Ask for a letter to set a new password")
    async def begin_recovery(request: AnyRequest, data: wire.RecoveryBegin) -> None:
        await people.recovery.begin(data.name, address=address_of(request))

    @post(
        "/recovery/finish", scope=PUBLIC, status_code=204, summary="Set a new password with a letter's code"
    )
    async def finish_recovery(request: AnyRequest, data: wire.RecoveryFinish) -> None:
        await people.recovery.finish(data.code, data.password, address=address_of(request))

    return [change_email, ask_again, confirm_email, begin_recovery, finish_recovery]
