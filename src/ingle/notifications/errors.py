"""What can go wrong with notifications."""

from ingle.base.errors import InvalidError, NotFoundError


class NotificationInvalidError(InvalidError):
    """A field cannot be that; `field` names it."""

    code = "notification_invalid"


class NotificationNotFoundError(NotFoundError):
    """It does not exist any more, or is another person's."""

    code = "notification_not_found"

    def __init__(self, notification: str) -> None:
        super().__init__("there is no such notification", notification=notification)
