"""What the how-to says exists, exists."""

import re
import shlex
from itertools import takewhile
from pathlib import Path

import click

from ingle.base.errors import Kind
from ingle.cli.app import _COMMANDS, ingle
from ingle.cli.exits import EXIT_CODES

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "how-to" / "cli.md"
PAGES = (*sorted((ROOT / "docs" / "how-to").glob("*.md")), ROOT / "README.md")


def test_the_exit_codes_of_the_page_are_the_tables() -> None:
    text = PAGE.read_text()
    for kind, code in EXIT_CODES.items():
        word = {Kind.FAILED: "failed", Kind.INVALID: "invalid"}.get(kind, kind.value.replace("_", " "))
        assert re.search(rf"^\| {code} \| {word}", text, re.MULTILINE), kind


def test_every_command_of_the_pages_exists() -> None:
    found = [(page.name, name) for page in PAGES for name in _commands(page.read_text())]
    assert len(found) > 30
    assert [(page, name) for page, name in found if name not in _COMMANDS] == []


def _commands(text: str) -> set[str]:
    named = re.findall(
        r"^ *(?:\w+=\S+ )*(?:bin/)?ingle ([a-z]+)|`(?:bin/)?ingle ([a-z]+)", text, re.MULTILINE
    )
    return {first or second for first, second in named}


def test_every_option_of_the_pages_exists() -> None:
    lines = [
        line
        for page in PAGES
        for line in re.findall(
            r"^(?:    )?(?:bin/)?ingle (.+?)(?: {2,}#.*)?$", page.read_text(), re.MULTILINE
        )
    ]
    said = [found for line in lines for found in _options(shlex.split(line, comments=True))]
    assert len(said) > 15
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
