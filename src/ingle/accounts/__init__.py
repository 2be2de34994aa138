"""People, sessions and tokens: who is here, and what they may do.

The front door. Other capabilities know people by id only (`Caller.user_id`), so there is little to import.
"""

from ingle.accounts.model import User
from ingle.accounts.service import Accounts

__all__ = ["Accounts", "User"]
