"""A terminal outlives the daemon: while that is away we wait, then attach again and show what the session kept."""

import os
import select
import time

from ingle.cli.console.pump import Outcome, Pump
from ingle.cli.console.terminal import terminal_size
from ingle.cli.tell import say
from ingle.sdk.errors import UnavailableError
from ingle.sdk.lean.place import Place
from ingle.sdk.lean.process import Process, attach

PATIENCE_SECONDS = 120.0  # a restart takes a few; a host's reboot is another matter
_RETRY_SECONDS = 0.5
_CTRL_C = b"\x03"
_CLEAR = b"\x1b[2J\x1b[H"


def run_on_terminal(place: Place, process: Process, machine: str) -> tuple[Outcome, str]:
    """Pump until it ends, over as many connections as that takes; how, and the session. Our terminal is raw already."""
    session = ""
    deadline = 0.0
    while True:
        try:
            return Pump(process, stdin=0, tty=True).run(), process.session
        except UnavailableError as error:
            if process.session:  # this connection had come as far as the session
                session = process.session
                deadline = time.monotonic() + PATIENCE_SECONDS
                say("\r\n[the daemon is away; waiting for it, ctrl-c gives up]\r")
            if not session:
                raise
            again = _come_back(place, machine, session, deadline)
            if again is None:
                raise with_way_back(error, machine, session) from error
        finally:
            process.close()
        process = again


def with_way_back(error: UnavailableError, machine: str, session: str) -> UnavailableError:
    """The same failure, and how to attach to what may run on."""
    return type(error)(
        f"{error}; what was running may run on: ingle attach {machine} {session}", code=error.code
    )


def _come_back(place: Place, machine: str, session: str, deadline: float) -> Process | None:
    """Attached again; None when nobody answers in time or the person gives up."""
    while time.monotonic() < deadline and not _gives_up():
        try:
            process = attach(place, machine, session)
        except UnavailableError:
            continue
        os.write(1, _CLEAR)
        process.resize(*terminal_size())
        return process
    return None


def _gives_up() -> bool:
    """Wait a little; what is typed meanwhile goes nowhere, but ctrl-c is heeded."""
    ready, _, _ = select.select([0], [], [], _RETRY_SECONDS)
    if not ready:
        return False
    typed = os.read(0, 4096)
    return not typed or _CTRL_C in typed
