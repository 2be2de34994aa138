"""People, sessions and tokens: who is here, and what they may do; limits: how much; groups and grants: with what of others.

The front door. Other capabilities know people by id only (`Caller.user_id`). Those whose things can be shared ask `Access`, or `Remembered` before it,
inside their own transactions, and are asked what there is as a `Shareable`. Those who keep things for people hand them out and remove them as an `Estate`.
"""

from ingle.accounts.access import Access
from ingle.accounts.errors import NotElevatedError, OtpRequiredError, TicketRefusedError
from ingle.accounts.estates import json_file
from ingle.accounts.http.outside import come_back, go_out
from ingle.accounts.http.visitors import address_of, no_session_cookies, session_cookies, visitor
from ingle.accounts.identify import Identification
from ingle.accounts.model import Grant, Holder, HolderKind, Mode, Session, Token, Usage, User, Visitor
from ingle.accounts.names import (
    COOKIE,
    SCOPE_ACCOUNT_READ,
    SCOPE_ACCOUNT_WRITE,
    SCOPE_GRANTS_READ,
    SCOPE_GRANTS_WRITE,
    SCOPE_PERMISSIONS_CHECK,
    TOKEN_SECRET_PREFIX,
)
from ingle.accounts.policy import NO_LIMITS
from ingle.accounts.ports import Estate, Exported, Shareable, Shared
from ingle.accounts.remembered import Remembered
from ingle.accounts.service import Accounts, People, PersonalLimits, Sharing, Tokens
from ingle.accounts.service.grants import Told
from ingle.accounts.service.permissions import ALL, held
from ingle.accounts.settings import Limits

__all__ = [
    "ALL",
    "COOKIE",
    "NO_LIMITS",
    "SCOPE_ACCOUNT_READ",
    "SCOPE_ACCOUNT_WRITE",
    "SCOPE_GRANTS_READ",
    "SCOPE_GRANTS_WRITE",
    "SCOPE_PERMISSIONS_CHECK",
    "TOKEN_SECRET_PREFIX",
    "Access",
    "Accounts",
    "Estate",
    "Exported",
    "Grant",
    "Holder",
    "HolderKind",
    "Identification",
    "Limits",
    "Mode",
    "NotElevatedError",
    "OtpRequiredError",
    "People",
    "PersonalLimits",
    "Remembered",
    "Session",
    "Shareable",
    "Shared",
    "Sharing",
    "TicketRefusedError",
    "Token",
    "Tokens",
    "Told",
    "Usage",
    "User",
    "Visitor",
    "address_of",
    "come_back",
    "go_out",
    "held",
    "json_file",
    "no_session_cookies",
    "session_cookies",
    "visitor",
]
