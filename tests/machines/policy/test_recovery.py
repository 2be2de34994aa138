"""What a daemon does with every machine that it may find."""

import pytest

from ingle.machines.model import Intent, State
from ingle.machines.policy.recovery import Recovery, recover

R = Recovery
# intent, state: with a VMM that runs, with one that is paused, without
TABLE = {
    (Intent.STOPPED, State.STOPPED): (R.DISCARD, R.DISCARD, R.NOTHING),
    (Intent.STOPPED, State.FAILED): (R.DISCARD, R.DISCARD, R.NOTHING),
    (Intent.STOPPED, State.STOPPING): (R.STOP, R.STOP, R.SETTLE),
    (Intent.RUNNING, State.STARTING): (R.START, R.START, R.START),
    (Intent.RUNNING, State.RUNNING): (R.ADOPT, R.RESUME, R.LOST),
    (Intent.RUNNING, State.PAUSED): (R.ADOPT, R.RESUME, R.LOST),
    (Intent.RUNNING, State.WARM): (R.ADOPT, R.ADOPT_WARM, R.LOST),
    (Intent.RUNNING, State.SLEEPING): (R.ADOPT, R.RESUME, R.LOST),
    (Intent.RUNNING, State.WAKING): (R.FINISH_WAKE, R.FINISH_WAKE, R.LOST),
    (Intent.PAUSED, State.RUNNING): (R.PAUSE, R.ADOPT, R.LOST),
    (Intent.PAUSED, State.PAUSED): (R.PAUSE, R.ADOPT, R.LOST),
    (Intent.RESTARTED, State.STOPPING): (R.RESTART, R.RESTART, R.START),
    (Intent.RESTARTED, State.STOPPED): (R.RESTART, R.RESTART, R.START),
    (Intent.REMOVED, State.REMOVING): (R.REMOVE, R.REMOVE, R.REMOVE),
}


@pytest.mark.parametrize(("intent", "state"), TABLE)
def test_recover(intent: Intent, state: State) -> None:
    found = (
        recover(intent, state, alive=True, paused=False, asleep=False),
        recover(intent, state, alive=True, paused=True, asleep=False),
        recover(intent, state, alive=False, paused=False, asleep=False),
    )
    assert found == TABLE[intent, state]


@pytest.mark.parametrize(("intent", "state"), TABLE)
def test_what_is_always_to_run_is_started_again_where_it_would_be_lost(intent: Intent, state: State) -> None:
    action = recover(intent, state, alive=False, paused=False, asleep=False, always=True)
    otherwise = TABLE[intent, state][2]
    assert action is (R.START_AGAIN if (intent, otherwise) == (Intent.RUNNING, R.LOST) else otherwise)
    assert (
        recover(intent, state, alive=True, paused=False, asleep=False, always=True) is TABLE[intent, state][0]
    )


@pytest.mark.parametrize("state", [State.COLD, State.WAKING])
@pytest.mark.parametrize("alive", [True, False])
def test_what_it_sleeps_in_wins_over_a_vmm_that_is_older_or_unused(state: State, *, alive: bool) -> None:
    action = recover(Intent.RUNNING, state, alive=alive, paused=True, asleep=True)
    assert action is (R.NOTHING if state is State.COLD and not alive else R.STAY_COLD)


@pytest.mark.parametrize("intent", Intent)
@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("alive", [True, False])
def test_everything_has_an_answer_and_what_is_to_run_is_never_discarded(
    intent: Intent, state: State, *, alive: bool
) -> None:
    action = recover(intent, state, alive=alive, paused=False, asleep=False)
    if intent in (Intent.RUNNING, Intent.PAUSED):
        assert action not in (R.DISCARD, R.STOP, R.REMOVE, R.NOTHING)
