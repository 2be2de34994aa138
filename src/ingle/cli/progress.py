"""Progress of long work, on stderr: a bar for a person, a line per step for a log."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from ingle.cli.tell import say


class Bar(Protocol):
    def show(self, step: str, done: int, total: int) -> None:
        """`total` 0: not known."""
        ...


class _Lines:
    """Each step once."""

    def __init__(self) -> None:
        self._step = ""

    def show(self, step: str, done: int, total: int) -> None:
        if step != self._step:
            self._step = step
            say(step)


@contextmanager
def open_bar(unit: str = "") -> Iterator[Bar]:
    """`unit` "bytes": sizes and speed are shown."""
    if not sys.stderr.isatty():
        yield _Lines()
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        DownloadColumn,
        MofNCompleteColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
    )

    amount = DownloadColumn(binary_units=True) if unit == "bytes" else MofNCompleteColumn()
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), amount, TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None)

        class Rich:
            def show(self, step: str, done: int, total: int) -> None:
                progress.update(task, description=step, completed=done, total=total or None)

        yield Rich()
