"""When a machine that nobody uses cools down: hot (running), warm (vCPUs stand still), cold (asleep on disk)."""

from dataclasses import asdict, dataclass
from datetime import timedelta
from enum import StrEnum

from ingle.base.errors import InvalidError
from ingle.machines.model import RestHabits, State, Timers
from ingle.machines.settings import Thermal

LONGEST = 366 * 86400.0  # seconds that a timer may have
NEVER = 0.0


class Cooling(StrEnum):
    STAY = "stay"
    WARM = "warm"
    COLD = "cold"


@dataclass(frozen=True)
class Idleness:
    """What a decision is made of. Seconds."""

    state: State
    idle: float  # since it was last used
    leases: int  # uses that go on: an exec, a stream, a forwarded connection
    keep_hot: bool
    warm_after: float  # 0: never
    cold_after: float


@dataclass(frozen=True)
class Step:
    what: Cooling
    again: float | None  # seconds until it is worth looking again; None: when something has happened


def next_step(facts: Idleness) -> Step:
    if facts.keep_hot or facts.state not in (State.RUNNING, State.WARM):
        return Step(Cooling.STAY, None)
    timers = [seconds for seconds in (facts.warm_after, facts.cold_after) if seconds]
    if facts.leases:  # as long as they go on it is as if it had just been used
        return Step(Cooling.STAY, min(timers, default=None))
    if facts.cold_after and facts.idle >= facts.cold_after:
        return Step(Cooling.COLD, None)
    ahead = [facts.cold_after] if facts.cold_after else []
    if facts.warm_after and facts.state is State.RUNNING:
        if facts.idle >= facts.warm_after:
            return Step(Cooling.WARM, None)
        ahead.append(facts.warm_after)
    return Step(Cooling.STAY, min(ahead) - facts.idle if ahead else None)


def timer(own: float | None, persons: float | None, daemons: timedelta) -> float:
    """A machine's own timer, else its owner's, else the daemon's."""
    if own is not None:
        return own
    return daemons.total_seconds() if persons is None else persons


def idleness(
    state: State, timers: Timers, habits: RestHabits, defaults: Thermal, *, idle: float, leases: int
) -> Idleness:
    return Idleness(
        state=state,
        idle=idle,
        leases=leases,
        keep_hot=timers.keep_hot,
        warm_after=timer(timers.warm_after, habits.warm_after, defaults.warm_after),
        cold_after=timer(timers.cold_after, habits.cold_after, defaults.cold_after),
    )


def check_timers(timers: Timers | RestHabits) -> None:
    """Raises InvalidError that names the field."""
    for field, value in asdict(timers).items():
        if isinstance(value, bool):
            continue
        if value is not None and not 0 <= value <= LONGEST:
            raise InvalidError(f"{field} is a time of up to a year in seconds, or 0 for never", field=field)
