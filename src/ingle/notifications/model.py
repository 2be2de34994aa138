"""Notifications as values."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class State(StrEnum):
    """Which ones are asked for."""

    UNSEEN = "unseen"  # no window has shown it
    UNACKNOWLEDGED = "unacknowledged"  # shown or not, the person has not put it away
    ACKNOWLEDGED = "acknowledged"
    ALL = "all"


@dataclass(frozen=True)
class Notification:
    id: str
    user_id: str
    app_id: str  # "": the system's, or the person's own
    title: str
    text: str
    icon: str
    value: bytes  # JSON
    created_at: datetime
    expires_at: datetime
    shown_at: datetime | None = None
    acknowledged_at: datetime | None = None
