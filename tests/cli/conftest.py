"""The command line against a stand-in for the daemon."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from support.standin.fixtures import daemon as daemon

PROGRAM = Path(__file__).resolve().parents[2] / "bin" / "ingle"

Run = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture
def run() -> Run:
    """`bin/ingle` with these words, as a person would."""

    def ingle(*words: str, stdin: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
        given = {"input": stdin} if stdin is not None else {"stdin": subprocess.DEVNULL}
        return subprocess.run([str(PROGRAM), *words], capture_output=True, check=False, timeout=60, **given)  # type: ignore[call-overload, no-any-return]

    return ingle
