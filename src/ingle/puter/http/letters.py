"""Addresses confirmed and passwords recovered by a letter's code, and where links of the contract's letters lead."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any
from urllib.parse import quote

from litestar import MediaType, Response
from litestar.response import Redirect

from ingle.accounts import SCOPE_ACCOUNT_WRITE, TicketRefusedError, address_of
from ingle.edge.identity import Caller
from ingle.edge.routes import PUBLIC, get, post
from ingle.puter.asked import AnyRequest, Fields, text_of
from ingle.puter.http.login import check_origin
from ingle.puter.services import Services

_NO_LETTERS = (
    "<!doctype html><html lang=en><meta charset=utf-8><title>Letters</title>"
    "<p>This house writes only what you ask it for, so there is nothing to unsubscribe from.</p></html>"
)


def routes(services: Services) -> Sequence[Any]:
    return [*_confirming(services), *_recovering(services), *_links()]


def _links() -> Sequence[Any]:
    @get(["/confirm-email-by-token", "/change_email/confirm"], scope=PUBLIC, status_code=302)
    async def confirm_by_link(fields: Fields) -> Redirect:
        """To the desktop, where a person says yes: whatever opens the links of letters by itself uses nothing up."""
        return Redirect(f"/#confirm-email={quote(text_of(fields, 'token'), safe='')}")

    @get("/unsubscribe", scope=PUBLIC)
    async def unsubscribe() -> Response[str]:
        return Response(_NO_LETTERS, media_type=MediaType.HTML)

    return [confirm_by_link, unsubscribe]


def _confirming(services: Services) -> Sequence[Any]:
    emails = services.people.emails

    @post("/send-confirm-email", scope=SCOPE_ACCOUNT_WRITE, status_code=200)
    async def send_confirm_email(caller: Caller) -> dict[str, Any]:
        await emails.ask_again(caller)
        return {}

    @post("/confirm-email", scope=SCOPE_ACCOUNT_WRITE, status_code=200)
    async def confirm_email(request: AnyRequest, fields: Fields) -> dict[str, Any]:
        """A wrong code is told in the answer; it is no error here."""
        confirmed = False
        with suppress(TicketRefusedError):
            await emails.confirm(text_of(fields, "code"), address=address_of(request))
            confirmed = True
        socket = text_of(fields, "original_client_socket_id")
        return {"email_confirmed": confirmed, "original_client_socket_id": socket or None}

    return [send_confirm_email, confirm_email]


def _recovering(services: Services) -> Sequence[Any]:
    recovery = services.people.recovery

    @post("/send-pass-recovery-email", scope=PUBLIC, status_code=200)
    async def send_letter(request: AnyRequest, fields: Fields) -> dict[str, str]:
        check_origin(request)
        await recovery.begin(text_of(fields, "username", "email"), address=address_of(request))
        return {"message": "If there is such an account with a confirmed address, a letter is on its way."}

    @post("/verify-pass-recovery-token", scope=PUBLIC, status_code=200)
    async def verify(request: AnyRequest, fields: Fields) -> dict[str, int]:
        check_origin(request)
        left = await recovery.left(text_of(fields, "token"), address=address_of(request))
        return {"time_remaining": int(left.total_seconds())}

    @post("/set-pass-using-token", scope=PUBLIC, status_code=200)
    async def set_password(request: AnyRequest, fields: Fields) -> Response[str]:
        check_origin(request)
        await recovery.finish(
            text_of(fields, "token"), text_of(fields, "password"), address=address_of(request)
        )
        return Response("Password successfully updated.", media_type=MediaType.TEXT)

    return [send_letter, verify, set_password]
