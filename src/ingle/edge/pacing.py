"""Token buckets in memory that all processes of an installation share, so that a person's pace is theirs, whichever process they ask."""

import struct
from hashlib import blake2b

from ingle.base.clock import Clock
from ingle.runtime.shared import SharedMemory

_BUCKET = struct.Struct(
    "=Qdd"
)  # the key's digest (0: nobody's), what is left, when that was (monotonic seconds)
_WAYS = 8  # buckets of a shelf, among which a key's is looked for
_SHELVES = 4096
_SHELF_BYTES = _WAYS * _BUCKET.size


class SharedPurses:
    """Satisfies Purses. On a shelf that is full the bucket that was touched longest ago is forgotten, which makes it full again."""

    SIZE = _SHELVES * _SHELF_BYTES

    def __init__(self, memory: SharedMemory, offset: int, clock: Clock) -> None:
        self._memory = memory
        self._offset = offset
        self._clock = clock

    def take(self, key: str, burst: int, every: float) -> float:
        digest = int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "little") or 1
        shelf = self._offset + digest % _SHELVES * _SHELF_BYTES
        with self._memory.locked(shelf, _SHELF_BYTES):
            now = self._clock.monotonic()
            at, left, touched = self._find(shelf, digest, burst, now)
            left = min(burst, left + max(0.0, now - touched) / every)
            wait = 0.0 if left >= 1 else (1 - left) * every
            _BUCKET.pack_into(self._memory.bytes, at, digest, left if wait else left - 1, now)
        return wait

    def _find(self, shelf: int, digest: int, burst: int, now: float) -> tuple[int, float, float]:
        """Where its bucket is, what was left in it, and when; a new one is full."""
        oldest, since = shelf, float("inf")
        for at in range(shelf, shelf + _SHELF_BYTES, _BUCKET.size):
            whose, left, touched = _BUCKET.unpack_from(self._memory.bytes, at)
            if whose == digest:
                return at, left, touched
            if whose == 0:
                touched = -1.0  # free
            if touched < since:
                oldest, since = at, touched
        return oldest, float(burst), now
