"""Reading a workload's log while it is written: from its beginning or its last lines on, and through a cut-over. All methods block."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from ingle.machines.store.logs import (
    CURRENT,
    OLDER,
    LogRecord,
    decode,
    lines_backwards,
    make_record,
    open_parts,
)


class LogReader:
    """Gives every record once and in order. A reader slower than two cut-overs misses what is thrown away meanwhile."""

    def __init__(self, directory: Path, *, tail: int | None = None) -> None:
        """Begin at the oldest record that is kept, or at the newest `tail` lines of output."""
        self._directory = directory
        self._file: BinaryIO | None = None
        self._rest = b""
        self._outdated = (
            False  # another file has taken our file's place; read ours to its end, then go on there
        )
        self._backlog: list[LogRecord] = []
        if tail is None:
            self._switch_to(OLDER)
        else:
            self._open_at_tail(tail)

    def read(self, limit: int = 64) -> list[LogRecord]:
        """The next records; none when there are no more for now."""
        if self._backlog:
            found, self._backlog = self._backlog[:limit], self._backlog[limit:]
            return found
        if self._file is None and not self._switch_to(CURRENT):
            return []
        found = []
        while len(found) < limit:
            line = self._line()
            if line:
                found.append(decode(line))
            elif not self._move_on():
                break
        return found

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def _line(self) -> bytes:
        """A whole line, or nothing as long as its end is not written."""
        self._rest += self._file.readline() if self._file else b""
        if not self._rest.endswith(b"\n"):
            return b""
        line, self._rest = self._rest, b""
        return line

    def _move_on(self) -> bool:
        """At the end of the file: whether reading may find more, here or in the file that has followed."""
        if self._outdated:
            return self._switch_to(CURRENT)
        try:
            current = (self._directory / CURRENT).stat().st_ino
        except FileNotFoundError:
            return False
        self._outdated = self._file is None or os.fstat(self._file.fileno()).st_ino != current
        return self._outdated

    def _switch_to(self, name: str) -> bool:
        try:
            file = (self._directory / name).open("rb")
        except FileNotFoundError:
            return False
        self.close()
        self._file, self._rest, self._outdated = file, b"", False
        return True

    def _open_at_tail(self, lines: int) -> None:
        parts = open_parts(self._directory)
        if not parts:
            return
        end = _end_of_records(parts[0])
        self._backlog = _tail(_records_backwards(parts, end), lines)
        parts[0].seek(end)
        self._file = parts[0]
        for part in parts[1:]:
            part.close()


def _end_of_records(file: BinaryIO) -> int:
    """Where the last complete line ends; what follows is being written."""
    end = file.seek(0, os.SEEK_END)
    for line, start in lines_backwards(file, end):
        return end if line.endswith(b"\n") else start
    return 0


def _records_backwards(parts: list[BinaryIO], end: int) -> Iterator[LogRecord]:
    for part in parts:
        stop = end if part is parts[0] else part.seek(0, os.SEEK_END)
        for line, _ in lines_backwards(part, stop):
            yield decode(line)


def _tail(newest_first: Iterator[LogRecord], lines: int) -> list[LogRecord]:
    """The records that hold the newest so many lines, oldest first; the first of them is cut to fit."""
    if lines <= 0:
        return []
    wanted: list[LogRecord] = []
    breaks = 0  # a last line without its end counts as a line
    for record in newest_first:
        content = record.content
        if not wanted and not content.endswith(b"\n"):
            breaks += 1
        seen = breaks + content.count(b"\n")
        if seen > lines:
            wanted += _cut(record, lines - breaks)
            break
        wanted.append(record)
        breaks = seen
    wanted.reverse()
    return wanted


def _cut(record: LogRecord, breaks: int) -> list[LogRecord]:
    """The record from behind the line break that precedes its last `breaks` ones; nothing when nothing follows."""
    content = record.content
    at = len(content)
    for _ in range(breaks + 1):
        at = content.rfind(b"\n", 0, at)
    kept = content[at + 1 :]
    if not kept:
        return []
    return [make_record(record.at, record.boot, record.next_offset - len(kept), record.stream, kept)]
