"""Running things in machines."""

import os
import sys
from typing import TYPE_CHECKING

import click

from ingle.cli.commands.options import (
    PassingCommand,
    command_words,
    keep_awake_option,
    machine_argument,
    process_options,
)
from ingle.cli.connect import chosen_url, connected, find
from ingle.cli.output import age, json_option, print_json, print_table
from ingle.cli.tell import say

if TYPE_CHECKING:
    from ingle.wire.machines import ExitStatus

# The best shell there is; as a login shell, as at a console.
_SHELL = ("sh", "-c", "command -v bash >/dev/null 2>&1 && exec bash -l; exec sh -l")


@click.command("exec", cls=PassingCommand)
@process_options
@click.option("-i", "--interactive", is_flag=True, help="Pass our standard input on.")
@click.option("-t", "--tty", is_flag=True, help="Run it on a terminal.")
@keep_awake_option
@click.option("-d", "--detach", is_flag=True, help="Leave it running; print its session.")
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="Print how it ended and what it wrote, as JSON, when it has ended.",
)
@machine_argument
@click.argument("command", nargs=-1, type=click.UNPROCESSED)
def exec_(
    machine: str,
    command: tuple[str, ...],
    env: tuple[str, ...],
    working_dir: str,
    user: str,
    interactive: bool,
    tty: bool,
    keep_awake: bool,
    detach: bool,
    as_json: bool,
) -> int:
    """Run COMMAND in MACHINE; no shell in between. Its exit code is ours, 128 + n when signal n ended it.

    Without -i it has no input, so that it can be used inside `while read …` loops. Ctrl-C goes to it; twice ends it. With -it: ctrl-p ctrl-q lets go of it.
    125: Ingle's own failure; 127: no such command.
    """
    from ingle.cli.console.execute import execute_told
    from ingle.cli.console.options import ExecOptions, read_env

    words = command_words(command)
    if not words:
        raise click.UsageError("what shall be run? ingle exec MACHINE -- COMMAND …")
    if as_json and (tty or detach):
        raise click.UsageError("--json waits for the end and has no terminal: leave -t and -d out")
    if as_json:
        return _exec_json(machine, words, env, working_dir=working_dir, user=user, interactive=interactive)
    if detach:
        with connected() as ingle:
            session = ingle.machines.get(machine).spawn(
                words, env=read_env(env), working_dir=working_dir, user=user
            )
        print(session)
        say(f"Its output: ingle attach {machine} {session}")
        return 0
    options = ExecOptions(
        machine,
        words,
        env,
        working_dir=working_dir,
        user=user,
        interactive=interactive,
        tty=tty,
        keep_awake=keep_awake,
    )
    return execute_told(options, chosen_url())


def _exec_json(
    machine: str,
    words: tuple[str, ...],
    env: tuple[str, ...],
    *,
    working_dir: str,
    user: str,
    interactive: bool,
) -> int:
    """Text in JSON: bytes that are not UTF-8 are replaced; without --json they are exact."""
    from ingle.cli.console.options import read_env

    given = sys.stdin.buffer.read() if interactive else b""
    with connected() as ingle:
        result = ingle.machines.get(machine).exec(
            words, env=read_env(env), working_dir=working_dir, user=user, input=given
        )
    print_json(
        {
            "exit_code": result.exit_code,
            "signal": result.signal,
            "stdout": result.text,
            "stderr": result.stderr.decode(errors="replace"),
        }
    )
    return result.exit_code


@click.command(cls=PassingCommand)
@process_options
@keep_awake_option
@machine_argument
@click.argument("command", nargs=-1, type=click.UNPROCESSED)
def shell(
    machine: str,
    command: tuple[str, ...],
    env: tuple[str, ...],
    working_dir: str,
    user: str,
    keep_awake: bool,
) -> int:
    """Open a shell (or COMMAND) on a terminal in MACHINE. ctrl-p ctrl-q lets go of it; `ingle attach` comes back.

    The machine may rest while nobody types: the next key wakes it, and the shell goes on.
    """
    from ingle.cli.console.execute import execute_told
    from ingle.cli.console.options import ExecOptions

    words = command_words(command) or _SHELL
    options = ExecOptions(
        machine,
        words,
        env,
        working_dir=working_dir,
        user=user,
        interactive=True,
        tty=os.isatty(0),
        keep_awake=keep_awake,
    )
    return execute_told(options, chosen_url())


@click.command()
@machine_argument
@click.argument("session", default="")
@click.option(
    "--tail",
    type=click.IntRange(0),
    help="Only so many bytes of what it has written. Default: all that is kept.",
)
@click.option("--no-stdin", is_flag=True, help="Watch only.")
def attach(machine: str, session: str, tail: int | None, no_stdin: bool) -> int:
    """Come back to SESSION of MACHINE. Default: its only running session, else the workload."""
    from ingle.cli.console.execute import attach_to
    from ingle.sdk.errors import NotFoundError
    from ingle.sdk.machines import WORKLOAD

    with connected() as ingle:
        found = {one.id: one for one in ingle.machines.get(machine).sessions()}
    if not session:
        running = [one.id for one in found.values() if one.state == "running"]
        session = running[0] if len(running) == 1 else WORKLOAD
    if session not in found:
        raise NotFoundError(
            f"{machine} has no session {session!r}; `ingle sessions {machine}` lists them",
            code="session_not_found",
        )
    tty = found[session].tty
    interactive = not no_stdin and (not tty or os.isatty(0)) and (tty or not os.isatty(0))
    return attach_to(
        find(), machine, session, tail=tail, interactive=interactive, tty=tty and interactive
    ).code


@click.command()
@machine_argument
@json_option
def sessions(machine: str, as_json: bool) -> None:
    """List what runs in MACHINE, or has run, and can be attached to."""
    with connected() as ingle:
        found = ingle.machines.get(machine).sessions()
    if as_json:
        print_json(found)
    elif not found:
        say(f"Nothing was run in {machine} yet. Open a shell: ingle shell {machine}")
    else:
        rows = [
            (
                one.id,
                one.role,
                one.state + _how(one.exit),
                "tty" if one.tty else "",
                str(one.attached),
                " ".join(one.argv),
                age(one.started_at),
            )
            for one in found
        ]
        print_table(("session", "role", "state", "tty", "attached", "command", "started"), rows)


def _how(ended: "ExitStatus | None") -> str:
    if ended is None:
        return ""
    return f" {ended.code}" if ended.code is not None else f" (signal {ended.signal})"
