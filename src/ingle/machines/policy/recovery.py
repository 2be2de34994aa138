"""What a daemon that comes back does with each machine that an earlier one left behind."""

from enum import StrEnum

from ingle.machines.model import Intent, State


class Recovery(StrEnum):
    NOTHING = "nothing"
    ADOPT = "adopt"  # it runs, or stays paused; take it over
    START = "start"  # finish a start; the VMM may be there or not
    STOP = "stop"  # finish a stop
    RESTART = "restart"
    PAUSE = "pause"  # adopt, then finish a pause
    RESUME = "resume"
    REMOVE = "remove"
    DISCARD = "discard"  # a VMM that should not be there: kill it
    LOST = "lost"  # it should run, and its VMM is gone: say so
    SETTLE = "settle"  # it was being stopped and has stopped


def recover(intent: Intent, state: State, *, alive: bool, paused: bool) -> Recovery:
    """`alive`: the VMM is there, proved by identity; `paused`: its vCPUs stand still."""
    return _recover_alive(intent, state, paused) if alive else _recover_gone(intent, state)


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
