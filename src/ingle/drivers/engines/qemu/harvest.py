"""Taking the changed pages out of a VMM that stands still, and writing them to a file once it runs again. Everything here blocks.

Copying is what the pause costs. Into memory that is there already it is several times quicker than into a file, so that is where pages go, up to a
bound; what is beyond is written to the file at once.
"""

import errno
import os
from contextlib import ExitStack
from pathlib import Path

from ingle.base.units import MIB
from ingle.drivers.engines.qemu.buffer import Buffer, collecting
from ingle.drivers.engines.qemu.delta import (
    Piece,
    Range,
    decode_table,
    encode_table,
    lay_out,
    split,
    table_size,
)
from ingle.drivers.engines.qemu.memory import create, write_all
from ingle.drivers.engines.qemu.pages import GuestMemory

MOST_COLLECTED = 256 * MIB
_MARGIN = 16 * MIB  # what the guest may write between the estimate and the pause
_WINDOW = 8 * MIB


class Harvest:
    """One capture's memory file: `take` while the VMM stands still, then `finish`; `close` always."""

    def __init__(self, memory: GuestMemory, path: Path, *, flat: bool, most: int = MOST_COLLECTED) -> None:
        """`flat`: an image with every page at its own place, else a delta. Raises OSError."""
        self.changed_bytes = 0
        self._memory = memory
        self._flat = flat
        self._ranges: list[Range] = []
        self._kept: list[Piece] = []
        with ExitStack() as stack:
            path.unlink(missing_ok=True)
            self._file = create(path)
            stack.callback(os.close, self._file)
            expected = sum(range_.length for range_ in memory.changed())
            self._buffer = stack.enter_context(collecting(min(most, expected + expected // 4 + _MARGIN)))
            self._stack = stack.pop_all()

    def take(self) -> None:
        """Raises OSError: ENOSPC when the file will surely not fit."""
        self._ranges = self._memory.changed()
        self.changed_bytes = sum(range_.length for range_ in self._ranges)
        room = os.fstatvfs(self._file)
        if self.changed_bytes > room.f_bavail * room.f_frsize:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        pieces = self._pieces()
        self._kept, beyond = split(pieces, len(self._buffer.content))
        self._memory.read([Range(piece.offset, piece.length) for piece in self._kept], self._buffer.address)
        if beyond:
            with collecting(_WINDOW) as window:
                for piece in beyond:
                    self._write_through(piece, window)

    def finish(self) -> None:
        """Raises OSError; EngineError when what was found in the VMM could not be read back: better no sleep than one without waking."""
        start = 0
        for _, length, position in self._kept:
            write_all(self._file, self._buffer.content[start : start + length], position)
            start += length
        if self._flat:
            os.ftruncate(self._file, self._memory.size)
        else:
            table = encode_table(self._memory.size, self._ranges)
            decode_table(table, len(table) + self.changed_bytes)
            write_all(self._file, memoryview(table), 0)
        os.fsync(self._file)

    def close(self) -> None:
        self._stack.close()

    def _pieces(self) -> tuple[Piece, ...]:
        if self._flat:
            return tuple(Piece(offset, length, offset) for offset, length in self._ranges)
        return lay_out(self._ranges, table_size(len(self._ranges)))

    def _write_through(self, piece: Piece, window: Buffer) -> None:
        for start in range(0, piece.length, len(window.content)):
            length = min(piece.length - start, len(window.content))
            self._memory.read([Range(piece.offset + start, length)], window.address)
            write_all(self._file, window.content[:length], piece.position + start)
