"""What a daemon that comes back does with each machine that an earlier one left behind."""

from enum import StrEnum

from ingle.machines.model import Intent, State


class Recovery(StrEnum):
    NOTHING = "nothing"
    ADOPT = "adopt"  # it runs, or stays paused; take it over
    ADOPT_WARM = "adopt warm"
    START = "start"  # finish a start; the VMM may be there or not
    STOP = "stop"  # finish a stop
    RESTART = "restart"
    PAUSE = "pause"  # adopt, then finish a pause
    RESUME = "resume"
    FINISH_WAKE = "finish wake"  # its memory has been used up: the VMM is all there is
    STAY_COLD = "stay cold"  # what it sleeps in is whole; a VMM beside it is older or unused
    REMOVE = "remove"
    DISCARD = "discard"  # a VMM that should not be there: kill it
    LOST = "lost"  # it should run, and its VMM is gone: say so
    START_AGAIN = "start again"  # the same, of one that is always to run: say so, and start it from its disk
    SETTLE = "settle"  # it was being stopped and has stopped


def recover(
    intent: Intent, state: State, *, alive: bool, paused: bool, asleep: bool, always: bool = False
) -> Recovery:
    """`alive`: the VMM is there, proved by identity; `paused`: its vCPUs stand still; `asleep`: a generation is recorded that it may wake from;
    `always`: its restart policy is to run whatever happens, which holds for the machine as for its workload."""
    if intent is Intent.RUNNING and asleep:
        return _recover_asleep(state, alive)
    if alive:
        return _recover_alive(intent, state, paused)
    found = _recover_gone(intent, state)
    if found is Recovery.LOST and always and intent is Intent.RUNNING:  # a paused one nobody wants to run
        return Recovery.START_AGAIN
    return found


def _recover_asleep(state: State, alive: bool) -> Recovery:
    """The record of a generation stands from the moment it is whole, when the VMM is paused for good, until just before a restored VMM runs."""
    if state is State.COLD and not alive:
        return Recovery.NOTHING
    return Recovery.STAY_COLD


def _recover_alive(intent: Intent, state: State, paused: bool) -> Recovery:
    match intent:
        case Intent.REMOVED:
            return Recovery.REMOVE
        case Intent.RESTARTED:
            return Recovery.RESTART
        case Intent.STOPPED:
            return Recovery.STOP if state is State.STOPPING else Recovery.DISCARD
        case Intent.PAUSED:
            return Recovery.ADOPT if paused else Recovery.PAUSE
        case Intent.RUNNING if state is State.STARTING:
            return Recovery.START
        case Intent.RUNNING if state is State.WAKING:
            return Recovery.FINISH_WAKE
        case Intent.RUNNING if state is State.WARM and paused:
            return Recovery.ADOPT_WARM
        case Intent.RUNNING:
            return Recovery.RESUME if paused else Recovery.ADOPT


def _recover_gone(intent: Intent, state: State) -> Recovery:
    match intent:
        case Intent.REMOVED:
            return Recovery.REMOVE
        case Intent.RESTARTED:
            return Recovery.START
        case Intent.STOPPED:
            return Recovery.NOTHING if state in (State.STOPPED, State.FAILED) else Recovery.SETTLE
        case Intent.RUNNING if state is State.STARTING:
            return Recovery.START
        case Intent.RUNNING | Intent.PAUSED:
            return Recovery.LOST
