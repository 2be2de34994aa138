"""WebSockets on the real server: who gets in, how failures are told, and that neither side can fill our memory."""

import resource
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import anyio
import msgspec
import pytest
from litestar import WebSocket
from litestar.connection import ASGIConnection
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from ingle.base.errors import ConflictError
from ingle.edge.app import make_app
from ingle.edge.errors import HungUpError
from ingle.edge.identity import Caller
from ingle.edge.routes import websocket
from ingle.edge.sockets import receive, receive_value
from ingle.wire.machines import ExecRequest
from ingle.wire.streams import Failed
from support.daemons import Served, served

Socket = WebSocket[Any, Any, Any]
CHUNK = bytes(65536)
MANY = 4096  # times CHUNK: 256 MiB
TOKEN = {"Authorization": "Bearer ann"}


class Watch:
    """What the handlers saw."""

    def __init__(self) -> None:
        self.sent = 0
        self.received = 0
        self.hung_up = anyio.Event()
        self.go_on = anyio.Event()


async def identify(connection: ASGIConnection[Any, Any, Any, Any]) -> Caller | None:
    if "ingle_session" in connection.cookies:
        return Caller("usr_ann", "ann", admin=False, scopes=frozenset({"things:read"}), via="session")
    if connection.headers.get("authorization"):
        return Caller("usr_ann", "ann", admin=False, scopes=frozenset({"things:read"}), via="token")
    return None


def handlers(watch: Watch) -> list[Any]:
    @websocket("/argv", scope="things:read")
    async def argv(socket: Socket, caller: Caller) -> None:
        await socket.accept()
        request = await receive_value(socket, ExecRequest)
        await socket.send_bytes(b"\0".join(one.encode(errors="surrogateescape") for one in request.argv))
        raise ConflictError("it stands still", state="paused")

    @websocket("/bug", scope="things:read")
    async def bug(socket: Socket) -> None:
        await socket.accept()
        async with anyio.create_task_group():
            raise ValueError("the secret is swordfish")

    @websocket("/flood", scope="things:read")
    async def flood(socket: Socket) -> None:
        await socket.accept()
        for _ in range(MANY):
            await socket.send_bytes(CHUNK)
            watch.sent += 1

    @websocket("/sink", scope="things:read")
    async def sink(socket: Socket) -> None:
        await socket.accept()
        await watch.go_on.wait()
        try:
            while True:
                watch.received += len(await receive(socket))
        except HungUpError:
            watch.hung_up.set()

    @websocket("/hidden", scope="things:write")
    async def hidden(socket: Socket) -> None: ...

    return [argv, bug, flood, sink, hidden]


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
async def here(tmp_path: Path, watch: Watch) -> AsyncIterator[Served]:
    app = make_app(handlers(watch), identify, scopes=["things:read", "things:write"])
    async with served(app, tmp_path) as here:
        yield here


async def failure(socket: ClientConnection) -> tuple[int, str, str]:
    """The close code, the reason, and the sentence that the server said before it closed."""
    failed = msgspec.json.decode(await socket.recv(), type=Failed)
    with pytest.raises(ConnectionClosed):
        await socket.recv()
    assert socket.close_code is not None
    assert socket.close_reason == failed.problem.code
    return socket.close_code, failed.problem.code, failed.problem.detail


@pytest.mark.parametrize(
    ("path", "headers", "code"),
    [
        ("argv", {}, 4401),
        ("hidden", TOKEN, 4403),
        ("argv", {"Cookie": "ingle_session=x"}, 4403),
        ("argv", {"Cookie": "ingle_session=x", "Origin": "http://evil.example"}, 4403),
    ],
)
async def test_a_socket_that_may_not_is_told_why(
    here: Served, path: str, headers: dict[str, str], code: int
) -> None:
    async with connect(f"{here.ws_url}/api/v1/{path}", additional_headers=headers) as socket:
        assert (await failure(socket))[0] == code


async def test_a_page_of_this_host_may_use_its_cookie(here: Served) -> None:
    headers = {"Cookie": "ingle_session=x", "Origin": here.url}
    async with connect(f"{here.ws_url}/api/v1/argv", additional_headers=headers) as socket:
        await socket.send('{"argv": ["ls"]}')
        assert await socket.recv() == b"ls"


async def test_a_handlers_error_closes_by_its_kind_and_bytes_survive_json(here: Served) -> None:
    async with connect(f"{here.ws_url}/api/v1/argv", additional_headers=TOKEN) as socket:
        await socket.send('{"argv": ["echo", "\\udcff\\u00e9\\n$x"]}')
        assert await socket.recv() == b"echo\0\xff\xc3\xa9\n$x"
        assert await failure(socket) == (4409, "conflict", "it stands still")


@pytest.mark.parametrize(
    "message", ["{", "[]", '{"argv": 3}', '{"argv": [], "nope": 1}', b"\0\1", "[" * 100_000]
)
async def test_a_message_that_makes_no_sense_is_refused(here: Served, message: str | bytes) -> None:
    async with connect(f"{here.ws_url}/api/v1/argv", additional_headers=TOKEN) as socket:
        await socket.send(message)
        assert (await failure(socket))[:2] == (4400, "bad_message")


async def test_our_own_mistakes_are_told_without_their_text(here: Served) -> None:
    async with connect(f"{here.ws_url}/api/v1/bug", additional_headers=TOKEN) as socket:
        code, _, sentence = await failure(socket)
    assert code == 4500
    assert "swordfish" not in sentence


async def test_too_large_a_message_is_refused(here: Served, watch: Watch) -> None:
    watch.go_on.set()
    async with connect(f"{here.ws_url}/api/v1/sink", additional_headers=TOKEN) as socket:
        await socket.send(bytes(1024 * 1024 + 1))
        with pytest.raises(ConnectionClosed):
            await socket.recv()
        assert socket.close_code == 1009
    await watch.hung_up.wait()


def peak_memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


async def test_a_client_that_does_not_read_stops_whoever_feeds_it(here: Served, watch: Watch) -> None:
    """Client and server share this process, so its memory bounds both sides' queues."""
    before = peak_memory()
    options: dict[str, Any] = {"additional_headers": TOKEN, "max_queue": 1, "compression": None}
    async with connect(f"{here.ws_url}/api/v1/flood", **options) as socket:
        await socket.recv()
        sent = -1
        while sent != watch.sent:  # until it stands still
            sent = watch.sent
            for _ in range(50):
                await anyio.wait_all_tasks_blocked()
                await anyio.lowlevel.checkpoint()
        assert watch.sent < MANY / 4
        received = 1
        while received < MANY:
            await socket.recv()
            received += 1
    assert watch.sent == MANY
    assert peak_memory() - before < 64 * 1024 * 1024


async def test_a_handler_that_does_not_receive_stops_its_client(here: Served, watch: Watch) -> None:
    before = peak_memory()
    total = 0
    async with connect(f"{here.ws_url}/api/v1/sink", additional_headers=TOKEN, compression=None) as socket:
        with anyio.move_on_after(1.0) as stuck:
            while total < MANY * len(CHUNK):
                await socket.send(CHUNK)
                total += len(CHUNK)
        assert stuck.cancelled_caught
        assert total < MANY * len(CHUNK) / 4
        assert peak_memory() - before < 64 * 1024 * 1024
        watch.go_on.set()
    await watch.hung_up.wait()
    assert watch.received >= total


async def test_the_unknown_is_told_like_everything_else(here: Served) -> None:
    async with connect(f"{here.ws_url}/api/v1/nowhere", additional_headers=TOKEN) as socket:
        assert (await failure(socket))[:2] == (4404, "no_such_endpoint")
