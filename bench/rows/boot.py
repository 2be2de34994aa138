"""Create to the first command's output, against bare QEMU booting the same kernel and root to the agent's answer (R1)."""

from itertools import count

from bench.measure import Row, Sample, in_turn
from bench.place import Place


def boot(place: Place, rounds: int) -> list[Row]:
    number = count()

    def ours() -> None:
        machine = place.ingle.machines.create(image="busybox", name=f"boot-{next(number)}")
        machine.exec(["true"])
        machine.remove(force=True)

    taken = in_turn(rounds, ours=ours, bare=place.bare.boot_to_ready)
    return [
        Row(
            "create, first command, remove / bare boot",
            Sample("ingle", taken["ours"]),
            Sample("bare QEMU (R1)", taken["bare"]),
            "1.3 for a first create",
        )
    ]
