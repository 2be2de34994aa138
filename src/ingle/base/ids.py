"""Identifiers: a prefix that says what it names, and 26 characters that sort by time.

`mch_01jd…`: Crockford base 32 (without i, l, o, u), 48 bits of milliseconds since the epoch, then 80 random bits; the layout of a ULID
(github.com/ulid/spec), in lower case.
"""

import re
from collections.abc import Callable
from datetime import datetime

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_PAIRS = [first + second for first in _ALPHABET for second in _ALPHABET]  # what ten bits are written as
_SHIFTS = range(120, -1, -10)
_ID = re.compile(r"[a-z]{2,5}_[0-9a-hjkmnp-tv-z]{26}")


RandomBytes = Callable[[int], bytes]


def make_id(prefix: str, now: datetime, random: RandomBytes) -> str:
    """A new identifier such as `mch_01jd8c7q4x9k2mzv5t3b6h0rnw`."""
    number = int(now.timestamp() * 1000) << 80 | int.from_bytes(random(10), "big")
    return f"{prefix}_{''.join([_PAIRS[number >> shift & 1023] for shift in _SHIFTS])}"


def is_id(text: str, prefix: str) -> bool:
    """Whether the text has the form of an identifier with this prefix."""
    return text.startswith(prefix + "_") and _ID.fullmatch(text) is not None
