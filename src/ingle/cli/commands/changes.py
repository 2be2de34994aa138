"""`watch`: what changes in a machine's files, as it changes."""

from typing import TYPE_CHECKING

import click

from ingle.cli.commands.options import REMOTE
from ingle.cli.connect import connected
from ingle.cli.output import json_option, print_json_line

if TYPE_CHECKING:
    from ingle.wire.machines import WatchedChange


@click.command()
@click.argument("place", metavar="MACHINE:PATH")
@click.option("-r", "--recursive", is_flag=True, help="With all that lies below.")
@json_option
def watch(place: str, recursive: bool, as_json: bool) -> None:
    """What changes in a file or directory of a machine, until Ctrl-C.

    Watching does not keep the machine awake. `overflow` means that changes were missed: they came too fast, or around a sleep.
    """
    found = REMOTE.fullmatch(place)
    if found is None:
        raise click.UsageError("say what to watch as MACHINE:PATH")
    path = found[2] if found[2].startswith("/") else "/" + found[2]
    with connected() as ingle, ingle.machines.get(found[1]).files.watch(path, recursive=recursive) as changes:
        for change in changes:
            if as_json:
                print_json_line(change)
            else:
                print(_line(change), flush=True)


def _line(change: "WatchedChange") -> str:
    path = change.path + ("/" if change.directory and change.path != "/" else "")
    return f"{change.kind:10} {path}{f' -> {change.to}' if change.to else ''}".rstrip()
