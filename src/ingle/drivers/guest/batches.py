"""The changes of a watch as bytes: batches, each with its size before it, because DATA may be cut and joined anywhere. Pure."""

import struct
from collections.abc import Iterator, Sequence

from ingle.drivers.guest.frame import MAX_DATA
from ingle.drivers.guest.messages import Change, MalformedError, pack, unpack

_SIZE = struct.Struct("<I")


def seal(changes: Sequence[Change]) -> bytes:
    body = pack(changes)
    return _SIZE.pack(len(body)) + body


class Batches:
    """Finds the batches in what arrives; holds no more than one that is not whole."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, data: bytes) -> Iterator[list[Change]]:
        """Raises MalformedError."""
        self._rest += data
        while len(self._rest) >= _SIZE.size:
            (size,) = _SIZE.unpack_from(self._rest)
            if size > MAX_DATA:
                raise MalformedError("a batch that is too large")
            end = _SIZE.size + size
            if len(self._rest) < end:
                return
            batch, self._rest = self._rest[_SIZE.size : end], self._rest[end:]
            yield unpack(batch, list[Change])
