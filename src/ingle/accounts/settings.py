"""What can be set about accounts."""

from dataclasses import dataclass, field
from datetime import timedelta

from ingle.edge.limits import Rate

_BY_NAME = Rate(10, timedelta(seconds=20))
_BY_ADDRESS = Rate(30, timedelta(seconds=5))


@dataclass(frozen=True)
class Limits:
    """The most that one person may have at once, and ask. 0: no limit. The defaults are for everyone but admins."""

    machines: int = 100  # of one person who is no admin, like all of these; 0: no limit
    vcpus: int = 64  # of one person's running machines together
    memory_mib: int = 65536  # of one person's running machines together
    disk_mib: int = 1048576  # the sizes of one person's machines' disks together
    snapshots: int = 100  # of all of one person's machines
    requests_per_minute: int = 12000  # a minute's worth may come at once


@dataclass(frozen=True)
class AccountSettings:
    login_rate_by_name: Rate = _BY_NAME  # failed logins for one name: at once, and seconds for one more
    login_rate_by_address: Rate = _BY_ADDRESS  # the same for one address
    limits: Limits = field(default_factory=Limits)
