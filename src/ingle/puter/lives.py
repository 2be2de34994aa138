"""How long something lasts, as the contract's clients write it: `24h`, `30m`, `7d`, `3600`. Pure."""

import re
from datetime import timedelta
from typing import Any

from ingle.puter.errors import BadRequestError

_TOLD = re.compile(
    r"(?P<number>[0-9]{1,9})\s*(?P<unit>ms|s|sec|seconds?|m|min|minutes?|h|hours?|d|days?|w|weeks?|y|years?)?"
)
_UNITS = {
    "ms": timedelta(milliseconds=1),
    "s": timedelta(seconds=1),
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
    "y": timedelta(days=365),
}
_MOST = timedelta(days=365 * 100)


def life_of(told: Any) -> timedelta | None:
    """A number is seconds; None: it does not end. Raises BadRequestError."""
    if told is None:
        return None
    match = _TOLD.fullmatch(str(told).strip().lower()) if isinstance(told, str | int) else None
    if match is None:
        raise BadRequestError("expiresIn is like 24h, 30m, 7d, or a number of seconds", key="expiresIn")
    unit = match["unit"] or "s"
    seconds = int(match["number"]) * _UNITS["ms" if unit == "ms" else unit[0]].total_seconds()
    return timedelta(seconds=min(_MOST.total_seconds(), seconds))
