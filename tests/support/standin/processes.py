"""exec and attach of the stand-in: local processes behind the WebSocket messages of wire.streams."""

import json
import os
import pty
import signal
import struct
import subprocess
import termios
from collections.abc import Awaitable, Callable
from contextlib import suppress
from fcntl import ioctl
from typing import Any

import anyio
import msgspec
from litestar import WebSocket
from litestar.exceptions import WebSocketDisconnect

from ingle.wire.machines import ExecRequest, ExitStatus
from ingle.wire.problems import Problem
from ingle.wire.streams import MAX_CHUNK, Eof, Exited, Failed, Resize, Signal, Started

Socket = WebSocket[Any, Any, Any]


def problem(status: int, kind: str, code: str, detail: str, **fields: Any) -> Problem:
    return Problem(
        title=kind, status=status, kind=kind, code=code, detail=detail, fields=fields, request_id="req_1"
    )


async def tell(socket: Socket, message: msgspec.Struct) -> None:
    await socket.send_text(msgspec.json.encode(message).decode())


async def read_request(socket: Socket) -> ExecRequest:
    """The first message of WS …/exec."""
    return msgspec.convert(json.loads(await socket.receive_text()), ExecRequest)


async def run_exec(socket: Socket, folder: str, request: ExecRequest) -> None:
    """The rest of the conversation, after accept and the request; all of attach's."""
    argv = [os.fsencode(word) for word in request.argv]
    if argv[0] == b"ln":  # the only command that names a path of the machine, which is a folder here
        argv[-1] = os.fsencode(folder) + argv[-1]
    env = {**os.environ, **request.env}
    size = request.tty
    master, slave = pty.openpty() if size else (-1, -1)
    try:
        process = subprocess.Popen(  # noqa: ASYNC220 - quick
            argv,
            env=env,
            cwd=folder + request.working_dir,
            stdin=slave if size else subprocess.PIPE if request.stdin else subprocess.DEVNULL,
            stdout=slave if size else subprocess.PIPE,
            stderr=slave if size else subprocess.PIPE,
            start_new_session=True,
            preexec_fn=_take_terminal if size else None,
        )
    except FileNotFoundError:
        detail = f"the machine has no program {request.argv[0]!r}"
        await tell(socket, Failed(problem(400, "invalid", "command_not_found", detail)))
        await socket.close(4400, "command_not_found")
        return
    if size:
        _set_size(master, size.rows, size.cols)
        os.close(slave)
    await _converse(socket, process, master)


def _take_terminal() -> None:
    ioctl(0, termios.TIOCSCTTY, 0)


def _set_size(master: int, rows: int, cols: int) -> None:
    ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))


async def _converse(socket: Socket, process: subprocess.Popen[bytes], master: int) -> None:
    outputs = [(1, master)] if master >= 0 else [(1, _fd(process.stdout)), (2, _fd(process.stderr))]
    stdin = master if master >= 0 else _fd(process.stdin)
    try:
        await tell(socket, Started("ses_1", process.pid))
        async with anyio.create_task_group() as group:
            group.start_soon(_listen, socket, process, stdin, master)
            async with anyio.create_task_group() as readers:
                for channel, descriptor in outputs:
                    readers.start_soon(_forward, socket.send_bytes, channel, descriptor)
            code = await anyio.to_thread.run_sync(process.wait, abandon_on_cancel=True)
            await tell(socket, Exited(ExitStatus(code=code) if code >= 0 else ExitStatus(signal=-code)))
            await socket.close()
            group.cancel_scope.cancel()
    except* WebSocketDisconnect:
        pass  # as when it says so
    finally:
        try:
            with anyio.CancelScope(shield=True):
                await anyio.to_thread.run_sync(_hang_up, process)
        finally:  # the server may end in the middle of that
            for pipe in (process.stdin, process.stdout, process.stderr):
                if pipe is not None:
                    pipe.close()


def _hang_up(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGHUP)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:  # it does not care, or the computer is too busy for it
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _fd(pipe: Any) -> int:
    return -1 if pipe is None else pipe.fileno()


async def _forward(send: Callable[[bytes], Awaitable[None]], channel: int, descriptor: int) -> None:
    while True:
        await anyio.wait_readable(descriptor)
        try:
            data = os.read(descriptor, MAX_CHUNK)
        except OSError:  # a terminal whose other end has closed
            return
        if not data:
            return
        await send(bytes((channel,)) + data)


async def _listen(socket: Socket, process: subprocess.Popen[bytes], stdin: int, master: int) -> None:
    while True:
        message: Any = await socket.receive()
        if message["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(detail="the client has hung up")
        if message.get("bytes") is not None:
            await anyio.to_thread.run_sync(_write, stdin, message["bytes"][1:])
            continue
        match msgspec.json.decode(message["text"], type=Resize | Signal | Eof):
            case Resize(rows=rows, cols=cols):
                _set_size(master, rows, cols)
            case Signal(signal=name):
                os.killpg(process.pid, signal.Signals[f"SIG{name}"])
            case Eof() if process.stdin is not None:
                process.stdin.close()


def _write(descriptor: int, data: bytes) -> None:
    rest = memoryview(data)
    with suppress(BrokenPipeError):
        while rest:
            rest = rest[os.write(descriptor, rest) :]
