"""People, sessions and tokens: who is here, and what they may do; and limits: how much.

The front door. Other capabilities know people by id only (`Caller.user_id`), so there is little to import.
"""

from ingle.accounts.limits import PersonalLimits
from ingle.accounts.model import Usage, User
from ingle.accounts.policy import NO_LIMITS
from ingle.accounts.service import Accounts
from ingle.accounts.settings import Limits

__all__ = ["NO_LIMITS", "Accounts", "Limits", "PersonalLimits", "Usage", "User"]
