"""`ingle system …`: the disk of the daemon's computer. For its administrator."""

import sys

import click

from ingle.cli.connect import connected
from ingle.cli.output import json_option, print_json, print_table


@click.group()
def system() -> None:
    """The disk of the daemon's computer (for administrators)."""


@system.command("df")
@json_option
def df(as_json: bool) -> None:
    """What everybody's machines, snapshots and templates take on the disk."""
    from ingle.base.units import format_size

    with connected() as ingle:
        found = ingle.storage()
    if as_json:
        print_json(found)
        return
    rows = [(row.what, str(row.count), format_size(row.bytes)) for row in found]
    total = format_size(sum(row.bytes for row in found))
    print_table(("what", "count", "size"), [*rows, ("total", "", total)])


@system.command("prune")
@click.option(
    "--templates",
    is_flag=True,
    help="Also what makes creates quick; the next create of each image boots, and makes its template anew.",
)
@click.option("-y", "--yes", is_flag=True, help="Do not ask.")
@json_option
def prune(templates: bool, yes: bool, as_json: bool) -> None:
    """Remove from the disk what nothing needs any more. Machines and snapshots stay."""
    from ingle.base.units import format_size

    if not yes:
        _ask("Remove what nothing needs, and the templates?" if templates else "Remove what nothing needs?")
    with connected() as ingle:
        freed = ingle.prune(templates=templates)
    if as_json:
        print_json({"freed_bytes": freed})
    else:
        print(f"{format_size(freed)} freed")


def _ask(question: str) -> None:
    if not sys.stdin.isatty():
        raise click.UsageError("nobody is there to be asked: say --yes")
    click.confirm(question, abort=True, err=True)
