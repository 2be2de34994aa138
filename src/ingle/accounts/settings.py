"""What can be set about accounts."""

from dataclasses import dataclass, field
from datetime import timedelta

from ingle.edge.limits import Rate


@dataclass(frozen=True)
class AccountSettings:
    login_rate_by_name: Rate = field(
        default_factory=lambda: Rate(10, timedelta(seconds=20))
    )  # failed tries for one name
    login_rate_by_address: Rate = field(
        default_factory=lambda: Rate(30, timedelta(seconds=5))
    )  # and from one address
