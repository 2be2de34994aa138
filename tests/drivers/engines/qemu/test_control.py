import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import anyio
import pytest
from anyio.abc import ByteStream
from anyio.streams.buffered import BufferedByteReceiveStream

from ingle.base.errors import Kind
from ingle.drivers.engines.qemu.control import QmpError, converse
from ingle.machines.errors import EngineError, VmmGoneError
from ingle.runtime import unix_sockets

GREETING = {"QMP": {"version": {}, "capabilities": ["oob"]}}
Script = Callable[[ByteStream], Awaitable[None]]


async def say(stream: ByteStream, *messages: object) -> None:
    for message in messages:
        await stream.send(json.dumps(message).encode() + b"\r\n")


async def answer(stream: ByteStream, replies: dict[str, Any]) -> None:
    """Be a QEMU that knows these commands; the replies get the id of the request."""
    lines = BufferedByteReceiveStream(stream)
    while True:
        try:
            request = json.loads(await lines.receive_until(b"\n", 10000))
        except (anyio.IncompleteRead, anyio.EndOfStream):
            return
        before, reply = replies.get(request["execute"], ([], {"return": {}}))
        await say(stream, *before, {**reply, "id": request["id"]})


@asynccontextmanager
async def qemu(path: Path, script: Script) -> AsyncIterator[None]:
    """Listen at the path; the script is what QEMU does with a connection."""

    async def serve() -> None:
        await anyio.wait_readable(listener)
        connection, _ = listener.accept()
        async with await unix_sockets.wrap(connection) as stream:
            await script(stream)

    with unix_sockets.listen(path) as listener:
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(serve)
            yield
            tasks.cancel_scope.cancel()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "qmp.sock"


async def test_commands_are_answered_past_events(path: Path) -> None:
    event = {"event": "STOP", "data": {}, "timestamp": {}}
    other = {"event": "RESUME", "data": {"n": 1}}
    replies = {"stop": ([event, other], {"return": {}}), "query-status": ([], {"return": {"running": False}})}

    async def script(stream: ByteStream) -> None:
        await say(stream, GREETING)
        await answer(stream, replies)

    async with qemu(path, script), converse(path) as qmp:
        assert await qmp.execute("stop") == {}
        assert await qmp.execute("query-status") == {"running": False}
        assert (await qmp.event("RESUME"))["data"] == {"n": 1}


async def test_a_refusal_says_what_qemu_said(path: Path) -> None:
    async def script(stream: ByteStream) -> None:
        await say(stream, GREETING)
        await answer(stream, {"cont": ([], {"error": {"class": "GenericError", "desc": "no such luck"}})})

    async with qemu(path, script), converse(path) as qmp:
        with pytest.raises(QmpError, match="refused cont: no such luck"):
            await qmp.execute("cont")


async def test_an_end_in_the_middle_is_a_vmm_gone(path: Path) -> None:
    async def script(stream: ByteStream) -> None:
        await say(stream, GREETING)
        await stream.receive()
        await stream.send(b'{"return": ')

    async with qemu(path, script):
        with pytest.raises(VmmGoneError):
            async with converse(path):
                pass


async def test_nobody_there_is_a_vmm_gone(path: Path) -> None:
    with pytest.raises(VmmGoneError):
        async with converse(path):
            pass


async def test_silence_is_a_timeout(path: Path) -> None:
    async def script(stream: ByteStream) -> None:
        await say(stream, GREETING)
        await anyio.sleep_forever()

    async with qemu(path, script):
        with pytest.raises(EngineError, match=r"did not answer for 0\.05 s") as caught:
            async with converse(path, timeout=0.05):
                pass
    assert caught.value.kind is Kind.TIMEOUT


@pytest.mark.parametrize(
    "words", [b"hello\r\n", b"[1]\r\n", b'{"hello": 1}\r\n', b"\xff\xfe\r\n", b"x" * (1 << 20)]
)
async def test_nonsense_is_an_error_and_not_a_crash(path: Path, words: bytes) -> None:
    async def script(stream: ByteStream) -> None:
        await stream.send(words)
        await anyio.sleep_forever()

    async with qemu(path, script):
        with pytest.raises(EngineError):
            async with converse(path, timeout=5):
                pass
