"""`ingle` as a person runs it."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from support.command_line import ingle

PROGRAM = Path(__file__).resolve().parents[3] / "bin" / "ingle"

Run = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture
def run() -> Run:
    """The command line with these words."""
    return ingle
