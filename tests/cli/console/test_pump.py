"""The loop between a process and our descriptors, against a peer that is played here and descriptors that are pipes."""

import os
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec
import pytest
from websockets.frames import Frame, Opcode

from ingle.cli.console import pump as pumping
from ingle.cli.console.execute import converse
from ingle.cli.console.pump import Outcome, Pump
from ingle.sdk.errors import ConnectionLostError
from ingle.sdk.lean.place import Place
from ingle.sdk.lean.process import Process
from ingle.wire.machines import ExitStatus
from ingle.wire.streams import Exited, Lost, Started
from support.waiting import wait_until


@dataclass
class Peer:
    """The daemon's end."""

    socket: socket.socket

    def say(self, *messages: msgspec.Struct) -> None:
        for message in messages:
            self.socket.sendall(Frame(Opcode.TEXT, msgspec.json.encode(message)).serialize(mask=False))

    def output(self, channel: int, data: bytes) -> None:
        self.socket.sendall(Frame(Opcode.BINARY, bytes((channel,)) + data).serialize(mask=False))


@pytest.fixture
def ends() -> Iterator[tuple[Process, Peer]]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield Process(ours), Peer(theirs)


@pytest.fixture
def stdin() -> Iterator[tuple[int, int]]:
    read, write = os.pipe()
    yield read, write
    os.close(read)


def test_output_goes_where_it_belongs_and_the_exit_ends_it(
    ends: tuple[Process, Peer], capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    process, peer = ends
    peer.say(Started("s1"))
    peer.output(1, b"out")
    peer.output(2, b"err")
    peer.output(1, b"more")
    peer.say(Exited(ExitStatus(code=3)))
    assert Pump(process, stdin=None, tty=False).run() == Outcome(3)
    assert capfdbinary.readouterr() == (b"outmore", b"err")


def test_lost_output_and_an_end_for_idleness_are_said(
    ends: tuple[Process, Peer], capfd: pytest.CaptureFixture[str]
) -> None:
    process, peer = ends
    peer.say(Started("s1", lost=5), Lost(7), Exited(ExitStatus(signal=15), "idle"))
    assert Pump(process, stdin=None, tty=False).run() == Outcome(143)
    said = capfd.readouterr().err
    assert "5 older bytes" in said
    assert "7 bytes" in said
    assert "nobody had used it" in said


def test_a_lost_connection_says_how_to_come_back(ends: tuple[Process, Peer]) -> None:
    process, peer = ends
    peer.say(Started("s1"))
    peer.socket.close()
    with pytest.raises(ConnectionLostError, match="ingle attach one s1"):
        converse(Place(""), process, "one", interactive=False, tty=False)


def test_input_is_read_no_faster_than_it_is_taken(ends: tuple[Process, Peer], stdin: tuple[int, int]) -> None:
    process, peer = ends
    read, write = stdin
    sent = 0

    def feed() -> None:
        nonlocal sent
        try:
            while sent < 50_000_000:
                sent += os.write(write, bytes(65536))
        except BrokenPipeError:
            pass
        os.close(write)

    feeder = threading.Thread(target=feed)
    running = Pump(process, stdin=read, tty=False)
    result: list[Outcome] = []
    runner = threading.Thread(target=lambda: result.append(_run_without_signals(running)))
    feeder.start()
    runner.start()
    wait_until(lambda: process.unsent >= 131_072)  # the connection takes no more, and so much waits
    assert sent < 2_000_000, "nobody takes it, so it is not read"
    peer.say(Started("s1"), Exited(ExitStatus(code=0)))
    runner.join(20)
    assert result == [Outcome(0)]
    os.set_blocking(read, False)
    while feeder.is_alive():
        try:
            os.read(read, 1 << 20)
        except BlockingIOError:
            feeder.join(0.001)


def _run_without_signals(running: Pump) -> Outcome:
    """In a thread there are none to handle."""

    class NoSignals:
        def __init__(self) -> None:
            self.read_end, self.write_end = os.pipe()

        def fileno(self) -> int:
            return self.read_end

        def read(self) -> bytes:
            return b""

    signals = NoSignals()
    try:
        while running._outcome is None:
            running._step(signals)  # type: ignore[arg-type]
        return running._outcome
    finally:
        os.close(signals.read_end)
        os.close(signals.write_end)


def test_a_reader_that_is_gone_is_a_broken_pipe(
    ends: tuple[Process, Peer], monkeypatch: pytest.MonkeyPatch
) -> None:
    process, peer = ends

    def gone(_descriptor: int, _data: object) -> int:
        raise BrokenPipeError

    monkeypatch.setattr(pumping.os, "write", gone)
    peer.output(1, b"x")
    assert Pump(process, stdin=None, tty=False).run() == Outcome(141, detached=True)
