"""`ingle exec`: start a command in a machine and be it until it ends."""

import os
import sys

from ingle.cli.console.options import ExecOptions
from ingle.cli.console.pump import Outcome, Pump
from ingle.cli.console.terminal import Terminal, terminal_size
from ingle.cli.exits import USAGE, exit_code
from ingle.cli.tell import say, tell
from ingle.sdk.errors import ConnectionLostError, IngleError
from ingle.sdk.lean.place import Place, find_place
from ingle.sdk.lean.process import Process, attach, start


def execute_told(options: ExecOptions, url: str | None = None) -> int:
    """Run it and return the exit code; failures are said on stderr."""
    try:
        return execute(find_place(url), options).code
    except IngleError as error:
        tell(error)
        return exit_code(error.kind, runs_something=True, code=error.code)


def execute(place: Place, options: ExecOptions) -> Outcome:
    if options.tty and options.interactive and not os.isatty(0):
        say("error: -t needs a terminal as input; leave it out to pipe something in (ingle exec -i …)")
        return Outcome(USAGE)
    request = options.request()
    if options.tty:
        rows, cols = terminal_size()
        request["tty"] = {"rows": rows, "cols": cols, "term": os.environ.get("TERM") or "xterm-256color"}
        request["stdin"] = True
    process = start(place, options.machine, request)
    return converse(process, options.machine, interactive=options.interactive, tty=options.tty)


def attach_to(
    place: Place, machine: str, session: str, *, tail: int | None, interactive: bool, tty: bool
) -> Outcome:
    """Be a session that runs already."""
    process = attach(place, machine, session, tail)
    if tty:
        process.resize(*terminal_size())
    return converse(process, machine, interactive=interactive, tty=tty)


def converse(process: Process, machine: str, *, interactive: bool, tty: bool) -> Outcome:
    """Pump until it ends; with a terminal of our own, raw meanwhile."""
    stdin = 0 if interactive else None
    try:
        if tty and interactive and os.isatty(0):
            with Terminal(0):
                outcome = Pump(process, stdin=stdin, tty=True).run()
        else:
            outcome = Pump(process, stdin=stdin, tty=False).run()
    except ConnectionLostError as error:
        if not process.session:
            raise
        way_back = f"ingle attach {machine} {process.session}"
        raise ConnectionLostError(
            f"{error}; what was running may run on: {way_back}", code=error.code
        ) from error
    finally:
        process.close()
    if outcome.detached and tty and sys.stderr.isatty():
        say(f"\r\n[detached; come back with: ingle attach {machine} {process.session}]")
    return outcome
