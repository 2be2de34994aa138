"""What changes a machine's state or name; several at once where that makes sense."""

from typing import TYPE_CHECKING

import click

from ingle.cli.commands.options import machine_argument, machines_argument
from ingle.cli.connect import connected
from ingle.cli.output import json_option, print_json
from ingle.cli.tell import tell
from ingle.sdk.errors import IngleError

if TYPE_CHECKING:
    from collections.abc import Callable

    from ingle.sdk.sync.machines import Machine

_grace = click.option(
    "--grace",
    type=click.FloatRange(0),
    default=10.0,
    show_default=True,
    help="Seconds it may take to end by itself.",
)


@click.command()
@machines_argument
@json_option
def start(machines: tuple[str, ...], as_json: bool) -> int:
    """Start machines that are stopped."""
    return each_machine(machines, lambda machine: machine.start(), as_json)


@click.command()
@machines_argument
@_grace
@click.option(
    "-f", "--force", is_flag=True, help="Pull the plug at once; a sleeping machine loses its memory."
)
@json_option
def stop(machines: tuple[str, ...], grace: float, force: bool, as_json: bool) -> int:
    """Stop machines: ask the workload, then the system, then pull the plug.

    A machine that sleeps is woken to be asked. With --force it is not, and what its memory held is gone; its disk is as a power cut leaves it.
    """
    patience = 0.0 if force else grace
    return each_machine(machines, lambda machine: machine.stop(grace_seconds=patience), as_json)


@click.command()
@machines_argument
@_grace
@json_option
def restart(machines: tuple[str, ...], grace: float, as_json: bool) -> int:
    """Stop machines and start them again."""
    return each_machine(machines, lambda machine: machine.restart(grace_seconds=grace), as_json)


@click.command()
@machines_argument
@json_option
def pause(machines: tuple[str, ...], as_json: bool) -> int:
    """Hold machines still where they are."""
    return each_machine(machines, lambda machine: machine.pause(), as_json)


@click.command()
@machines_argument
@json_option
def resume(machines: tuple[str, ...], as_json: bool) -> int:
    """Let paused machines go on."""
    return each_machine(machines, lambda machine: machine.resume(), as_json)


@click.command()
@machines_argument
@click.option("-f", "--force", is_flag=True, help="Also running ones.")
@json_option
def rm(machines: tuple[str, ...], force: bool, as_json: bool) -> int:
    """Remove machines, with what was written in them."""
    return each_machine(machines, lambda machine: machine.remove(force=force), as_json)


@click.command()
@machine_argument
@click.argument("name")
@json_option
def rename(machine: str, name: str, as_json: bool) -> int:
    """Call MACHINE NAME from now on."""
    return each_machine((machine,), lambda found: found.rename(name), as_json)


def each_machine(names: tuple[str, ...], act: "Callable[[Machine], None]", as_json: bool) -> int:
    """Do it to every one, also when one fails; the first failure decides the exit code."""
    from ingle.cli.exits import exit_code

    code, done = 0, []
    with connected() as ingle:
        for name in names:
            try:
                machine = ingle.machines.get(name)
                act(machine)
            except IngleError as error:
                if len(names) == 1:
                    raise
                tell(error)
                code = code or exit_code(error.kind)
                continue
            done.append(machine.details)
            if not as_json:
                print(machine.name, flush=True)
    if as_json:
        print_json(done[0] if len(names) == 1 else done)
    return code
