"""Notifications as the wire shows them."""

import msgspec

from ingle.notifications.model import Notification
from ingle.wire import notifications as wire


def notification(value: Notification) -> wire.Notification:
    return wire.Notification(
        id=value.id,
        title=value.title,
        text=value.text,
        icon=value.icon,
        value=None if value.value == b"null" else msgspec.Raw(value.value),
        app=value.app_id,
        created_at=value.created_at,
        expires_at=value.expires_at,
        shown_at=value.shown_at,
        acknowledged_at=value.acknowledged_at,
    )
