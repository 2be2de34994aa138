"""File transfers and TCP connections of the fake guest: the handlers of `read`, `write` and `connect`."""

import stat
from dataclasses import dataclass, field

from ingle.drivers.guest import requests
from ingle.drivers.guest.fake.kernel import Process
from ingle.drivers.guest.fake.stream import Stream
from ingle.drivers.guest.fake.tree import RefusedError, Tree, describe
from ingle.drivers.guest.frame import MAX_DATA, Type
from ingle.drivers.guest.messages import Closed, Message, Sent


class Silent:
    """A handler that takes nothing from the host."""

    def on_data(self, data: bytes) -> None:
        raise RefusedError("protocol_error", "this stream takes no data")

    def on_eof(self) -> None:
        pass

    def on_message(self, payload: bytes) -> None:
        pass

    def on_gone(self, *, closed: bool) -> None:
        pass

    def pump(self) -> None:
        pass


@dataclass
class Reading(Silent):
    stream: Stream
    content: bytes
    sent: int = 0

    @classmethod
    def begin(cls, stream: Stream, request: requests.Read, tree: Tree) -> None:
        node = tree.find(request.path)
        if node.is_directory:
            raise RefusedError("is_a_directory")
        end = None if request.limit is None else request.offset + request.limit
        stream.send(Type.OPENED, describe(node))
        stream.handler = reading = cls(stream, node.content[request.offset : end])
        reading.pump()

    def pump(self) -> None:
        while self.sent < len(self.content) and (room := self.stream.sendable) > 0:
            piece = self.content[self.sent : self.sent + min(room, MAX_DATA)]
            self.stream.send_data(piece)
            self.sent += len(piece)
        if self.sent == len(self.content):
            self.stream.send_eof()
            self.stream.close(self.result())

    def result(self) -> Message:
        return Sent(size=self.sent)


@dataclass
class Writing(Silent):
    stream: Stream
    request: requests.Write
    tree: Tree
    content: bytearray = field(default_factory=bytearray)

    @classmethod
    def begin(cls, stream: Stream, request: requests.Write, tree: Tree) -> None:
        parent, name = tree.parent_of(request.path, make=request.parents)
        old = parent.children.get(name)
        if old is not None and old.is_directory:
            raise RefusedError("is_a_directory")
        if old is not None and request.exclusive:
            raise RefusedError("exists")
        stream.handler = cls(stream, request, tree)
        stream.send(Type.OPENED, Closed())

    def on_data(self, data: bytes) -> None:
        self.content += data
        self.stream.grant(len(data))

    def on_eof(self) -> None:
        request = self.request
        parent, name = self.tree.parent_of(request.path)
        node = self.tree.node(stat.S_IFREG | 0o644)
        if (old := parent.children.get(name)) is not None:
            node.mode, node.uid, node.gid = old.mode, old.uid, old.gid
        if request.mode is not None:
            node.mode = stat.S_IFREG | stat.S_IMODE(request.mode)
        node.uid = node.uid if request.uid is None else request.uid
        node.gid = node.gid if request.gid is None else request.gid
        node.content = bytes(self.content)
        self.tree.put(request.path, node, exclusive=request.exclusive)
        self.stream.close(describe(node, name))


@dataclass
class Connected(Silent):
    """A connection to a port where a program listens: its input and output are the connection."""

    stream: Stream
    process: Process
    waiting: bytearray  # what the process has written and the stream has no credit for
    ended: bool = False

    def on_data(self, data: bytes) -> None:
        self.process.give(data, lambda: self.stream.grant(len(data)))

    def on_eof(self) -> None:
        self.process.give(b"")

    def pump(self) -> None:
        while not self.ended:
            stepped = self.process.step()
            self._send()
            if self.process.exit is not None and not self.waiting:
                self.ended = True
                self.stream.send_eof()
                self.stream.close()
            if not stepped or self.waiting:
                return

    def _send(self) -> None:
        while self.waiting and (room := self.stream.sendable) > 0:
            piece = bytes(self.waiting[: min(room, MAX_DATA)])
            del self.waiting[: len(piece)]
            self.stream.send_data(piece)
