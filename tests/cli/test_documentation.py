"""What the how-to says exists, exists."""

import re
from pathlib import Path

from ingle.base.errors import Kind
from ingle.cli.app import _COMMANDS
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
