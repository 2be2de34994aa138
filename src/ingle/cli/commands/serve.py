"""`serve`: become the daemon."""

import os
import sys

import click


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def serve(arguments: tuple[str, ...]) -> None:
    """Run the daemon in the foreground; the options are its own (ingle serve --help)."""
    os.execv(sys.executable, [sys.executable, "-m", "ingle.daemon", *arguments])  # noqa: S606 - the daemon takes our place
