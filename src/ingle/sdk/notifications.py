"""Notifications: what you are told, and telling it."""

from collections.abc import Sequence
from typing import Any

from ingle.sdk.http import Http
from ingle.sdk.lean.process import quote
from ingle.wire import notifications as wire


class AsyncNotifications:
    def __init__(self, http: Http) -> None:
        self._http = http

    async def list(self, state: wire.NotificationState = "unacknowledged") -> Sequence[wire.Notification]:
        """The newest first."""
        return await self._http.items(wire.Notification, "/notifications", params={"state": state})

    async def create(
        self, title: str, text: str = "", *, icon: str = "", value: Any = None, ttl: float | None = None
    ) -> wire.Notification:
        """For yourself; with an app's token, for the person whom it acts for. `ttl`: seconds. Raises InvalidError."""
        body = wire.NotificationCreate(title=title, text=text, icon=icon, value=value, ttl=ttl)
        return await self._http.call(wire.Notification, "POST", "/notifications", body=body)

    async def mark_shown(self, notification: str) -> wire.Notification:
        """By its id. Raises NotFoundError."""
        path = f"/notifications/{quote(notification)}/shown"
        return await self._http.call(wire.Notification, "POST", path)

    async def acknowledge(self, notification: str) -> wire.Notification:
        """Put it away. Raises NotFoundError."""
        path = f"/notifications/{quote(notification)}/acknowledge"
        return await self._http.call(wire.Notification, "POST", path)

    async def acknowledge_all(self) -> int:
        """How many were put away."""
        return (await self._http.call(wire.Acknowledged, "POST", "/notifications/acknowledge")).count
