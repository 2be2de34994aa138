"""An agent that says exactly what a test tells it to, true to the protocol or not."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import anyio
import msgspec
from anyio.abc import ByteStream

from ingle.drivers.guest import AgentConnector
from ingle.drivers.guest.frame import Decoder, Frame, Type, encode
from ingle.machines.ports import GuestLink, ProcessSpec, ProcessStream
from ingle.runtime import unix_sockets

NONCE = 0x01020304
_NUDGE = Frame(Type.EOF, 0)
READY = {
    "version": 1,
    "boot_id": "b",
    "agent": "peer",
    "kernel": "k",
    "configured": True,
    "uptime_ns": 1,
    "sessions": [],
}


@dataclass
class Peer:
    """The guest's end of a channel."""

    channel: ByteStream
    decoder: Decoder = field(default_factory=lambda: Decoder(NONCE, hello=True))
    _frames: Iterator[Frame] = field(default_factory=lambda: iter(()))

    async def read(self) -> Frame:
        """The next frame that is meant for something."""
        while (frame := next(self._frames, None)) in (None, _NUDGE):
            if frame is None:
                self._frames = self.decoder.feed(await self.channel.receive(262144))
        assert frame is not None
        return frame

    async def read_type(self, type_: Type) -> Frame:
        """The next frame of a type; others are passed over."""
        while (frame := await self.read()).type != type_:
            pass
        return frame

    async def send(self, type_: int, stream: int, payload: Any = b"", channel: int = 0) -> None:
        """A payload that is not bytes goes as MessagePack."""
        data = payload if isinstance(payload, bytes) else msgspec.msgpack.encode(payload)
        await self.channel.send(encode(Frame(type_, stream, data, channel), NONCE))

    async def welcome(self) -> None:
        await self.read_type(Type.HELLO)
        await self.send(Type.READY, 0, READY)


@asynccontextmanager
async def greeted() -> AsyncIterator[tuple[GuestLink, Peer]]:
    """A link and the peer it talks to."""
    near, far = await unix_sockets.pair()
    peer = Peer(far)
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(peer.welcome)
        async with far, connector().open(near, fresh=True) as link:
            yield link, peer


@asynccontextmanager
async def executed() -> AsyncIterator[tuple[ProcessStream, Peer, int]]:
    """A process that the peer has opened, and its stream's number."""
    async with greeted() as (link, peer):
        numbers: list[int] = []

        async def answer() -> None:
            numbers.append((await peer.read_type(Type.OPEN)).stream)
            await peer.send(Type.OPENED, numbers[0], {"pid": 5, "session": "s"})

        async with anyio.create_task_group() as tasks:
            tasks.start_soon(answer)
            process = await link.exec(ProcessSpec("s", (b"x",), stdin=True))
        yield process, peer, numbers[0]


def connector() -> AgentConnector:
    """One whose nonce the peer knows."""
    return AgentConnector(lambda size: NONCE.to_bytes(size, "little"))
