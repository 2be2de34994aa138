"""What accounts add to the house."""

from ingle.accounts import names
from ingle.accounts.http import routes
from ingle.edge.capability import Capability, Scope

ACCOUNTS = Capability(
    name="accounts",
    scopes=(
        Scope(names.SCOPE_PASSWORD, "change your own password"),
        Scope(names.SCOPE_TOKENS_READ, "list your tokens"),
        Scope(names.SCOPE_TOKENS_WRITE, "make and revoke your tokens"),
        Scope(names.SCOPE_USERS, "list, make and remove accounts, and set their limits", admin=True),
    ),
    routes=routes,
)
