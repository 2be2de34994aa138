"""Which orders a machine's state allows."""

from enum import StrEnum

from ingle.machines.errors import MachineAsleepError, MachineStateError
from ingle.machines.model import Generation, Intent, State, Status
from ingle.machines.names import LayerId


class Verb(StrEnum):
    """The orders that a keeper carries out."""

    START = "start"
    STOP = "stop"
    RESTART = "restart"
    PAUSE = "pause"
    RESUME = "resume"
    COOL = "cool"  # to warm
    SLEEP = "sleep"  # to cold
    WAKE = "wake"
    CAPTURE = "capture"  # for a snapshot or a fork
    REVERT = "revert"  # to a snapshot
    REMOVE = "remove"
    KILL_AND_REMOVE = "remove by force"


class Verdict(StrEnum):
    ACT = "act"
    ALREADY = "already"  # it is so; the order succeeds and changes nothing


_A, _B = Verdict.ACT, Verdict.ALREADY
_STOP_FIRST = "stop it first, or remove it by force"
_RESUME_FIRST = "resume it first"
_WAKE_FIRST = "wake it first"
_NOT_RUNNING = "start it first"
_LATER = "wait until it has stopped"
_SOON = "wait until it runs"
_GONE = "it is being removed"

# An order is looked up when its turn comes, so what another order was doing (starting, stopping) is over by then; those states are met
# only when the daemon was killed in the middle, and the order finishes the work. A sentence says what to do first.
_TABLE: dict[Verb, dict[State, Verdict | str]] = {
    Verb.START: {
        State.STOPPED: _A, State.FAILED: _A, State.STARTING: _A, State.RUNNING: _B, State.WARM: _A, State.COLD: _A,
        State.SLEEPING: _A, State.WAKING: _A, State.PAUSED: _RESUME_FIRST, State.STOPPING: _LATER, State.REMOVING: _GONE,
    },
    Verb.STOP: {**dict.fromkeys(State, _A), State.STOPPED: _B, State.FAILED: _B, State.REMOVING: _GONE},
    Verb.RESTART: {**dict.fromkeys(State, _A), State.REMOVING: _GONE},
    Verb.PAUSE: {
        State.STOPPED: _NOT_RUNNING, State.FAILED: _NOT_RUNNING, State.STARTING: _NOT_RUNNING, State.RUNNING: _A, State.WARM: _A,
        State.COLD: _WAKE_FIRST, State.SLEEPING: _WAKE_FIRST, State.WAKING: _SOON, State.PAUSED: _B, State.STOPPING: _LATER,
        State.REMOVING: _GONE,
    },
    Verb.RESUME: {
        State.STOPPED: _NOT_RUNNING, State.FAILED: _NOT_RUNNING, State.STARTING: _NOT_RUNNING, State.RUNNING: _B, State.WARM: _A,
        State.COLD: _A, State.SLEEPING: _A, State.WAKING: _A, State.PAUSED: _A, State.STOPPING: _LATER, State.REMOVING: _GONE,
    },
    Verb.COOL: {
        State.STOPPED: _NOT_RUNNING, State.FAILED: _NOT_RUNNING, State.STARTING: _SOON, State.RUNNING: _A, State.WARM: _B, State.COLD: _B,
        State.SLEEPING: _B, State.WAKING: _SOON, State.PAUSED: _RESUME_FIRST, State.STOPPING: _LATER, State.REMOVING: _GONE,
    },
    Verb.SLEEP: {
        State.STOPPED: _NOT_RUNNING, State.FAILED: _NOT_RUNNING, State.STARTING: _SOON, State.RUNNING: _A, State.WARM: _A, State.COLD: _B,
        State.SLEEPING: _A, State.WAKING: _SOON, State.PAUSED: _RESUME_FIRST, State.STOPPING: _LATER, State.REMOVING: _GONE,
    },
    Verb.WAKE: {
        State.STOPPED: _NOT_RUNNING, State.FAILED: _NOT_RUNNING, State.STARTING: _SOON, State.RUNNING: _B, State.WARM: _A, State.COLD: _A,
        State.SLEEPING: _A, State.WAKING: _A, State.PAUSED: _RESUME_FIRST, State.STOPPING: _LATER, State.REMOVING: _GONE,
    },
    Verb.CAPTURE: {
        State.STOPPED: _A, State.FAILED: _A, State.STARTING: _SOON, State.RUNNING: _A, State.WARM: _A, State.COLD: _A,
        State.SLEEPING: _SOON, State.WAKING: _SOON, State.PAUSED: _RESUME_FIRST, State.STOPPING: _LATER, State.REMOVING: _GONE,
    },
    Verb.REVERT: {**dict.fromkeys(State, _A), State.REMOVING: _GONE},
    Verb.REMOVE: {**dict.fromkeys(State, _STOP_FIRST), State.STOPPED: _A, State.FAILED: _A, State.REMOVING: _A},
    Verb.KILL_AND_REMOVE: dict.fromkeys(State, _A),
}  # fmt: skip


def judge(verb: Verb, state: State) -> Verdict:
    """Whether the order is to be carried out. Raises MachineStateError that says what to do first."""
    verdict = _TABLE[verb][state]
    if isinstance(verdict, Verdict):
        return verdict
    raise MachineStateError(f"the machine is {state}: {verdict}", state=state)


def breaks_off_a_start(verb: Verb) -> bool:
    """Whether the order does not wait for the end of a start that is under way: that may take minutes, and what it makes is thrown away anyway."""
    return verb in (Verb.STOP, Verb.KILL_AND_REMOVE)


def is_wakeable(state: State) -> bool:
    return state in (State.RUNNING, State.WARM, State.COLD, State.SLEEPING, State.WAKING)


def check_wakeable(state: State) -> None:
    """Whether using the machine may make it run. Raises MachineStateError that says what to do first."""
    if is_wakeable(state):
        return
    remedy = {
        State.PAUSED: "resume it first (`ingle resume`)",
        State.STARTING: "wait until it runs",
        State.STOPPING: "start it again when it has stopped",
        State.REMOVING: "it is being removed",
    }.get(state, "start it first (`ingle start`)")
    raise MachineStateError(f"the machine is {state}: {remedy}", state=state)


def check_awake(state: State) -> None:
    """Whether the guest can be looked at as it is. Raises MachineAsleepError, MachineStateError."""
    check_wakeable(state)
    if state is not State.RUNNING:
        raise MachineAsleepError(state)


def begun_as(moment: Generation, layer: LayerId, *, boot: int) -> Status:
    """The status of a machine that is to go on as the moment, over a layer of its own: asleep in it, or stopped when there is only a disk."""
    if not moment.has_memory:
        return Status(boot=boot, layer=layer)
    return Status(
        intent=Intent.RUNNING,
        state=State.COLD,
        boot=boot,
        workload=moment.workload,
        kernel=moment.kernel,
        layer=layer,
        asleep_in=moment.id,
    )
