"""A stream of an agent that breaks the rules: what it can make us hold, and how it ends."""

from typing import Any

import anyio
import pytest

from ingle.drivers.guest.frame import MAX_DATA, WINDOW, Frame, Type
from ingle.drivers.guest.outbox import CREDIT
from ingle.drivers.guest.process import Process
from ingle.drivers.guest.stream import MAX_UNREAD_MESSAGES
from ingle.machines.errors import GuestError, GuestLostError
from ingle.machines.model import Exit
from ingle.machines.ports import Ended, Output, OutputEnd, OutputLost, ProcessStream
from support.guests import PATIENCE, finish, read_until
from support.peers import Peer, executed

CLOSE = b"\x80"  # an empty map


async def accused(process: ProcessStream, peer: Peer, number: int) -> None:
    """The stream ends with protocol_error, and the agent is told."""
    with anyio.fail_after(PATIENCE), pytest.raises(GuestError) as caught:
        await finish(process)
    assert caught.value.code == "protocol_error"
    await told(peer, number)


async def told(peer: Peer, number: int) -> None:
    with anyio.fail_after(PATIENCE):
        assert await peer.read_type(Type.CLOSE) == Frame(Type.CLOSE, number, CLOSE)


async def test_events_of_a_process_in_order() -> None:
    async with executed() as (process, peer, number):
        await peer.send(Type.DATA, number, b"out", 1)
        await peer.send(Type.DATA, number, b"err", 2)
        await peer.send(Type.MESSAGE, number, {"lost": 7})
        await peer.send(Type.MESSAGE, number, {"later": "versions say more"})
        await peer.send(Type.EOF, number, b"", 1)
        await peer.send(Type.MESSAGE, number, {"exit": {"signal": 9, "core": False}})
        await peer.send(Type.CLOSE, number, {})
        events = [event async for event in process]
    assert events == [
        Output(1, b"out"),
        Output(2, b"err"),
        OutputLost(7),
        OutputEnd(1),
        Ended(Exit(signal=9)),
    ]


async def test_more_than_the_credit_ends_the_stream() -> None:
    async with executed() as (process, peer, number):
        for _ in range(WINDOW // MAX_DATA + 1):
            await peer.send(Type.DATA, number, bytes(MAX_DATA), 1)
        await told(peer, number)  # without anything having been read
        with pytest.raises(GuestError, match="protocol"):
            await finish(process)


async def test_what_came_before_the_breach_is_still_read() -> None:
    async with executed() as (process, peer, number):
        await peer.send(Type.DATA, number, b"before", 1)
        await peer.send(Type.DATA, number, b"x", 3)
        assert await read_until(process, b"before") == b"before"
        await accused(process, peer, number)


@pytest.mark.parametrize(
    ("type_", "payload", "channel"),
    [
        (Type.DATA, bytes(MAX_DATA + 1), 1),
        (Type.DATA, b"x", 3),
        (Type.EOF, b"", 3),
        (Type.CREDIT, b"", 0),
        (Type.CREDIT, bytes(5), 0),
        (Type.OPENED, {"pid": 6}, 0),
        (Type.MESSAGE, b"\xc1", 0),
        (Type.MESSAGE, b"", 0),
        (Type.MESSAGE, {"exit": {}}, 0),
        (Type.MESSAGE, {"exit": {"code": 1, "signal": 1}}, 0),
        (Type.MESSAGE, {"exit": {"code": "x"}}, 0),
        (Type.MESSAGE, {"lost": -1}, 0),
    ],
)
async def test_a_frame_of_the_wrong_form_ends_the_stream(type_: Type, payload: Any, channel: int) -> None:
    async with executed() as (process, peer, number):
        await peer.send(type_, number, payload, channel)
        await accused(process, peer, number)


async def test_a_close_without_an_exit_is_a_breach() -> None:
    async with executed() as (process, peer, number):
        await peer.send(Type.CLOSE, number, {})
        with pytest.raises(GuestError) as caught:
            await finish(process)
        assert caught.value.code == "protocol_error"


async def test_a_flood_of_messages_ends_the_stream() -> None:
    message = {"x": bytes(200_000)}
    async with executed() as (process, peer, number):
        for _ in range(MAX_UNREAD_MESSAGES // 200_000 + 1):
            await peer.send(Type.MESSAGE, number, message)
        await told(peer, number)  # without anything having been read
        with pytest.raises(GuestError, match="protocol"):
            await finish(process)


async def test_a_flood_of_ends_and_empty_data_is_not_held() -> None:
    async with executed() as (process, peer, number):
        for _ in range(5000):
            await peer.send(Type.EOF, number, b"", 1)
            await peer.send(Type.DATA, number, b"", 1)
        await peer.send(Type.DATA, number, b"last", 1)
        await read_until(process, b"last")
        assert isinstance(process, Process)
        assert len(process._stream._inbox._frames) == 0


async def test_tiny_pieces_that_nobody_reads_are_put_together() -> None:
    async with executed() as (process, peer, number):
        for start in range(5000):
            await peer.send(Type.DATA, number, b"%04d," % start, 1)
        await peer.send(Type.MESSAGE, number, {"exit": {"code": 0}})
        events = [event async for event in process]
        pieces = [event.data for event in events if isinstance(event, Output)]
        assert b"".join(pieces) == b"".join(b"%04d," % start for start in range(5000))


async def test_credit_is_given_as_it_is_read_and_not_before() -> None:
    async with executed() as (process, peer, number):
        for _ in range(WINDOW // MAX_DATA):
            await peer.send(Type.DATA, number, bytes(MAX_DATA), 1)
        events = aiter(process)
        for _ in range(2):
            await anext(events)
        assert await peer.read() == Frame(Type.CREDIT, number, CREDIT.pack(2 * MAX_DATA))
        for _ in range(2):
            await peer.send(Type.DATA, number, bytes(MAX_DATA), 1)
            await anext(events)
        assert await peer.read() == Frame(Type.CREDIT, number, CREDIT.pack(2 * MAX_DATA))


async def test_no_more_is_sent_than_there_is_credit_for() -> None:
    async with executed() as (process, peer, number), anyio.create_task_group() as tasks:
        tasks.start_soon(process.send, bytes(WINDOW + 10))
        received = 0
        while received < WINDOW:
            received += len((await peer.read_type(Type.DATA)).payload)
        assert received == WINDOW
        await peer.send(Type.CREDIT, number, CREDIT.pack(4))
        assert len((await peer.read()).payload) == 4
        await peer.send(Type.CREDIT, number, CREDIT.pack(0xFFFFFFFF))
        assert len((await peer.read()).payload) == 6


async def test_a_sender_without_credit_is_woken_by_the_end() -> None:
    async with executed() as (process, peer, number), anyio.create_task_group() as tasks:
        tasks.start_soon(process.send, bytes(WINDOW + 10))
        await peer.read_type(Type.DATA)
        await peer.send(Type.CLOSE, number, {})


async def test_a_sender_without_credit_is_told_of_the_loss() -> None:
    async with executed() as (process, peer, _), anyio.create_task_group() as tasks:

        async def send() -> None:
            with pytest.raises(GuestLostError):
                await process.send(bytes(WINDOW + 10))

        tasks.start_soon(send)
        await peer.read_type(Type.DATA)
        await peer.channel.aclose()


async def test_closing_tells_the_agent_once_and_ends_the_reader() -> None:
    async with executed() as (process, peer, number), anyio.create_task_group() as tasks:

        async def read() -> None:
            with pytest.raises(anyio.ClosedResourceError):
                await finish(process)

        tasks.start_soon(read)
        await peer.send(Type.DATA, number, b"x", 1)
        await anyio.wait_all_tasks_blocked()
        await process.aclose()
        await process.aclose()
        await process.send(b"dropped")
        assert await peer.read() == Frame(Type.CLOSE, number, CLOSE)
