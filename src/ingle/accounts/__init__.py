"""People, sessions and tokens: who is here, and what they may do; limits: how much; groups and grants: with what of others.

The front door. Other capabilities know people by id only (`Caller.user_id`). Those whose things can be shared ask `Access`, or `Remembered` before it,
inside their own transactions, and are asked what there is as a `Shareable`.
"""

from ingle.accounts.access import Access
from ingle.accounts.model import Holder, HolderKind, Mode, Usage, User
from ingle.accounts.policy import NO_LIMITS
from ingle.accounts.ports import Shareable, Shared
from ingle.accounts.remembered import Remembered
from ingle.accounts.service import Accounts, PersonalLimits, Sharing
from ingle.accounts.service.permissions import held
from ingle.accounts.settings import Limits

__all__ = [
    "NO_LIMITS",
    "Access",
    "Accounts",
    "Holder",
    "HolderKind",
    "Limits",
    "Mode",
    "PersonalLimits",
    "Remembered",
    "Shareable",
    "Shared",
    "Sharing",
    "Usage",
    "User",
    "held",
]
