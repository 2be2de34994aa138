"""Data on stdout: JSON where it is asked for, else a table; coloured and wide for a person, plain for a pipe."""

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import click


def json_option(command: Any) -> Any:
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(command)


def print_json(value: Any) -> None:
    """Indented, with the wire's names."""
    import msgspec

    print(msgspec.json.format(msgspec.json.encode(value), indent=2).decode())


def print_json_line(value: Any) -> None:
    """One line of a stream (NDJSON)."""
    import msgspec

    print(msgspec.json.encode(value).decode(), flush=True)


def print_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    if sys.stdout.isatty():
        _print_rich(header, rows)
        return
    lines = [[name.upper() for name in header], *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(header))]
    for line in lines:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def _print_rich(header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for number, name in enumerate(header):
        table.add_column(name.upper(), overflow="fold", no_wrap=number == 0)  # the first is for copying
    for row in rows:
        table.add_row(*(Text(cell, style=_COLOURS.get(cell, "")) for cell in row))
    Console(highlight=False).print(table)


_COLOURS = {
    "running": "green",
    "ready": "green",
    "ok": "green",
    "warm": "cyan",
    "cold": "blue",
    "sleeping": "blue",
    "waking": "cyan",
    "paused": "yellow",
    "preparing": "yellow",
    "starting": "yellow",
    "warning": "yellow",
    "failed": "red",
    "missing": "red",
    "stopped": "dim",
}


def age(moment: datetime | None) -> str:
    """How long ago, roughly: `3 minutes`."""
    if moment is None:
        return ""
    seconds = max(0.0, (datetime.now(UTC) - moment).total_seconds())
    for size, unit in ((86400, "day"), (3600, "hour"), (60, "minute"), (1, "second")):
        count = int(seconds // size)
        if count:
            return f"{count} {unit}{'s' if count > 1 else ''} ago"
    return "now"
