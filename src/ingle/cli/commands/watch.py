"""Watching a machine: its logs, its metrics, its ports, and what happens."""

import sys
from typing import TYPE_CHECKING

import click

from ingle.cli.commands.options import machine_argument
from ingle.cli.connect import connected
from ingle.cli.output import json_option, print_json, print_json_line, print_table
from ingle.cli.tell import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingle.wire.machines import MetricsSample


@click.command()
@machine_argument
@click.option("-f", "--follow", is_flag=True, help="Go on as it writes.")
@click.option("-n", "--tail", type=click.IntRange(0), help="Only the last so many lines.")
@click.option("-t", "--timestamps", is_flag=True, help="Begin each line with its time.")
@click.option("--console", is_flag=True, help="The kernel's console instead.")
@json_option
def logs(
    machine: str, follow: bool, tail: int | None, timestamps: bool, console: bool, as_json: bool
) -> None:
    """What MACHINE's workload wrote; its errors come out on stderr."""
    with connected() as ingle:
        found = ingle.machines.get(machine)
        if console:
            print(found.console(), end="")
            return
        for chunk in found.logs(tail=tail, follow=follow):
            if as_json:
                print_json_line(chunk)
                continue
            stamp = f"{chunk.at.isoformat(timespec='milliseconds')} " if timestamps else ""
            out = sys.stderr if chunk.stream == "stderr" else sys.stdout
            out.write(stamp + chunk.text)
            out.flush()


@click.command()
@machine_argument
@click.option("--history", is_flag=True, help="What it took during the last hour; also of one that sleeps.")
@json_option
def metrics(machine: str, history: bool, as_json: bool) -> None:
    """What MACHINE uses."""
    from ingle.base.units import format_size

    with connected() as ingle:
        found = ingle.machines.get(machine)
        if history:
            _tell_history(found.metrics_history(), as_json=as_json)
            return
        now = found.metrics()
    if as_json:
        print_json(now)
        return
    used = now.memory_total - now.memory_available
    print_table(
        ("what", "now"),
        [
            ("up", f"{now.uptime_seconds:.0f} s"),
            ("processor", f"{now.cpu_seconds:.1f} s, load {' '.join(f'{one:.2f}' for one in now.load)}"),
            ("memory", f"{format_size(used)} of {format_size(now.memory_total)}"),
            ("disk", f"{format_size(now.disk_total - now.disk_free)} of {format_size(now.disk_total)}"),
            ("read, written", f"{format_size(now.disk_read)}, {format_size(now.disk_written)}"),
            ("received, sent", f"{format_size(now.net_rx)}, {format_size(now.net_tx)}"),
            ("processes", str(now.processes)),
        ],
    )


def _tell_history(samples: "Sequence[MetricsSample]", *, as_json: bool) -> None:
    from ingle.cli.sparklines import rows_of

    if as_json:
        print_json(samples)
    elif not samples:
        say("Nothing yet: it is looked at every 15 seconds while it is awake.")
    else:
        print_table(("what", "least", "most", "now", "the last hour"), rows_of(samples))


@click.command()
@machine_argument
@json_option
def ports(machine: str, as_json: bool) -> None:
    """The TCP ports that listen in MACHINE; `forward` reaches them."""
    with connected() as ingle:
        found = ingle.machines.get(machine).ports()
    if as_json:
        print_json(found)
        return
    rows = [
        (str(one.port), one.address, one.process, "" if one.pid is None else str(one.pid)) for one in found
    ]
    print_table(("port", "address", "process", "pid"), rows)


@click.command()
@json_option
def events(as_json: bool) -> None:
    """What happens, as it happens, until Ctrl-C."""
    with connected() as ingle:
        for event in ingle.events():
            if as_json:
                print_json_line(event)
            else:
                about = event.data.get("name", event.subject)
                state = event.data.get("state", "")
                print(
                    f"{event.at.astimezone():%H:%M:%S}  {event.type:18} {about} {state}".rstrip(), flush=True
                )
