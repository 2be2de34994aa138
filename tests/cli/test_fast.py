"""The fast reading of `exec` and click's must agree, or the fast one must leave it to click."""

import click
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ingle.cli.commands import execute
from ingle.cli.console.options import ExecOptions
from ingle.cli.fast import parse_exec

WORDS = st.sampled_from(
    ["-i", "-t", "-it", "-ti", "-d", "--interactive", "--tty", "--detach", "-e", "A=1", "-eB=2", "--env", "--env=C=3", "-w", "/tmp", "-w/x", "--workdir=/y",
     "-u", "root", "--user", "--user=0:0", "one", "--", "-", "sh", "-c", "exit 7", "", "--inter", "--work=/", "-x", "--nope", "--json",
     "--keep-awake", "--keep", "-h", "--help", "-iu", "-tw"]
)  # fmt: skip


def read_by_click(words: list[str]) -> ExecOptions | None:
    """What the click command would run; None for what it refuses, or answers itself."""
    try:
        context = execute.exec_.make_context("exec", list(words))
    except (click.ClickException, click.exceptions.Exit):
        return None
    given_ = dict(context.params)
    if given_.pop("detach") or given_.pop("as_json"):
        return None
    command = execute.command_words(given_.pop("command"))
    return ExecOptions(argv=command, **given_) if command else None


@given(st.lists(WORDS, max_size=8))
@example(["one", "--", "sh", "-c", "exit 7"])
@example(["-it", "-e", "A=1", "one", "sh"])
@example(["one", "-it", "sh"])
@example(["--", "one", "ls"])
@example(["-w", "--", "one", "ls"])
def test_what_it_reads_click_reads_the_same(words: list[str]) -> None:
    fast = parse_exec(words)
    assert fast is None or fast == read_by_click(words)


@pytest.mark.parametrize(
    "words",
    [
        ["one", "--", "true"],
        ["one", "true"],
        ["-i", "one", "cat"],
        ["-t", "--keep-awake", "one", "top"],
        ["-it", "--env", "A=b c", "-w", "/", "-u", "root", "one", "--", "sh", "-c", "x"],
    ],
)
def test_what_people_type_takes_the_fast_path(words: list[str]) -> None:
    assert parse_exec(words) is not None
