"""The keys that let go."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingle.cli.console.options import read_env
from ingle.cli.console.terminal import DetachKeys


@pytest.mark.parametrize(
    ("typed", "passed", "detached"),
    [
        ([b"ls\n"], b"ls\n", False),
        ([b"\x10\x11"], b"", True),
        ([b"a\x10", b"\x11b"], b"a", True),
        ([b"\x10a"], b"\x10a", False),
        ([b"\x10\x10\x11"], b"\x10", True),
        ([b"\x11\x10"], b"\x11", False),
        ([b"\x10\x03"], b"\x10\x03", False),
    ],
)
def test_only_ctrl_p_ctrl_q_lets_go(typed: list[bytes], passed: bytes, detached: bool) -> None:
    keys = DetachKeys()
    got = b""
    for part in typed:
        some, done = keys.feed(part)
        got += some
        if done:
            break
    assert (got, done) == (passed, detached)


@given(st.binary().filter(lambda typed: b"\x10" not in typed))
def test_everything_else_passes_untouched(typed: bytes) -> None:
    assert DetachKeys().feed(typed) == (typed, False)


def test_environment_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINE", "m")
    monkeypatch.delenv("NONE", raising=False)
    assert read_env(("A=1", "B=x=y", "C=", "MINE", "NONE")) == {"A": "1", "B": "x=y", "C": "", "MINE": "m"}
