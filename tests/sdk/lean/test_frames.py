"""Frames against the library that everything else uses, and against peers that break the rules."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from websockets.frames import Frame, Opcode
from websockets.streams import StreamReader

from ingle.sdk.lean.frames import (
    BINARY,
    CLOSE,
    MAX_MESSAGE,
    PING,
    TEXT,
    FrameReader,
    Message,
    ProtocolError,
    encode_frame,
)

PAYLOADS = st.binary(max_size=300)
EDGES = [0, 125, 126, 65535, 65536]  # where the length's own length changes


def parse_as_server(data: bytes) -> Frame:
    reader = StreamReader()
    reader.feed_data(data)
    reader.feed_eof()
    parsing = Frame.parse(reader.read_exact, mask=True)
    with pytest.raises(StopIteration) as stopped:
        next(parsing)
    frame: Frame = stopped.value.value
    return frame


@given(PAYLOADS, st.binary(min_size=4, max_size=4))
def test_the_library_reads_what_we_write(payload: bytes, mask: bytes) -> None:
    frame = parse_as_server(encode_frame(BINARY, payload, mask))
    assert (frame.opcode, frame.fin, bytes(frame.data)) == (Opcode.BINARY, True, payload)


@settings(deadline=None)
@given(st.lists(PAYLOADS, max_size=5), st.integers(1, 400))
def test_we_read_what_the_library_writes_wherever_it_is_cut(payloads: list[bytes], cut: int) -> None:
    stream = b"".join(Frame(Opcode.TEXT, payload).serialize(mask=False) for payload in payloads)
    reader = FrameReader()
    messages = [
        message for at in range(0, len(stream), cut) for message in reader.feed(stream[at : at + cut])
    ]
    assert messages == [Message(TEXT, payload) for payload in payloads]


@pytest.mark.parametrize("size", EDGES)
def test_lengths_of_every_form_are_understood_both_ways(size: int) -> None:
    payload = b"x" * size
    assert bytes(parse_as_server(encode_frame(BINARY, payload)).data) == payload
    stream = Frame(Opcode.BINARY, payload).serialize(mask=False)
    reader = FrameReader()
    assert [*reader.feed(stream[:3]), *reader.feed(stream[3:-1]), *reader.feed(stream[-1:])] == [
        Message(BINARY, payload)
    ]


def test_fragments_are_joined_and_control_frames_may_come_between() -> None:
    frames = [
        Frame(Opcode.TEXT, b"one ", fin=False),
        Frame(Opcode.PING, b"there?"),
        Frame(Opcode.CONT, b"two ", fin=False),
        Frame(Opcode.CONT, b"three"),
        Frame(Opcode.CLOSE, b"\x03\xe8"),
    ]
    got = FrameReader().feed(b"".join(frame.serialize(mask=False) for frame in frames))
    assert got == [Message(PING, b"there?"), Message(TEXT, b"one two three"), Message(CLOSE, b"\x03\xe8")]


@pytest.mark.parametrize(
    "stream",
    [
        pytest.param(b"\xc1\x00", id="reserved bit"),
        pytest.param(b"\x81\x80\0\0\0\0", id="masked by a server"),
        pytest.param(b"\x80\x00", id="continuation of nothing"),
        pytest.param(b"\x01\x00\x82\x00", id="new message inside a fragmented one"),
        pytest.param(b"\x83\x00", id="unknown opcode"),
        pytest.param(b"\x09\x00", id="fragmented control frame"),
        pytest.param(b"\x89\x7e\x00\x7e" + b"x" * 126, id="long control frame"),
        pytest.param(b"\x82\x7f" + (MAX_MESSAGE + 1).to_bytes(8, "big"), id="huge frame"),
        pytest.param(
            (b"\x02\x7f" + MAX_MESSAGE.to_bytes(8, "big") + bytes(MAX_MESSAGE)) + b"\x00\x01x",
            id="huge message",
        ),
    ],
)
def test_a_peer_that_breaks_the_rules_is_refused(stream: bytes) -> None:
    with pytest.raises(ProtocolError):
        FrameReader().feed(stream)


@given(st.binary(max_size=200))
def test_no_bytes_do_worse_than_be_refused(stream: bytes) -> None:
    reader = FrameReader()
    try:
        reader.feed(stream)
    except ProtocolError:
        return
