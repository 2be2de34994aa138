"""Every verb in every state."""

import pytest

from ingle.machines.errors import MachineStateError
from ingle.machines.model import State
from ingle.machines.policy.transitions import Verb, Verdict, check_reachable, interrupts, judge

# verb: the states in which it acts, and those in which it is already done; in all others it is a conflict.
TABLE: dict[Verb, tuple[set[State], set[State]]] = {
    Verb.START: ({State.STOPPED, State.FAILED, State.STARTING}, {State.RUNNING}),
    Verb.STOP: ({State.STARTING, State.RUNNING, State.PAUSED, State.STOPPING}, {State.STOPPED, State.FAILED}),
    Verb.RESTART: (set(State) - {State.REMOVING}, set()),
    Verb.PAUSE: ({State.RUNNING}, {State.PAUSED}),
    Verb.RESUME: ({State.PAUSED}, {State.RUNNING}),
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


def test_only_a_start_is_broken_off_and_only_by_a_stop_or_a_removal() -> None:
    broken = {(verb, under_way) for verb in Verb for under_way in Verb if interrupts(verb, under_way)}
    assert broken == {
        (verb, under_way)
        for verb in (Verb.STOP, Verb.KILL_AND_REMOVE)
        for under_way in (Verb.START, Verb.RESTART)
    }


@pytest.mark.parametrize("state", State)
def test_only_a_running_machine_is_reachable_and_others_say_what_to_do(state: State) -> None:
    if state is State.RUNNING:
        check_reachable(state)
    else:
        with pytest.raises(MachineStateError, match=f"the machine is {state}: .+"):
            check_reachable(state)
