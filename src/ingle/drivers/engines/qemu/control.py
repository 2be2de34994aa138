"""QEMU's control protocol, QMP: JSON lines over a Unix socket (qemu docs/interop/qmp-spec). One conversation is opened per use, so there is no state
to lose when the daemon is killed."""

import itertools
import json
import os
from collections import deque
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import anyio
from anyio import to_thread
from anyio.abc import ByteStream
from anyio.streams.buffered import BufferedByteReceiveStream

from ingle.base.errors import Kind
from ingle.machines.errors import EngineError, VmmGoneError
from ingle.runtime import unix_sockets

TIMEOUT_SECONDS = 30.0  # an emulated guest on a busy host can hold QEMU's main loop for seconds
_LINE_LIMIT = 1 << 20
_EVENTS_KEPT = 256  # older ones are dropped


class QmpError(EngineError):
    """QEMU refused a command."""

    code = "qmp_refused"


class Qmp:
    """An open conversation; get one from `converse`."""

    def __init__(self, stream: ByteStream) -> None:
        self._stream = stream
        self._lines = BufferedByteReceiveStream(stream)
        self._ids = itertools.count(1)
        self._events: deque[dict[str, Any]] = deque(maxlen=_EVENTS_KEPT)

    async def execute(self, command: str, **arguments: Any) -> Any:
        """What the command returns. Raises QmpError, VmmGoneError."""
        return await self._answer(command, arguments)

    async def _answer(self, command: str, arguments: dict[str, Any], descriptor: int | None = None) -> Any:
        id_ = next(self._ids)
        request = {"execute": command, "id": id_, "arguments": arguments}
        line = json.dumps(request).encode() + b"\n"
        try:
            if descriptor is None:
                await self._stream.send(line)
            else:
                unix_sockets.send_with(self._stream, line, descriptor)
        except (anyio.BrokenResourceError, anyio.ClosedResourceError, OSError) as error:
            raise VmmGoneError from error
        while True:
            message = await self.receive()
            if "event" in message:
                self._events.append(message)
            elif message.get("id") == id_:
                if "error" in message:
                    raise QmpError(f"QEMU refused {command}: {message['error'].get('desc', '')}")
                return message.get("return")

    async def add_descriptor(self, descriptor: int) -> int:
        """Hand QEMU an open file; the set of its own that it is in. Raises QmpError, VmmGoneError."""
        # Everything sent before was answered, so nothing of it is still on its way and the socket takes these few bytes at once.
        answer = await self._answer("add-fd", {}, descriptor)
        return int(answer["fdset-id"])

    async def event(self, name: str) -> dict[str, Any]:
        """The next event of this name, those that came during a command included."""
        return await self.any_event({name})

    async def any_event(self, names: Collection[str]) -> dict[str, Any]:
        """The next event of one of these names."""
        while self._events:
            message = self._events.popleft()
            if message["event"] in names:
                return message
        while True:
            message = await self.receive()
            if message.get("event") in names:
                return message

    async def receive(self) -> dict[str, Any]:
        try:
            line = await self._lines.receive_until(b"\n", _LINE_LIMIT)
        except (anyio.EndOfStream, anyio.IncompleteRead, anyio.BrokenResourceError) as error:
            raise VmmGoneError from error
        except anyio.DelimiterNotFound as error:
            raise EngineError("QEMU sent an endless line") from error
        try:
            message = json.loads(line)
        except ValueError as error:
            raise EngineError("QEMU sent something that is not JSON") from error
        if not isinstance(message, dict):
            raise EngineError("QEMU sent JSON that is no message")
        return message


@asynccontextmanager
async def converse(path: Path, *, timeout: float = TIMEOUT_SECONDS) -> AsyncIterator[Qmp]:
    """Connect, be greeted, and talk, all within the time. QEMU serves one at a time: do not keep it open.

    Raises VmmGoneError when nobody is there, EngineError (kind timeout).
    """
    with anyio.move_on_after(timeout) as scope:
        try:
            stream = await unix_sockets.connect(path)
        except OSError as error:
            raise VmmGoneError from error
        async with stream:
            qmp = Qmp(stream)
            if "QMP" not in await qmp.receive():
                raise EngineError("QEMU did not greet")
            await qmp.execute("qmp_capabilities")
            yield qmp
    if scope.cancelled_caught:
        raise EngineError(f"QEMU did not answer for {timeout:g} s", kind=Kind.TIMEOUT)


@asynccontextmanager
async def lent(qmp: Qmp, path: Path, flags: int) -> AsyncIterator[str]:
    """The name under which QEMU opens this file, whether it is in its jail or not: it is opened here (flags of open(2)), and QEMU is handed it.

    Raises QmpError, VmmGoneError, OSError.
    """
    descriptor = await to_thread.run_sync(os.open, path, flags | os.O_CLOEXEC, 0o600)
    try:
        fdset = await qmp.add_descriptor(descriptor)
    finally:
        os.close(descriptor)
    yield f"/dev/fdset/{fdset}"
    await qmp.execute("remove-fd", **{"fdset-id": fdset})
