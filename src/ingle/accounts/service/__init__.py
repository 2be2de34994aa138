"""What people do with accounts: one class a subject, one method a use case."""

from ingle.accounts.service.accounts import Accounts
from ingle.accounts.service.grants import Change, Grants, Told
from ingle.accounts.service.ground import Ground
from ingle.accounts.service.groups import Groups, GroupTold
from ingle.accounts.service.limits import PersonalLimits
from ingle.accounts.service.links import Links
from ingle.accounts.service.people import People
from ingle.accounts.service.permissions import Listed, Permissions
from ingle.accounts.service.sharing import Sharing
from ingle.accounts.service.tokens import Tokens

__all__ = [
    "Accounts",
    "Change",
    "Grants",
    "Ground",
    "GroupTold",
    "Groups",
    "Links",
    "Listed",
    "People",
    "Permissions",
    "PersonalLimits",
    "Sharing",
    "Tokens",
    "Told",
]
