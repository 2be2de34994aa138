"""`ingle exec`: start a command in a machine and be it until it ends."""

import os

from ingle.cli.console.options import ExecOptions
from ingle.cli.console.pump import Outcome, Pump
from ingle.cli.console.terminal import Terminal, terminal_size
from ingle.cli.exits import USAGE, exit_code
from ingle.cli.tell import say, tell
from ingle.sdk.errors import IngleError, UnavailableError
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
    return converse(place, process, options.machine, interactive=options.interactive, tty=options.tty)


def attach_to(
    place: Place, machine: str, session: str, *, tail: int | None, interactive: bool, tty: bool
) -> Outcome:
    """Be a session that runs already."""
    process = attach(place, machine, session, tail)
    if tty:
        process.resize(*terminal_size())
    return converse(place, process, machine, interactive=interactive, tty=tty)


def converse(place: Place, process: Process, machine: str, *, interactive: bool, tty: bool) -> Outcome:
    """Pump until it ends; with a terminal of our own, raw meanwhile, and again after the daemon was away."""
    if not (tty and interactive and os.isatty(0)):
        return _converse_plainly(process, machine, interactive=interactive)
    from ingle.cli.console.comeback import run_on_terminal  # no business of commands without a terminal

    with Terminal(0):
        outcome, session = run_on_terminal(place, process, machine)
    if outcome.detached:
        say(f"\r\n[detached; come back with: ingle attach {machine} {session}]")
    return outcome


def _converse_plainly(process: Process, machine: str, *, interactive: bool) -> Outcome:
    """Its output is data here, so it never begins again: a lost connection is the end, said with the way back."""
    try:
        return Pump(process, stdin=0 if interactive else None, tty=False).run()
    except UnavailableError as error:
        from ingle.cli.console.comeback import with_way_back

        if not process.session:
            raise
        raise with_way_back(error, machine, process.session) from error
    finally:
        process.close()
