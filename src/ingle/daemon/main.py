"""The daemon's life: read the settings, hold the data directory, listen, serve until told to stop. Machines outlive it."""

import os
import signal
import socket
import sys
from datetime import timedelta
from functools import partial

import anyio
import structlog
from anyio import to_thread
from anyio.abc import TaskStatus

from ingle import __version__
from ingle.base.errors import IngleError, UnavailableError
from ingle.daemon.datadir import hold
from ingle.daemon.server import Server, listen_operator, listen_tcp, make_server, url_of
from ingle.daemon.settings import Settings, load_settings
from ingle.daemon.wiring import House, build
from ingle.daemon.workers import Crew
from ingle.daemon.workers.doors import spread
from ingle.daemon.workers.keeper import WorkerKeeper, keeping
from ingle.runtime.crypto import Passwords
from ingle.runtime.log import set_up_logging

log = structlog.get_logger()


def run(argv: list[str], *, eager: bool = True, passwords: Passwords | None = None) -> int:
    """`ingle serve` with these flags; the exit code. What goes wrong at the start is one sentence on stderr.

    `eager`: make everything ready at once, so that nobody waits for it; tests ask for little. `passwords`: they take quicker ones too.
    """
    try:
        settings = load_settings(argv)
        set_up_logging(settings.log.level, settings.log.format)
        os.umask(0o077)
        with hold(settings.data_dir):
            anyio.run(
                partial(serve, settings, eager=eager, passwords=passwords),
                backend_options={"use_uvloop": True},
            )
    except IngleError as error:
        print(f"error: {error.sentence}", file=sys.stderr)  # noqa: T201 - before there is anyone else to tell
        return 1
    return 0


async def serve(settings: Settings, *, eager: bool = True, passwords: Passwords | None = None) -> None:
    listeners, *doors = spread(open_listeners(settings), settings.workers)
    crew = Crew(len(doors))
    async with build(settings, crew=crew, passwords=passwords) as house:
        server = make_server(
            house.app, stop_seconds=settings.stop_seconds, trusted_proxies=settings.trusted_proxies
        )
        async with anyio.create_task_group() as group, keeping(crew, settings, server, doors) as workers:
            await group.start(_stop_on_signal, server, house, workers)
            house.condition.status = "ok"
            await _greet(house, listeners)
            log.info(
                "listening", addresses=settings.listen, socket=str(settings.socket_path), version=__version__
            )
            if eager:
                group.start_soon(to_thread.run_sync, house.complete)
            await server.serve(sockets=listeners)
            if settings.sleep_on_stop:
                await house.machines.sleep_everything(within=timedelta(seconds=settings.sleep_seconds))
            group.cancel_scope.cancel()
    crew.close()
    settings.socket_path.unlink(missing_ok=True)
    log.info("stopped")


def open_listeners(settings: Settings) -> list[socket.socket]:
    """Every socket, or none: an address that is taken is told before anything has been started."""
    chosen = "listen" in settings.model_fields_set
    listeners: list[socket.socket] = []
    try:
        for address in settings.listen:
            listener = listen_tcp(address, optional=not chosen)
            if listener is not None:
                listeners.append(listener)
        if not listeners:
            raise UnavailableError("there is no address to listen on")
        listeners.append(listen_operator(settings.socket_path))
    except BaseException:
        for listener in listeners:
            listener.close()
        raise
    return listeners


async def _stop_on_signal(
    server: Server,
    house: House,
    workers: WorkerKeeper,
    *,
    task_status: TaskStatus[None] = anyio.TASK_STATUS_IGNORED,
) -> None:
    """The first signal stops gracefully, a second one at once; machines go on in both cases."""
    with anyio.open_signal_receiver(signal.SIGTERM, signal.SIGINT) as signals:
        task_status.started()
        async for number in signals:
            log.info("stopping", signal=signal.Signals(number).name)
            house.condition.status = "stopping"
            server.force_exit = server.should_exit
            server.should_exit = True
            workers.stop()
            house.leashes.end_streams()


async def _greet(house: House, listeners: list[socket.socket]) -> None:
    """Where to go and, the first time ever, how to get in. On stdout: it is the answer to the command."""
    address = url_of(listeners[0])
    password = await house.people.accounts.make_first_admin()
    lines = [f"Ingle {__version__} is ready: {address}"]
    if password is not None:
        lines += [
            "",
            "  log in as   admin",
            f"  password    {password}",
            "",
            "  The password is shown this once; `ingle login` keeps it for the command line.",
        ]
    # In one piece: who reads a pipe may be gone after the first.
    sys.stdout.write("\n".join([*lines, ""]))
    sys.stdout.flush()
