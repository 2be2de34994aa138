"""Files in the guest, over streams of its link."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from ingle.drivers.guest import requests
from ingle.drivers.guest.batches import Batches
from ingle.drivers.guest.frame import Type
from ingle.drivers.guest.link import Link
from ingle.drivers.guest.messages import Closed, Entries, Packed, Sent, Stat, Unpacked
from ingle.drivers.guest.stream import Stream
from ingle.drivers.guest.values import to_change, to_file
from ingle.machines.ports import GuestChange, GuestFile


class Files:
    """Satisfies GuestFiles."""

    def __init__(self, link: Link) -> None:
        self._link = link

    async def stat(self, path: bytes, *, follow: bool = True) -> GuestFile:
        async with self._link.stream(requests.StatPath(path, follow)) as stream:
            return _file(stream, await stream.expect(Type.CLOSE, Stat), _name(path))

    async def list(self, path: bytes) -> AsyncIterator[Sequence[GuestFile]]:
        async with self._link.stream(requests.List(path)) as stream:
            await stream.expect(Type.OPENED, Closed)
            while (frame := await stream.receive()).type == Type.MESSAGE:
                entries = stream.read(frame, Entries).entries
                yield [_file(stream, entry, entry.name) for entry in entries]

    @asynccontextmanager
    async def read(
        self, path: bytes, *, offset: int = 0, limit: int | None = None
    ) -> AsyncIterator[tuple[GuestFile, AsyncIterator[bytes]]]:
        async with self._link.stream(requests.Read(path, offset, limit)) as stream:
            file = _file(stream, await stream.expect(Type.OPENED, Stat), _name(path))
            yield file, _content(stream)

    async def write(
        self,
        path: bytes,
        content: AsyncIterator[bytes],
        *,
        mode: int | None = None,
        uid: int | None = None,
        gid: int | None = None,
        parents: bool = False,
    ) -> GuestFile:
        request = requests.Write(path, mode, uid, gid, parents)
        async with self._link.stream(request) as stream:
            await _pour(stream, content)
            return _file(stream, await stream.expect(Type.CLOSE, Stat), _name(path))

    async def mkdir(self, path: bytes, *, mode: int = 0o755, parents: bool = False) -> None:
        await self._link.call(requests.Mkdir(path, mode, parents), Closed)

    async def move(self, source: bytes, destination: bytes, *, overwrite: bool = False) -> None:
        await self._link.call(requests.Move(source, destination, overwrite), Closed)

    async def remove(self, path: bytes, *, recursive: bool = False) -> None:
        await self._link.call(requests.Remove(path, recursive), Closed)

    @asynccontextmanager
    async def pack(
        self, path: bytes, *, one_filesystem: bool = False, exclude: Sequence[bytes] = ()
    ) -> AsyncIterator[AsyncIterator[bytes]]:
        request = requests.Pack(path, one_filesystem, list(exclude) or None)
        async with self._link.stream(request) as stream:
            await stream.expect(Type.OPENED, Closed)
            yield _archive(stream)

    async def unpack(self, path: bytes, content: AsyncIterator[bytes]) -> int:
        async with self._link.stream(requests.Unpack(path)) as stream:
            await _pour(stream, content)
            return (await stream.expect(Type.CLOSE, Unpacked)).entries

    @asynccontextmanager
    async def watch(
        self, path: bytes, *, recursive: bool = False
    ) -> AsyncIterator[AsyncIterator[Sequence[GuestChange]]]:
        async with self._link.stream(requests.Watch(path, recursive)) as stream:
            await stream.expect(Type.OPENED, Closed)
            yield _changes(stream)


async def _changes(stream: Stream) -> AsyncIterator[Sequence[GuestChange]]:
    """Until the agent ends it, which it does with an error alone."""
    batches = Batches()
    while (frame := await stream.receive()).type == Type.DATA:
        with stream.judging("a watch"):
            for batch in batches.feed(frame.payload):
                yield [to_change(change) for change in batch]
    raise stream.accuse("a watch ended without a reason")


async def _pour(stream: Stream, content: AsyncIterator[bytes]) -> None:
    """All of the content, then EOF; until the agent refuses, which the stream's next frame tells."""
    await stream.expect(Type.OPENED, Closed)
    async for data in content:
        await stream.send(data)
        if stream.over:
            return
    await stream.send_eof()


async def _content(stream: Stream) -> AsyncIterator[bytes]:
    """The bytes of a read, and a check that none is missing."""
    received = 0
    while (frame := await stream.receive()).type != Type.CLOSE:
        if frame.type == Type.DATA:
            received += len(frame.payload)
            yield frame.payload
    if stream.read(frame, Sent).size != received:
        raise stream.accuse("a read ended with another size than it sent")


async def _archive(stream: Stream) -> AsyncIterator[bytes]:
    """As _content, of a pack."""
    received = 0
    while (frame := await stream.receive()).type != Type.CLOSE:
        if frame.type == Type.DATA:
            received += len(frame.payload)
            yield frame.payload
    if stream.read(frame, Packed).bytes != received:
        raise stream.accuse("a pack ended with another size than it sent")


def _file(stream: Stream, stat: Stat, name: bytes) -> GuestFile:
    with stream.judging("stat"):
        return to_file(stat, name)


def _name(path: bytes) -> bytes:
    return path.rstrip(b"/").rpartition(b"/")[2]
