"""Who uses which machine this moment, and when each was last used. A machine with a lease is never cooled down; looking at one takes no lease."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from ingle.base.clock import Clock
from ingle.machines.names import MachineId


class Leases:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._held: Counter[MachineId] = Counter()
        self._touched: dict[MachineId, float] = {}

    @contextmanager
    def hold(self, machine: MachineId) -> Iterator[None]:
        """A use that goes on until the context is left."""
        self._held[machine] += 1
        try:
            yield
        finally:
            self._held[machine] -= 1
            if not self._held[machine]:
                del self._held[machine]
            self.touch(machine)

    def touch(self, machine: MachineId) -> None:
        """It is used now."""
        self._touched[machine] = self._clock.monotonic()

    def held(self, machine: MachineId) -> int:
        return self._held[machine]

    def idle(self, machine: MachineId) -> float:
        """Seconds since it was last used; nobody has used one that was never touched, so that counts from the first question on."""
        now = self._clock.monotonic()
        return now - self._touched.setdefault(machine, now)

    def forget(self, machine: MachineId) -> None:
        """It is gone, or has no VMM."""
        self._touched.pop(machine, None)
