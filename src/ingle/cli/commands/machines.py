"""Looking at machines."""

from typing import TYPE_CHECKING

import click

from ingle.cli.commands.options import machines_argument
from ingle.cli.connect import connected
from ingle.cli.output import age, json_option, print_json, print_table
from ingle.cli.tell import say

if TYPE_CHECKING:
    from ingle.wire.machines import Machine


@click.command()
@click.option("-q", "--quiet", is_flag=True, help="Names only.")
@json_option
def ls(quiet: bool, as_json: bool) -> None:
    """List your machines."""
    with connected() as ingle:
        found = [machine.details for machine in ingle.machines.list()]
    if as_json:
        print_json(found)
    elif quiet:
        for one in found:
            print(one.name)
    elif not found:
        say("No machines yet. Make one: ingle run debian")
    else:
        print_table(("name", "state", "image", "size", "command", "created"), [_row(one) for one in found])


def _row(machine: "Machine") -> tuple[str, ...]:
    size = f"{machine.vcpus} vcpu, {machine.memory_mib} MiB"
    command = " ".join(machine.command)
    if machine.workload.exit is not None:
        ended = machine.workload.exit
        command += f" (exited {ended.code})" if ended.code is not None else f" (signal {ended.signal})"
    return machine.name, _state(machine), machine.image, size, _shortened(command), age(machine.created_at)


def _state(machine: "Machine") -> str:
    """With how its workload fares, where that is worth a word."""
    workload = machine.workload
    words: list[str] = [workload.health] if workload.health != "none" else []
    if workload.restarts:
        words.append(f"restarted {workload.restarts}×")  # noqa: RUF001 - it is meant
    if workload.backing_off:
        words.append("waits to start again")
    return f"{machine.state} ({', '.join(words)})" if words else machine.state


def _shortened(text: str, width: int = 40) -> str:
    text = " ".join(text.split())
    return text if len(text) <= width else text[: width - 1] + "…"


@click.command()
@machines_argument
@json_option
def inspect(machines: tuple[str, ...], as_json: bool) -> None:
    """Everything about a machine, as JSON (several: as a list)."""
    with connected() as ingle:
        found = [ingle.machines.get(name).details for name in machines]
    print_json(found[0] if len(found) == 1 else found)
