"""Notifications on the wire: what a person is to be told once, in whichever of their windows they see it first."""

from datetime import datetime
from typing import Any, Literal

import msgspec

NotificationState = Literal["unseen", "unacknowledged", "acknowledged", "all"]


class Notification(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    id: str
    title: str
    created_at: datetime
    expires_at: datetime
    text: str = ""
    icon: str = ""  # a name of the desktop's icons, or a data: URL
    value: Any = None  # JSON that whoever made it understands; docs/decisions/0043
    app: str = ""  # the id of the app that made it; "": the system, or the person
    shown_at: datetime | None = None
    acknowledged_at: datetime | None = None


class NotificationCreate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """For yourself; an app makes one for the person whom it acts for."""

    title: str
    text: str = ""
    icon: str = ""
    value: Any = None
    ttl: float | None = None  # seconds until it is forgotten; default and most: 30 days


class Acknowledged(msgspec.Struct, frozen=True):
    count: int
