"""`open`: a port of a machine in a browser."""

import click

from ingle.cli.commands.options import machine_argument
from ingle.cli.connect import connected
from ingle.cli.output import json_option, print_json


@click.command("open")
@machine_argument
@click.argument("port", type=click.IntRange(1, 65535))
@click.option(
    "--at",
    default="",
    metavar="URL",
    help="Where a browser reaches the daemon, if it is not where this does.",
)
@json_option
def open_port(machine: str, port: int, at: str, as_json: bool) -> None:
    """Print an address that shows PORT of MACHINE in a browser: once, within a minute."""
    with connected() as ingle:
        page = ingle.machines.get(machine).page(port, at=at)
    if as_json:
        print_json({"url": page})
    else:
        click.echo(page)
