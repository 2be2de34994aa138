"""`bin/ingle` as a person runs it."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

PROGRAM = Path(__file__).resolve().parents[3] / "bin" / "ingle"

Run = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture
def run() -> Run:
    """The program with these words."""

    def ingle(*words: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [str(PROGRAM), *words], input=stdin, capture_output=True, check=False, timeout=60
        )

    return ingle
