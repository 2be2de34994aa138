"""`exec true` on a running machine, against the guest's own fork and exec of it; one at a time and twenty at once."""

from concurrent.futures import ThreadPoolExecutor
from time import perf_counter

from bench.measure import Row, Sample, in_turn
from bench.place import MACHINE, Place

INSIDE = "i=0; while [ $i -lt 50 ]; do /bin/true; i=$((i+1)); done"


def execs(place: Place, rounds: int) -> list[Row]:
    machine = place.ingle.machines.get(MACHINE)

    def one() -> None:
        machine.exec(["true"])

    def inside() -> float:
        """Milliseconds that the guest takes for one of fifty, told by the host's clock."""
        started = perf_counter()
        machine.exec(["sh", "-c", INSIDE])
        return (perf_counter() - started) * 1000 / 50

    def twenty() -> None:
        with ThreadPoolExecutor(20) as pool:
            list(pool.map(lambda _: machine.exec(["true"]), range(20)))

    taken = in_turn(rounds, one=one, inside=inside, twenty=twenty)
    first = Sample("one exec by the API", taken["one"])
    return [
        Row(
            "exec / the guest's own fork and exec",
            first,
            Sample("in the guest", taken["inside"]),
            "10 ms over",
        ),
        Row("20 execs at once / one", Sample("twenty", taken["twenty"]), first, "5"),
    ]
