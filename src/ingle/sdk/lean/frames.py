"""WebSocket frames as a client sends and receives them (RFC 6455, section 5). Pure: bytes in, messages out.

No extensions are offered, so no compression and no reserved bits. Text is not checked for UTF-8 here: who decodes it does.
"""

import os
from typing import NamedTuple

CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0x0, 0x1, 0x2, 0x8, 0x9, 0xA
MAX_MESSAGE = 1 << 20  # far above the 64 KiB of output and the few KiB of JSON that a daemon sends


class ProtocolError(Exception):
    """The peer does not speak WebSocket as it should."""


class Message(NamedTuple):
    opcode: int  # TEXT, BINARY, CLOSE, PING or PONG
    payload: bytes


def encode_frame(opcode: int, payload: bytes, mask: bytes | None = None) -> bytes:
    """One whole masked frame."""
    length = len(payload)
    if length < 126:
        size = bytes((0x80 | length,))
    elif length < 1 << 16:
        size = b"\xfe" + length.to_bytes(2, "big")
    else:
        size = b"\xff" + length.to_bytes(8, "big")
    mask = mask or os.urandom(4)
    return bytes((0x80 | opcode,)) + size + mask + _masked(payload, mask)


def _masked(payload: bytes, mask: bytes) -> bytes:
    """XOR with the repeated mask, as one operation on big integers: a loop over bytes would be a thousand times slower."""
    length = len(payload)
    key = (mask * (length // 4 + 1))[:length]
    return (int.from_bytes(payload, "little") ^ int.from_bytes(key, "little")).to_bytes(length, "little")


class FrameReader:
    """Cuts received bytes into messages; joins fragmented ones."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._opcode = 0  # of the fragmented message that is being received
        self._parts = bytearray()

    def feed(self, data: bytes) -> list[Message]:
        """The messages that are complete with these bytes. Raises ProtocolError."""
        self._buffer += data
        messages = []
        while (frame := self._next_frame()) is not None:
            final, opcode, payload = frame
            message = self._join(final, opcode, payload)
            if message is not None:
                messages.append(message)
        return messages

    def _next_frame(self) -> tuple[bool, int, bytes] | None:
        buffer = self._buffer
        if len(buffer) < 2:
            return None
        first, length, start = buffer[0], buffer[1], 2
        if first & 0x70:
            raise ProtocolError("a frame uses an extension that was not agreed on")
        if length & 0x80:
            raise ProtocolError("a server's frame is masked")
        if length >= 126:
            start = 4 if length == 126 else 10
            if len(buffer) < start:
                return None
            length = int.from_bytes(buffer[2:start], "big")
        if length > MAX_MESSAGE:
            raise ProtocolError(f"a frame of {length} bytes is more than {MAX_MESSAGE}")
        if len(buffer) < start + length:
            return None
        payload = bytes(memoryview(buffer)[start : start + length])
        del buffer[: start + length]
        return bool(first & 0x80), first & 0x0F, payload

    def _join(self, final: bool, opcode: int, payload: bytes) -> Message | None:
        if opcode >= CLOSE:
            if not final or len(payload) > 125 or opcode > PONG:
                raise ProtocolError("a control frame has a wrong form")
            return Message(opcode, payload)
        if opcode not in (CONTINUATION, TEXT, BINARY) or (opcode == CONTINUATION) != bool(self._opcode):
            raise ProtocolError("frames come in a wrong order")
        if final and opcode != CONTINUATION:
            return Message(opcode, payload)
        self._opcode = self._opcode or opcode
        self._parts += payload
        if len(self._parts) > MAX_MESSAGE:
            raise ProtocolError(f"a message is longer than {MAX_MESSAGE} bytes")
        if not final:
            return None
        message = Message(self._opcode, bytes(self._parts))
        self._opcode = 0
        self._parts.clear()
        return message
