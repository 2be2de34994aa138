"""Notifications over HTTP."""

from collections.abc import Sequence
from typing import Annotated, Any

from litestar.params import QueryParameter

from ingle.base.paging import DEFAULT_LIMIT
from ingle.edge.identity import Caller
from ingle.edge.pages import Cursor, Limit, Listing, listing
from ingle.edge.routes import get, post
from ingle.notifications import views
from ingle.notifications.model import State
from ingle.notifications.names import SCOPE_CREATE, SCOPE_READ, SCOPE_WRITE
from ingle.notifications.service import Notifications
from ingle.wire import notifications as wire

Which = Annotated[wire.NotificationState, QueryParameter(name="state", description="which ones")]


def routes(notifications: Notifications) -> Sequence[Any]:
    @get("/notifications", scope=SCOPE_READ, summary="List notifications, the newest first")
    async def list_notifications(
        caller: Caller, which: Which = "unacknowledged", limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None
    ) -> Listing[wire.Notification]:
        page = await notifications.list(caller, State(which), after=cursor, limit=limit)
        return listing(page, views.notification)

    @post("/notifications", scope=SCOPE_CREATE, summary="Notify yourself; an app notifies its person")
    async def create_notification(caller: Caller, data: wire.NotificationCreate) -> wire.Notification:
        made = await notifications.tell(
            caller, data.title, text=data.text, icon=data.icon, value=data.value, ttl=data.ttl
        )
        return views.notification(made)

    @post("/notifications/acknowledge", scope=SCOPE_WRITE, status_code=200, summary="Put all of them away")
    async def acknowledge_all(caller: Caller) -> wire.Acknowledged:
        return wire.Acknowledged(await notifications.acknowledge_all(caller))

    @get("/notifications/{notification:str}", scope=SCOPE_READ, summary="Look at a notification")
    async def get_notification(notification: str, caller: Caller) -> wire.Notification:
        return views.notification(await notifications.get(caller, notification))

    @post(
        "/notifications/{notification:str}/shown",
        scope=SCOPE_WRITE,
        status_code=200,
        summary="Say that a window has shown it",
    )
    async def mark_shown(notification: str, caller: Caller) -> wire.Notification:
        return views.notification(await notifications.mark_shown(caller, notification))

    @post(
        "/notifications/{notification:str}/acknowledge",
        scope=SCOPE_WRITE,
        status_code=200,
        summary="Put a notification away",
    )
    async def acknowledge(notification: str, caller: Caller) -> wire.Notification:
        return views.notification(await notifications.acknowledge(caller, notification))

    return [
        list_notifications,
        create_notification,
        acknowledge_all,
        get_notification,
        mark_shown,
        acknowledge,
    ]
