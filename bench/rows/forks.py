"""Fork of a running machine that has written 50 MiB of its memory: how long it stands still, and when the fork is of use."""

from time import perf_counter

from bench.measure import Row, Sample, in_turn
from bench.place import Place

# In a RAM disk, so it is memory that changes; random, because pages of zeros are none.
WRITE = "cd /run; dd if=/dev/urandom of=block bs=1M count=1; i=0; rm -f dirty; while [ $i -lt 50 ]; do cat block; i=$((i+1)); done > dirty"


def fork(place: Place, rounds: int) -> list[Row]:
    restore = place.bare_restore()
    source = place.ingle.machines.create(image="busybox", name=place.new_name())
    done = source.exec(["sh", "-c", WRITE])
    if done.exit_code != 0:
        raise RuntimeError(f"the source could not write: {done}")

    def ours() -> float:
        name = place.new_name()
        started = perf_counter()
        place.api.call("POST", f"/machines/{source.id}/fork", name=name)
        made = place.ingle.machines.get(name)
        made.exec(["true"])
        taken = (perf_counter() - started) * 1000
        made.remove(force=True)
        return taken

    before = len(place.captures())
    taken = in_turn(rounds, ours=ours, bare=restore.to_ready)
    paused = tuple(place.captures()[before + 1 :])  # the first round does not count
    source.remove(force=True)
    bare = Sample("bare QEMU (R2)", taken["bare"])
    after = tuple(all_ - stood for all_, stood in zip(taken["ours"], paused, strict=True))
    return [
        Row("fork with 50 MiB written: source paused", Sample("paused", paused), None, "80 ms"),
        Row("fork to first output, less the pause / bare restore", Sample("ingle", after), bare, "2"),
    ]
