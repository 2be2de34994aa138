"""Frames of the guest protocol as bytes and back (schema/guest/protocol.md, Frame). Pure: no I/O, no tasks, no meaning of payloads."""

from collections.abc import Iterator
from enum import IntEnum
from struct import Struct
from typing import NamedTuple
from zlib import crc32

MAX_PAYLOAD = 262144
MAX_DATA = 65536  # of one DATA frame
WINDOW = 262144  # the credit that each direction of a stream starts with

_MAGIC = b"\x49\xe7"
_HEAD = Struct("<2sBBII")  # what the check covers: magic, type, channel, stream, length
_CHECK = Struct("<I")
_MASK = 0xFFFFFFFF
_HEADER_SIZE = _HEAD.size + _CHECK.size

MAX_FRAME = _HEADER_SIZE + MAX_PAYLOAD + _CHECK.size
FLUSH = bytes(MAX_FRAME)
"""Completes any half frame that a receiver still waits for."""


class Type(IntEnum):
    HELLO = 0x01
    READY = 0x02
    OPEN = 0x10
    OPENED = 0x11
    DATA = 0x12
    EOF = 0x13
    CREDIT = 0x14
    MESSAGE = 0x15
    CLOSE = 0x16
    EVENT = 0x20


class Frame(NamedTuple):
    """One unit on the wire. `type` is any byte: a receiver ignores those it does not know."""

    type: int
    stream: int
    payload: bytes = b""
    channel: int = 0


def encode(frame: Frame, key: int) -> bytes:
    """The frame's bytes under the link's key (0 for HELLO)."""
    type_, stream, payload, channel = frame
    if len(payload) > MAX_PAYLOAD:
        raise ValueError(f"a payload of {len(payload)} bytes does not fit into a frame")
    head = _HEAD.pack(_MAGIC, type_, channel, stream, len(payload))
    check = crc32(head, key)
    return b"".join((head, _CHECK.pack(check), payload, _CHECK.pack(check ^ _MASK)))


class Decoder:
    """Finds frames in a stream of bytes by hunting, so it recovers from half frames and junk.

    Holds at most one unfinished frame and the chunk fed last. `key` may be changed between frames; 0 is no link's. An agent's decoder also takes
    HELLO, which is under key 0 (`hello=True`); a host's takes nothing but frames under its nonce.
    """

    def __init__(self, key: int, *, hello: bool = False) -> None:
        self.key = key
        self._hello = hello
        self._buffer = bytearray()

    def feed(self, chunk: bytes) -> Iterator[Frame]:
        """The frames that are complete with this chunk. Consume them all before feeding again."""
        self._buffer += chunk
        position = 0
        try:
            while True:
                frame, position = self._next(position)
                if frame is None:
                    return
                yield frame
        finally:
            del self._buffer[:position]

    def _next(self, position: int) -> tuple[Frame | None, int]:
        """The first frame at or after the position, and where to go on: after it, or where one may begin once more bytes are there."""
        buffer = self._buffer
        while True:
            position = buffer.find(_MAGIC, position)
            if position < 0:
                return None, _before_half_magic(buffer)
            payload = position + _HEADER_SIZE
            if payload > len(buffer):
                return None, position
            type_, channel, stream, size, check = self._read_header(position)
            if size <= MAX_PAYLOAD and check is not None:
                trailer = payload + size
                end = trailer + _CHECK.size
                if end > len(buffer):
                    return None, position
                if _CHECK.unpack_from(buffer, trailer)[0] == check ^ _MASK:
                    with memoryview(buffer) as view:
                        return Frame(type_, stream, bytes(view[payload:trailer]), channel), end
            position += 1

    def _read_header(self, position: int) -> tuple[int, int, int, int, int | None]:
        """Type, channel, stream, length, and the check if it agrees."""
        middle = position + _HEAD.size
        _, type_, channel, stream, size = _HEAD.unpack_from(self._buffer, position)
        check: int = _CHECK.unpack_from(self._buffer, middle)[0]
        if type_ != Type.HELLO:
            agrees = self.key != 0 and crc32(self._buffer[position:middle], self.key) == check
        else:
            agrees = self._hello and crc32(self._buffer[position:middle]) == check
        return type_, channel, stream, size, check if agrees else None


def _before_half_magic(buffer: bytearray) -> int:
    """Where the bytes begin that may yet become a frame, when the buffer holds no whole magic."""
    return len(buffer) - 1 if buffer.endswith(_MAGIC[:1]) else len(buffer)
