"""The table of exit codes."""

from ingle.base.errors import Kind
from ingle.cli.exits import EXIT_CODES, USAGE, exit_code


def test_every_kind_has_its_own_exit_code() -> None:
    assert set(EXIT_CODES) == set(Kind)
    assert len(set(EXIT_CODES.values()) | {0, 1, USAGE}) == len(Kind) + 3
    assert all(64 <= code <= 78 for code in EXIT_CODES.values()), "below 125, where the shell's own begin"


def test_what_runs_something_ends_as_docker_would() -> None:
    assert exit_code(Kind.UNAVAILABLE, runs_something=True) == 125
    assert exit_code(Kind.INVALID, runs_something=True, code="command_not_found") == 127
    assert exit_code(Kind.INVALID, runs_something=True, code="command_not_executable") == 126
    assert exit_code(Kind.INVALID) == 65
