"""A worker's life: take the orders, serve at its doors, say what it counts, end with the house."""

import ctypes
import os
import signal
import socket

import anyio
from anyio.abc import TaskStatus
from prometheus_client.exposition import generate_latest
from structlog.contextvars import bind_contextvars

from ingle.daemon.server import Server, make_server
from ingle.daemon.workers.crew import share
from ingle.daemon.workers.handing import hand_over, say_ready, send_counts
from ingle.daemon.workers.orders import Orders
from ingle.daemon.workers.protocol import worker_protocol
from ingle.daemon.workers.wiring import Bench, build_worker
from ingle.runtime.log import set_up_logging
from ingle.runtime.shared import SharedMemory

COUNTS_SECONDS = 1.0  # how old what the house says of a worker's counts may be
_PR_SET_PDEATHSIG = 1  # linux/prctl.h


def run(orders: Orders) -> None:
    """Until SIGTERM. The kernel kills this process when the house ends, however that ends; nothing is lost by it that was acknowledged."""
    _end_with(orders.house)
    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # a terminal sends it to the house too, which says what is to be done
    os.umask(0o077)
    set_up_logging(orders.settings.log.level, orders.settings.log.format)
    bind_contextvars(worker=orders.worker)  # in every line of the log
    anyio.run(_serve, orders, backend_options={"use_uvloop": True})


async def _serve(orders: Orders) -> None:
    channel = socket.socket(fileno=orders.channel)
    doors = [socket.socket(fileno=door) for door in orders.doors]
    ends, purses, turn = share(SharedMemory(orders.memory))

    def give(connection: int, read: bytes) -> None:
        hand_over(channel, connection, read)

    async with build_worker(orders.settings, ends, purses, turn) as bench:
        server = make_server(
            bench.app,
            stop_seconds=orders.settings.stop_seconds,
            trusted_proxies=orders.settings.trusted_proxies,
        )
        server.config.http = worker_protocol(bench.ends, give, orders.settings.gateway.domains)
        async with anyio.create_task_group() as group:
            await group.start(_stop_on_signal, server)
            group.start_soon(_count, bench, server, channel)
            say_ready(channel)  # whoever comes from now on waits at the door for a moment
            await server.serve(sockets=doors)
            group.cancel_scope.cancel()


async def _count(bench: Bench, server: Server, channel: socket.socket) -> None:
    told = -1
    while True:
        if server.server_state.total_requests != told:
            told = server.server_state.total_requests
            send_counts(channel, generate_latest(bench.metrics.registry))
        await anyio.sleep(COUNTS_SECONDS)


async def _stop_on_signal(
    server: Server, *, task_status: TaskStatus[None] = anyio.TASK_STATUS_IGNORED
) -> None:
    with anyio.open_signal_receiver(signal.SIGTERM) as signals:
        task_status.started()
        async for _ in signals:
            server.force_exit = server.should_exit
            server.should_exit = True


def _end_with(house: int) -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != house:  # it had ended before
        os._exit(1)
