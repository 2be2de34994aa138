"""One guest under test, whichever it is: what the guest contract needs around the port."""

import hashlib
import math
import random
import subprocess
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import anyio
import pytest
from anyio.abc import ByteStream, Listener, SocketAttribute, SocketStream

from ingle.drivers.guest import AgentConnector
from ingle.drivers.guest.fake import FakeAgent
from ingle.drivers.guest.fake.programs import cat
from ingle.machines.errors import GuestError
from ingle.machines.model import Exit
from ingle.machines.ports import (
    Ended,
    GuestConfiguration,
    GuestLink,
    Output,
    OutputEnd,
    ProcessSpec,
    ProcessStream,
)
from ingle.runtime import unix_sockets

AGENT = Path(__file__).parents[2] / "build/guest/agent"
ENVIRONMENT = {"GREETING": b"hello"}  # of a guest that is configured
PATIENCE = 120.0  # seconds; a hang is longer than what an emulated guest on a busy host takes


@dataclass(frozen=True)
class Guest:
    """A guest that lives longer than its links. `folder` is an empty directory in it."""

    connect: Callable[[], Awaitable[ByteStream]]
    folder: bytes
    listen: Callable[[], Awaitable[int]]  # a port of its loopback where what is sent comes back
    powers: bool = True  # the agent is PID 1 of a machine of its own
    used: bool = False  # somebody has talked on its channel before

    @asynccontextmanager
    async def link(self, *, fresh: bool = False) -> AsyncIterator[GuestLink]:
        """A new channel and a link over it, configured."""
        with anyio.fail_after(PATIENCE) as scope:
            async with AgentConnector().open(await self.connect(), fresh=fresh and not self.used) as link:
                if not link.ready.configured:
                    await link.configure(GuestConfiguration(env=ENVIRONMENT))
                scope.deadline = math.inf
                yield link


@asynccontextmanager
async def fake_guest(agent: FakeAgent | None = None) -> AsyncIterator[Guest]:
    made = agent or FakeAgent()
    made.tree.mkdir(b"/test", 0o755)

    async def connect() -> ByteStream:
        near, far = await unix_sockets.pair()
        tasks.start_soon(made.serve, far)
        return near

    async def listen() -> int:
        made.listeners[7] = cat
        return 7

    async with anyio.create_task_group() as tasks:
        yield Guest(connect, b"/test", listen)
        tasks.cancel_scope.cancel()


@asynccontextmanager
async def native_guest(root: Path) -> AsyncIterator[Guest]:
    """The real agent as an ordinary process, without its powers as PID 1."""
    if not AGENT.exists():
        pytest.fail(f"{AGENT} is missing: run scripts/build-guest")
    path = root / "agent.sock"
    folder = root / "files"
    folder.mkdir()

    async def connect() -> ByteStream:
        while True:
            try:
                return await unix_sockets.connect(path)
            except (FileNotFoundError, ConnectionRefusedError):
                await anyio.sleep(0.01)

    async def listen() -> int:
        listener = await anyio.create_tcp_listener(local_host="127.0.0.1")
        tasks.start_soon(_serve_echo, listener)
        return int(listener.extra(SocketAttribute.local_port))  # noqa: S610 - not Django's

    with (root / "agent.log").open("wb") as log:
        process = subprocess.Popen([AGENT, "--serve", path], stderr=log)  # noqa: ASYNC220 - returns at once
    try:
        async with anyio.create_task_group() as tasks:
            yield Guest(connect, bytes(folder), listen, powers=False)
            tasks.cancel_scope.cancel()
    finally:
        crashed = process.poll()
        process.kill()
        process.wait()
        assert crashed is None, (root / "agent.log").read_text()


async def _serve_echo(listener: Listener[SocketStream]) -> None:
    async with listener:
        await listener.serve(_echo)


async def _echo(stream: SocketStream) -> None:
    async with stream:
        async for data in stream:
            await stream.send(data)
        await stream.send_eof()


@dataclass
class Outcome:
    """All that a process said."""

    output: bytes = b""
    error: bytes = b""
    ends: list[int] = field(default_factory=list)
    exit: Exit | None = None


async def finish(process: ProcessStream) -> Outcome:
    """Read a process to its end; what hangs is a failure."""
    with anyio.fail_after(PATIENCE):
        return await _finish(process)


async def _finish(process: ProcessStream) -> Outcome:
    outcome = Outcome()
    pieces: dict[int, list[bytes]] = {1: [], 2: []}
    async for event in process:
        match event:
            case Output(channel, data):
                pieces[channel].append(data)
            case OutputEnd(channel):
                outcome.ends.append(channel)
            case Ended(exit_):
                outcome.exit = exit_
    outcome.output, outcome.error = b"".join(pieces[1]), b"".join(pieces[2])
    return outcome


async def run(link: GuestLink, session: str, *argv: bytes) -> Outcome:
    return await finish(await link.exec(ProcessSpec(session, argv)))


async def read_until(process: ProcessStream, wanted: bytes) -> bytes:
    """Output up to and with the piece in which the wanted bytes end."""
    seen = b""
    with anyio.fail_after(PATIENCE):
        async for event in process:
            if isinstance(event, Output):
                seen += event.data
                if wanted in seen:
                    return seen
    raise AssertionError(f"{wanted!r} is not in {seen!r}")


async def wait_for(condition: Callable[[], Awaitable[bool]]) -> None:
    """Return once the guest says so."""
    with anyio.fail_after(PATIENCE):
        while not await condition():  # noqa: ASYNC110 - nothing in a guest rings
            await anyio.sleep(0.02)  # an emulated one has its host's processor, and gets on meanwhile


async def refusal(call: Awaitable[object]) -> str:
    """The code with which the agent refuses."""
    with pytest.raises(GuestError) as caught:
        await call
    return caught.value.code


class Unclosed(ByteStream):
    """A channel whose other end does not see a link end, as a virtio port after its host was killed."""

    def __init__(self, channel: ByteStream) -> None:
        self._channel = channel

    async def receive(self, max_bytes: int = 65536) -> bytes:
        return await self._channel.receive(max_bytes)

    async def send(self, item: bytes) -> None:
        await self._channel.send(item)

    async def send_eof(self) -> None:
        raise NotImplementedError

    async def aclose(self) -> None:
        await anyio.lowlevel.checkpoint()

    async def really_close(self) -> None:
        await self._channel.aclose()


def noise(seed: int, size: int) -> bytes:
    """The same bytes for the same seed, in which nothing missing goes unseen."""
    return random.Random(seed).randbytes(size)  # noqa: S311 - nothing secret


async def pieces(data: bytes, size: int = 100_000) -> AsyncIterator[bytes]:
    for start in range(0, len(data), size):
        yield data[start : start + size]


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
