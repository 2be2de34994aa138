"""The delta file: which pages of a machine's memory differ from a flat image, and what is in them. Pure; whoever reads or writes one has the bytes.

    "ingle-delta\\0" · version u32 · memory size u64 · count u64 · count times (offset u64, length u64) · zeros up to a page · the pages, dense

All numbers are little-endian, offsets and lengths whole pages, the ranges ascending and apart.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ingle.machines.errors import EngineError

PAGE = 4096
VERSION = 1
_MAGIC = b"ingle-delta\0"
_HEAD = struct.Struct("<12sIQQ")
_RANGE = struct.Struct("<QQ")
HEAD_SIZE = _HEAD.size


class Range(NamedTuple):
    """Bytes of the guest's memory."""

    offset: int
    length: int


class Piece(NamedTuple):
    """A range and where in a file its content is."""

    offset: int
    length: int
    position: int


@dataclass(frozen=True)
class Delta:
    memory_size: int  # bytes
    pieces: tuple[Piece, ...]


def table_size(count: int) -> int:
    """Bytes before the first page, with so many ranges."""
    return -(-(_HEAD.size + count * _RANGE.size) // PAGE) * PAGE


def encode_table(memory_size: int, ranges: Sequence[Range]) -> bytes:
    """All that comes before the pages."""
    head = _HEAD.pack(_MAGIC, VERSION, memory_size, len(ranges))
    table = b"".join(_RANGE.pack(*range_) for range_ in ranges)
    return (head + table).ljust(table_size(len(ranges)), b"\0")


def lay_out(ranges: Sequence[Range], start: int) -> tuple[Piece, ...]:
    """Where the pages are when they lie densely from `start` on."""
    pieces = []
    for offset, length in ranges:
        pieces.append(Piece(offset, length, start))
        start += length
    return tuple(pieces)


def decode_count(head: bytes, file_size: int) -> int:
    """How many ranges a file of this size, which begins so, has. Raises EngineError."""
    if len(head) < _HEAD.size:
        raise _broken("is too short")
    magic, version, _, count = _HEAD.unpack_from(head)
    if magic != _MAGIC:
        raise _broken("is none")
    if version != VERSION:
        raise _broken(f"has version {version}, this program knows {VERSION}")
    if count > file_size // PAGE or table_size(count) > file_size:
        raise _broken("is cut off")
    return int(count)


def decode_table(table: bytes, file_size: int) -> Delta:
    """From the first `table_size(decode_count())` bytes of a file. Whatever it says, the result is one that can be used. Raises EngineError."""
    count = decode_count(table, file_size)
    memory_size = _HEAD.unpack_from(table)[2]
    ranges = [Range(*_RANGE.unpack_from(table, _HEAD.size + index * _RANGE.size)) for index in range(count)]
    end = 0
    for offset, length in ranges:
        if offset % PAGE or length % PAGE or not length or offset < end or offset + length > memory_size:
            raise _broken("names pages that cannot be")
        end = offset + length
    start = table_size(count)
    if start + sum(length for _, length in ranges) != file_size:
        raise _broken("is cut off, or too long")
    return Delta(memory_size, lay_out(ranges, start))


def split(pieces: Sequence[Piece], room: int) -> tuple[list[Piece], list[Piece]]:
    """The first `room` bytes (whole pages), and the rest."""
    kept, rest = [], []
    left = room // PAGE * PAGE
    for piece in pieces:
        now = min(left, piece.length)
        left -= now
        if now:
            kept.append(Piece(piece.offset, now, piece.position))
        if now < piece.length:
            rest.append(Piece(piece.offset + now, piece.length - now, piece.position + now))
    return kept, rest


def _broken(what: str) -> EngineError:
    return EngineError(f"the file that should be a memory delta {what}")
