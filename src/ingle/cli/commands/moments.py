"""Moments of machines: kept as snapshots, gone back to, forked from."""

import click

from ingle.cli.commands.options import machine_argument
from ingle.cli.connect import complete_snapshots, connected
from ingle.cli.output import age, json_option, print_json, print_table
from ingle.cli.tell import say


@click.command()
@machine_argument
@click.argument("name", default="")
@click.option(
    "--count",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    help="So many; they are called NAME-1, NAME-2, …",
)
@json_option
def fork(machine: str, name: str, count: int, as_json: bool) -> None:
    """Make a machine that goes on as MACHINE is now, beside it: memory, processes and disk. Prints its name.

    Until they write, both share what they have. All of --count are made, or none.
    """
    with connected() as ingle:
        made = [one.details for one in ingle.machines.get(machine).fork(name, count)]
    if as_json:
        print_json(made)
        return
    for one in made:
        print(one.name)


@click.command()
@machine_argument
@click.argument("snapshot", shell_complete=complete_snapshots)
@json_option
def restore(machine: str, snapshot: str, as_json: bool) -> None:
    """Make MACHINE what it was at SNAPSHOT. What it has become since is thrown away (keep it first: ingle snapshot create)."""
    with connected() as ingle:
        found = ingle.machines.get(machine)
        found.restore(snapshot)
    if as_json:
        print_json(found.details)
    else:
        print(found.name)


@click.group()
def snapshot() -> None:
    """Snapshots: machines at one moment, kept by name."""


@snapshot.command("create")
@machine_argument
@click.argument("name", default="")
@json_option
def create(machine: str, name: str, as_json: bool) -> None:
    """Keep MACHINE as it is now, and print the snapshot's name. It goes on; of one that is stopped the disk is kept."""
    with connected() as ingle:
        made = ingle.machines.get(machine).snapshot(name)
    if as_json:
        print_json(made)
        return
    print(made.name)
    say(
        f"Go back to it: ingle restore {made.machine} {made.name}. A new machine of it: ingle create --from {made.name}"
    )


@snapshot.command("ls")
@click.option("-q", "--quiet", is_flag=True, help="Names only.")
@json_option
def ls(quiet: bool, as_json: bool) -> None:
    """List your snapshots."""
    from ingle.base.units import format_size

    with connected() as ingle:
        found = ingle.snapshots.list()
    if as_json:
        print_json(found)
    elif quiet:
        for one in found:
            print(one.name)
    elif not found:
        say("No snapshots yet. Make one: ingle snapshot create MACHINE")
    else:
        rows = [
            (
                one.name,
                one.machine,
                "memory and disk" if one.memory else "disk",
                format_size(one.size_bytes),
                one.image,
                age(one.created_at),
            )
            for one in found
        ]
        print_table(("name", "machine", "holds", "size", "image", "created"), rows)


@snapshot.command("inspect")
@click.argument("snapshot", shell_complete=complete_snapshots)
@json_option
def inspect(snapshot: str, as_json: bool) -> None:
    """Everything about a snapshot, as JSON."""
    with connected() as ingle:
        print_json(ingle.snapshots.get(snapshot))


@snapshot.command("rm")
@click.argument("names", metavar="NAME...", nargs=-1, required=True, shell_complete=complete_snapshots)
@json_option
def rm(names: tuple[str, ...], as_json: bool) -> None:
    """Remove snapshots. Machines that began as them go on."""
    removed = []
    with connected() as ingle:
        for name in names:
            found = ingle.snapshots.get(name)
            ingle.snapshots.remove(found.id)
            removed.append(found)
            if not as_json:
                print(found.name, flush=True)
    if as_json:
        print_json(removed)
