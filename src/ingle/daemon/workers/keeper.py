"""The house's hold on its workers: each is started, started again when it dies, and told to stop; what it sends is taken.

Each has listening sockets of its own (SO_REUSEPORT in socket(7): the kernel spreads connections among a port's), which the house has open too and accepts at
itself while the worker is not there. So no connection is lost or waits with a worker that dies, but those that it had.
"""

import os
import signal
import socket
import subprocess
import sys
from asyncio import AbstractEventLoop, AbstractServer, Task, get_running_loop
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from functools import partial
from typing import Any

import anyio
import structlog
from anyio.abc import Process

from ingle.daemon.server import PeerProtocol, Server
from ingle.daemon.settings import Settings
from ingle.daemon.workers.crew import Crew
from ingle.daemon.workers.handing import Counts, Handed, Message, Ready, pair, receive
from ingle.daemon.workers.orders import Orders
from ingle.daemon.workers.protocol import HandedProtocol

log = structlog.get_logger()

Doors = Sequence[socket.socket]

FIRST_PAUSE_SECONDS = 0.1  # before a worker that died is started again; each time twice as long
LAST_PAUSE_SECONDS = 30.0
STEADY_SECONDS = 60.0  # who has lived so long begins with the first pause again
STOP_SECONDS = 5.0  # beyond what open requests have


class WorkerKeeper:
    def __init__(self, crew: Crew, settings: Settings, server: Server) -> None:
        self._crew = crew
        self._settings = settings
        self._server = server
        self._taking: set[Task[Any]] = set()
        self._keeping = anyio.CancelScope()

    def stop(self) -> None:
        """Tell all to stop, as the house does too."""
        self._keeping.cancel()

    async def keep(self, doors: Sequence[Doors]) -> None:
        """Until `stop`, and all have. The doors are closed then."""
        with self._keeping:
            async with anyio.create_task_group() as group:
                for number, its in enumerate(doors, 1):
                    group.start_soon(self._keep, number, its)

    async def _keep(self, number: int, doors: Doors) -> None:
        pause = FIRST_PAUSE_SECONDS
        stand_in = _StandIn(doors, partial(self._protocol, PeerProtocol))
        try:
            while True:
                begun = anyio.current_time()
                await stand_in.begin()
                how = await self._live(number, doors, stand_in)
                self._crew.died(number, how)
                log.warning("worker_died", worker=number, how=how)
                await stand_in.begin()
                if anyio.current_time() - begun > STEADY_SECONDS:
                    pause = FIRST_PAUSE_SECONDS
                await anyio.sleep(pause)
                pause = min(pause * 2, LAST_PAUSE_SECONDS)
        finally:
            stand_in.end()
            for door in doors:
                door.close()

    async def _live(self, number: int, doors: Doors, stand_in: "_StandIn") -> str:
        """One life of a worker; how it ended. Whoever is cancelled meanwhile has told it to stop, and has waited."""
        ours, its = pair()
        loop = get_running_loop()

        def hear() -> None:
            try:
                for message in receive(ours):
                    self._take(number, message, stand_in)
            except EOFError:
                loop.remove_reader(ours)

        async with AsyncExitStack() as stack:
            stack.callback(ours.close)
            with its:
                process = await self._start(number, doors, its)
            stack.callback(loop.remove_reader, ours)
            loop.add_reader(ours, hear)
            try:
                code = await process.wait()
            except BaseException:
                with anyio.CancelScope(shield=True):
                    await _stop(process, self._settings.stop_seconds + STOP_SECONDS)
                raise
        return signal.Signals(-code).name if code < 0 else f"exit code {code}"

    async def _start(self, number: int, doors: Doors, channel: socket.socket) -> Process:
        assert self._crew.memory is not None  # noqa: S101 - it has workers
        files = [self._crew.memory.descriptor, channel.fileno(), *(door.fileno() for door in doors)]
        orders = Orders(os.getpid(), number, self._settings, files[0], files[1], tuple(files[2:]))
        process = await anyio.open_process(
            [sys.executable, "-m", "ingle.daemon.workers", str(number), str(self._settings.data_dir)],
            stdout=subprocess.DEVNULL,  # what the house says there is an answer, which ends with it
            stderr=None,
            pass_fds=files,
        )
        assert process.stdin is not None  # noqa: S101 - it was asked for
        with suppress(anyio.BrokenResourceError):  # it died already, as is about to be noticed
            await process.stdin.send(orders.encode())
            await process.stdin.aclose()
        return process

    def _take(self, number: int, message: Message, stand_in: "_StandIn") -> None:
        match message:
            case Ready():
                stand_in.end()
            case Counts(rendered):
                self._crew.count(number, rendered)
            case Handed(connection, read):
                self._serve(connection, read)

    def _serve(self, connection: socket.socket, read: bytes) -> None:
        """As if it had been accepted here."""
        connection.setblocking(False)
        if self._server.should_exit:
            connection.close()
            return
        loop = get_running_loop()
        protocol = partial(self._protocol, partial(HandedProtocol, read=read))
        task = loop.create_task(_connect(loop, protocol, connection))
        self._taking.add(task)
        task.add_done_callback(self._taking.discard)

    def _protocol(self, make: Any) -> Any:
        config = self._server.config
        if not config.loaded:
            config.load()
        return make(config=config, server_state=self._server.server_state, app_state={})


@asynccontextmanager
async def keeping(
    crew: Crew, settings: Settings, server: Server, doors: Sequence[Doors]
) -> AsyncIterator[WorkerKeeper]:
    """Keeps the workers for as long as the context lasts. `doors`: the listening sockets of each."""
    keeper = WorkerKeeper(crew, settings, server)
    async with anyio.create_task_group() as group:
        group.start_soon(keeper.keep, doors)
        try:
            yield keeper
        finally:
            keeper.stop()


class _StandIn:
    """Accepts at a worker's doors in the house, for a while."""

    def __init__(self, doors: Doors, protocol: Any) -> None:
        self._doors = doors
        self._protocol = protocol
        self._servers: list[AbstractServer] = []

    async def begin(self) -> None:
        if not self._servers:
            loop = get_running_loop()
            for door in self._doors:
                # closing a server closes its socket, and this one is kept
                self._servers.append(await loop.create_server(self._protocol, sock=door.dup()))

    def end(self) -> None:
        for server in self._servers:
            server.close()
        self._servers = []


async def _connect(loop: AbstractEventLoop, protocol: Any, connection: socket.socket) -> None:
    with suppress(OSError):  # the client is gone
        await loop.connect_accepted_socket(protocol, connection)


async def _stop(process: Process, seconds: float) -> None:
    with suppress(ProcessLookupError):
        process.terminate()
    with anyio.move_on_after(seconds):
        await process.wait()
        return
    process.kill()
    await process.wait()
