"""When a machine cools down, as a table."""

import pytest

from ingle.base.errors import InvalidError
from ingle.machines.model import RestHabits, State, Timers
from ingle.machines.policy.thermal import (
    Cooling,
    Idleness,
    Step,
    check_timers,
    idleness,
    next_step,
)
from ingle.machines.settings import Thermal

STAY, WARM, COLD = Cooling.STAY, Cooling.WARM, Cooling.COLD
HOT = State.RUNNING

# state, idle, leases, keep_hot, warm_after, cold_after: what happens, and when to look again
TABLE = [
    ((HOT, 0, 0, False, 60, 600), Step(STAY, 60)),
    ((HOT, 59, 0, False, 60, 600), Step(STAY, 1)),
    ((HOT, 60, 0, False, 60, 600), Step(WARM, None)),
    ((State.WARM, 60, 0, False, 60, 600), Step(STAY, 540)),
    ((State.WARM, 600, 0, False, 60, 600), Step(COLD, None)),
    ((HOT, 600, 0, False, 60, 600), Step(COLD, None)),  # both are due, as after a busy guest
    ((HOT, 600, 1, False, 60, 600), Step(STAY, 60)),  # in use: as if it had been used just now
    ((HOT, 600, 0, True, 60, 600), Step(STAY, None)),
    ((HOT, 100, 0, False, 0, 600), Step(STAY, 500)),  # never warm
    ((HOT, 1000, 0, False, 60, 0), Step(WARM, None)),  # never cold
    ((State.WARM, 1000, 0, False, 60, 0), Step(STAY, None)),
    ((HOT, 1000, 0, False, 0, 0), Step(STAY, None)),
    ((HOT, 1000, 2, False, 0, 0), Step(STAY, None)),
    ((HOT, 10, 0, False, 60, 5), Step(COLD, None)),  # cold is due before warm would be
    ((State.PAUSED, 1000, 0, False, 60, 600), Step(STAY, None)),
    ((State.STARTING, 1000, 0, False, 60, 600), Step(STAY, None)),
    ((State.COLD, 1000, 0, False, 60, 600), Step(STAY, None)),
]


@pytest.mark.parametrize(("facts", "step"), TABLE)
def test_next_step(facts: tuple[State, float, int, bool, float, float], step: Step) -> None:
    assert next_step(Idleness(*facts)) == step


def test_a_machines_own_timers_win_over_its_owners_and_those_over_the_daemons() -> None:
    def facts(timers: Timers, habits: RestHabits) -> tuple[float, float]:
        found = idleness(HOT, timers, habits, Thermal(), idle=3, leases=0)
        return found.warm_after, found.cold_after

    assert facts(Timers(), RestHabits()) == (300, 1800)
    assert facts(Timers(), RestHabits(warm_after=7, cold_after=0)) == (7, 0)
    assert facts(Timers(warm_after=5, cold_after=0), RestHabits(warm_after=7, cold_after=70)) == (5, 0)


@pytest.mark.parametrize("field", ["warm_after", "cold_after", "stop_after", "remove_after"])
@pytest.mark.parametrize("wrong", [-1.0, 1e12, float("nan")])
def test_timers_have_bounds(field: str, wrong: float) -> None:
    with pytest.raises(InvalidError) as caught:
        check_timers(Timers(**{field: wrong}))
    assert caught.value.fields["field"] == field
