"""When a machine ends by itself."""

from datetime import datetime
from enum import StrEnum

from ingle.machines.model import Machine, State


class Expiry(StrEnum):
    NOT_YET = "not yet"
    STOP = "stop"
    REMOVE = "remove"


def expired(machine: Machine, now: datetime) -> Expiry:
    """`remove_after` counts from the creation, `stop_after` from the last start; time asleep counts as well."""
    timers, status = machine.timers, machine.status
    if timers.remove_after and (now - machine.created_at).total_seconds() >= timers.remove_after:
        return Expiry.REMOVE
    if (
        status.state in (State.STOPPED, State.FAILED, State.STOPPING, State.REMOVING)
        or status.started_at is None
    ):
        return Expiry.NOT_YET
    if timers.stop_after and (now - status.started_at).total_seconds() >= timers.stop_after:
        return Expiry.STOP
    return Expiry.NOT_YET
