"""Keys, values, cursors and limits.

A key is any text but the empty one. It is kept as its UTF-8 bytes, so that every database has the same order (that of code points), and no
character means anything.
"""

import base64
import binascii
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from ingle.base.ids import is_id
from ingle.base.units import KIB, MIB
from ingle.edge.identity import Caller
from ingle.kv.errors import KvFullError, KvInvalidError, KvTooLargeError
from ingle.kv.model import Fill, Item, Space
from ingle.kv.names import APP

MAX_KEY_BYTES = 1024
MAX_VALUE_BYTES = 399 * KIB
MAX_KEYS = 1000  # of one request
LAST_SECOND = 253402300799  # of the year 9999, in which Python's calendar ends
MAX_DEPTH = 64  # of lists and objects in one another; readers in other languages give up earlier than ours


def encode_key(key: str) -> bytes:
    """Raises KvInvalidError, KvTooLargeError."""
    if not key:
        raise KvInvalidError("a key has at least one character", field="key")
    encoded = _utf8(key, "key")
    if len(encoded) > MAX_KEY_BYTES:
        raise KvTooLargeError(f"a key has at most {MAX_KEY_BYTES} bytes", field="key")
    return encoded


def encode(value: Any) -> bytes:
    """A value as it is stored. Raises KvInvalidError, KvTooLargeError."""
    try:
        encoded = msgspec.json.encode(value)
    except (OverflowError, ValueError, TypeError) as error:
        raise KvInvalidError(f"the value is no JSON that can be kept: {error}", field="value") from error
    if len(encoded) > MAX_VALUE_BYTES:
        raise KvTooLargeError(f"a value has at most {MAX_VALUE_BYTES} bytes as JSON", field="value")
    if encoded[:1] in b"[{":
        _check_depth(value)
    return encoded


def decode(value: bytes) -> Any:
    return msgspec.json.decode(value)


def check_items(items: Sequence[Item]) -> None:
    """Raises KvInvalidError."""
    if not 0 < len(items) <= MAX_KEYS:
        raise KvInvalidError(f"between 1 and {MAX_KEYS} keys at once", field="entries")
    if len({item.key for item in items}) != len(items):
        raise KvInvalidError("the same key is there twice", field="entries")


def size_of(key: bytes, value: bytes) -> int:
    """What an entry counts."""
    return len(key) + len(value)


def has_room(fill: Fill, most: Fill) -> bool:
    return not (most.keys and fill.keys > most.keys) and not (most.size and fill.size > most.size)


def check_room(fill: Fill, most: Fill) -> None:
    """Whether a person may have this much. Raises KvFullError."""
    if most.keys and fill.keys > most.keys:
        raise KvFullError(
            f"you may have {most.keys} keys, and would have {fill.keys}; remove some first", limit=most.keys
        )
    if most.size and fill.size > most.size:
        raise KvFullError(
            f"your keys and values may take {most.size // MIB} MiB; remove some first", limit=most.size
        )


def space_for(caller: Caller, app_id: str | None) -> Space:
    """What the caller asks for; whether a foreign one is granted is not decided here. None: the caller's own. Raises KvInvalidError."""
    if app_id and not is_id(app_id, APP):
        raise KvInvalidError("an app's entries are named by the app's id", field="app")
    if app_id is None or app_id == caller.app_id:
        return Space(caller.user_id, caller.app_id)
    return Space(caller.user_id, app_id, foreign=caller.app_id != "")


def prefix_of(pattern: str) -> bytes:
    """`notes:*` and `notes:` both mean the keys that begin so; `*` and nothing mean all. Raises KvInvalidError."""
    return _utf8(pattern.removesuffix("*"), "pattern")


def end_of_prefix(prefix: bytes) -> bytes | None:
    """The first bytes after all that begin so; None when nothing is. UTF-8 never has the byte 255, but a prefix is cut without thinking of that."""
    stem = prefix.rstrip(b"\xff")
    return stem[:-1] + bytes([stem[-1] + 1]) if stem else None


def moment_of(now: datetime, ttl: float | None, at: datetime | None) -> int | None:
    """When an entry ends, in milliseconds since the epoch: so many seconds from now, or at a moment. None for neither. Raises KvInvalidError."""
    if ttl is None and at is None:
        return None
    if ttl is not None and at is not None:
        raise KvInvalidError("say ttl or expires_at, not both", field="ttl")
    if at is not None and at.tzinfo is None:
        raise KvInvalidError("a moment needs its time zone", field="expires_at")
    seconds = at.timestamp() if at is not None else now.timestamp() + (ttl or 0)
    if not 0 <= seconds <= LAST_SECOND:
        raise KvInvalidError("that is too far away", field="ttl" if at is None else "expires_at")
    return int(seconds * 1000)


def cursor_of(key: bytes) -> str:
    return base64.urlsafe_b64encode(key).rstrip(b"=").decode()


def after(cursor: str) -> bytes:
    """The key that a cursor stands behind. Raises KvInvalidError."""
    try:
        return base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise KvInvalidError(
            "the cursor is none that was given out; begin without one", field="cursor"
        ) from error


def _utf8(text: str, field: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise KvInvalidError(f"the {field} has half a character in it", field=field) from error


def _check_depth(value: Any) -> None:
    level, depth = [value], 0
    while level:
        depth += 1
        if depth > MAX_DEPTH:
            raise KvInvalidError(f"a value is nested at most {MAX_DEPTH} deep", field="value")
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, dict | list)
        ]
