"""A workload's output on disk: one JSON object a line, appended, cut over at a size, read from either end.

Each record says where its bytes stood in the session's output (`boot`, `offset`). So the file itself tells where to go on after the daemon was killed,
and record and position cannot disagree: what the file holds is what was read, to the byte. Nothing is fsynced; a daemon's death does not lose what it
wrote, and a host's death ends the machine as well. All functions block; callers use a thread.
"""

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Literal

import msgspec

CURRENT = "workload.log"
OLDER = "workload.log.1"
_BLOCK = 65536


class LogRecord(msgspec.Struct, frozen=True, omit_defaults=True):
    """Bytes that the workload wrote in one go; `text` where they are UTF-8, else `data` (base64 in the file)."""

    at: datetime
    boot: int
    offset: int
    stream: Literal["stdout", "stderr"]
    text: str = ""
    data: bytes = b""
    lost: int = 0  # bytes missing before these

    @property
    def content(self) -> bytes:
        return self.data or self.text.encode()

    @property
    def next_offset(self) -> int:
        return self.offset + len(self.content)


def make_record(
    at: datetime, boot: int, offset: int, stream: Literal["stdout", "stderr"], content: bytes, lost: int = 0
) -> LogRecord:
    try:
        return LogRecord(at, boot, offset, stream, text=content.decode(), lost=lost)
    except UnicodeDecodeError:
        return LogRecord(at, boot, offset, stream, data=content, lost=lost)


@dataclass(frozen=True)
class Position:
    """Where the next bytes of a boot's output belong."""

    boot: int
    offset: int


class LogWriter:
    """The one writer of a machine's log. Opening it drops a record that a killed daemon left half written."""

    def __init__(self, directory: Path, limit: int) -> None:
        self._path = directory / CURRENT
        self._older = directory / OLDER
        self._limit = limit
        self._file = self._open()
        _drop_half_record(self._file)

    def append(self, record: LogRecord) -> None:
        if self._file.tell() >= self._limit:
            self._cut_over()
        self._file.write(msgspec.json.encode(record) + b"\n")
        self._file.flush()

    def close(self) -> None:
        self._file.close()

    def _cut_over(self) -> None:
        self._file.close()
        self._path.replace(self._older)
        self._file = self._open()

    def _open(self) -> BinaryIO:
        file = self._path.open("a+b")
        file.seek(0, os.SEEK_END)
        return file


def _drop_half_record(file: BinaryIO) -> None:
    end = file.seek(0, os.SEEK_END)
    for line, start in lines_backwards(file, end):
        if line.endswith(b"\n"):
            break
        file.truncate(start)
    file.seek(0, os.SEEK_END)


def position(directory: Path) -> Position | None:
    """Where the log goes on, or None when nothing was logged yet."""
    parts = open_parts(directory)
    try:
        for part in parts:
            for line, _ in lines_backwards(part, part.seek(0, os.SEEK_END)):
                if line.endswith(b"\n"):
                    record = decode(line)
                    return Position(record.boot, record.next_offset)
    finally:
        for part in parts:
            part.close()
    return None


def decode(line: bytes) -> LogRecord:
    return msgspec.json.decode(line, type=LogRecord)


def open_parts(directory: Path) -> list[BinaryIO]:
    """The files that hold the log, the newest first."""
    parts: list[BinaryIO] = []
    for name in (CURRENT, OLDER):
        with contextlib.suppress(FileNotFoundError):
            parts.append((directory / name).open("rb"))
    if len(parts) == 2 and os.path.sameopenfile(parts[0].fileno(), parts[1].fileno()):
        parts.pop().close()  # cut over in between: both names led to one file
    return parts


def lines_backwards(file: BinaryIO, end: int) -> Iterator[tuple[bytes, int]]:
    """Lines with their ends, and where they start; the last first."""
    rest, at = b"", end
    while at > 0:
        size = min(_BLOCK, at)
        at -= size
        file.seek(at)
        rest = file.read(size) + rest
        while (cut := rest.rfind(b"\n", 0, len(rest) - 1)) >= 0:
            yield rest[cut + 1 :], at + cut + 1
            rest = rest[: cut + 1]
    if rest:
        yield rest, 0
