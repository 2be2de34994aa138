"""Sizes and durations as people write them."""

import re

from ingle.base.errors import InvalidError

KIB = 1024
MIB = 1024 * KIB
GIB = 1024 * MIB

_SUFFIXES = {"": 1, "k": KIB, "m": MIB, "g": GIB, "t": 1024 * GIB}
_UNITS = {"d": 86400, "h": 3600, "m": 60, "s": 1}
_SIZE = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*([kmgt]?)(?:i?b)?", re.IGNORECASE)
_PART = re.compile(r"([0-9]+(?:\.[0-9]+)?)([dhms])")
_DURATION = re.compile(f"(?:{_PART.pattern})+")


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


def parse_duration(text: str) -> float:
    """Seconds of a duration such as `90s`, `10m`, `1h30m`, `0.5s` or `2d`; `0` needs no unit.

    Raises InvalidError when the text is not a duration.
    """
    word = text.strip()
    if word == "0":
        return 0.0
    if _DURATION.fullmatch(word) is None:
        raise InvalidError(f"{text!r} is not a duration; write it like 90s, 10m, 2h or 1d", field="duration")
    return sum(float(count) * _UNITS[unit] for count, unit in _PART.findall(word))


def format_duration(seconds: float) -> str:
    """As it is parsed: `1h30m`."""
    parts, rest = [], seconds
    for unit in ("d", "h", "m"):
        count, rest = divmod(rest, _UNITS[unit])
        if count:
            parts.append(f"{count:.0f}{unit}")
    if rest or not parts:
        parts.append(f"{rest:g}s")
    return "".join(parts)
