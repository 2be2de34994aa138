"""Progress of long work, on stderr: a bar for a person, a line per step for a log."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from ingle.base.units import format_size
from ingle.cli.tell import say


class Bar(Protocol):
    def show(self, step: str, done: int, total: int, unit: str) -> None:
        """`total` 0: not known; `unit` "bytes" is shown as sizes."""
        ...


class _Lines:
    """Each step once."""

    def __init__(self) -> None:
        self._step = ""

    def show(self, step: str, done: int, total: int, unit: str) -> None:
        if step != self._step:
            self._step = step
            say(step)


@contextmanager
def open_bar() -> Iterator[Bar]:
    if not sys.stderr.isatty():
        yield _Lines()
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.fields[amount]}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None, amount="")

        class Rich:
            def show(self, step: str, done: int, total: int, unit: str) -> None:
                progress.update(
                    task,
                    description=step,
                    completed=done,
                    total=total or None,
                    amount=amount(done, total, unit),
                )

        yield Rich()


def amount(done: int, total: int, unit: str) -> str:
    """How much of how much, as far as it is known."""
    if unit == "bytes":
        return f"{format_size(done)} of {format_size(total)}" if total else format_size(done) if done else ""
    return f"{done} of {total} {unit}" if total else ""
