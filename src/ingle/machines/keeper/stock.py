"""The VMMs that wait for a create to take them, and what is asked for. State only; `stocking` makes and gives up, `waiting` says what one is.

A waiting VMM is nobody's: it has a machine's id and directory, and no row, so nobody sees it, and a daemon that finds one left by another removes it as
it removes everything without a row.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import anyio

from ingle.base.clock import Clock
from ingle.machines.keeper.orders import Bell
from ingle.machines.model import Beginning, Generation
from ingle.machines.names import MachineId

if TYPE_CHECKING:
    from ingle.machines.keeper.keeper import Keeper


@dataclass(frozen=True)
class Want:
    """That a create of this image in this size was asked for, and when."""

    key: str  # of the template
    owner: str  # whose image it is
    at: float  # seconds of the monotonic clock


@dataclass(eq=False)
class WaitingVmm:
    id: MachineId
    key: str
    owner: str  # whose image it stands on
    template: Generation
    pins: ExitStack = field(default_factory=ExitStack)  # hold what it stands on while no row does
    making: anyio.CancelScope = field(default_factory=anyio.CancelScope)
    keeper: "Keeper | None" = None
    beginning: Beginning | None = None  # once a machine can be made of it

    @property
    def is_ready(self) -> bool:
        life = self.keeper.life if self.keeper is not None else None
        return self.beginning is not None and life is not None and life.end is None and life.link is not None

    @property
    def is_over(self) -> bool:
        """It has ended by itself, or could not be made."""
        return self.keeper is not None and self.keeper.over


class Stock:
    """The bell rings when there may be something to make or to give up."""

    def __init__(self, clock: Clock) -> None:
        self.bell = Bell()
        self._clock = clock
        self._wants: dict[str, Want] = {}
        self._vmms: dict[MachineId, WaitingVmm] = {}  # oldest first
        self._creates = 0
        self._last_create = float("-inf")

    def __contains__(self, machine: MachineId) -> bool:
        return machine in self._vmms

    @property
    def vmms(self) -> Sequence[WaitingVmm]:
        return list(self._vmms.values())

    @property
    def ready(self) -> int:
        """How many a create could take."""
        return sum(vmm.is_ready for vmm in self._vmms.values())

    @property
    def wants(self) -> Sequence[Want]:
        return list(self._wants.values())

    def want(self, key: str, owner: str) -> None:
        self._wants[key] = Want(key, owner, self._clock.monotonic())

    def forget(self, key: str) -> None:
        """Until somebody asks for it again."""
        self._wants.pop(key, None)

    def add(self, vmm: WaitingVmm) -> None:
        self._vmms[vmm.id] = vmm

    def remove(self, vmm: WaitingVmm) -> None:
        self._vmms.pop(vmm.id, None)

    def claim(self, key: str) -> WaitingVmm | None:
        """One that nobody else gets from now on."""
        for vmm in self.vmms:
            if vmm.key == key and vmm.is_ready:
                self.remove(vmm)
                return vmm
        return None

    @contextmanager
    def creating(self) -> Iterator[None]:
        """Somebody waits for a machine; the stock is filled up when nobody has for a while."""
        self._creates += 1
        try:
            yield
        finally:
            self._creates -= 1
            self._last_create = self._clock.monotonic()
            self.bell.ring()

    def quiet_in(self, seconds: float) -> float:
        """How long until no create has been under way for so long; infinite while one is."""
        if self._creates:
            return float("inf")
        return max(0.0, self._last_create + seconds - self._clock.monotonic())
