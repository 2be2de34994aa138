"""100 MB out of an exec by the API, against the same bytes read straight from the agent's channel of a bare machine."""

from time import perf_counter

from bench.measure import Row, Sample, in_turn
from bench.place import MACHINE, Place

BLOCKS = 1600
SIZE = BLOCKS * 65536
MAKE = ["dd", "if=/dev/zero", "bs=65536", f"count={BLOCKS}"]


def exec_stream(place: Place, rounds: int) -> list[Row]:
    machine = place.ingle.machines.get(MACHINE)

    def ours() -> float:
        """Megabytes a second."""
        started, received = perf_counter(), 0
        with machine.stream(MAKE) as process:
            for output in process:
                received += len(output.data) if output.stream == "stdout" else 0
        if received != SIZE:
            raise RuntimeError(f"{received} bytes arrived of {SIZE}")
        return SIZE / 1e6 / (perf_counter() - started)

    with place.bare.exec_source(MAKE) as stream:
        taken = in_turn(rounds, ours=ours, bare=lambda: SIZE / 1e6 / stream(SIZE))
    return [
        Row(
            "exec stream / the bare channel",
            Sample("ingle", taken["ours"], "MB/s"),
            Sample("agent's channel, read by a bare client", taken["bare"], "MB/s"),
            "0.7, or 100 MB/s",
        )
    ]
