"""What a notification can be, and how long it is kept: pure decisions."""

from datetime import timedelta
from typing import Any

import msgspec

from ingle.base.units import KIB
from ingle.notifications.errors import NotificationInvalidError

MAX_TITLE = 200
MAX_TEXT = 2000
MAX_ICON_BYTES = 64 * KIB
MAX_VALUE_BYTES = 16 * KIB
LIFE = timedelta(days=30)


def check_texts(title: str, text: str, icon: str) -> None:
    """Raises NotificationInvalidError."""
    if not title.strip():
        raise NotificationInvalidError("a notification has a title", field="title")
    for field, told, most in (
        ("title", title, MAX_TITLE),
        ("text", text, MAX_TEXT),
        ("icon", icon, MAX_ICON_BYTES),
    ):
        if len(told) > most or any(character < " " and character not in "\n\t" for character in told):
            raise NotificationInvalidError(
                f"the {field} has at most {most} characters, and none that steer", field=field
            )


def encode_value(value: Any) -> bytes:
    """Raises NotificationInvalidError."""
    try:
        encoded = msgspec.json.encode(value)
    except (OverflowError, ValueError, TypeError) as error:
        raise NotificationInvalidError(
            f"the value is no JSON that can be kept: {error}", field="value"
        ) from error
    if len(encoded) > MAX_VALUE_BYTES:
        raise NotificationInvalidError(
            f"the value has at most {MAX_VALUE_BYTES} bytes as JSON", field="value"
        )
    return encoded


def life_of(ttl: float | None) -> timedelta:
    """Raises NotificationInvalidError."""
    if ttl is None:
        return LIFE
    if not 0 < ttl <= LIFE.total_seconds():
        raise NotificationInvalidError(
            f"a notification is kept for at most {LIFE.days} days, and for some time", field="ttl"
        )
    return timedelta(seconds=ttl)
