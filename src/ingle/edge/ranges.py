"""The Range header of one range (RFC 9110 section 14.1.2); several at once are answered with the whole file, as the RFC allows."""

import re
from dataclasses import dataclass, replace

from ingle.base.errors import InvalidError

_RANGE = re.compile(r"bytes=(\d*)-(\d*)", re.ASCII)
_LONGEST = 20  # digits


@dataclass(frozen=True)
class ByteRange:
    """`length` None: to the end. A suffix (the last n bytes) is resolved once the size is known."""

    first: int = 0
    length: int | None = None
    suffix: int | None = None

    def resolved(self, size: int) -> "ByteRange":
        if self.suffix is None:
            return self
        length = min(self.suffix, size)
        return replace(self, first=size - length, length=length, suffix=None)

    def within(self, size: int) -> int:
        """How many bytes of a file of this size that is. Raises InvalidError when it is none."""
        length = max(0, size - self.first)
        if self.length is not None:
            length = min(length, self.length)
        if length == 0:
            raise InvalidError(f"the file has {size} bytes; the range lies behind its end", field="range")
        return length


def parse_range(header: str | None) -> ByteRange | None:
    """None: the whole file. What is no range of bytes is ignored, as the RFC says."""
    match = _RANGE.fullmatch(header.strip()) if header else None
    if match is None or max(len(match[1]), len(match[2])) > _LONGEST:
        return None
    if not match[1]:
        return ByteRange(suffix=int(match[2])) if match[2] else None
    first = int(match[1])
    if not match[2]:
        return ByteRange(first)
    last = int(match[2])
    return ByteRange(first, last - first + 1) if last >= first else None
