"""The first output of a machine that slept on disk, whatever its size, and of one whose processors stood still."""

from time import perf_counter

from bench.measure import Row, Sample, in_turn
from bench.place import MACHINE, Place

SIZES_MIB = (256, 1024, 4096)


def cold_wake(place: Place, rounds: int) -> list[Row]:
    samples = {memory_mib: _of_size(place, rounds, memory_mib) for memory_mib in SIZES_MIB}
    rows = [
        Row(f"cold wake of {memory_mib} MiB to first output / bare restore", ours, bare, "2")
        for memory_mib, (ours, bare) in samples.items()
    ]
    (smallest, _), (largest, _) = samples[SIZES_MIB[0]], samples[SIZES_MIB[-1]]
    return [*rows, Row(f"cold wake of {SIZES_MIB[-1]} MiB / of {SIZES_MIB[0]} MiB", largest, smallest, "1.5")]


def _of_size(place: Place, rounds: int, memory_mib: int) -> tuple[Sample, Sample]:
    restore = place.bare_restore(memory_mib)
    machine = place.ingle.machines.create(image="busybox", name=place.new_name(), memory_mib=memory_mib)

    def ours() -> float:
        place.api.call("POST", f"/machines/{machine.id}/sleep")
        started = perf_counter()
        machine.exec(["true"])
        return (perf_counter() - started) * 1000

    taken = in_turn(rounds, ours=ours, bare=restore.to_ready)
    machine.remove(force=True)
    return Sample("ingle", taken["ours"]), Sample("bare QEMU (R2)", taken["bare"])


def warm_wake(place: Place, rounds: int) -> list[Row]:
    machine = place.ingle.machines.get(MACHINE)

    def warm() -> float:
        place.api.call("POST", f"/machines/{machine.id}/cool")
        started = perf_counter()
        machine.exec(["true"])
        return (perf_counter() - started) * 1000

    taken = in_turn(rounds * 3, warm=warm, awake=lambda: machine.exec(["true"]) and None)
    return [
        Row(
            "exec on a warm machine / on an awake one",
            Sample("warm", taken["warm"]),
            Sample("awake", taken["awake"]),
            "5 ms over",
        )
    ]
