"""From asking for a machine to its first command's output: with a template, twenty at once, and the first of an image."""

from concurrent.futures import ThreadPoolExecutor
from time import perf_counter

from bench.measure import Row, Sample, in_turn
from bench.place import Place
from ingle.sdk.sync.machines import Machine
from support.waiting import wait_until

AT_ONCE = 20
WAITING = 2  # of a template, as the settings say by default


def _usable(place: Place) -> Machine:
    machine = place.ingle.machines.create(image="busybox", name=place.new_name())
    machine.exec(["true"])
    return machine


def _one(place: Place) -> float:
    """Milliseconds; the removal does not count."""
    started = perf_counter()
    machine = _usable(place)
    taken = (perf_counter() - started) * 1000
    machine.remove(force=True)
    return taken


def create(place: Place, rounds: int) -> list[Row]:
    """With VMMs that wait, as they do for who creates now and then; `create-many` is for those who do not wait until they are there."""
    restore = place.bare_restore()

    def waited() -> float:
        _until_some_wait(place)
        return _one(place)

    taken = in_turn(
        rounds,
        ours=waited,
        restore=restore.to_ready,
        boot=place.bare.boot_to_ready,
    )
    ours = Sample("ingle", taken["ours"])
    return [
        Row(
            "create to first output / bare restore",
            ours,
            Sample("bare QEMU (R2)", taken["restore"]),
            "2; p99 of ours 4 medians",
        ),
        Row("create to first output / bare boot", ours, Sample("bare QEMU (R1)", taken["boot"]), "0.1"),
    ]


def _until_some_wait(place: Place) -> None:
    """As many as ever do, so nothing is made any more: it would be measured with it."""

    def full() -> bool:
        return any(use["what"] == "waiting" and use["count"] == WAITING for use in _storage(place))

    wait_until(full, timeout=60, explain=lambda: f"{WAITING} VMMs do not come to wait: {_storage(place)}")


def create_many(place: Place, rounds: int) -> list[Row]:
    restore = place.bare_restore()

    def ours() -> float:
        with ThreadPoolExecutor(AT_ONCE) as pool:
            started = perf_counter()
            machines = list(pool.map(lambda _: _usable(place), range(AT_ONCE)))
            taken = (perf_counter() - started) * 1000
            list(pool.map(lambda machine: machine.remove(force=True), machines))
        return taken

    taken = in_turn(min(rounds, 3), ours=ours, bare=restore.to_ready)
    return [
        Row(
            f"{AT_ONCE} creates at once, the last usable / one bare restore",
            Sample("ingle", taken["ours"]),
            Sample("bare QEMU (R2)", taken["bare"]),
            "20",
        )
    ]


def create_first(place: Place, rounds: int) -> list[Row]:
    def ours() -> float:
        place.api.call("POST", "/storage/prune", templates=True)
        taken = _one(place)
        if not any(use["what"] == "templates" and use["count"] for use in _storage(place)):
            raise RuntimeError("no template was made")
        return taken

    taken = in_turn(min(rounds, 5), ours=ours, bare=place.bare.boot_to_ready)
    return [
        Row(
            "first create of an image to first output / bare boot",
            Sample("ingle", taken["ours"]),
            Sample("bare QEMU (R1)", taken["bare"]),
            "1.3",
        )
    ]


def _storage(place: Place) -> list[dict[str, object]]:
    return list(place.api.call("GET", "/storage")["items"])
