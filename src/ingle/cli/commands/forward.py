"""`forward`: ports of a machine on this side."""

import sys
from contextlib import ExitStack

import click

from ingle.cli.commands.options import machine_argument
from ingle.cli.connect import connected
from ingle.cli.output import json_option, print_json_line
from ingle.cli.tell import tell


class Ports(click.ParamType[tuple[int, int]]):
    """[LOCAL:]PORT; LOCAL 0 takes any free one."""

    name = "[local:]port"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, int]:
        local, _, remote = str(value).rpartition(":")
        words = (local or remote, remote)
        if not all(word.isdecimal() and int(word) < 65536 for word in words) or int(remote) == 0:
            self.fail(f"{value!r} is not PORT or LOCAL:PORT", param, ctx)
        return int(words[0]), int(words[1])


@click.command()
@machine_argument
@click.argument("ports", type=Ports(), nargs=-1, required=True, metavar="[LOCAL:]PORT...")
@json_option
def forward(machine: str, ports: tuple[tuple[int, int], ...], as_json: bool) -> None:
    """Reach TCP ports of MACHINE at 127.0.0.1, until Ctrl-C. LOCAL 0 takes any free port."""
    with connected() as ingle, ExitStack() as stack:
        found = ingle.machines.get(machine)
        for local, remote in ports:
            opened = stack.enter_context(found.forward(local, remote))
            opened.on_error = tell
            if as_json:
                print_json_line(
                    {"host": opened.host, "port": opened.port, "machine": found.name, "machine_port": remote}
                )
            else:
                print(f"{opened.host}:{opened.port} -> {found.name}:{remote}", flush=True)
        _until_interrupted()


def _until_interrupted() -> None:
    import signal

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    while True:
        signal.pause()
