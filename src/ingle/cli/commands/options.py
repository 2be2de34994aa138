"""Options that several commands share."""

import re
from collections.abc import Callable
from typing import Any, TypeVar

import click

from ingle.cli.connect import complete_machines

F = TypeVar("F", bound=Callable[..., Any])
REMOTE = re.compile(r"([A-Za-z0-9][A-Za-z0-9_.-]*):(.*)", re.DOTALL)  # MACHINE:PATH


class PassingCommand(click.Command):
    """`NAME [--] COMMAND…`: from COMMAND on, options are its own. Between NAME and COMMAND they are still ours."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.allow_interspersed_args = False

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        before, rest = self._split(ctx, args)
        if len(rest) > 1 and rest[1] not in ("-", "--") and rest[1].startswith("-") and before[-1:] != ["--"]:
            options, words = self._split(ctx, rest[1:])
            args = [*before, *options, rest[0], *words]
        return super().parse_args(ctx, args)

    def _split(self, ctx: click.Context, args: list[str]) -> tuple[list[str], list[str]]:
        """Our options, and what begins with the first word that is none."""
        options = [param for param in self.params if isinstance(param, click.Option)]
        rest = click.Argument(["rest"], nargs=-1, type=click.UNPROCESSED)
        reader = click.Command(self.name, params=[*options, rest])
        reader.allow_interspersed_args = False
        values, _, _ = reader.make_parser(ctx).parse_args(list(args))
        found = values["rest"]
        words = list(found) if isinstance(found, tuple) else []  # click has a value of its own for "none"
        return args[: len(args) - len(words)], words


def machine_argument(command: F) -> F:
    return click.argument("machine", shell_complete=complete_machines)(command)


def machines_argument(command: F) -> F:
    return click.argument(
        "machines", metavar="MACHINE...", nargs=-1, required=True, shell_complete=complete_machines
    )(command)


def process_options(command: F) -> F:
    """How a process is run in a machine."""
    for option in (
        click.option("-u", "--user", default="", help="As this user: name, uid, name:group or uid:gid."),
        click.option("-w", "--workdir", "working_dir", default="", help="In this directory."),
        click.option(
            "-e",
            "--env",
            multiple=True,
            metavar="NAME[=VALUE]",
            help="Set a variable; NAME alone passes yours on. May be repeated.",
        ),
    ):
        command = option(command)
    return command


def keep_awake_option(command: F) -> F:
    return click.option(
        "--keep-awake",
        is_flag=True,
        help="On a terminal: the machine does not rest while nobody types. (Without one it does not anyway, until the command ends.)",
    )(command)


def command_words(words: tuple[str, ...]) -> tuple[str, ...]:
    """The command after an optional `--`."""
    return words[1:] if words[:1] == ("--",) else words
