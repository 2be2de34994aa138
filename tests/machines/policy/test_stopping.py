"""The steps of a stop, and what a VMM's end means."""

from datetime import timedelta

import pytest

from ingle.base.errors import InvalidError
from ingle.machines.model import State, StopCause
from ingle.machines.policy.stopping import check_grace, judge_end, plan_stop
from ingle.machines.ports import VmmExit

TEN, MARGIN, NOTHING = timedelta(seconds=10), timedelta(seconds=3), timedelta()


def test_the_workload_gets_half() -> None:
    plan = plan_stop(State.RUNNING, workload_runs=True, grace=TEN, margin=MARGIN)
    assert (plan.workload, plan.power_off, plan.kill_after) == (TEN / 2, TEN / 2, TEN + MARGIN)
    assert not plan.resume


def test_without_a_workload_the_agent_gets_all() -> None:
    plan = plan_stop(State.RUNNING, workload_runs=False, grace=TEN, margin=MARGIN)
    assert (plan.workload, plan.power_off) == (NOTHING, TEN)


def test_a_paused_machine_is_woken() -> None:
    assert plan_stop(State.PAUSED, workload_runs=True, grace=TEN, margin=MARGIN).resume


def test_no_grace_kills() -> None:
    plan = plan_stop(State.PAUSED, workload_runs=True, grace=NOTHING, margin=MARGIN)
    assert (plan.resume, plan.workload, plan.power_off, plan.kill_after) == (False, NOTHING, NOTHING, NOTHING)


@pytest.mark.parametrize("seconds", [-1.0, 10.1, float("nan"), float("inf")])
def test_a_grace_that_is_none(seconds: float) -> None:
    with pytest.raises(InvalidError):
        check_grace(seconds, TEN)


@pytest.mark.parametrize(
    ("end", "state", "cause", "words"),
    [
        (VmmExit(0, None, ""), State.STOPPED, StopCause.GUEST, ""),
        (VmmExit(None, None, ""), State.STOPPED, StopCause.GUEST, "not known"),
        (VmmExit(1, None, "qemu: no\n"), State.FAILED, None, "code 1; its last words: qemu: no"),
        (VmmExit(None, 9, ""), State.FAILED, None, "signal 9"),
        (
            VmmExit(None, 9, "last words", "out of memory on the host"),
            State.FAILED,
            None,
            "out of memory on the host",
        ),
        (VmmExit(None, None, "", "out of memory on the host"), State.FAILED, None, "out of memory"),
        (VmmExit(0, None, "", "out of memory on the host"), State.STOPPED, StopCause.GUEST, ""),
    ],
)
def test_judge_end(end: VmmExit, state: State, cause: StopCause | None, words: str) -> None:
    ending = judge_end(end)
    assert (ending.state, ending.cause) == (state, cause)
    assert words in ending.error
