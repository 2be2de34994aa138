"""A link with an agent that keeps the protocol, and with one that does not: hello, loss, and who is told."""

import socket
from threading import Event
from typing import Any

import anyio
import msgspec
import pytest
from anyio.abc import ByteStream

from ingle.drivers.guest import AgentConnector
from ingle.drivers.guest import connector as connector_module
from ingle.drivers.guest.agent import Agent
from ingle.drivers.guest.frame import FLUSH, Frame, Type, encode
from ingle.drivers.guest.messages import Hello, unpack
from ingle.machines.errors import GuestError, GuestLostError
from ingle.machines.ports import GuestConfiguration, GuestFile, ProcessSpec
from ingle.runtime import unix_sockets
from support.guests import PATIENCE
from support.peers import NONCE, READY, Peer, connector, greeted

HELLO = {"version": 1, "nonce": NONCE}


async def test_a_fresh_channel_begins_with_hello() -> None:
    near, far = await unix_sockets.pair()
    async with far, anyio.create_task_group() as tasks:
        tasks.start_soon(_open, near, True)
        data = await far.receive(100)
        assert data == encode(Frame(Type.HELLO, 0, msgspec.msgpack.encode(HELLO)), 0)
        tasks.cancel_scope.cancel()


async def test_a_used_channel_is_flushed_before_hello() -> None:
    near, far = await unix_sockets.pair()
    async with far, anyio.create_task_group() as tasks:
        tasks.start_soon(_open, near, False)
        data = b""
        while len(data) < len(FLUSH) + 10:
            data += await far.receive(262144)
        assert data.startswith(FLUSH + b"\x49\xe7\x01")
        tasks.cancel_scope.cancel()


async def test_what_comes_before_the_ready_of_this_link_is_ignored() -> None:
    near, far = await unix_sockets.pair()
    peer = Peer(far)
    old = encode(Frame(Type.READY, 0, msgspec.msgpack.encode({**READY, "agent": "old"})), NONCE + 1)
    async with far, anyio.create_task_group() as tasks:

        async def answer() -> None:
            await peer.read_type(Type.HELLO)
            await far.send(b"junk\x49\xe7" + old + old[: len(old) // 2])
            await peer.send(Type.READY, 0, READY)

        tasks.start_soon(answer)
        async with connector().open(near, fresh=False) as link:
            assert link.ready.agent == "peer"


async def test_a_hello_that_got_lost_is_said_again_under_another_nonce() -> None:
    near, far = await unix_sockets.pair()
    peer = Peer(far)
    async with far, anyio.create_task_group() as tasks:

        async def answer_the_second() -> None:
            first, second = [unpack((await peer.read_type(Type.HELLO)).payload, Hello) for _ in range(2)]
            assert first.nonce != second.nonce
            for hello in (first, second):
                ready = msgspec.msgpack.encode({**READY, "agent": str(hello.nonce)})
                await far.send(encode(Frame(Type.READY, 0, ready), hello.nonce))
            agents.append(str(second.nonce))

        agents: list[str] = []
        tasks.start_soon(answer_the_second)
        async with AgentConnector().open(near, fresh=False) as link:
            assert [link.ready.agent] == agents


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ({**READY, "version": 2}, "version"),
        ({"version": 7}, "version"),
        ({}, "protocol_error"),
        ({**READY, "sessions": 5}, "protocol_error"),
        (b"\xc1", "protocol_error"),
        (b"\x81\xa1a" * 5000, "protocol_error"),
        (
            {
                **READY,
                "sessions": [{"id": "s", "argv": [], "pid": 1, "tty": False, "state": "exited", "exit": {}}],
            },
            "protocol_error",
        ),
    ],
)
async def test_a_ready_that_cannot_be_used_is_refused(answer: Any, code: str) -> None:
    near, far = await unix_sockets.pair()
    peer = Peer(far)
    async with far, anyio.create_task_group() as tasks:
        tasks.start_soon(peer.send, Type.READY, 0, answer)
        with pytest.raises(GuestError) as caught:
            async with connector().open(near, fresh=True):
                pass
        assert caught.value.code == code


async def test_a_channel_that_ends_before_ready_is_a_lost_guest() -> None:
    near, far = await unix_sockets.pair()
    await far.aclose()
    with pytest.raises(GuestLostError):
        async with connector().open(near, fresh=False):
            pass


async def test_everyone_who_waits_is_told_of_the_loss() -> None:
    told = 0
    async with greeted() as (link, peer), anyio.create_task_group() as tasks:

        async def ask() -> None:
            nonlocal told
            with pytest.raises(GuestLostError):
                await link.metrics()
            told += 1

        for _ in range(3):
            tasks.start_soon(ask)
        tasks.start_soon(link.wait_lost)
        await peer.read_type(Type.OPEN)
        await peer.channel.aclose()
        with anyio.fail_after(PATIENCE):
            await link.wait_lost()
        with pytest.raises(GuestLostError):
            await link.sync()
    assert told == 3


async def test_a_second_ready_ends_the_link() -> None:
    async with greeted() as (link, peer):
        await peer.send(Type.READY, 0, READY)
        with anyio.fail_after(PATIENCE):
            await link.wait_lost()


async def test_unknown_types_and_streams_and_events_are_ignored() -> None:
    async with greeted() as (link, peer), anyio.create_task_group() as tasks:
        for type_ in (0x00, 0x03, 0x7F, 0xFF, *[type_ for type_ in Type if type_ != Type.READY]):
            for stream in (0, 99):
                await peer.send(type_, stream, b"\xc1")
        tasks.start_soon(link.sync)
        number = (await peer.read_type(Type.OPEN)).stream
        await peer.send(0x7F, number, b"?")
        await peer.send(Type.CLOSE, number, {"later": "versions say more"})


async def test_errors_of_the_body_come_out_as_they_are() -> None:
    with pytest.raises(ExceptionGroup) as caught:  # of the task group of `greeted` alone
        async with greeted():
            raise KeyError("mine")
    assert isinstance(caught.value.exceptions[0], KeyError)


async def test_refusals_carry_code_sentence_and_errno() -> None:
    async with greeted() as (link, peer), anyio.create_task_group() as tasks:

        async def ask() -> None:
            with pytest.raises(GuestError, match="the disk is full") as caught:
                await link.files.mkdir(b"/x")
            assert (caught.value.code, caught.value.kind, caught.value.fields["errno"]) == (
                "no_space",
                "exhausted",
                28,
            )

        tasks.start_soon(ask)
        number = (await peer.read_type(Type.OPEN)).stream
        error = {"code": "no_space", "message": "the disk is full", "errno": 28}
        await peer.send(Type.CLOSE, number, {"error": error})


@pytest.mark.parametrize(
    "answer",
    [
        (Type.CLOSE, b"\xc1"),
        (Type.CLOSE, {}),
        (Type.CLOSE, {"error": {}}),
        (Type.CLOSE, {"type": "file", "mode": -1, "uid": 0, "gid": 0, "size": 0, "mtime_ns": 0}),
        (Type.CLOSE, {"type": "door", "mode": 1, "uid": 0, "gid": 0, "size": 0, "mtime_ns": 0}),
        (Type.OPENED, {}),
        (Type.MESSAGE, {}),
        (Type.DATA, b"x"),
        (Type.EOF, b""),
        (Type.CREDIT, b"123"),
    ],
)
async def test_an_answer_of_the_wrong_form_is_a_protocol_error(answer: tuple[Type, Any]) -> None:
    async with greeted() as (link, peer), anyio.create_task_group() as tasks:

        async def ask() -> None:
            with pytest.raises(GuestError) as caught:
                await link.files.stat(b"/x")
            assert caught.value.code == "protocol_error"

        tasks.start_soon(ask)
        number = (await peer.read_type(Type.OPEN)).stream
        type_, payload = answer
        await peer.send(type_, number, payload)
        if type_ != Type.CLOSE:
            assert (await peer.read()) == Frame(Type.CLOSE, number, b"\x80")


async def test_a_time_beyond_the_calendar_is_a_protocol_error_or_a_time() -> None:
    stat = {"type": "file", "mode": 1, "uid": 0, "gid": 0, "size": 0}
    async with greeted() as (link, peer):
        for time in (0, -1, -(2**63), 2**64 - 1):
            found: list[GuestFile] = []

            async def ask(found: list[GuestFile] = found) -> None:
                found.append(await link.files.stat(b"/x"))

            async with anyio.create_task_group() as tasks:
                tasks.start_soon(ask)
                number = (await peer.read_type(Type.OPEN)).stream
                await peer.send(Type.CLOSE, number, {**stat, "mtime_ns": time})
            assert found[0].name == b"x"


async def test_stream_numbers_are_not_used_again() -> None:
    async with greeted() as (link, peer):
        numbers = []
        for _ in range(5):
            async with anyio.create_task_group() as tasks:
                tasks.start_soon(link.sync)
                numbers.append((await peer.read_type(Type.OPEN)).stream)
                await peer.send(Type.CLOSE, numbers[-1], {})
        assert numbers == [1, 2, 3, 4, 5]


async def test_what_waits_for_an_agent_that_reads_nothing_is_bounded() -> None:
    async with greeted() as (link, _):
        assert isinstance(link, Agent)
        for _ in range(1000):
            with anyio.move_on_after(0):
                await link.exec(ProcessSpec("s", (bytes(100_000),)))
        assert link._link._outbox._size < 1 << 20
        assert len(link._link._streams) == 0


async def _open(channel: ByteStream, fresh: bool) -> None:
    async with connector().open(channel, fresh=fresh):
        pass


async def test_hello_is_not_said_again_when_the_answer_comes_as_patience_ends(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A second one would be answered as well, and the link taken for one that the agent has begun anew."""
    monkeypatch.setattr(connector_module, "_FIRST_PATIENCE", 0.05)
    near, far = socket.socketpair()
    far.setblocking(False)
    ready = encode(Frame(Type.READY, 0, msgspec.msgpack.encode(READY)), NONCE)

    async def welcome() -> None:
        await anyio.wait_readable(far)
        # The loop stands still, as on a busy host; then it sees the answer and the end of patience at once.
        Event().wait(0.3)
        far.send(ready)

    said = b""
    with far:
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(welcome)
            async with connector().open(await unix_sockets.wrap(near), fresh=True) as link:
                tasks.start_soon(link.configure, GuestConfiguration())
                while b"\x49\xe7" + bytes([Type.OPEN]) not in said:
                    await anyio.wait_readable(far)
                    said += far.recv(65536)
                tasks.cancel_scope.cancel()
    assert said.count(encode(Frame(Type.HELLO, 0, msgspec.msgpack.encode(HELLO)), 0)) == 1
