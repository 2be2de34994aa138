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
from typing import BinaryIO

import anyio

from ingle.base.errors import ConflictError, IngleError, UnavailableError
from ingle.daemon.datadir import hold, holder
from ingle.daemon.engines import open_engine
from ingle.daemon.running import RunningDaemon, look_at
from ingle.daemon.settings import Settings, load_settings
from ingle.daemon.wiring import build
from ingle.runtime.log import set_up_logging

PATIENCE_SECONDS = 3.0  # before saying what it waits for
READY_SECONDS = 120.0
STOP_SECONDS = 60.0
LOG_LIMIT = 8 << 20  # bytes; a longer log is put aside once at a start

_SOURCES = Path(__file__).parents[1]


def start(settings: Settings, flags: list[str]) -> None:
    """Raises UnavailableError with what the daemon said when it does not come up, ConflictError when one runs with other flags."""
    if pid := holder(settings.data_dir):
        _tell_of(look_at(pid, settings.data_dir, _SOURCES), tuple(flags))
        return
    try:
        settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        log = _open_log(settings.data_dir)
    except OSError as error:
        raise UnavailableError(
            f"cannot use the data directory {settings.data_dir}: {error.strerror}; name another --data-dir"
        ) from error
    with log.open("ab") as errors:
        before = errors.tell()
        daemon = _launch(flags, errors)
    greeting = _greeting_of(daemon)
    if not greeting:
        daemon.kill()
        daemon.wait()
        raise UnavailableError(_last_words(log, before))
    sys.stdout.write(greeting.decode())


def _launch(flags: list[str], errors: BinaryIO) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "ingle.daemon", *flags],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=errors,
        start_new_session=True,
    )


def _open_log(directory: Path) -> Path:
    log = directory / "daemon.log"
    if log.exists() and log.stat().st_size > LOG_LIMIT:
        log.replace(log.with_suffix(".log.1"))
    log.touch(mode=0o600)
    return log


def _greeting_of(daemon: "subprocess.Popen[bytes]") -> bytes:
    """The daemon greets once it can be talked to; a pipe keeps the password out of every file. Empty when it ended or is stuck."""
    assert daemon.stdout is not None  # noqa: S101 - it was asked for
    with daemon.stdout as said:
        for seconds in (PATIENCE_SECONDS, READY_SECONDS):
            readable, _, _ = select.select([said], [], [], seconds)
            if readable:
                return os.read(said.fileno(), 65536)
            print(
                "· still starting; the first time after a boot of this host it tries KVM out, for up to ten seconds",
                file=sys.stderr,
            )
        return b""


def _last_words(log: Path, before: int) -> str:
    """Why it did not start: its own sentence, else the end of what it logged since."""
    with log.open("rb") as file:
        file.seek(before)
        lines = file.read().decode(errors="replace").splitlines()
    if lines and lines[-1].startswith("error: "):
        return lines[-1].removeprefix("error: ")
    return "\n".join([f"the daemon did not start; the end of {log}:", *lines[-15:]])


def _tell_of(daemon: RunningDaemon, flags: tuple[str, ...]) -> None:
    """Raises ConflictError when it was asked for something else than what runs."""
    print(f"Ingle runs already: {daemon.url} (process {daemon.pid})")
    if daemon.environment and daemon.environment != Path(sys.prefix).resolve():
        print(f"It is the one in {daemon.environment.parent}. To run this one: scripts/down && scripts/up")
    elif daemon.code_is_old:
        print(
            f"The code has changed since. To run it as it is now: kill {daemon.pid} && scripts/up (machines go on)"
        )
    if flags and flags != daemon.flags:
        raise ConflictError(
            f"it was started with {' '.join(daemon.flags) or 'no flags'}; to change that: scripts/down && scripts/up {' '.join(flags)}"
        )


def stop(settings: Settings) -> None:
    """Raises UnavailableError when something does not end."""
    if not (settings.data_dir / "daemon.pid").exists():
        print(f"Ingle does not run: nothing has been started in {settings.data_dir}.")
        return
    pid = holder(settings.data_dir)
    if pid:
        print(f"· stopping the daemon (process {pid})", file=sys.stderr)
        _end(pid)
    with hold(settings.data_dir):
        names, left = anyio.run(_stop_machines, settings)
    if left:
        raise UnavailableError(
            f"these machines' processes do not end: {' '.join(map(str, left))}; see the log, or: kill -9 {' '.join(map(str, left))}"
        )
    stopped = [*(["the daemon"] if pid else []), *names]
    print(f"Stopped: {', '.join(stopped)}." if stopped else "Nothing was running.")


async def _stop_machines(settings: Settings) -> tuple[list[str], list[int]]:
    """With the daemon's own parts: what it would adopt is adopted, then stopped. The names, and the pids that are left all the same."""
    async with build(settings) as house:
        names = sorted(machine.name for machine in await house.machines.stop_everything())
    async with open_engine(settings) as (engine, _):
        try:
            left = await engine.running(settings.data_dir / "machines")
        except UnavailableError:  # no QEMU here, so none runs
            return names, []
    return names, sorted(vmm.pid for vmm in left.values())


def _end(pid: int) -> None:
    """SIGTERM and wait. Raises UnavailableError when it does not end."""
    handle = os.pidfd_open(pid)
    try:
        signal.pidfd_send_signal(handle, signal.SIGTERM)
        ended, _, _ = select.select([handle], [], [], STOP_SECONDS)
        if not ended:
            raise UnavailableError(f"the daemon (process {pid}) does not end; see its log, or: kill -9 {pid}")
    except PermissionError as error:
        raise UnavailableError(
            f"the daemon (process {pid}) is another user's; stop it as that user, or as root"
        ) from error
    finally:
        os.close(handle)


def main(argv: list[str]) -> int:
    if not argv or argv[0] not in {"start", "stop"}:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        settings = load_settings(argv[1:])
        if argv[0] == "start":
            start(settings, argv[1:])
        else:
            set_up_logging("error", settings.log.format)
            stop(settings)
    except IngleError as error:
        print(f"error: {error.sentence}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    os.umask(0o077)  # what it makes is for its own user
    sys.exit(main(sys.argv[1:]))
