"""`python -m ingle.daemon.background start|stop [flags of ingle serve]`: the daemon without a terminal, for scripts/up and scripts/down.

`start` returns when the daemon answers, having passed on what it said (the address, and the first time the password); its log goes to `daemon.log`
in the data directory. `stop` ends the daemon, then every machine that is left, also those of a daemon that was killed.
"""

import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import anyio

from ingle.base.errors import IngleError, UnavailableError
from ingle.daemon.datadir import hold, holder
from ingle.daemon.settings import Settings, load_settings
from ingle.daemon.wiring import build
from ingle.runtime.log import set_up_logging

READY_SECONDS = 120.0
STOP_SECONDS = 60.0
LOG_LIMIT = 8 << 20  # bytes; a longer log is put aside once at a start


def start(settings: Settings, flags: list[str]) -> int:
    """Raises UnavailableError with the end of the log when the daemon does not come up."""
    if pid := holder(settings.data_dir):
        print(f"Ingle runs already (process {pid}) on {settings.listen[0]}")
        return 0
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    log = settings.data_dir / "daemon.log"
    if log.exists() and log.stat().st_size > LOG_LIMIT:
        log.replace(log.with_suffix(".log.1"))
    with log.open("ab") as errors:
        daemon = subprocess.Popen(
            [sys.executable, "-m", "ingle.daemon", *flags],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            start_new_session=True,
        )
    _pass_on_greeting(daemon, log)
    return 0


def _pass_on_greeting(daemon: "subprocess.Popen[bytes]", log: Path) -> None:
    """The daemon greets once it can be talked to; a pipe keeps the password out of every file."""
    assert daemon.stdout is not None  # noqa: S101 - it was asked for
    readable, _, _ = select.select([daemon.stdout], [], [], READY_SECONDS)
    greeting = os.read(daemon.stdout.fileno(), 65536) if readable else b""
    if not greeting:
        daemon.kill()
        tail = "\n".join(log.read_text(errors="replace").splitlines()[-15:])
        raise UnavailableError(f"the daemon did not start; the end of {log}:\n{tail}")
    sys.stdout.write(greeting.decode())


def stop(settings: Settings) -> int:
    if not settings.data_dir.exists():
        print(f"nothing to stop: there is no {settings.data_dir}")
        return 0
    if pid := holder(settings.data_dir):
        _end(pid)
    os.umask(0o077)
    with hold(settings.data_dir):
        names = anyio.run(_stop_machines, settings)
    print(f"Ingle is stopped{' and so are ' + ', '.join(names) if names else ''}.")
    return 0


async def _stop_machines(settings: Settings) -> list[str]:
    """With the daemon's own parts: what it would adopt is adopted, then stopped."""
    async with build(settings) as house:
        return sorted(machine.name for machine in await house.machines.stop_everything())


def _end(pid: int) -> None:
    """SIGTERM and wait. Raises UnavailableError when it does not end."""
    handle = os.pidfd_open(pid)
    try:
        signal.pidfd_send_signal(handle, signal.SIGTERM)
        ended, _, _ = select.select([handle], [], [], STOP_SECONDS)
        if not ended:
            raise UnavailableError(f"the daemon (process {pid}) does not end; see its log, or: kill -9 {pid}")
    finally:
        os.close(handle)


def main(argv: list[str]) -> int:
    if not argv or argv[0] not in {"start", "stop"}:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        settings = load_settings(argv[1:])
        if argv[0] == "start":
            return start(settings, argv[1:])
        set_up_logging("error", settings.log.format)
        return stop(settings)
    except IngleError as error:
        print(f"error: {error.sentence}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
