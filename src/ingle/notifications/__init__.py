"""Notifications: what a person is to be told, kept until they put it away, in all of their windows at once.

The front door. The house tells with `Notifications.create`; apps tell the person whom they act for.
"""

from ingle.notifications.estate import NotificationEstate
from ingle.notifications.keeper import sweeping
from ingle.notifications.model import Notification, State
from ingle.notifications.names import SCOPE_CREATE, SCOPE_READ, SCOPE_WRITE
from ingle.notifications.service import Notifications

__all__ = [
    "SCOPE_CREATE",
    "SCOPE_READ",
    "SCOPE_WRITE",
    "Notification",
    "NotificationEstate",
    "Notifications",
    "State",
    "sweeping",
]
