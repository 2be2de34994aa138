"""Which orders a machine's state allows."""

from enum import StrEnum

from ingle.machines.errors import MachineStateError
from ingle.machines.model import State


class Verb(StrEnum):
    """The orders that a keeper carries out."""

    START = "start"
    STOP = "stop"
    RESTART = "restart"
    PAUSE = "pause"
    RESUME = "resume"
    REMOVE = "remove"
    KILL_AND_REMOVE = "remove by force"


class Verdict(StrEnum):
    ACT = "act"
    ALREADY = "already"  # it is so; the order succeeds and changes nothing


_A, _B = Verdict.ACT, Verdict.ALREADY
_STOP_FIRST = "stop it first, or remove it by force"
_RESUME_FIRST = "resume it first"
_NOT_RUNNING = "start it first"
_LATER = "wait until it has stopped"
_GONE = "it is being removed"

# An order is looked up when its turn comes, so what another order was doing (starting, stopping) is over by then; those states are met
# only when the daemon was killed in the middle, and the order finishes the work. A sentence says what to do first.
_TABLE: dict[Verb, dict[State, Verdict | str]] = {
    Verb.START: {
        State.STOPPED: _A, State.FAILED: _A, State.STARTING: _A, State.RUNNING: _B,
        State.PAUSED: _RESUME_FIRST, State.STOPPING: _LATER, State.REMOVING: _GONE,
    },
    Verb.STOP: {
        State.STOPPED: _B, State.FAILED: _B, State.STARTING: _A, State.RUNNING: _A,
        State.PAUSED: _A, State.STOPPING: _A, State.REMOVING: _GONE,
    },
    Verb.RESTART: {
        State.STOPPED: _A, State.FAILED: _A, State.STARTING: _A, State.RUNNING: _A,
        State.PAUSED: _A, State.STOPPING: _A, State.REMOVING: _GONE,
    },
    Verb.PAUSE: {
        State.STOPPED: _NOT_RUNNING, State.FAILED: _NOT_RUNNING, State.STARTING: _NOT_RUNNING, State.RUNNING: _A,
        State.PAUSED: _B, State.STOPPING: _LATER, State.REMOVING: _GONE,
    },
    Verb.RESUME: {
        State.STOPPED: _NOT_RUNNING, State.FAILED: _NOT_RUNNING, State.STARTING: _NOT_RUNNING, State.RUNNING: _B,
        State.PAUSED: _A, State.STOPPING: _LATER, State.REMOVING: _GONE,
    },
    Verb.REMOVE: {
        State.STOPPED: _A, State.FAILED: _A, State.STARTING: _STOP_FIRST, State.RUNNING: _STOP_FIRST,
        State.PAUSED: _STOP_FIRST, State.STOPPING: _STOP_FIRST, State.REMOVING: _A,
    },
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


def check_reachable(state: State) -> None:
    """Whether the agent can be talked to. Raises MachineStateError that says what to do first."""
    if state is not State.RUNNING:
        remedy = {
            State.PAUSED: "resume it first (`ingle resume`)",
            State.STARTING: "wait until it runs",
            State.STOPPING: "start it again when it has stopped",
            State.REMOVING: "it is being removed",
        }.get(state, "start it first (`ingle start`)")
        raise MachineStateError(f"the machine is {state}: {remedy}", state=state)
