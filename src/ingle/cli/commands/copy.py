"""`cp`: files and trees between here and a machine."""

import posixpath
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from ingle.cli.commands.options import REMOTE
from ingle.cli.connect import complete_machines, connected
from ingle.cli.output import json_option, print_json
from ingle.cli.tell import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingle.sdk.sync.machines import Machine
    from ingle.sdk.trees import Copied, Progress


def _complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """A machine, or a file of ours."""
    names = [
        CompletionItem(item.value + ":", type="nospace") for item in complete_machines(ctx, param, incomplete)
    ]
    return [*names, CompletionItem(incomplete, type="file")]


@click.command()
@click.argument("source", shell_complete=_complete)
@click.argument("destination", shell_complete=_complete)
@json_option
def cp(source: str, destination: str, as_json: bool) -> None:
    """Copy a file or a tree: SOURCE or DESTINATION is MACHINE:PATH.

    As cp -r does: into DESTINATION when that is a directory, else under that name. Modes and symbolic links are kept. A file of yours whose name has a colon is
    written ./like:this.
    """
    theirs, ours = REMOTE.fullmatch(source), REMOTE.fullmatch(destination)
    if (theirs is None) == (ours is None):
        raise click.UsageError("one of SOURCE and DESTINATION is MACHINE:PATH, the other a path here")
    copied: list[Copied] = []
    with connected() as ingle, _shown(copied) as progress:
        if ours is not None:
            _copy_in(ingle.machines.get(ours[1]), Path(source), ours[2] or "/", progress)
        elif theirs is not None:
            _copy_out(ingle.machines.get(theirs[1]), theirs[2] or "/", Path(destination), progress)
    if as_json and copied:
        done = copied[-1]
        print_json({"files": done.files, "bytes": done.bytes, "skipped": done.skipped})
    if copied and copied[-1].skipped:
        say(f"{copied[-1].skipped} devices, pipes or sockets were left out")


def _copy_in(machine: "Machine", source: Path, destination: str, progress: "Progress") -> None:
    from ingle.sdk.errors import NotFoundError

    target = destination if destination.startswith("/") else "/" + destination
    try:
        is_folder = machine.files.stat(target).type == "directory"
    except NotFoundError:
        is_folder = False
    if is_folder:
        target = posixpath.join(target, source.resolve().name)
    machine.copy_in(source, target.rstrip("/") or "/", progress=progress)


def _copy_out(machine: "Machine", source: str, destination: Path, progress: "Progress") -> None:
    path = source if source.startswith("/") else "/" + source
    name = posixpath.basename(posixpath.normpath(path))
    if destination.is_dir():
        destination = destination.resolve() / (name or machine.name)
    machine.copy_out(path, destination, progress=progress)


@contextmanager
def _shown(copied: "list[Copied]") -> "Iterator[Progress]":
    """A bar for a person; for a pipe only what came of it."""

    def remember(now: "Copied") -> None:
        copied[:] = [now]

    if not sys.stderr.isatty():
        yield remember
        return
    from ingle.cli.progress import open_bar

    with open_bar() as bar:

        def show(now: "Copied") -> None:
            remember(now)
            bar.show(f"{now.files} files", now.bytes, now.total_bytes, "bytes")

        yield show
