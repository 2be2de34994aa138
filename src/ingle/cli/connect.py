"""The daemon that a command talks to, and the completion of names that it knows."""

import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import click

from ingle.sdk.errors import IngleError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from click.shell_completion import CompletionItem

    from ingle.sdk.lean.place import Place
    from ingle.sdk.sync.client import Ingle


def chosen_url() -> str | None:
    """--url, if it was given."""
    url: str | None = click.get_current_context().find_root().obj
    return url


def find() -> "Place":
    from ingle.sdk.lean.place import find_place

    return find_place(chosen_url())


def _lighten_httpx() -> None:
    """httpx imports its own command line, and with it rich, for a function that we never call: a third of its import time."""
    sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type] # as documented for import


@contextmanager
def connected(url: str | None = None, token: str | None = None) -> "Iterator[Ingle]":
    """A client of this daemon, or of the one that is meant."""
    _lighten_httpx()
    from ingle.sdk.sync.client import Ingle

    with Ingle(url or chosen_url(), token) as ingle:
        yield ingle


def complete_machines(ctx: click.Context, param: click.Parameter, incomplete: str) -> "list[CompletionItem]":
    return _complete("machines", incomplete)


def complete_images(ctx: click.Context, param: click.Parameter, incomplete: str) -> "list[CompletionItem]":
    return _complete("images", incomplete)


def complete_snapshots(ctx: click.Context, param: click.Parameter, incomplete: str) -> "list[CompletionItem]":
    return _complete("snapshots", incomplete)


def _complete(what: str, incomplete: str) -> "list[CompletionItem]":
    """Names that begin so; none when the daemon cannot be asked, because completion has nowhere to complain."""
    from click.shell_completion import CompletionItem

    _lighten_httpx()
    from ingle.sdk.sync.client import Ingle

    with suppress(IngleError), Ingle() as ingle:
        return [
            CompletionItem(name, help=about)
            for name, about in _known(ingle, what)
            if name.startswith(incomplete)
        ]
    return []


def _known(ingle: "Ingle", what: str) -> list[tuple[str, str]]:
    """Names, and what a shell may say of each."""
    if what == "snapshots":
        return [(one.name, f"of {one.machine}") for one in ingle.snapshots.list()]
    if what == "images":
        return [(image.name, image.state) for image in ingle.images.list()]
    return [(machine.name, machine.state) for machine in ingle.machines.list()]
