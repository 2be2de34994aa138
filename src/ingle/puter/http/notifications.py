"""Notifications that a window has shown, or that a person has put away; and letters to the operator, which are notifications."""

from collections.abc import Sequence
from typing import Any

from ingle.edge.identity import Caller
from ingle.edge.routes import SIGNED_IN, post
from ingle.notifications import SCOPE_WRITE
from ingle.puter.asked import Fields, text_of
from ingle.puter.errors import BadRequestError
from ingle.puter.services import Services


def routes(services: Services) -> Sequence[Any]:
    @post("/notif/mark-ack", scope=SCOPE_WRITE, status_code=200)
    async def acknowledge(caller: Caller, fields: Fields) -> Any:
        await services.notifications.acknowledge(caller, text_of(fields, "uid"))
        return {}

    @post("/notif/mark-read", scope=SCOPE_WRITE, status_code=200)
    async def mark_shown(caller: Caller, fields: Fields) -> Any:
        await services.notifications.mark_shown(caller, text_of(fields, "uid"))
        return {}

    @post("/contactUs", scope=SIGNED_IN, status_code=200)
    async def write_to_admins(caller: Caller, fields: Fields) -> Any:
        message = text_of(fields, "message")
        if not message.strip():
            raise BadRequestError("message says what the admins are to read", key="message")
        for admin in await services.people.accounts.admins():
            await services.notifications.create(
                admin.id, f"{caller.user_name} writes to you", text=message, app_id=caller.app_id
            )
        return {}

    return [acknowledge, mark_shown, write_to_admins]
