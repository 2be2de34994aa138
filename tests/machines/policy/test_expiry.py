"""When a machine ends by itself."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from ingle.machines.model import Launch, Machine, MachineRequest, State, Status, Timers
from ingle.machines.names import MachineId
from ingle.machines.policy.expiry import Expiry, expired

BORN = datetime(2026, 3, 1, tzinfo=UTC)
STARTED = BORN + timedelta(hours=1)


def machine(state: State, timers: Timers) -> Machine:
    started = None if state is State.STOPPED else STARTED
    status = Status(state=state, started_at=started)
    return Machine(
        MachineId("mch_1"),
        "usr_ann",
        "m",
        BORN,
        "img",
        MachineRequest("img"),
        Launch(),
        timers=timers,
        status=status,
    )


# state, stop_after, remove_after, seconds since the start: what happens
TABLE = [
    (State.RUNNING, None, None, 10**6, Expiry.NOT_YET),
    (State.RUNNING, 60, None, 59, Expiry.NOT_YET),
    (State.RUNNING, 60, None, 60, Expiry.STOP),
    (State.COLD, 60, None, 60, Expiry.STOP),
    (State.PAUSED, 60, None, 60, Expiry.STOP),
    (State.STOPPED, 60, None, 10**6, Expiry.NOT_YET),
    (State.FAILED, 60, None, 10**6, Expiry.NOT_YET),
    (State.STOPPED, None, 3600, 0, Expiry.REMOVE),  # an hour after its creation
    (State.RUNNING, 60, 7200, 60, Expiry.STOP),
    (State.RUNNING, 60, 3660, 60, Expiry.REMOVE),
    (State.RUNNING, 0, 0, 10**6, Expiry.NOT_YET),  # zero is never
]


@pytest.mark.parametrize(("state", "stop", "remove", "since", "what"), TABLE)
def test_expired(state: State, stop: float | None, remove: float | None, since: float, what: Expiry) -> None:
    one = machine(state, Timers(stop_after=stop, remove_after=remove))
    assert expired(one, STARTED + timedelta(seconds=since)) is what


def test_a_machine_that_never_started_is_not_stopped() -> None:
    one = replace(machine(State.STARTING, Timers(stop_after=1)), status=Status(state=State.STARTING))
    assert expired(one, STARTED) is Expiry.NOT_YET
