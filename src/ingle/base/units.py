"""Sizes as people write them."""

import re

from ingle.base.errors import InvalidError

KIB = 1024
MIB = 1024 * KIB
GIB = 1024 * MIB

_SUFFIXES = {"": 1, "k": KIB, "m": MIB, "g": GIB, "t": 1024 * GIB}
_SIZE = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*([kmgt]?)(?:i?b)?", re.IGNORECASE)


def parse_size(text: str) -> int:
    """Bytes of a size such as `512`, `64k`, `2 GiB` or `1.5g` (powers of 1024).

    Raises InvalidError when the text is not a size.
    """
    match = _SIZE.fullmatch(text.strip())
    if match is None:
        raise InvalidError(f"{text!r} is not a size; write it like 512m or 4g", field="size")
    return int(float(match[1]) * _SUFFIXES[match[2].lower()])


def format_size(size: int) -> str:
    """A size for people: `4.0 GiB`."""
    amount = float(size)
    for unit in ("B", "KiB", "MiB", "GiB"):
        if amount < 1024:
            return f"{amount:.0f} {unit}" if unit == "B" else f"{amount:.1f} {unit}"
        amount /= 1024
    return f"{amount:.1f} TiB"
