"""What keys and values can be, and how a value changes at a path: pure decisions, one file a subject."""

from ingle.kv.policy.entries import (
    MAX_KEY_BYTES,
    MAX_KEYS,
    MAX_VALUE_BYTES,
    after,
    check_items,
    check_room,
    cursor_of,
    decode,
    encode,
    encode_key,
    end_of_prefix,
    has_room,
    moment_of,
    prefix_of,
    size_of,
    space_for,
)
from ingle.kv.policy.paths import append, assign, discard, increment

__all__ = [
    "MAX_KEYS",
    "MAX_KEY_BYTES",
    "MAX_VALUE_BYTES",
    "after",
    "append",
    "assign",
    "check_items",
    "check_room",
    "cursor_of",
    "decode",
    "discard",
    "encode",
    "encode_key",
    "end_of_prefix",
    "has_room",
    "increment",
    "moment_of",
    "prefix_of",
    "size_of",
    "space_for",
]
