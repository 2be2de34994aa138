"""The kept output of a session: the newest bytes with their channels, addressed by offsets that only grow."""

from collections import deque
from dataclasses import dataclass, field

_SMALL = 4096


@dataclass
class Log:
    limit: int
    first: int = 0
    next: int = 0
    _chunks: deque[tuple[int, bytes]] = field(default_factory=deque)

    def append(self, channel: int, data: bytes) -> None:
        self.next += len(data)
        if self._chunks and self._chunks[-1][0] == channel and len(self._chunks[-1][1]) < _SMALL:
            data = self._chunks.pop()[1] + data
        self._chunks.append((channel, data))

    def trim(self, unread: int) -> None:
        """Drop what is over the limit and before the offset `unread`."""
        excess = min(self.next - self.limit, unread) - self.first
        while excess > 0:
            channel, data = self._chunks.popleft()
            if len(data) > excess:
                self._chunks.appendleft((channel, data[excess:]))
            dropped = min(excess, len(data))
            self.first += dropped
            excess -= dropped

    def read(self, position: int, most: int) -> tuple[int, bytes] | None:
        """The channel and bytes from a kept offset on, as far as they are of one channel; None at the end."""
        start = self.first
        for channel, data in self._chunks:
            if position < start + len(data):
                return channel, data[position - start :][:most]
            start += len(data)
        return None
