"""How many VMMs wait of which template: pure, over what was asked for lately and the memory that machines leave."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingle.machines.names import GenerationId, MachineId
from ingle.machines.ports import HostFacts
from ingle.machines.settings import HostShare, Waiting


@dataclass(frozen=True)
class Demand:
    """A template that creates begin as."""

    template: GenerationId
    memory_mib: int  # of a machine that begins as it
    used_at: float  # seconds of the monotonic clock


@dataclass(frozen=True)
class Held:
    """A VMM that waits, or is about to."""

    id: MachineId
    template: GenerationId


@dataclass(frozen=True)
class Plan:
    give_up: Sequence[MachineId] = ()
    make: GenerationId | None = None  # one of this template; one at a time


def room_mib(host: HostFacts, taken_mib: int, share: HostShare, waiting: Waiting) -> int:
    """The memory that waiting VMMs may have together: their own share of what machines may have, and no more than those that are awake leave."""
    whole = max(0, host.memory_mib - share.reserved_memory_mib)
    allowed = int(whole * (share.memory_ratio or 1.0))
    return max(0, min(int(whole * waiting.memory_ratio), allowed - taken_mib))


def plan(
    held: Sequence[Held], demands: Iterable[Demand], *, room_mib: int, waiting: Waiting, now: float
) -> Plan:
    """`held`: oldest first, so that those that are given up are the youngest. Nothing is made before there is room for it."""
    places = _places(demands, room_mib, waiting, now)
    have, give_up = dict.fromkeys(places, 0), []
    for each in held:
        if have.get(each.template, 0) < places.get(each.template, 0):
            have[each.template] += 1
        else:
            give_up.append(each.id)
    if give_up:
        return Plan(give_up)
    lacking = [template for template in places if have[template] < places[template]]
    return Plan(make=min(lacking, key=have.__getitem__, default=None))


def _places(
    demands: Iterable[Demand], room_mib: int, waiting: Waiting, now: float
) -> dict[GenerationId, int]:
    """One for each template, the most recently used first, then a second for each, and so on, while there is room."""
    fresh = [each for each in demands if now - each.used_at < waiting.unused.total_seconds()]
    fresh.sort(key=lambda each: each.used_at, reverse=True)
    places: dict[GenerationId, int] = {}
    for _ in range(waiting.each):
        for demand in fresh:
            if sum(places.values()) < waiting.together and demand.memory_mib <= room_mib:
                places[demand.template] = places.get(demand.template, 0) + 1
                room_mib -= demand.memory_mib
    return places
