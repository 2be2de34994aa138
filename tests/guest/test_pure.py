"""The agent's files without system calls, and the golden frames that both sides share."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from guest.conftest import ROOT
from guest.wire import seal

VECTORS = ROOT / "schema/guest/vectors.json"


def test_the_units_of_the_agent(make: Callable[[str], Path]) -> None:
    make("unit")


def test_the_golden_frames_are_what_their_script_makes() -> None:
    script = ROOT / "schema/guest/make_vectors.py"
    made = subprocess.run([sys.executable, script], capture_output=True, check=True)
    assert made.stdout == VECTORS.read_bytes()


def test_this_folders_own_client_seals_as_the_golden_frames_say() -> None:
    for vector in json.loads(VECTORS.read_text())["frames"]:
        payload = bytes.fromhex(vector["payload"])
        sealed = seal(vector["key"], vector["type"], vector["stream"], payload, vector["channel"])
        assert sealed.hex() == vector["bytes"], vector["name"]
