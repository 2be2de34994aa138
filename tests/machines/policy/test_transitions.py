"""Every verb in every state."""

import pytest

from ingle.machines.errors import MachineAsleepError, MachineStateError
from ingle.machines.model import State
from ingle.machines.policy.transitions import (
    Verb,
    Verdict,
    breaks_off_a_start,
    check_awake,
    check_wakeable,
    judge,
)

RESTS = (State.WARM, State.COLD, State.SLEEPING, State.WAKING)

# verb: the states in which it acts, and those in which it is already done; in all others it is a conflict.
TABLE: dict[Verb, tuple[set[State], set[State]]] = {
    Verb.START: ({State.STOPPED, State.FAILED, State.STARTING, *RESTS}, {State.RUNNING}),
    Verb.STOP: (
        {State.STARTING, State.RUNNING, State.PAUSED, State.STOPPING, *RESTS},
        {State.STOPPED, State.FAILED},
    ),
    Verb.RESTART: (set(State) - {State.REMOVING}, set()),
    Verb.PAUSE: ({State.RUNNING, State.WARM}, {State.PAUSED}),
    Verb.RESUME: ({State.PAUSED, *RESTS}, {State.RUNNING}),
    Verb.COOL: ({State.RUNNING}, {State.WARM, State.COLD, State.SLEEPING}),
    Verb.SLEEP: ({State.RUNNING, State.WARM, State.SLEEPING}, {State.COLD}),
    Verb.WAKE: (set(RESTS), {State.RUNNING}),
    Verb.CAPTURE: ({State.STOPPED, State.FAILED, State.RUNNING, State.WARM, State.COLD}, set()),
    Verb.REVERT: (set(State) - {State.REMOVING}, set()),
    Verb.REMOVE: ({State.STOPPED, State.FAILED, State.REMOVING}, set()),
    Verb.KILL_AND_REMOVE: (set(State), set()),
}


@pytest.mark.parametrize("verb", Verb)
@pytest.mark.parametrize("state", State)
def test_judge(verb: Verb, state: State) -> None:
    acts, already = TABLE[verb]
    if state in acts:
        assert judge(verb, state) is Verdict.ACT
    elif state in already:
        assert judge(verb, state) is Verdict.ALREADY
    else:
        with pytest.raises(MachineStateError) as caught:
            judge(verb, state)
        assert caught.value.fields["state"] == state


def test_only_a_stop_or_a_forced_removal_breaks_a_start_off() -> None:
    assert {verb for verb in Verb if breaks_off_a_start(verb)} == {Verb.STOP, Verb.KILL_AND_REMOVE}


@pytest.mark.parametrize("state", State)
def test_a_machine_that_runs_or_rests_can_be_used_and_others_say_what_to_do(state: State) -> None:
    if state in (State.RUNNING, *RESTS):
        check_wakeable(state)
    else:
        with pytest.raises(MachineStateError, match=f"the machine is {state}: .+"):
            check_wakeable(state)


@pytest.mark.parametrize("state", RESTS)
def test_looking_at_a_machine_that_rests_says_that_it_does_not_wake_it(state: State) -> None:
    with pytest.raises(MachineAsleepError, match="does not wake"):
        check_awake(state)


def test_a_running_machine_can_be_looked_at() -> None:
    check_awake(State.RUNNING)
