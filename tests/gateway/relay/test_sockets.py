"""WebSockets to servers in machines."""

import anyio
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.frames import Frame, Opcode
from websockets.http11 import Request
from websockets.server import ServerProtocol
from websockets.typing import Subprotocol

from support.machines import until
from support.port_doors import Doors
from support.port_servers import answering, echo, ok, sockets


async def test_messages_go_both_ways_whole(doors: Doors) -> None:
    heard: list[Request] = []
    doors.listen(sockets(echo, heard, offered=[Subprotocol("chat")]))
    async with doors.socket(
        "/a%20b?x=1", subprotocols=[Subprotocol("chat")], user_agent_header="caf\xe9"
    ) as socket:
        assert socket.subprotocol == "chat"
        for message in ("grüße", "", b"\0\xff", "x" * 1_000_000, b"y" * 1_000_000):
            await socket.send(message)
            assert await socket.recv() == message
        await socket.send(["in ", "parts"])
        assert await socket.recv() == "in parts"
    asked = heard[0]
    assert asked.path == "/a%20b?x=1"
    assert asked.headers["Cookie"] == "other=1"
    assert asked.headers["Host"] == doors.host
    assert asked.headers["X-Forwarded-Proto"] == "http"
    assert asked.headers["User-Agent"] == "caf\xe9"
    await until(lambda: doors.daemon.machines._shop.leases.held(doors.machine.id) == 0)


async def test_how_it_ends_is_told_to_both(doors: Doors) -> None:
    ends: list[tuple[int, str]] = []

    def ending(protocol: ServerProtocol, event: Request | Frame) -> None:
        echo(protocol, event)
        if isinstance(event, Frame) and event.opcode is Opcode.TEXT:
            protocol.send_close(4321, "enough")
        if isinstance(event, Frame) and event.opcode is Opcode.CLOSE and protocol.close_rcvd is not None:
            ends.append((protocol.close_rcvd.code, ""))

    doors.listen(sockets(ending))
    async with doors.socket() as socket:
        await socket.send("go")
        assert await socket.recv() == "go"
        with pytest.raises(ConnectionClosed):
            await socket.recv()
        assert socket.close_code == 4321
    ends.clear()
    async with doors.socket() as socket:
        await socket.close(3456)
    await until(lambda: ends == [(3456, "")])


@pytest.mark.parametrize(
    ("does", "code"),
    [
        (lambda protocol: protocol.send_binary(b"x" * 2_000_000), 1009),
        (lambda protocol: protocol.send_frame(Frame(Opcode.TEXT, b"\xff")), 1007),
        (lambda protocol: protocol.send_frame(Frame(Opcode.CONT, b"x")), 1002),
        (lambda protocol: protocol.send_eof(), 1011),
    ],
)
async def test_what_breaks_the_rules_ends_it(doors: Doors, does: object, code: int) -> None:
    def breaking(protocol: ServerProtocol, event: Request | Frame) -> None:
        echo(protocol, event)
        if isinstance(event, Request):
            does(protocol)  # type: ignore[operator]

    doors.listen(sockets(breaking))
    async with doors.socket() as socket:
        with pytest.raises(ConnectionClosed), anyio.fail_after(30):
            await socket.recv()
        assert socket.close_code == code


@pytest.mark.parametrize(
    "said",
    [
        ok(),
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
        b"x\r\n\r\n",
        b"",
    ],
)
async def test_a_server_that_does_not_shake_hands(doors: Doors, said: bytes) -> None:
    doors.listen(answering(said))
    with pytest.raises(InvalidStatus) as refused:
        async with doors.socket():
            pass
    assert refused.value.response.status_code == 403


async def test_only_pages_of_the_port_and_whoever_may(doors: Doors) -> None:
    doors.listen(sockets(echo))
    async with doors.socket(origin=f"http://{doors.host}"):
        pass
    for origin, cookie in (
        ("http://localhost", None),
        (f"http://x{doors.host}", None),
        ("null", None),
        (None, ""),
        (None, "x.y"),
    ):
        with pytest.raises(InvalidStatus) as refused:
            async with doors.socket(origin=origin, cookie=cookie):
                pass
        assert refused.value.response.status_code == 403


async def test_it_ends_with_the_session(doors: Doors) -> None:
    doors.listen(sockets(echo))
    async with doors.socket() as socket:
        await socket.send("here")
        assert await socket.recv() == "here"
        doors.leashes.cut(lambda caller: caller.credential_id == "ses_ann")
        with pytest.raises(ConnectionClosed), anyio.fail_after(30):
            await socket.recv()
        assert socket.close_code == 4401
