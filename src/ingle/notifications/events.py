"""The facts that notifications keep, for their person. `data` is the notification; of those that were put away together, nothing."""

CREATED = "notification.created"
CHANGED = "notification.changed"
ACKNOWLEDGED_ALL = "notification.acknowledged_all"
