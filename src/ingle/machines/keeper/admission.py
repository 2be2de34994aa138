"""Whether there is room for one more machine, asked in the very transaction that takes it: of its owner's limits, then of the host.

Of any number who ask at once exactly those get in for whom there is room, because each waits until the one before has taken its place.
"""

import sqlalchemy as sa

from ingle.accounts import Limits, Usage
from ingle.machines.model import Machine, MachineRequest
from ingle.machines.policy.admission import check_disk, check_room
from ingle.machines.policy.quota import check, is_awake, to_keep, to_run
from ingle.machines.ports import Host, OwnersLimits
from ingle.machines.settings import HostShare
from ingle.machines.store import usage
from ingle.runtime.db import lock


class Admission:
    def __init__(self, limits: OwnersLimits, host: Host, share: HostShare) -> None:
        self._limits = limits
        self._host = host
        self._share = share

    def check_new(self, connection: sa.Connection, machine: Machine, *, starts: bool) -> None:
        """When its row is made, and not yet for good. One that is to start next is not made when it could not.

        Raises LimitReachedError, HostFullError.
        """
        limits, used = self._of_owner(connection, machine)
        check(used, to_keep(machine.request), limits)
        if starts:
            self._check_run(connection, machine, used, limits)
        check_disk(self._host.facts(), self._share)

    def check_start(self, connection: sa.Connection, machine: Machine) -> None:
        """Before it is recorded that it starts. One that is awake takes nothing more, so a start that is finished after a crash, and the second
        half of a restart, are never refused. Raises LimitReachedError, HostFullError."""
        if is_awake(machine.status):
            return
        limits, used = self._of_owner(connection, machine)
        self._check_run(connection, machine, used, limits)
        check_disk(self._host.facts(), self._share)

    def check_spare(self, connection: sa.Connection, request: MachineRequest) -> None:
        """For a VMM of nobody's that is gone again soon: it gets in only where a machine of this size would, and keeps no place. Raises HostFullError."""
        host = self._host.facts()
        check_room(host, usage.of_everyone(connection), to_run(request), self._share)
        check_disk(host, self._share)

    def check_snapshot(self, connection: sa.Connection, owner: str) -> None:
        """When a snapshot's row is made, and not yet for good. Raises LimitReachedError."""
        check(usage.of_owner(connection, owner), Usage(snapshots=1), self._limits.hold(connection, owner))

    def _of_owner(self, connection: sa.Connection, machine: Machine) -> tuple[Limits, Usage]:
        """What they may have, and what they have besides this machine; both stay so until the transaction ends."""
        limits = self._limits.hold(connection, machine.owner)
        return limits, usage.besides(connection, machine)

    def _check_run(self, connection: sa.Connection, machine: Machine, used: Usage, limits: Limits) -> None:
        wanted = to_run(machine.request)
        check(used, wanted, limits)
        lock(connection, "room on the host")
        check_room(self._host.facts(), usage.of_everyone(connection), wanted, self._share)
