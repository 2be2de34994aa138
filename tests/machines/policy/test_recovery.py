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
    (Intent.PAUSED, State.RUNNING): (R.PAUSE, R.ADOPT, R.LOST),
    (Intent.PAUSED, State.PAUSED): (R.PAUSE, R.ADOPT, R.LOST),
    (Intent.RESTARTED, State.STOPPING): (R.RESTART, R.RESTART, R.START),
    (Intent.RESTARTED, State.STOPPED): (R.RESTART, R.RESTART, R.START),
    (Intent.REMOVED, State.REMOVING): (R.REMOVE, R.REMOVE, R.REMOVE),
}


@pytest.mark.parametrize(("intent", "state"), TABLE)
def test_recover(intent: Intent, state: State) -> None:
    found = (
        recover(intent, state, alive=True, paused=False),
        recover(intent, state, alive=True, paused=True),
        recover(intent, state, alive=False, paused=False),
    )
    assert found == TABLE[intent, state]


@pytest.mark.parametrize("intent", Intent)
@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("alive", [True, False])
def test_everything_has_an_answer_and_what_is_to_run_is_never_discarded(
    intent: Intent, state: State, *, alive: bool
) -> None:
    action = recover(intent, state, alive=alive, paused=False)
    if intent in (Intent.RUNNING, Intent.PAUSED):
        assert action not in (R.DISCARD, R.STOP, R.REMOVE, R.NOTHING)
