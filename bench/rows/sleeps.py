"""Putting a machine to sleep on disk; nothing but files may be left of it."""

from pathlib import Path
from time import perf_counter

from bench.measure import Row, Sample, in_turn
from bench.place import Place
from support.house import processes_of


def sleep(place: Place, rounds: int) -> list[Row]:
    restore = place.bare_restore()
    machine = place.ingle.machines.create(image="busybox", name=place.new_name())

    def ours() -> float:
        machine.exec(["true"])
        started = perf_counter()
        place.api.call("POST", f"/machines/{machine.id}/sleep")
        taken = (perf_counter() - started) * 1000
        _check_nothing_is_left(place, machine.id)
        return taken

    taken = in_turn(rounds, ours=ours, bare=restore.to_ready)
    machine.remove(force=True)
    return [
        Row(
            "sleep to cold, no process and no descriptor left / bare restore",
            Sample("ingle", taken["ours"]),
            Sample("bare QEMU (R2)", taken["bare"]),
            "2",
        )
    ]


def _check_nothing_is_left(place: Place, machine: str) -> None:
    if left := processes_of(place.data / "machines" / machine):
        raise RuntimeError(f"processes of a sleeping machine: {left}")
    daemon = place.home.daemon
    if daemon is None:
        raise RuntimeError("no daemon")
    for descriptor in Path(f"/proc/{daemon.pid}/fd").iterdir():
        try:
            target = str(descriptor.readlink())
        except FileNotFoundError:  # closed meanwhile
            continue
        if machine in target:
            raise RuntimeError(f"a descriptor of a sleeping machine: {target}")
