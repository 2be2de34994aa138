"""Frames survive whatever stands before, between or inside them."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingle.drivers.guest.frame import (
    FLUSH,
    MAX_FRAME,
    MAX_PAYLOAD,
    Decoder,
    Frame,
    Type,
    encode,
)

KEY = 0x1234ABCD
on_a_busy_machine = settings(deadline=None)
VECTORS = json.loads((Path(__file__).parents[3] / "schema/guest/vectors.json").read_text())

frames = st.builds(
    Frame,
    type=st.sampled_from([type_ for type_ in Type if type_ != Type.HELLO] + [0x7F]),
    stream=st.integers(0, 0xFFFFFFFF),
    payload=st.binary(max_size=300),
    channel=st.integers(0, 2),
)
junk = st.binary(max_size=40) | st.sampled_from(
    [b"\x49", b"\xe7", b"\x49\xe7", b"\x49\xe7\x12\x00", bytes(100)]
)


def decode(data: bytes, *, size: int | None = None, hello: bool = False) -> list[Frame]:
    """All frames in the data, fed in pieces of a size."""
    decoder = Decoder(KEY, hello=hello)
    step = size or len(data) or 1
    return [
        frame for start in range(0, len(data), step) for frame in decoder.feed(data[start : start + step])
    ]


@pytest.mark.parametrize("vector", VECTORS["frames"], ids=lambda vector: vector["name"])
def test_golden_frames(vector: dict[str, Any]) -> None:
    assert encode(golden(vector), vector["key"]).hex() == vector["bytes"]


@pytest.mark.parametrize("size", [1, 7, 65536])
@pytest.mark.parametrize("vector", VECTORS["hunts"], ids=lambda vector: vector["name"])
def test_golden_hunts(vector: dict[str, Any], size: int) -> None:
    pieces = [
        bytes.fromhex(piece["hex"]) if "hex" in piece else bytes(piece["zeros"]) for piece in vector["pieces"]
    ]
    data = b"".join(pieces)
    decoder = Decoder(vector["key"], hello=True)
    found = [
        frame for start in range(0, len(data), size) for frame in decoder.feed(data[start : start + size])
    ]
    assert found == [golden(frame) for frame in vector["finds"]]


def golden(vector: dict[str, Any]) -> Frame:
    return Frame(vector["type"], vector["stream"], bytes.fromhex(vector["payload"]), vector["channel"])


def test_the_layout_is_the_specified_one() -> None:
    data = encode(Frame(Type.DATA, 0x01020304, b"abc", 2), KEY)
    assert data[:12].hex() == "49e7120204030201" + "03000000"
    assert data[16:19] == b"abc"
    assert int.from_bytes(data[12:16], "little") ^ int.from_bytes(data[19:], "little") == 0xFFFFFFFF


@on_a_busy_machine
@given(st.lists(frames, max_size=10), st.integers(1, 700))
def test_frames_come_back_however_they_are_cut(sent: list[Frame], size: int) -> None:
    assert decode(b"".join(encode(frame, KEY) for frame in sent), size=size) == sent


@on_a_busy_machine
@given(st.lists(st.tuples(junk, frames), max_size=10), st.integers(1, 700))
def test_frames_are_found_between_junk(parts: list[tuple[bytes, Frame]], size: int) -> None:
    data = b"".join(noise + encode(frame, KEY) for noise, frame in parts)
    assert decode(data + FLUSH, size=size * 100) == [frame for _, frame in parts]


# A cut within the trailer may be completed by what follows, as by a flush below; that takes bytes from no other link.
@on_a_busy_machine
@given(st.lists(st.tuples(frames, st.integers(4, 300)), max_size=10), frames, st.integers(1, 700))
def test_frames_are_found_after_half_frames(halves: list[tuple[Frame, int]], last: Frame, size: int) -> None:
    cut = [encode(frame, KEY)[:-keep] for frame, keep in halves]
    data = b"".join(half + encode(last, KEY) for half in cut)
    assert decode(data + FLUSH, size=size * 100) == [last] * len(halves)


@on_a_busy_machine
@given(st.binary(max_size=2000), st.integers(1, 100))
def test_any_bytes_are_taken_and_little_is_kept(data: bytes, size: int) -> None:
    decoder = Decoder(KEY)
    for start in range(0, len(data), size):
        assert list(decoder.feed(data[start : start + size])) == []
    assert len(decoder._buffer) <= 16


@on_a_busy_machine
@given(st.binary(max_size=200) | frames.map(lambda frame: encode(frame, KEY)[:-1]))
def test_a_hello_is_found_after_anything_and_a_flush(before: bytes) -> None:
    hello = Frame(Type.HELLO, 0, b"hello")
    # A frame that lacks a last byte that is zero anyway is completed by the flush.
    assert decode(before + FLUSH + encode(hello, 0), size=65536, hello=True)[-1:] == [hello]


def test_the_largest_half_frame_is_flushed() -> None:
    hello = Frame(Type.HELLO, 0, b"hello")
    half = encode(Frame(Type.MESSAGE, 9, b"\x49" * MAX_PAYLOAD), KEY)[:16]
    assert decode(half + FLUSH + encode(hello, 0), hello=True) == [hello]


def test_a_frame_in_the_payload_of_a_broken_one_is_found() -> None:
    inner = Frame(Type.CLOSE, 1, b"x")
    broken = bytearray(encode(Frame(Type.DATA, 1, encode(inner, KEY) * 3), KEY))
    broken[-1] ^= 1
    assert decode(bytes(broken)) == [inner] * 3


@pytest.mark.parametrize("key", [0, KEY + 1])
def test_a_frame_under_another_key_is_junk(key: int) -> None:
    assert decode(encode(Frame(Type.DATA, 1, b"x"), key) + FLUSH) == []


def test_a_host_takes_no_hello() -> None:
    assert (
        decode(encode(Frame(Type.HELLO, 0, b"x"), 0) + encode(Frame(Type.HELLO, 0, b"x"), KEY) + FLUSH) == []
    )


def test_a_header_that_claims_too_much_is_junk() -> None:
    frame = Frame(Type.MESSAGE, 1, bytes(MAX_PAYLOAD))
    assert decode(encode(frame, KEY)) == [frame]
    with pytest.raises(ValueError, match="does not fit"):
        encode(Frame(Type.MESSAGE, 1, bytes(MAX_PAYLOAD + 1)), KEY)


def test_waiting_for_a_frame_keeps_no_more_than_it() -> None:
    decoder = Decoder(KEY)
    half = encode(Frame(Type.MESSAGE, 1, bytes(MAX_PAYLOAD)), KEY)[:-1]
    for _ in range(20):
        assert list(decoder.feed(half)) == []
        assert len(decoder._buffer) <= MAX_FRAME


def test_the_key_may_change_between_two_frames_of_a_chunk() -> None:
    decoder = Decoder(0, hello=True)
    chunk = (
        encode(Frame(Type.OPEN, 9), 0) + encode(Frame(Type.HELLO, 0), 0) + encode(Frame(Type.OPEN, 1), KEY)
    )
    seen = []
    for frame in decoder.feed(chunk):
        seen.append(frame.type)
        decoder.key = KEY
    assert seen == [Type.HELLO, Type.OPEN]
