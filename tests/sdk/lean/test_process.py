"""The fast path's JSON is the wire's, and its failures are typed."""

import hashlib
import json
import select
import socket
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from websockets.frames import Frame, Opcode

from ingle.sdk.errors import (
    ConnectionLostError,
    FailedError,
    IngleError,
    InvalidError,
    NotFoundError,
    UnreachableError,
)
from ingle.sdk.lean.frames import BINARY, CLOSE, TEXT, FrameReader
from ingle.sdk.lean.place import Place, find_place
from ingle.sdk.lean.process import Event, Exited, Lost, Output, Process, Started, attach, quote, start
from ingle.wire.machines import ExecRequest, ExitStatus
from ingle.wire.problems import Problem
from ingle.wire.streams import STDERR, ClientMessage, Eof, Failed, Resize, Signal
from ingle.wire.streams import Exited as WireExited
from ingle.wire.streams import Lost as WireLost
from ingle.wire.streams import Started as WireStarted
from support.standin.server import StandIn


def events_of(process: Process) -> list[Event]:
    """All events until the exit."""
    events: list[Event] = []
    with closing(process):
        while not process.ended:
            interest = select.POLLIN | (select.POLLOUT if process.unsent else 0)
            poll = select.poll()
            poll.register(process, interest)
            if not process.has_received:
                assert poll.poll(20_000), events
            process.flush()
            events += process.receive()
    return events


def test_a_command_runs_to_its_exit(daemon: StandIn) -> None:
    process = start(
        find_place(), "one", {"argv": ["sh", "-c", "echo out; exec >&-; sleep 0.05; echo err >&2; exit 7"]}
    )
    assert events_of(process) == [
        Started("ses_1", 0),
        Output(1, b"out\n"),
        Output(STDERR, b"err\n"),
        Exited(7),
    ]


def test_a_signal_ends_as_a_shell_says_it(daemon: StandIn) -> None:
    process = start(find_place(), "one", {"argv": ["sleep", "100"]})
    process.signal("TERM")
    assert events_of(process)[-1] == Exited(128 + 15)


def test_input_goes_in_whole_whatever_its_size(daemon: StandIn) -> None:
    process = start(find_place(), "one", {"argv": ["sha256sum"], "stdin": True})
    process.write(b"x" * 200_000)
    process.end_input()
    events = events_of(process)
    assert Output(1, hashlib.sha256(b"x" * 200_000).hexdigest().encode() + b"  -\n") in events


def test_bytes_that_are_not_utf8_arrive(daemon: StandIn) -> None:
    process = start(
        find_place(), "one", {"argv": ["printf", "%s", b"\xff\xfe".decode(errors="surrogateescape")]}
    )
    assert Output(1, b"\xff\xfe") in events_of(process)


def test_what_cannot_be_run_is_an_error_with_its_code(daemon: StandIn) -> None:
    with pytest.raises(InvalidError) as refused:
        events_of(start(find_place(), "one", {"argv": ["no-such-program"]}))
    assert refused.value.code == "command_not_found"


def test_a_refused_handshake_is_an_error_too(daemon: StandIn) -> None:
    with pytest.raises(IngleError):
        events_of(attach(find_place(), "nobody", "ses_1"))


def test_tcp_and_a_token_work_as_well(daemon: StandIn) -> None:
    process = start(Place(daemon.url, "", "secret-1"), "one", {"argv": ["true"]})
    assert events_of(process)[-1] == Exited(0)


def test_a_socket_path_longer_than_the_kernel_takes_is_reached(daemon: StandIn, tmp_path: Path) -> None:
    deep = tmp_path / ("x" * 100) / ("y" * 100)
    deep.mkdir(parents=True)
    (deep / "ingle.sock").symlink_to(daemon.socket)
    process = start(Place("http://localhost", str(deep / "ingle.sock")), "one", {"argv": ["true"]})
    assert events_of(process)[-1] == Exited(0)


def test_no_daemon_is_said_with_what_to_type(tmp_path: Path) -> None:
    with pytest.raises(UnreachableError, match="ingle serve"):
        start(Place("http://localhost", str(tmp_path / "none.sock")), "one", {"argv": ["true"]})


# --- against a peer that we play ourselves ---


@pytest.fixture
def pair() -> Iterator[tuple[Process, socket.socket]]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield Process(ours), theirs


def server_says(peer: socket.socket, opcode: Opcode, payload: bytes) -> None:
    peer.sendall(Frame(opcode, payload).serialize(mask=False))


def test_every_message_of_ours_is_one_of_the_wire(pair: tuple[Process, socket.socket]) -> None:
    process, peer = pair
    process.resize(40, 132)
    process.signal("INT")
    process.end_input()
    process.write(b"hello")
    process.flush()
    reader = FrameReader()
    unmasked = [_unmask(frame) for frame in _frames(peer.recv(65536))]
    assert [opcode for opcode, _ in unmasked] == [TEXT, TEXT, TEXT, BINARY]
    said = [
        msgspec.json.decode(payload, type=ClientMessage) for opcode, payload in unmasked if opcode == TEXT
    ]
    assert said == [Resize(40, 132), Signal("INT"), Eof(0)]
    assert unmasked[3][1] == b"\x00hello"
    assert reader.feed(b"") == []


def test_every_message_of_the_wire_is_understood(pair: tuple[Process, socket.socket]) -> None:
    process, peer = pair
    for message in (WireStarted("s1", 5, 9), WireLost(3), Eof(1), WireExited(ExitStatus(signal=9))):
        server_says(peer, Opcode.TEXT, msgspec.json.encode(message))
    server_says(peer, Opcode.CLOSE, b"\x03\xe8")
    assert process.receive() == [Started("s1", 9), Lost(3), Exited(137)]
    assert process.session == "s1"


def test_a_problem_is_raised_as_its_kind(pair: tuple[Process, socket.socket]) -> None:
    process, peer = pair
    problem = Problem(
        title="t",
        status=404,
        detail="no such session",
        code="session_not_found",
        kind="not_found",
        request_id="r1",
        fields={"a": 1},
    )
    server_says(peer, Opcode.TEXT, msgspec.json.encode(Failed(problem)))
    with pytest.raises(NotFoundError, match="no such session") as failed:
        process.receive()
    assert (failed.value.code, failed.value.request_id, failed.value.fields) == (
        "session_not_found",
        "r1",
        {"a": 1},
    )


@pytest.mark.parametrize("ending", ["hang up", "close"])
def test_a_stream_that_ends_early_is_a_lost_connection(
    pair: tuple[Process, socket.socket], ending: str
) -> None:
    process, peer = pair
    if ending == "close":
        server_says(peer, Opcode.CLOSE, b"\x03\xe9")
    peer.close()
    with pytest.raises(ConnectionLostError):
        process.receive()


def test_a_ping_is_answered(pair: tuple[Process, socket.socket]) -> None:
    process, peer = pair
    server_says(peer, Opcode.PING, b"abc")
    assert process.receive() == []
    process.flush()
    assert _unmask(_frames(peer.recv(100))[0]) == (0xA, b"abc")


def test_a_peer_that_speaks_no_websocket_is_told_so(pair: tuple[Process, socket.socket]) -> None:
    process, peer = pair
    peer.sendall(b"\xff\xff\xff")
    with pytest.raises(FailedError, match="broken"):
        process.receive()


def test_the_request_is_the_wires() -> None:
    from ingle.cli.console.options import ExecOptions

    made = ExecOptions("one", ("a", "b"), ("X=1",), working_dir="/w", user="u", interactive=True).request()
    assert msgspec.convert(json.loads(json.dumps(made)), ExecRequest) == ExecRequest(
        argv=["a", "b"], env={"X": "1"}, working_dir="/w", user="u", stdin=True
    )


def test_quoting_keeps_a_segment_one_segment() -> None:
    assert quote("a/b:c%é\udcff") == "a%2Fb%3Ac%25%C3%A9%FF"
    assert CLOSE == 8


def _frames(data: bytes) -> list[bytes]:
    """Cut short client frames apart."""
    frames = []
    while data:
        size = 6 + (data[1] & 0x7F)
        frames.append(data[:size])
        data = data[size:]
    return frames


def _unmask(frame: bytes) -> tuple[int, bytes]:
    mask, payload = frame[2:6], frame[6:]
    return frame[0] & 0xF, bytes(byte ^ mask[at % 4] for at, byte in enumerate(payload))
