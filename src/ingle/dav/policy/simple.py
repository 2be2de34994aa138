"""Headers of one word."""

import re
from contextlib import suppress

from ingle.dav.errors import BadRequestError
from ingle.dav.model import Depth

MAX_SECONDS = 3600  # how long a lock holds without being refreshed
_SECONDS = re.compile(r"second-(\d{1,10})", re.ASCII)


def read_depth(header: str | None, default: Depth) -> Depth:
    """Raises BadRequestError."""
    if header is None:
        return default
    try:
        return Depth(header.strip().lower())
    except ValueError as error:
        raise BadRequestError("Depth is 0, 1 or infinity", field="depth") from error


def read_overwrite(header: str | None) -> bool:
    """Raises BadRequestError."""
    said = (header or "T").strip().upper()
    if said not in {"T", "F"}:
        raise BadRequestError("Overwrite is T or F", field="overwrite")
    return said == "T"


def read_seconds(header: str | None) -> int:
    """Of a Timeout: the first that we understand, within bounds; what we do not understand is only a wish."""
    for word in (header or "").lower().split(","):
        if match := _SECONDS.fullmatch(word.strip()):
            return max(1, min(MAX_SECONDS, int(match[1])))
    return MAX_SECONDS


def read_moment(header: str | None) -> int | None:
    """Of X-OC-Mtime, by which ownCloud's kind of client says when a file was changed: microseconds since the epoch. What is no number is passed over."""
    with suppress(ValueError):
        seconds = float(header) if header else -1.0
        if 0 <= seconds < 1e11:
            return int(seconds * 1_000_000)
    return None
