"""What can be set about accounts."""

from dataclasses import dataclass
from datetime import timedelta

from ingle.edge.limits import Rate

_BY_NAME = Rate(10, timedelta(seconds=20))
_BY_ADDRESS = Rate(30, timedelta(seconds=5))


@dataclass(frozen=True)
class AccountSettings:
    login_rate_by_name: Rate = _BY_NAME  # failed logins for one name: at once, and seconds for one more
    login_rate_by_address: Rate = _BY_ADDRESS  # the same for one address
