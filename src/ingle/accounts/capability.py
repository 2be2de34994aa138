"""What accounts add to the house."""

from ingle.accounts import events, names
from ingle.accounts.http import routes
from ingle.edge.capability import Capability, Event, Scope

ACCOUNTS = Capability(
    name="accounts",
    scopes=(
        Scope(names.SCOPE_PASSWORD, "change your own password"),
        Scope(names.SCOPE_ACCOUNT_READ, "see where you are logged in, and what happened to your account"),
        Scope(names.SCOPE_ACCOUNT_WRITE, "change your account, how you log in, and where you are logged in"),
        Scope(names.SCOPE_TOKENS_READ, "list your tokens"),
        Scope(names.SCOPE_TOKENS_WRITE, "make and revoke your tokens"),
        Scope(names.SCOPE_GROUPS_READ, "see the groups that you own or are in"),
        Scope(names.SCOPE_GROUPS_WRITE, "make, change and leave groups"),
        Scope(names.SCOPE_GRANTS_READ, "see what is shared, by you and with you, and what is permitted"),
        Scope(names.SCOPE_GRANTS_WRITE, "share and permit, or no longer"),
        Scope(names.SCOPE_LINKS_FOLLOW, "see what a link opens", links=True),
        Scope(names.SCOPE_PERMISSIONS_CHECK, "ask which permissions one has", apps=True),
        Scope(
            names.SCOPE_USERS,
            "invite, list, make, change, suspend and remove people, end their ways in, set their limits, and read the audit log",
            admin=True,
        ),
    ),
    routes=routes,
    events=(
        Event(
            events.GRANTED,
            "something is shared, with you or by you, or in another way",
            names.SCOPE_GRANTS_READ,
            wide=True,
        ),
        Event(events.REVOKED, "something is shared no longer", names.SCOPE_GRANTS_READ, wide=True),
    ),
)
