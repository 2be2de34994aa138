"""A link begins anywhere, survives anything before it, and ends without harm to what runs."""

import struct

import msgspec
import pytest

from guest.conftest import Agent
from guest.wire import CLOSE, CREDIT, DATA, HELLO, OPEN, RESYNC, Host, RefusedError, seal


def test_ready_says_what_the_agent_is(agent: Agent) -> None:
    ready = agent.connect(configured=False).ready
    assert ready["version"] == 1
    assert ready["configured"] is False
    assert ready["sessions"] == []
    assert ready["uptime_ns"] > 0
    assert len(ready["boot_id"]) == 36


def test_nothing_works_before_configure(agent: Agent) -> None:
    host = agent.connect(configured=False)
    with pytest.raises(RefusedError, match="not_configured"):
        host.run("true")
    assert host.call("metrics")["memory_total"] > 0
    host.call("configure")
    assert host.run("true").exit == {"code": 0}


def test_a_new_host_after_half_a_frame_of_the_old_one(agent: Agent) -> None:
    first = agent.connect()
    whole = seal(first.nonce, OPEN, 9, bytes(200_000))
    first.channel.sendall(whole[:1000])
    agent.drop(first)
    second = agent.connect(fresh=False)
    assert second.ready["configured"] is True
    assert second.run("echo", "here").stdout == b"here\n"


def test_hello_in_the_middle_of_a_link_after_half_a_frame(agent: Agent) -> None:
    """As after a snapshot: the same channel, but the host and its nonce are new, and a frame was cut."""
    first = agent.connect()
    stream, _ = first.start("cat", session="left", stdin=True, keep=True)
    first.channel.sendall(seal(first.nonce, DATA, stream, bytes(60_000))[:30_000])
    second = Host(first.channel, fresh=False)
    assert [session["id"] for session in second.ready["sessions"]] == ["left"]
    assert second.run("echo", "here").stdout == b"here\n"


def test_frames_of_another_nonce_are_not_obeyed(agent: Agent) -> None:
    host = agent.connect()
    payload = msgspec.msgpack.encode({"method": "exec", "session": "forged", "argv": [b"true"]})
    host.channel.sendall(seal(host.nonce ^ 1, OPEN, 5, payload))
    host.channel.sendall(seal(0, OPEN, 6, payload))
    assert host.call("sessions")["sessions"] == []


def test_a_version_it_does_not_know(agent: Agent) -> None:
    channel = agent.channel()
    host = Host(channel, version=7)
    assert host.ready["version"] == 1
    host.open("metrics")
    again = Host(channel)
    again.call("configure")
    assert again.waiting[host.last_stream] == type(again.waiting[0])()


def test_hello_may_be_sent_again(agent: Agent) -> None:
    channel = agent.channel()
    body = msgspec.msgpack.encode({"version": 1, "nonce": 77})
    channel.sendall(seal(0, HELLO, 0, body) * 3 + RESYNC)
    host = Host(channel)
    host.call("configure")
    assert host.run("true").exit == {"code": 0}


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        (b"", "protocol_error"),
        (b"\xc1", "protocol_error"),
        (b"\x81\xa6method", "protocol_error"),
        (b"\xdf\xff\xff\xff\xff", "protocol_error"),
        (msgspec.msgpack.encode([1]), "protocol_error"),
        (msgspec.msgpack.encode({}), "unknown_method"),
        (msgspec.msgpack.encode({"method": "sing"}), "unknown_method"),
        (msgspec.msgpack.encode({"method": "exec"}), "invalid"),
        (msgspec.msgpack.encode({"method": "exec", "session": "a/b", "argv": [b"x"]}), "invalid"),
        (msgspec.msgpack.encode({"method": "exec", "session": "a", "argv": []}), "invalid"),
        (msgspec.msgpack.encode({"method": "exec", "session": "a", "argv": [b"x\0y"]}), "invalid"),
        (msgspec.msgpack.encode({"method": "exec", "session": "a", "argv": "x"}), "invalid"),
        (
            msgspec.msgpack.encode({"method": "exec", "session": "a", "argv": [b"x"], "env": {"A=B": b""}}),
            "invalid",
        ),
        (msgspec.msgpack.encode({"method": "stat", "path": b"relative"}), "invalid"),
        (msgspec.msgpack.encode({"method": "stat", "path": b"/" + b"x" * 5000}), "invalid"),
        (msgspec.msgpack.encode({"method": "connect", "port": 70000}), "invalid"),
    ],
)
def test_bad_requests_are_refused_by_name(host: Host, payload: bytes, code: str) -> None:
    host.send(OPEN, 1000, payload)
    assert host.next(1000, CLOSE).body["error"]["code"] == code
    assert host.run("true").exit == {"code": 0}


def test_more_data_than_credit_ends_the_stream(host: Host) -> None:
    stream, _ = host.start("sleep", "1000", stdin=True)
    for _ in range(9):
        host.send(DATA, stream, bytes(65536))
    assert host.next(stream, CLOSE).body["error"]["code"] == "protocol_error"
    assert host.run("true").exit == {"code": 0}


def test_credit_beyond_counting_ends_the_stream(host: Host) -> None:
    stream, _ = host.start("sleep", "1000")
    host.send(CREDIT, stream, struct.pack("<I", 0xFFFFFFFF))
    assert host.next(stream, CLOSE).body["error"]["code"] == "protocol_error"


def test_a_stream_id_in_use(host: Host) -> None:
    stream, _ = host.start("sleep", "1000")
    host.send(OPEN, stream, {"method": "metrics"})
    assert host.next(stream, CLOSE).body["error"]["code"] == "protocol_error"


def test_streams_are_bounded(host: Host) -> None:
    host.start("sleep", "1000", session="one", keep=True)
    streams = [host.open("attach", session="one") for _ in range(1023)]
    assert host.opened(streams[-1])["attached"] == 1024
    with pytest.raises(RefusedError, match="too_many_streams"):
        host.call("metrics")
    host.send(CLOSE, streams[0], {})
    assert host.call("metrics")["processes"] > 0


def test_a_host_that_asks_and_never_reads(agent: Agent) -> None:
    """Its answers are bounded: the agent stops listening to it until it reads."""
    host = agent.connect()
    host.channel.settimeout(0.5)
    question = seal(host.nonce, OPEN, 1, msgspec.msgpack.encode({"method": "metrics"}))
    with pytest.raises(TimeoutError):
        host.channel.sendall(question * 200_000)
    agent.drop(host)
    assert agent.connect(fresh=False).run("echo", "back").stdout == b"back\n"


def test_unknown_frames_are_ignored(host: Host) -> None:
    host.send(0x7E, 1, b"?")
    host.send(DATA, 4242, b"?")
    host.send(CLOSE, 4242, {})
    host.send(OPEN, 0, {"method": "metrics"})
    assert host.run("true").exit == {"code": 0}
