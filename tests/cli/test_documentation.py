"""What the how-to says exists, exists."""

import re
import shlex
from itertools import takewhile
from pathlib import Path

import click

from ingle.base.errors import Kind
from ingle.cli.app import _COMMANDS, ingle
from ingle.cli.exits import EXIT_CODES

PAGE = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "cli.md"


def test_the_exit_codes_of_the_page_are_the_tables() -> None:
    text = PAGE.read_text()
    for kind, code in EXIT_CODES.items():
        word = {Kind.FAILED: "failed", Kind.INVALID: "invalid"}.get(kind, kind.value.replace("_", " "))
        assert re.search(rf"^\| {code} \| {word}", text, re.MULTILINE), kind


def test_every_command_of_the_page_exists() -> None:
    text = PAGE.read_text()
    named = set(re.findall(r"^ +(?:\w+=\S+ )*ingle ([a-z]+)|`ingle ([a-z]+)", text, re.MULTILINE))
    assert {first or second for first, second in named} <= set(_COMMANDS)


def test_every_option_of_the_page_exists() -> None:
    lines = re.findall(r"^    ingle (.+?)(?: {2,}#.*)?$", PAGE.read_text(), re.MULTILINE)
    said = [found for line in lines for found in _options(shlex.split(line, comments=True))]
    assert len(said) > 10
    assert [(command.name, option) for command, option in said if option not in _known(command)] == []


def _options(words: list[str]) -> list[tuple[click.Command, str]]:
    """Each option that is said, with the command it is said to; what comes after `--` or `;` is the machine's or the shell's."""
    ours = list(takewhile(lambda word: word not in ("--", "|") and not word.endswith(";"), words))
    context = click.Context(ingle)
    command: click.Command | None = ingle
    while isinstance(command, click.Group) and ours and not ours[0].startswith("-"):
        command = command.get_command(context, ours.pop(0))
    assert command is not None, words
    return [(command, word.partition("=")[0]) for word in ours if word.startswith("--")]


def _known(command: click.Command) -> set[str]:
    return {option for param in command.params for option in (*param.opts, *param.secondary_opts)}
