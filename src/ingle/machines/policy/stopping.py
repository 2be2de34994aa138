"""How a machine is asked to stop, step by step and each with its share of the grace; and what a VMM's end means."""

from dataclasses import dataclass
from datetime import timedelta

from ingle.base.errors import InvalidError
from ingle.machines.model import State, StopCause
from ingle.machines.ports import VmmExit


@dataclass(frozen=True)
class StopPlan:
    """Zero means: leave the step out."""

    resume: bool  # a paused guest hears nothing
    workload: timedelta  # the workload gets its stop signal, and so long to end
    power_off: timedelta  # the agent's grace for everything else
    kill_after: timedelta  # from the power-off on; then the VMM is killed


def check_grace(seconds: float, most: timedelta) -> timedelta:
    """Raises InvalidError."""
    if not 0 <= seconds <= most.total_seconds():
        raise InvalidError(
            f"the grace must be between 0 and {most.total_seconds():.0f} seconds", field="grace_seconds"
        )
    return timedelta(seconds=seconds)


def plan_stop(state: State, *, workload_runs: bool, grace: timedelta, margin: timedelta) -> StopPlan:
    """Half of the grace is the workload's, what it does not use goes to the agent. No grace: the VMM is killed at once."""
    nothing = timedelta()
    if grace <= nothing:
        return StopPlan(resume=False, workload=nothing, power_off=nothing, kill_after=nothing)
    return StopPlan(
        resume=state is State.PAUSED,
        workload=grace / 2 if workload_runs else nothing,
        power_off=grace / 2 if workload_runs else grace,
        kill_after=grace + margin,
    )


@dataclass(frozen=True)
class Ending:
    """What a VMM's end, which nobody here had asked for, makes of its machine."""

    state: State
    cause: StopCause | None
    error: str


def judge_end(end: VmmExit) -> Ending:
    """A VMM that ends with 0 was told to by its guest; an adopted one does not tell, and a guest's power-off is by far the likeliest."""
    if end.code == 0:
        return Ending(State.STOPPED, StopCause.GUEST, "")
    if end.reason:
        return Ending(State.FAILED, None, end.reason)
    if end.code is None and end.signal is None:
        return Ending(
            State.STOPPED,
            StopCause.GUEST,
            "the VMM ended; an earlier daemon had started it, so how is not known",
        )
    how = f"was ended by signal {end.signal}" if end.signal is not None else f"ended with code {end.code}"
    return Ending(State.FAILED, None, with_tail(f"the VMM {how}", end.log_tail))


def with_tail(sentence: str, log_tail: str) -> str:
    """A reason, and the VMM's last words where there are any."""
    tail = log_tail.strip()
    return f"{sentence}; its last words: {tail[-2000:]}" if tail else sentence
