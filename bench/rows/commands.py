"""How fast the command line starts, against bare Python."""

import subprocess
import sys

from bench.measure import Row, Sample, in_turn
from bench.place import MACHINE, Place


def _python() -> None:
    subprocess.run([sys.executable, "-c", ""], check=True)


def cli_start(place: Place, rounds: int) -> list[Row]:
    taken = in_turn(rounds * 3, ours=lambda: place.home.ingle("--version") and None, bare=_python)
    return [
        Row(
            "ingle --version / python -c ''",
            Sample("ingle --version", taken["ours"]),
            Sample("python -c ''", taken["bare"]),
            "3",
        )
    ]


def cli_exec(place: Place, rounds: int) -> list[Row]:
    machine = place.ingle.machines.get(MACHINE)
    taken = in_turn(
        rounds * 3,
        ours=lambda: place.home.ingle("exec", MACHINE, "--", "true") and None,
        api=lambda: machine.exec(["true"]) and None,
        bare=_python,
    )
    allowed = tuple(api + 4 * bare for api, bare in zip(taken["api"], taken["bare"], strict=True))
    return [
        Row(
            "ingle exec m -- true / (API + 4 pythons)",
            Sample("ingle exec", taken["ours"]),
            Sample("allowed", allowed),
            "1",
        ),
    ]
